"""Which unit the sheet shows, and what it is compared with."""

from dataclasses import asdict
from functools import cache, partial

import streamlit as st

from territoires_industrie.analysis.similarity import CRITERIA, criteria_of
from territoires_industrie.indicators.own import is_own
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import programme_status, read_units, split_codes
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View, view_of_unit
from territoires_industrie.sheet.header import PAGE, SHEET_LEVELS
from territoires_industrie.sheet.identity import territoires_of
from territoires_industrie.ui.controls import bound, tied
from territoires_industrie.ui.folded import folded
from territoires_industrie.ui.legend_panel import show_legend
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.map_view import show_view_map
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.sheet.options import COUNTS, MOST_WEIGHT, SheetOptions
from territoires_industrie.ui.state import change_options, change_view
from territoires_industrie.wording import _, fold


def show_choice(view: View) -> None:
    """Let the reader choose a level, then a unit of it, by list or by search."""
    level, unit, search = st.columns([2, 3, 3], vertical_alignment="top")
    with level:
        st.selectbox(
            _("Niveau"),
            SHEET_LEVELS,
            # Only a list that may be empty has a cross, which here would clear nothing.
            index=None if _sheet_level(view) is None else 0,
            format_func=lambda key: _(LEVELS[key].title),
            placeholder=_(LEVELS[view.level].title),
            filter_mode="contains",
            **bound("fiche_niveau", _sheet_level(view), lambda key: _change_level(view, key)),
        )
    with unit:
        _show_units(view)
    with search:
        show_search(view)


def _sheet_level(view: View) -> str | None:
    return view.level if view.level in SHEET_LEVELS else None


def _show_units(view: View) -> None:
    if view.level not in SHEET_LEVELS:
        return
    labels = _labels(view.level)
    st.selectbox(
        _("Territoire"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=_("Choisir dans la liste"),
        filter_mode="contains",
        **bound(
            f"fiche_unite_{view.level}",
            shown_code(view),
            lambda code: change_view(selection=(code,) if code else ()),
        ),
    )


@cache
def _labels(level_key: str) -> dict[str, str]:
    """Name every unit of a level, in the order of the alphabet."""
    names = {str(code): str(name) for code, name in read_units(level_key)["name"].items()}
    ordered = sorted(names, key=lambda code: fold(names[code]))
    return {code: f"{names[code]} ({code})" for code in ordered}


def _change_level(view: View, level_key: str | None) -> None:
    """Change level and follow the unit there: its territory, or the same in the other phase."""
    if level_key is None:
        return
    code = shown_code(view)
    kept: tuple[str, ...] = ()
    if code is not None and view.level in SHEET_LEVELS:
        phase = LEVELS[level_key].phase
        kept = tuple(one.code for one in territoires_of(view.level, code) if one.phase == phase)[:1]
    change_view(level=level_key, selection=kept)


def shown_code(view: View) -> str | None:
    """Return the unit that the sheet is about: the first of the selection."""
    return view.selection[0] if view.selection else None


def show_others(view: View) -> None:
    """Link to the other selected units, the selection kept with that unit first."""
    names = read_units(view.level)["name"]
    if len(view.selection) < 2:
        return
    with st.container(horizontal=True, gap="small"):
        st.caption(_("Aussi dans la sélection :"))
        for code in view.selection[1:]:
            st.button(
                str(names[code]),
                key=f"aussi_{code}",
                type="tertiary",
                on_click=_put_first,
                args=(view, code),
            )


def _put_first(view: View, code: str) -> None:
    change_view(selection=(code, *(each for each in view.selection if each != code)))


def show_nothing(view: View) -> None:
    """Write what a sheet is of, and offer the territories of what is selected."""
    if view.level in SHEET_LEVELS:
        where, said = st.columns([2, 1], gap="medium")
        with said:
            st.markdown(
                _(
                    "La fiche dit d’un territoire ce que l’on sait de son industrie. "
                    "Choisissez-le par la recherche, dans la liste, ou d’un clic sur la carte."
                )
            )
            show_legend(view, scene_of(view))
        with where:
            show_view_map(view, "carte_des_fiches")
        return
    st.info(
        _(
            "Une fiche est celle d’une intercommunalité ou d’un territoire d’industrie. Voici les "
            "territoires de la phase 2 que la sélection touche."
        ),
        icon=":material/info:",
    )
    status = programme_status(view.level)["territoire_id_phase2"]
    names = read_units("territoire_phase2")["name"]
    found = [one for code in view.selection for one in split_codes(status[code])]
    if not found:
        st.caption(_("Aucun : rien n’est sélectionné, ou la sélection est hors du programme."))
    with st.container(horizontal=True, gap="small"):
        for code in dict.fromkeys(found):
            show_link(
                PAGE,
                escape_markdown(names[code]),
                view_of_unit(view, "territoire_phase2", code),
                is_same_page=True,
            )


def show_criteria(view: View) -> None:
    """Let the reader weigh the criteria of likeness, and size the group."""
    options = view.options_of(SheetOptions)
    label = _("Changer les critères et leur poids")
    with folded(label, "criteres", icon=":material/tune:") as is_open:
        if not is_open:
            return
        columns = st.columns(len(CRITERIA) + 1, vertical_alignment="bottom")
        # One column more than criteria: that of the size of the group.
        for column, criterion in zip(columns, CRITERIA.values(), strict=False):
            column.slider(
                _(criterion.label),
                0,
                MOST_WEIGHT,
                help=_(criterion.definition),
                **bound(
                    f"poids_{criterion.key}",
                    round(options.weight_of[criterion.key]),
                    partial(_change_weight, options, criterion.key),
                ),
            )
        columns[-1].select_slider(_("Taille du groupe"), COUNTS, **tied(options, "count"))
        criteria = criteria_of(view.level)
        if own := [key for key in criteria if is_own(key)]:
            st.multiselect(
                _("Vos indicateurs, de poids un"),
                own,
                format_func=lambda key: criteria[key].label,
                **tied(options, "own"),
            )
        st.button(
            _("Revenir aux critères de départ"),
            on_click=change_options,
            args=(SheetOptions,),
            kwargs=asdict(SheetOptions()),
            disabled=options == SheetOptions(),
            key="criteres_depart",
        )
        st.caption(
            _(
                "Un poids de zéro retire le critère. Le groupe sert aussi aux écarts des chiffres "
                "clés."
            )
        )


def _change_weight(options: SheetOptions, key: str, value: float) -> None:
    changed = dict(zip(CRITERIA, options.weights, strict=True)) | {key: value}
    # Without any weight nobody is near: the last criterion stays.
    if any(changed.values()):
        change_options(SheetOptions, weights=tuple(changed.values()))
