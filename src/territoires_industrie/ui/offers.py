"""What each page offers to take away, from what it shows."""

from collections.abc import Sequence

from territoires_industrie.analysis.comparison import ComparedUnit
from territoires_industrie.indicators import indicators_of
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition
from territoires_industrie.scene.extract import Extract, TerritoireChoice
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.statistics.zone_jobs import LEVEL as ZONES
from territoires_industrie.ui.downloads import Offer
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.wording import _

MEMBERSHIP_KEYS = ("programme_path", "programme_phase2_extent", "programme_phase1_extent")
"""Indicators that say which part an EPCI has in the programme."""

SHARED_KEY = "industrial_jobs_share_{source}_pct"
"""Indicator of all of industry that goes along with the sectors, by source of the jobs."""


def sheet_offer(view: View, code: str) -> Offer:
    """Offer a unit and what it is made of, with every indicator."""
    level = LEVELS[view.level]
    extracts = {_("Ce territoire"): Extract(view.level, selection=(code,))}
    if level.phase is not None:
        choice = TerritoireChoice(level.phase, code)
        extracts[_("Les EPCI dont une commune au moins en fait partie")] = Extract(
            "epci", territoire=choice
        )
        extracts[_("Ses communes")] = Extract("commune", territoire=choice)
    else:
        communes = read_composition()
        inside = communes.index[communes[level.column] == code]
        extracts[_("Ses communes")] = Extract("commune", selection=tuple(map(str, inside)))
    return Offer(view, extracts, key="fiche_donnees")


def comparison_offer(view: View, units: Sequence[ComparedUnit]) -> Offer:
    """Offer the compared units, a table a level, with every indicator."""
    codes: dict[str, list[str]] = {}
    for unit in units:
        codes.setdefault(unit.level_key, []).append(unit.code)
    extracts = {
        _(LEVELS[level_key].title): Extract(level_key, selection=tuple(listed))
        for level_key, listed in codes.items()
    }
    return Offer(view, extracts, key="comparaison_donnees")


def sector_offer(choice: SectorChoice) -> Offer:
    """Offer jobs and specialisation of the chosen sectors by zone d'emploi."""
    source, kept = choice.dataset.source, choice.view.filter
    marks = {f"jobs_{source}", f"specialisation_{source}"}
    keys = [
        one.key
        for one in indicators_of(ZONES)
        if one.family in marks and one.sector in choice.sectors
    ]
    if len(choice.sectors) == len(industrial_sectors()):
        keys.insert(0, SHARED_KEY.format(source=source))
    zones = Extract(ZONES, tuple(keys), choice.dataset.year, kept)
    extracts = {_("Les zones d’emploi du filtre, les secteurs choisis"): zones}
    if choice.zones:
        extracts[_("Les zones d’emploi de la sélection")] = Extract(
            ZONES, tuple(keys), choice.dataset.year, selection=choice.zones
        )
    return Offer(choice.view, extracts, key="filieres_donnees")


def programme_offer(view: View) -> Offer:
    """Offer who is in the programme: EPCI by their path, and the ground of each phase."""
    extracts = {
        _("EPCI et leur parcours dans le programme"): Extract("epci", MEMBERSHIP_KEYS),
        _("Territoires de la phase 2"): Extract("territoire_phase2"),
        _("Territoires de la phase 1"): Extract("territoire_phase1"),
    }
    return Offer(view, extracts, key="programme_donnees")
