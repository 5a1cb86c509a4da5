"""What a page says, as its reader reads it."""

from typing import Any

from streamlit.testing.v1 import AppTest

from territoires_industrie.scene.view import View

JOINER = "\N{WORD JOINER}"


def read(text: object) -> str:
    r"""Return a text without the signs that keep Markdown from reading it.

    >>> read("ti\\-2802 \\(phase 2\\)")
    'ti-2802 (phase 2)'
    """
    return str(text).replace("\\", "").replace(JOINER, "")


def html_of(page: AppTest) -> str:
    """Return the HTML that the page writes itself: tables, legends, cards."""
    return "\n".join(str(part.proto.body) for part in page.get("html"))


def texts(page: AppTest) -> str:
    """Return what the page says outside its controls: prose, notices, figures, HTML."""
    kinds = (page.markdown, page.caption, page.info, page.warning, page.error, page.metric)
    parts: list[Any] = [part for kind in kinds for part in kind]
    return "\n".join([*(str(part.value).replace("\\", "") for part in parts), html_of(page)])


def view_of(page: AppTest) -> View:
    """Return the view that the page shows."""
    view = page.session_state["view"]
    assert isinstance(view, View)
    return view


def written(page: AppTest) -> dict[str, str]:
    """Return the parameters of the address; the page may have written one as a list."""
    found = page.query_params
    return {
        name: value if isinstance(value, str) else ",".join(value) for name, value in found.items()
    }
