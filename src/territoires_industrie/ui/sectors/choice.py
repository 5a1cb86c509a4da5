"""What the sectors page shows, read from the view, and the controls that change it."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from territoires_industrie.analysis.profile import zone_weights
from territoires_industrie.analysis.sector_groups import (
    CHANGE_SOURCE,
    DATASETS,
    Dataset,
    group_label,
    sectors_of,
)
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.description import count_units
from territoires_industrie.scene.filters import say_threshold
from territoires_industrie.scene.view import EXTENTS, View
from territoires_industrie.statistics.sector_ground import ZONE
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.ui.controls import bound, tied
from territoires_industrie.ui.filter_controls import specialisation_steps
from territoires_industrie.ui.sectors.options import GRAINS, MODES, SectorOptions
from territoires_industrie.ui.state import change_options, change_view, focus_on, select
from territoires_industrie.wording import N_, _

SOURCE_NAMES = {"urssaf": N_("Urssaf, emploi privé"), "flores": N_("FLORES, public et privé")}
FRAMED_LEVELS = ("region", "territoire_phase2", "territoire_phase1")
FRANCE, SEVERAL = "", "selection"


@dataclass(frozen=True)
class SectorChoice:
    """What the page shows.

    Attributes
    ----------
    view
        The view, which other pages share.
    level
        Key of the level of the map.
    units
        Units of that level in the selection, to outline.
    mode
        One of ``MODES``.
    dataset
        Source and year of the jobs.
    sectors
        A38 codes, all of industry when the reader chose none.
    """

    view: View
    level: str
    units: tuple[str, ...]
    mode: str
    dataset: Dataset
    sectors: tuple[str, ...]

    @property
    def is_change(self) -> bool:
        """Whether the map shows a change: polygons, without circles."""
        return self.mode == "evolution"

    @property
    def zones(self) -> tuple[str, ...]:
        """Zones d'emploi of the selection."""
        return units_around(self.level, self.units, ZONE)

    @property
    def label(self) -> str:
        """Name of the sectors, in the language of the run."""
        return group_label(self.sectors)

    @property
    def threshold(self) -> float:
        """Least location quotient of a specialised zone; the filter's unless chosen here."""
        chosen = self.options.threshold
        return self.view.filter.specialisation_min if chosen is None else chosen

    @property
    def picked(self) -> tuple[str, ...]:
        """Units of the map chosen inside what is framed."""
        return () if self.view.level == self.level else _picked(self.view)

    @property
    def order(self) -> str:
        """Order of the rankings, a key of ``ORDERS``."""
        return self.options.order or ("hausse" if self.is_change else "specialisation")

    @property
    def options(self) -> SectorOptions:
        """What the reader chose on this page."""
        return self.view.options_of(SectorOptions)


def read_choice(view: View) -> SectorChoice:
    """Read what the page shows from the view."""
    options = view.options_of(SectorOptions)
    chosen = tuple(code for code in options.sectors if code in sectors_of(options.shown.source))
    # Sectors that another source counts stay chosen in the address, for when it is shown.
    sectors = chosen or industrial_sectors()
    units = _picked(view) or _framed(view)
    return SectorChoice(view, options.level, units, options.mode, options.shown, sectors)


def _picked(view: View) -> tuple[str, ...]:
    framed = set(_framed(view))
    return tuple(unit for unit in view.options_of(SectorOptions).units if unit in framed)


def _framed(view: View) -> tuple[str, ...]:
    """List the units of the map in the selection."""
    return units_around(view.level, view.selection, view.options_of(SectorOptions).level)


def take_units(view: View, units: tuple[str, ...]) -> None:
    """Take the units chosen on the map: inside what is framed, the frame stays."""
    framed, level = _framed(view), view.options_of(SectorOptions).level
    if view.level == level or not set(units) <= set(framed):
        select(units, level=level)
        return
    change_options(SectorOptions, units=() if set(units) == set(framed) else units)


def units_around(level_key: str, codes: Sequence[str], ground: str) -> tuple[str, ...]:
    """List the units of another level where the people of some units live: at its own, themselves.

    Those that hold less than one in a hundred of a unit's people are left out.
    """
    if level_key == ground:
        return tuple(codes)
    weights = (zone_weights(level_key, code, ground) for code in codes)
    # Less than a hundredth of the inhabitants is a border that does not follow another.
    around = (table.index[table["share_of_unit_pct"] >= 1] for table in weights)
    return tuple(dict.fromkeys(unit for listed in around for unit in listed))


def show_mode(choice: SectorChoice) -> None:
    """Let the reader choose between the two maps."""
    st.segmented_control(
        _("Carte"),
        list(MODES),
        format_func=lambda key: _(MODES[key]),
        required=True,
        label_visibility="collapsed",
        width="content",
        **tied(choice.options, "mode"),
    )


