"""The ratio of two of the session's indicators, made on the page where they are brought."""

import streamlit as st

from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators.own import Shelf
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.own.room import ROOM
from territoires_industrie.ui.state import change_shelf, resume_session
from territoires_industrie.upload.limits import TITLE_LENGTH, UNIT_LENGTH
from territoires_industrie.upload.ratio import divide_indicators
from territoires_industrie.upload.roles import SCALES
from territoires_industrie.wording import _

PARTS = ("haut", "bas", "echelle", "titre", "unite")
REFUSED = "propre_rapport_refus"


def show_ratio(shelf: Shelf) -> None:
    """Let the user divide one indicator of the session by another: the result is kept beside."""
    if len(shelf.indicators) < 2:
        return
    with st.expander(_("Rapport de deux de vos indicateurs"), icon=":material/percent:"):
        first, second, third = st.columns([2, 2, 1])
        for place, part, label in (
            (first, "haut", _("Numérateur")),
            (second, "bas", _("Dénominateur")),
        ):
            place.selectbox(
                label,
                list(shelf.indicators),
                index=None,
                placeholder=_("à dire"),
                format_func=lambda key: shelf.indicators[key].title,
                key=f"propre_rapport_{part}",
                filter_mode="contains",
            )
        third.selectbox(
            _("Multiplié par"), list(SCALES), filter_mode=None, key="propre_rapport_echelle"
        )
        title, unit = st.columns([4, 1])
        title.text_input(_("Titre"), max_chars=TITLE_LENGTH, key="propre_rapport_titre")
        unit.text_input(_("Unité de mesure"), max_chars=UNIT_LENGTH, key="propre_rapport_unite")
        top, bottom, _scale, name, _unit = _said()
        st.button(
            _("Ajouter le rapport"),
            icon=":material/add_chart:",
            key="propre_rapport_ajouter",
            disabled=not (top and bottom and name),
            on_click=_add,
        )
        if refusal := st.session_state.pop(REFUSED, ""):
            st.error(escape_markdown(refusal), icon=":material/error:")


def _said() -> list[str]:
    return [st.session_state.get(f"propre_rapport_{part}") or "" for part in PARTS]


def _add() -> None:
    top, bottom, scale, name, unit = _said()
    shelf = resume_session()
    if not {top, bottom} <= set(shelf.indicators):
        return  # taken away while the click was on its way
    parts = shelf.indicators[top], shelf.indicators[bottom]
    try:
        ratio = divide_indicators(*parts, name, unit, SCALES[scale or "1"])
        ROOM.require((ratio, *shelf.indicators.values()))
    except AtlasError as error:
        st.session_state[REFUSED] = str(error)
        return
    change_shelf(shelf.add(ratio), level=ratio.levels[0], indicator=ratio.key)
