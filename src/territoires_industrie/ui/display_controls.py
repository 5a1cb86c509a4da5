"""How the map is drawn: classes, outlines and background."""

import streamlit as st

from territoires_industrie.classes.breaks import parse_breaks, write_breaks
from territoires_industrie.classes.classing import METHODS, MIN_CLASSES
from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators import Measure
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import BACKGROUNDS, OUTLINES, View
from territoires_industrie.scene.words import say_outline
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.folded import over_page
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.state import (
    VIEW,
    change_classing,
    change_view,
    resume_session,
)
from territoires_industrie.wording import _

DISPLAY = "affichage"
"""Key of the block of controls that is opened over the page."""

REFUSED = "bornes_refusees"
"""Breaks typed and refused, in the session: level, indicator and what was wrong."""


def show_display(view: View) -> None:
    """Let the user choose classes, outlines and background."""
    with over_page(_("Affichage"), DISPLAY, ":material/palette:") as is_open:
        if is_open:
            _show_display(view)


def _show_display(view: View) -> None:
    if view.indicator_spec.measure is not Measure.CATEGORY:
        _show_classes(view)
    st.radio(
        _("Contours du programme"),
        OUTLINES,
        format_func=say_outline,
        **bound("contour", view.outline, lambda slug: change_view(outline=slug)),
    )
    st.radio(
        _("Fond de carte"),
        list(BACKGROUNDS),
        format_func=lambda slug: _(BACKGROUNDS[slug]),
        horizontal=True,
        help=_("Le plan IGN vient de data.geopf.fr : c’est la seule requête vers l’extérieur."),
        **bound("fond", view.background, lambda slug: change_view(background=slug)),
    )


def _show_classes(view: View) -> None:
    classing = view.classing
    st.selectbox(
        _("Méthode de discrétisation"),
        list(METHODS),
        format_func=lambda slug: _(METHODS[slug]),
        filter_mode=None,
        **bound("methode", classing.method, _change_method),
    )
    if classing.is_manual:
        st.text_input(
            _("Bornes intérieures, séparées par des points-virgules"),
            placeholder="10 ; 20 ; 30",
            **bound(
                "bornes",
                write_breaks(classing.breaks, view.indicator_spec.decimals),
                _change_breaks,
            ),
        )
        if problem := _refusal_of(view):
            st.error(escape_markdown(problem))
    else:
        st.session_state.pop(REFUSED, None)
        st.slider(
            _("Nombre de classes"),
            MIN_CLASSES,
            MAX_CLASSES,
            **bound("classes", classing.class_count, lambda n: change_classing(class_count=n)),
        )
    if len(view.indicator_spec.years) > 1:
        st.toggle(
            _("Mêmes classes pour toutes les années"),
            **bound("seuils", classing.is_common, lambda on: change_classing(is_common=on)),
        )


def _change_method(slug: str) -> None:
    """Change the method; chosen breaks start from those that are on screen."""
    resume_session()
    is_manual = slug == "manuel"
    shown = scene_of(st.session_state[VIEW]).classification.inner_breaks if is_manual else ()
    change_classing(method=slug, breaks=shown)


def _change_breaks(text: str) -> None:
    view: View = st.session_state[VIEW]
    try:
        change_classing(breaks=tuple(parse_breaks(text)))
        st.session_state.pop(REFUSED, None)
    except AtlasError as problem:
        st.session_state[REFUSED] = (view.level, view.indicator, str(problem))


def _refusal_of(view: View) -> str:
    """Return what was wrong in the breaks typed for this very figure; forget it for another."""
    level, indicator, problem = st.session_state.get(REFUSED, ("", "", ""))
    if (level, indicator) == (view.level, view.indicator):
        return str(problem)
    st.session_state.pop(REFUSED, None)
    return ""
