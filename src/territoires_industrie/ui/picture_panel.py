"""What a reader chooses for the picture of a map: page, frame, names, own words."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from territoires_industrie.box import Box
from territoires_industrie.draw.plate import Plate
from territoires_industrie.picture.page import LONGEST_WORDS, ORIENTATIONS, SIZES, Page
from territoires_industrie.picture.viewport import place_box
from territoires_industrie.scene.view import EXTENTS
from territoires_industrie.ui.framing import last_focus
from territoires_industrie.ui.state import present_place
from territoires_industrie.wording import N_, _

SIZE_LABELS = {"A4": "A4", "A3": "A3", "ecran": N_("Écran")}
ON_SCREEN = "ecran"
FRAMES = {ON_SCREEN: N_("Ce qui est à l’écran"), **EXTENTS}
"""What is framed: what the map shows now, or an extent."""


def choose_page(key: str) -> Page:
    """Let the reader choose the page and what is written on it."""
    size, orientation = st.columns(2)
    return Page(
        size.selectbox(
            _("Page"),
            list(SIZES),
            format_func=lambda slug: _(SIZE_LABELS[slug]),
            key=f"{key}_page",
            filter_mode=None,
        ),
        orientation.selectbox(
            _("Sens"),
            list(ORIENTATIONS),
            format_func=lambda slug: _(ORIENTATIONS[slug]),
            key=f"{key}_sens",
            filter_mode=None,
        ),
        title=_choose_words(key, "titre", _("Titre (sinon celui de la carte)")),
        subtitle=_choose_words(key, "sous_titre", _("Sous-titre")),
        has_names=st.toggle(_("Noms des lieux"), value=True, key=f"{key}_noms"),
    )


def _choose_words(key: str, name: str, label: str) -> str:
    written = st.text_input(label, max_chars=LONGEST_WORDS, key=f"{key}_{name}")
    return " ".join(written.split())


def choose_frame(
    key: str, page_name: str, plates: Sequence[Plate], page: Page
) -> tuple[tuple[Plate, ...], Page]:
    """Let the reader choose what is framed; return the maps and the page that show it."""
    first = plates[0]
    is_offered = {"filtre": bool(first.drawn.dimmed), "selection": bool(first.view.selection)}
    chosen = st.selectbox(
        _("Cadrage"),
        [slug for slug in FRAMES if is_offered.get(slug, True)],
        format_func=lambda slug: _(FRAMES[slug]),
        key=f"{key}_cadrage",
        filter_mode=None,
    )
    if chosen != ON_SCREEN:
        return tuple(_extended(plate, chosen) for plate in plates), page
    box = place_box(present_place(page_name))
    return tuple(_as_focused(plate, box) for plate in plates), replace(page, box=box)


def _extended(plate: Plate, extent: str) -> Plate:
    return replace(plate, view=replace(plate.view, extent=extent), focus=())


def _as_focused(plate: Plate, box: Box | None) -> Plate:
    """Frame what the map was last asked to, unless its reader has moved it since."""
    asked = last_focus(plate.drawn.level)
    if box is not None or plate.focus or asked is None:
        return plate
    return replace(plate, focus=asked.codes) if asked.codes else _extended(plate, "filtre")
