"""A file that is brought on the page of own indicators, and what the session then holds."""

from streamlit.testing.v1 import AppTest

from territoires_industrie.indicators.own import Shelf
from territoires_industrie.ui.state import SHELF
from tests.pages.opening import upload

LE_HAVRE, ROUEN = "200084952", "200023414"
SECRET = "Indicateur de la session A"


def say_year(page: AppTest) -> None:
    """Say the year of a figure that the file does not tell."""
    if not page.text_input(key="propre_annee").value:
        page.text_input(key="propre_annee").set_value("2024").run()


def bring(content: bytes, kind: str = "count", title: str = "") -> AppTest:
    page = upload(content)
    page.radio(key="propre_nature").set_value(kind).run()
    say_year(page)
    if title:
        page.text_input(key="propre_titre").set_value(title).run()
    page.button(key="propre_ajouter").click().run()
    assert not page.exception
    return page


def shelf_of(page: AppTest) -> Shelf:
    shelf = page.session_state[SHELF]
    assert isinstance(shelf, Shelf)
    return shelf
