"""What each page offers to take away, from what it shows."""

from collections.abc import Sequence
from dataclasses import replace

from territoires_industrie.analysis.compared_unit import ComparedUnit
from territoires_industrie.export.citation import Citation, cite_tables
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import Indicator, find_indicator, indicators_of
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.ui.downloads import Offer
from territoires_industrie.ui.plates import PARTS
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.ui.sectors.options import ORDERS
from territoires_industrie.wording import _

MEMBERSHIP_KEYS = ("programme_path", "programme_phase2_extent", "programme_phase1_extent")
"""Indicators that say which part an EPCI has in the programme."""

SHARED_KEY = "industrial_jobs_share_{source}_pct"
"""Indicator of all of industry that goes along with the sectors, by source of the jobs."""


def sheet_offer(view: View, code: str) -> Offer:
    """Offer a unit and what it is made of, with every indicator."""
    level = LEVELS[view.level]
    inside = Filter(within=(level.key, code))
    tables = {_("Ce territoire"): Table(View(level.key, filter=Filter(only=(code,))))}
    if level.phase is not None:
        title = _("Les EPCI dont une commune au moins en fait partie")
        tables[title] = Table(View("epci", filter=inside))
    tables[_("Ses communes")] = Table(View("commune", filter=inside))
    python = f"atlas.rank_all({view.level!r}, {code!r})"
    title = _("{name} : rang et écarts").format(name=read_units(view.level)["name"][code])
    cited = _cite(title, [one for one in indicators_of(view.level) if not one.sector], python)
    return Offer(view, tables, key="fiche_donnees", cited=cited, page="territoire")


def comparison_offer(view: View, units: Sequence[ComparedUnit]) -> Offer:
    """Offer the compared units, a table a level, with every indicator."""
    codes: dict[str, list[str]] = {}
    for unit in units:
        codes.setdefault(unit.level_key, []).append(unit.code)
    tables = {
        _(LEVELS[level_key].title): Table(View(level_key, filter=Filter(only=tuple(listed))))
        for level_key, listed in codes.items()
    }
    listed = ", ".join(f"atlas.{unit!r}" for unit in units)
    used = [one for unit in units for one in indicators_of(unit.level_key)]
    cited = _cite(_("Les chiffres comparés"), used, f"atlas.rows_table([{listed}])")
    return Offer(view, tables, key="comparaison_donnees", cited=cited, page="comparaison")


def _cite(title: str, indicators: Sequence[Indicator], python: str) -> Citation:
    """Cite the figures of indicators by their tables; those of the reader's own by their files."""
    own = dict.fromkeys(one.formula for one in indicators if one.formula.is_own)
    tables = dict.fromkeys(one.source for one in indicators if not one.formula.is_own)
    return cite_tables(title, tuple(tables), python, own=tuple(own))


def sector_offer(choice: SectorChoice) -> Offer:
    """Offer jobs and specialisation of the chosen sectors by unit of the map."""
    source = choice.dataset.source
    marks = {f"jobs_{source}", f"specialisation_{source}"}
    keys = [
        one.key
        for one in indicators_of(choice.level)
        if one.family in marks and one.sector in choice.sectors
    ]
    # All of them together are industry, whose own indicators then say the same.
    if len(choice.sectors) == len(industrial_sectors()):
        keys.insert(0, SHARED_KEY.format(source=source))
    shown = View(choice.level, year=choice.dataset.year, filter=choice.view.filter)
    level = _(LEVELS[choice.level].title)
    whole = _("{level} du filtre, secteurs choisis").format(level=level)
    tables = {whole: Table(shown, tuple(keys))}
    if choice.units:
        selected = replace(shown, filter=Filter(only=choice.units))
        tables[_("{level} de la sélection").format(level=level)] = Table(selected, tuple(keys))
    order = ORDERS[choice.order]
    python = (
        f"atlas.rank_groups({choice.level!r}, atlas.{choice.dataset!r}, {choice.sectors!r})"
        ".sort_values(\n"
        f"    {order.column!r}, ascending={order.is_ascending}\n)"
    )
    title = _("{level}, {sectors}").format(level=level, sectors=choice.label)
    counted = find_indicator(f"industrial_jobs_{source}_count").formula.tables
    cited = cite_tables(title, counted, python)
    return Offer(choice.view, tables, key="filieres_donnees", cited=cited, page="filieres")


def programme_offer(view: View, cited: Citation | None = None) -> Offer:
    """Offer who is in the programme: EPCI by their path, and the ground of each phase.

    ``cited`` is how to cite the part that is shown, where it has a table of its own.
    """
    tables = {
        _("EPCI et leur parcours dans le programme"): Table(View("epci"), MEMBERSHIP_KEYS),
        _("Territoires de la phase 2"): Table(View("territoire_phase2")),
        _("Territoires de la phase 1"): Table(View("territoire_phase1")),
    }
    has_map = view.options_of(ProgrammeOptions).part in PARTS
    page = "programme" if has_map else ""
    return Offer(view, tables, key="programme_donnees", cited=cited, page=page)
