"""What a page says, as its reader reads it."""

from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from territoires_industrie.scene.view import View
from territoires_industrie.ui.navigation import PAGES

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
    """Return what the page says outside its controls: prose, notices, figures, links, HTML."""
    kinds = (page.markdown, page.caption, page.info, page.warning, page.error, page.metric)
    parts: list[Any] = [part for kind in kinds for part in kind]
    said = [str(part.value) for part in parts]
    said += [f"{link.label} {link.page}?{link.query_string}" for link in _links(page)]
    return "\n".join([*(one.replace("\\", "") for one in said), html_of(page)])


def _links(page: AppTest) -> list[Any]:
    """Return the links to a page, those of the menu, which come first, left out."""
    return [part.proto for part in page.get("page_link")][len(PAGES) :]


def links_to(page: AppTest, name: str) -> list[dict[str, str]]:
    """Return the parameters of the links to a page of this name."""
    return [dict(parse_qsl(link.query_string)) for link in _links(page) if link.page == name]


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
