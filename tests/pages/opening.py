"""Opening a page without a browser, at an address."""

from streamlit.testing.v1 import AppTest

from territoires_industrie.indicators.own import Shelf
from territoires_industrie.ui.map_page import REST
from territoires_industrie.ui.near import near_key
from territoires_industrie.ui.state import SHELF
from tests.browser.serving import ROOT

PATIENCE_S = 300
"""Long enough for a busy machine; a test that passes does not wait for it."""


def run_page(name: str, shelf: Shelf | None = None, /, **parameters: str) -> AppTest:
    """Run the page of this name at an address; whatever it raises is in its ``exception``.

    Parameters
    ----------
    name
        Name of its script, which is also its address.
    shelf
        The indicators that the session holds, if any.
    parameters
        Parameters of the address.
    """
    # Links are made by the application's script, which alone declares every page.
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    page.switch_page(f"pages/{name}.py")
    # Without a browser nobody scrolls: the reader is near to all that the page has.
    page.session_state[near_key(REST)] = True
    if shelf is not None:
        page.session_state[SHELF] = shelf
    for parameter, value in parameters.items():
        page.query_params[parameter] = value
    return page.run()


def open_page(name: str, shelf: Shelf | None = None, /, **parameters: str) -> AppTest:
    """Run a page that must not raise."""
    page = run_page(name, shelf, **parameters)
    assert not page.exception, page.exception[0].value
    return page


def unfold(page: AppTest, key: str) -> AppTest:
    """Open a folded block."""
    page.session_state[key] = True
    return page.run()


def upload(content: bytes, name: str = "fichier.csv", shelf: Shelf | None = None) -> AppTest:
    """Open the page of one's own indicator, in a session that may hold some, and bring a file."""
    page = open_page("indicateur", shelf)
    page.file_uploader(key="propre_fichier").set_value((name, content, "text/csv"))
    page.run()
    assert not page.exception
    return page
