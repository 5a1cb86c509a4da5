"""Search by name or code: a list over the page, by kind; what is chosen is shown at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View
from territoires_industrie.search import Hit
from territoires_industrie.search.index import LONGEST
from territoires_industrie.search.places import PLACE_TITLES, say_in_full, search_kinds, unit_hit
from territoires_industrie.ui.own_component import own_component
from territoires_industrie.ui.state import open_unit, resume_run
from territoires_industrie.ui.subjects import SUBJECTS, find_subjects
from territoires_industrie.wording import _, ngettext

KEY = "recherche"
LIMIT = 10
"""Places in the list."""

Choose = Callable[[View, Hit], None]


def mount(**parts: Any) -> Mapping[str, Any]:
    """Show the field in the page, and return what it says: the text typed and what is chosen."""
    return own_component("search")(**parts)


@st.fragment
def show_search(
    view: View, choose: Choose | None = None, page: str = "", *, stays: bool = False
) -> None:
    """Show the search field and, over the page, what it finds.

    Typing draws the field alone anew; a choice draws the page.

    Parameters
    ----------
    choose
        What a place does; it becomes the selection on its own level unless told.
    page
        Name of the page that shows a place, where it is not the present one.
    stays
        Whether the reader goes on typing after a choice, as where several are chosen.
    """
    resume_run()
    held = st.session_state.get(KEY) or {}
    # The field has the same limit, but a browser may be made to send anything.
    mount(
        key=KEY,
        data=describe_found(view, str(held.get("text") or "")[:LONGEST].strip(), stays=stays),
        on_text_change=lambda: None,  # Streamlit keeps only what has a callback
        on_chosen_change=lambda: _take(view, choose or _open, page),
    )
    # A callback cannot draw the page anew or open another: what it wants is done after it.
    if leads_to := st.session_state.pop(_LEADS_TO, None):
        _go(leads_to)


_LEADS_TO = "recherche_mene"
SAME_PAGE = "."


def _take(view: View, choose: Choose, page: str) -> None:
    """Do what the chosen result says, before the page is drawn anew."""
    kind, _colon, code = str((st.session_state.get(KEY) or {}).get("chosen") or "").partition(":")
    if kind in SUBJECTS and code in SUBJECTS[kind].keys:
        SUBJECTS[kind].choose(view, code)
        st.session_state[_LEADS_TO] = SUBJECTS[kind].page or code
    elif kind in LEVELS and code in read_units(kind).index:
        choose(view, unit_hit(kind, code))
        st.session_state[_LEADS_TO] = page or SAME_PAGE


def _go(page: str) -> None:
    """Draw this page anew, or another at the view's address."""
    if page == SAME_PAGE:
        st.rerun()
    changed: View = st.session_state["view"]
    st.switch_page(f"pages/{page}.py", query_params=write_view(changed, page))


def describe_found(view: View, text: str, *, stays: bool = False) -> dict[str, Any]:
    """Write what a text finds, as the field shows it: places by kind, then subjects."""
    groups = [*_place_groups(view, text, stays), *_subject_groups(text)] if text else []
    count = sum(len(group["hits"]) for group in groups)
    none = _("Aucun nom ni code ne correspond à « {text} ».").format(text=text[:60])
    return {
        "label": _("Votre commune, intercommunalité ou territoire"),
        "placeholder": _("Commune, code postal, intercommunalité, territoire, secteur…"),
        "text": text,
        "none": none,
        "counted": ngettext("{count} résultat", "{count} résultats", count),
        "groups": groups,
    }


def _place_groups(view: View, text: str, stays: bool) -> Iterable[dict[str, Any]]:
    for kind, hits in search_kinds(text, view.level, LIMIT).items():
        yield {
            "title": _(PLACE_TITLES[kind]),
            "hits": [_write_hit(view, hit, stays) for hit in hits],
        }


def _write_hit(view: View, hit: Hit, stays: bool) -> dict[str, str]:
    level, code = unit_of(view, hit)
    return {
        "id": f"{hit.level}:{hit.code}",
        "name": say_in_full(hit.name),
        "detail": hit.context,
        "goal": "" if stays else str(read_units(level)["name"][code]),
    }


def _subject_groups(text: str) -> Iterable[dict[str, Any]]:
    for kind, keys in find_subjects(text).items():
        subject = SUBJECTS[kind]
        hits = [
            {
                "id": f"{kind}:{key}",
                "name": subject.name(key),
                "detail": subject.also(key),
                "goal": subject.name(key),
            }
            for key in keys
        ]
        yield {"title": _(subject.title), "hits": hits}


def unit_of(view: View, hit: Hit) -> tuple[str, str]:
    """Return the level and code that a hit means; a commune means the unit that holds it.

    The four islands without an EPCI mean themselves.
    """
    if hit.level != "commune":
        return hit.level, hit.code
    level = next(level for level in (view.level, "epci", "commune") if level in hit.units)
    return level, hit.units[level]


def _open(view: View, hit: Hit) -> None:
    """Select the hit on its own level; a commune selects the unit that holds it."""
    open_unit(*unit_of(view, hit), hit.code if hit.level == "commune" else "")
