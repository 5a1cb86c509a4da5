"""The session's view, kept in step with the address.

The session holds the truth while it lives; the address is where a view starts from. An
address that differs from the one last written, in a run that no control caused, was typed
or reached by the browser's back button: it is read again.

What the page sends while it is being drawn anew holds the address and the controls of the view
before: the address it names tells such a late report, which changes nothing but what was chosen.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from territoires_industrie.draw.payload import Focus
from territoires_industrie.indicators.own import EMPTY, Shelf, is_own, use_shelf
from territoires_industrie.membership import read_units
from territoires_industrie.scene.address import IMPLIED, read_language, write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.scene.problems import Problem
from territoires_industrie.scene.view import MAX_SELECTION, View, changed
from territoires_industrie.ui.navigation import page_of, read_address
from territoires_industrie.ui.streamlit_private import is_part_run
from territoires_industrie.wording import DEFAULT_LANGUAGE, _, set_language

VIEW = "view"
WRITTEN = "written_address"
SHOWN = "shown_view"
OVERRULED = "overruled_values"
"""What each control showed before Python last gave it another value, by key."""

TOUCHED = "touched_by_control"
PROBLEMS = "address_problems"
FOCUS = "focus"
SHELF = "own_indicators"
PLACE = "carte"
"""Parameter of the place of the map, which the browser writes as the reader moves it: no part of
the view, and no reason to run a page."""


def current_language() -> str:
    """Return the language of this run, before its page is known."""
    _imply_language()
    session, address = st.session_state, _own_parameters()
    _page, written = session.get(WRITTEN, ("", None))
    if VIEW in session and (address == written or session.get(TOUCHED, False)):
        return str(session[VIEW].language)
    return read_language(address)


def current_view(page: str) -> View:
    """Return the view of this run of a page and set the run's language."""
    resume_session()
    session, address = st.session_state, _own_parameters()
    set_language(current_language())
    if VIEW not in session or _came_from_elsewhere(page, address):
        session[VIEW], session[PROBLEMS] = read_address(address, page)
        opened: View = session[VIEW]
        # A place in the address says where to look more exactly than what is selected.
        if PLACE not in st.query_params and (opened.selection or opened.filter.holds_ground):
            focus_on(opened.selection)
    view: View = session[VIEW]
    set_language(view.language)
    return view


def page_before() -> str:
    """Return the page that the last run of this session showed; empty in the first."""
    return str(st.session_state.get(WRITTEN, ("", None))[0])


def _own_parameters() -> dict[str, str]:
    """Return the parameters of the address that are Python's to read and write."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != PLACE}


def present_place(page: str) -> str:
    """Return the place of the map in the address that the browser shows now, if it is this page's.

    The address that Streamlit tells of is the last one that Python wrote.
    """
    shown = urlsplit(str(st.context.url or ""))
    place = parse_qs(shown.query).get(PLACE)
    return place[0] if place and page_of(shown.path) == page else ""


def _came_from_elsewhere(page: str, address: dict[str, str]) -> bool:
    """Whether the address is not the last one written, nor that of the same view on this page."""
    if (page, address) == st.session_state.get(WRITTEN) or st.session_state.get(TOUCHED, False):
        return False
    if is_part_run():
        return False  # a control caused it, which may have spoken before the page was whole
    return address != write_view(st.session_state[VIEW], page)


def _imply_language() -> None:
    """Have an address that names no language mean that of the reader's browser."""
    # A browser in neither language means the usual one, not what this thread's last run implied.
    IMPLIED.set(DEFAULT_LANGUAGE)
    IMPLIED.set(read_language({"lang": st.context.locale or ""}))


def resume_run() -> None:
    """Speak the language of the run that drew a part of the page, which is drawn anew alone.

    The address is not read: it is that of the page, which the part is no judge of.
    """
    if is_part_run():
        resume_session()
        set_language(st.session_state[VIEW].language)


def resume_session() -> Shelf:
    """Put in force the indicators that this session's user brought, and return their shelf.

    Runs and callbacks take turns on threads that know nothing of the run before.
    """
    _imply_language()
    shelf: Shelf = st.session_state.get(SHELF, EMPTY)
    use_shelf(shelf)
    return shelf


def change_shelf(shelf: Shelf, **changes: Any) -> None:
    """Change the session's own indicators from a callback, and the view with them."""
    st.session_state[SHELF] = shelf
    change_view(**changes)