def show_sectors(choice: SectorChoice) -> None:
    """Let the reader choose the sectors; none is all of industry."""
    offered = sectors_of(choice.dataset.source)
    chosen = [code for code in choice.options.sectors if code in offered]
    st.multiselect(
        _("Secteurs (A38)"),
        offered,
        format_func=lambda code: f"{sector_label(code)} ({code})",
        placeholder=_("Toute l’industrie (16 secteurs)"),
        help=_("Plusieurs secteurs s’additionnent.")
        if len(choice.options.levels) > 1
        else _(
            "Le détail par secteur se mesure à la zone d’emploi. Plusieurs secteurs s’additionnent."
        ),
        filter_mode="contains",
        select_all=False,
        **bound(
            "filieres_secteurs",
            chosen,
            lambda codes: change_options(SectorOptions, sectors=tuple(codes)),
        ),
    )


def show_dataset(choice: SectorChoice) -> None:
    """Let the reader choose one source and year; a change has only one."""
    if choice.is_change:
        st.text_input(
            _("Source et année"),
            _("Urssaf, emploi privé, 2019 et 2024"),
            disabled=True,
            key="filieres_source_evolution",
        )
        return
    st.selectbox(
        _("Source et année"),
        list(DATASETS),
        format_func=lambda slug: f"{_(SOURCE_NAMES[DATASETS[slug].source])}, {DATASETS[slug].year}",
        filter_mode=None,
        help=_("Les deux sources comptent des emplois différents : elles ne se mélangent jamais."),
        **tied(choice.options, "dataset"),
    )


def show_grain(choice: SectorChoice) -> None:
    """Let the reader choose the level of the map, where the source counts units of several."""
    by_level = {level: slug for slug, level in GRAINS.items()}
    offered = [by_level[level] for level in choice.options.levels]
    if len(offered) < 2:
        return
    st.selectbox(
        _("Carte par"),
        offered,
        format_func=lambda slug: _(LEVELS[GRAINS[slug]].title),
        filter_mode=None,
        help=_("L’emploi est celui de chaque unité, somme de ses communes."),
        **bound(
            "filieres_maille",
            by_level[choice.level],
            lambda slug: change_options(SectorOptions, grain=slug, units=()),
        ),
    )


def show_threshold(choice: SectorChoice) -> None:
    """Let the reader choose from which location quotient a zone is specialised."""
    st.select_slider(
        _("Zone dite spécialisée à partir de")
        if choice.level == ZONE
        else _("Unité dite spécialisée à partir de"),
        specialisation_steps(choice.threshold),
        format_func=say_threshold,
        help=_(
            "Part des secteurs dans les emplois du lieu, rapportée à leur part en France : 1 = "
            "comme en France. Ce seuil fait les lieux spécialisés de cette page et les liens vers "
            "la carte ; celui du filtre de la carte reste à part."
        ),
        **bound(
            "filieres_seuil",
            choice.threshold,
            lambda least: change_options(SectorOptions, threshold=least),
        ),
    )


def show_frame(choice: SectorChoice) -> None:
    """Let the reader frame France, a région or a territory; say what else is framed."""
    selected = _selected(choice.view)
    extent = EXTENTS["filtre" if choice.view.filter.holds_ground else "france"]
    frames = {FRANCE: _(extent), **selected, **_frames()}
    st.selectbox(
        _("Cadrer sur"),
        list(frames),
        format_func=frames.__getitem__,
        help=_("Une région ou un territoire ; la recherche cadre aussi un EPCI ou une commune."),
        filter_mode="contains",
        **bound("filieres_cadre", next(iter(selected), FRANCE), _change_frame),
    )


def _selected(view: View) -> dict[str, str]:
    """Name the selection, by its key in the list; empty where nothing is selected."""
    if len(view.selection) > 1:
        return {SEVERAL: count_units(view.level, len(view.selection))}
    names = read_units(view.level)["name"]
    return {f"{view.level}:{code}": _with_level(names[code], view.level) for code in view.selection}


def _frames() -> dict[str, str]:
    return {
        f"{level}:{code}": _with_level(name, level)
        for level in FRAMED_LEVELS
        for code, name in read_units(level)["name"].sort_values().items()
    }


def _with_level(name: str, level_key: str) -> str:
    level = LEVELS[level_key]
    said = _("phase {phase}").format(phase=level.phase) if level.phase else _(level.singular)
    return f"{name} ({said})"


def _change_frame(frame: str) -> None:
    level, _colon, code = frame.partition(":")
    if not code:
        change_view(selection=())
        focus_on(())
        return
    change_view(level=level, selection=(code,))
    focus_on((code,))


def show_cutoff(choice: SectorChoice) -> None:
    """Write which sectors are not in the source, if some that are asked for are not."""
    # Agriculture is the one sector that URSSAF leaves out of its private jobs.
    if "AZ" in choice.options.sectors and choice.dataset.source == CHANGE_SOURCE:
        st.caption(
            _("{sector} : l’Urssaf ne compte pas ce secteur ; choisissez FLORES.").format(
                sector=sector_label("AZ")
            )
        )