def write_address(view: View, page: str) -> None:
    """Write the view to the address of a page, unless what stands there is a part that says it all.

    To complete an address that was typed would only stand in the way of the browser's back
    button.
    """
    address, present = write_view(view, page), _own_parameters()
    if present.items() < address.items() and read_address(present, page) == (view, []):
        address = present
    if present != address:
        place = present_place(page)
        st.query_params.from_dict(address | ({PLACE: place} if place else {}))
    st.session_state[WRITTEN] = page, address
    st.session_state[SHOWN] = view
    st.session_state[TOUCHED] = False


def overrule(key: str, value: Any) -> None:
    """Set the value of a control before it is shown, whatever it says now."""
    session = st.session_state
    if (before := session.get(key, value)) != value:
        session.setdefault(OVERRULED, {})[key] = before
    session[key] = value


def is_touched(key: str) -> bool:
    """Whether the reader has changed a control that says something else than it was given.

    Whatever speaks on the page sends what all controls say: before the page shows the present
    view, one that says what it showed before was not touched.
    """
    overruled = st.session_state.get(OVERRULED, {})
    if key in overruled and overruled[key] == st.session_state[key] and _is_late():
        return False
    overruled.pop(key, None)
    return True


def _is_late() -> bool:
    """Whether the page did not yet show the present view when it sent what caused this run."""
    session = st.session_state
    _page, written = session.get(WRITTEN, ("", {}))
    return session.get(SHOWN) != session.get(VIEW) or _own_parameters() != written


def change_view(**changes: Any) -> None:
    """Change the view from a control's callback; what no longer fits is settled."""
    resume_session()
    session = st.session_state
    asked = replace(session[VIEW], **changes)
    session[VIEW] = changed(session[VIEW], **changes)
    session[PROBLEMS] = _told_change(asked, session[VIEW])
    touch()


def _told_change(asked: View, shown: View) -> list[Problem]:
    """Write that the level lacks the indicator that was shown, and which one takes its place."""
    if asked.indicator == shown.indicator or is_own(asked.indicator):
        return []  # who takes away an indicator that they brought knows it
    text = _(
        "« {lacking} » n’existe pas à ce niveau ({level}) : « {shown} » est montré à sa place."
    )
    return [
        Problem(
            text.format(
                lacking=_(asked.indicator_spec.title),
                level=_(shown.level_spec.title),
                shown=_(shown.indicator_spec.title),
            )
        )
    ]


def touch() -> None:
    """Note that a control caused this run, whatever the address says."""
    st.session_state[TOUCHED] = True


def change_filter(**changes: Any) -> None:
    """Change the filter of the view from a control's callback."""
    change_view(filter=replace(st.session_state[VIEW].filter, **changes))


def change_classing(**changes: Any) -> None:
    """Change the classing of the view from a control's callback."""
    change_view(classing=replace(st.session_state[VIEW].classing, **changes))


def change_options(page: type[PageOptions], **changes: Any) -> None:
    """Change choices of one page from a control's callback."""
    view: View = st.session_state[VIEW]
    options = replace(view.options_of(page), **changes)
    change_view(options=view.with_options(options).options)


def select(codes: tuple[str, ...], *, level: str = "", zoom: bool = False) -> None:
    """Make these units the selection, the last ten when there are more; on a level, if given.

    Units of another level alone change nothing: they were chosen on a map that was on its way out.
    """
    units = read_units(level or st.session_state[VIEW].level).index
    # A late report names units of the level before: it takes no selection away.
    if codes and not any(code in units for code in codes):
        return
    changes = {"level": level} if level else {}
    change_view(selection=tuple(dict.fromkeys(codes))[-MAX_SELECTION:], **changes)
    if zoom and codes:
        focus_on(codes)


def focus_on(codes: tuple[str, ...]) -> None:
    """Ask the map to frame these units at its next drawing, once; none: those in the filter."""
    last: Focus | None = st.session_state.get(FOCUS)
    st.session_state[FOCUS] = Focus(codes, last.n + 1 if last else 1)


def open_communes(level_key: str, code: str) -> None:
    """Show the communes of a unit, framed, those around dimmed; other filters do not hold them."""
    change_view(level="commune", selection=(), filter=Filter(within=(level_key, code)))
    focus_on(())


def open_unit(level_key: str, code: str, commune: str = "") -> None:
    """Show a unit on its own level, selected and framed; mark the commune that led to it."""
    change_view(level=level_key, selection=(code,), commune=commune)
    focus_on((code,))


def take_problems() -> list[Problem]:
    """Return what was wrong in the address that the view came from."""
    # Kept until the next change of the view: a run of a part would otherwise take them away.
    problems: list[Problem] = st.session_state.get(PROBLEMS, [])
    return problems
