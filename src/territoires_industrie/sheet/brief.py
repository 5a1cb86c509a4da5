"""The note on a unit: what its sheet says first, on two pages to hand over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from territoires_industrie.analysis.industrial_sites import NOTICE as SITES_NOTICE
from territoires_industrie.analysis.industrial_sites import sites_of, sites_record
from territoires_industrie.analysis.profile import Profile, read_profile, say_ground
from territoires_industrie.analysis.ranking import Ranking, Reference, rank_unit
from territoires_industrie.html_table import number_column, text_column
from territoires_industrie.indicators import Indicator, find_indicator, read_values
from territoires_industrie.membership import read_units
from territoires_industrie.programme.outside import say_programme
from territoires_industrie.scene.words import say_value
from territoires_industrie.sheet.cells import say_reference
from territoires_industrie.sheet.figures import (
    TRENDS,
    figures_frame,
    rank_column,
    straddling,
    trend_chart,
)
from territoires_industrie.sheet.header import (
    header_maps,
    kind_of,
    lead_sentence,
    member_kinds,
    require_sheet,
    unit_links,
    whole_members,
)
from territoires_industrie.sheet.industrial_sites import (
    no_site,
    sites_facts,
    sites_map,
    sites_table,
)
from territoires_industrie.sheet.industry import (
    NO_JOBS,
    change_chart,
    industry_tables,
    specialisation_chart,
)
from territoires_industrie.sheet.model import (
    Block,
    Chart,
    Fact,
    Facts,
    Note,
    Section,
    Sheet,
    Side,
    Table,
)
from territoires_industrie.sources import Record, table_record
from territoires_industrie.wording import _, format_number

FIGURES = (
    "industrial_jobs_share_pct",
    "private_jobs_change_pct",
    "population_change_pct",
    "unemployment_rate_census_pct",
    "industrial_sites_per_10000",
)
"""Figures that are known for a territory, a région and France."""

NEWER = {"unemployment_rate_census_pct": "unemployment_rate_epci_pct"}
"""A figure → the same of a newer year, which only some units have, and no région."""

SIZES = ("population_count", "private_jobs_count", "industrial_jobs_count")

SECTORS, SITES = 5, 6
"""Bars of a chart, and rows of the list of sites, that have room on the second page."""

TREND_PX, MAP_PX = 130, 520
"""Heights of the plot of a trend, and of the map of the members, which shrinks as needed."""

SITES_SIZE = (520.0, 310.0)
"""Smaller than on the sheet, so that its points are larger on paper."""


def read_brief(level_key: str, code: str) -> Sheet:
    """Compose the note on a unit: two sections, a page each.

    Parameters
    ----------
    level_key, code
        An EPCI, or a territory of either phase.

    Raises
    ------
    UnknownCodeError
        If the level has no sheets, or no such unit.
    """
    require_sheet(level_key, code)
    figures = brief_figures(level_key, code)
    first = tuple(_first_page(level_key, code, figures))
    return Sheet(
        level_key=level_key,
        code=code,
        name=str(read_units(level_key).at[code, "name"]),
        kind=kind_of(level_key, code),
        sections=(
            Section("note", _("L’essentiel"), first, _figure_records(figures)),
            _second_page(level_key, code),
        ),
        is_note=True,
    )


def _figure_records(rankings: Sequence[Ranking]) -> tuple[Record, ...]:
    """List what the first page is from: of a file of many figures, the source of those shown."""
    shown = (*(one.indicator for one in rankings), *map(find_indicator, (*SIZES, *TRENDS)))
    return (*(one.formula.record for one in shown), table_record("membership_2024"))


def brief_figures(level_key: str, code: str) -> list[Ranking]:
    """List the figures of the note; where the newer of two is known, it stands above the other."""
    rankings = []
    for key in FIGURES:
        usual = rank_unit(level_key, code, key)
        newer = rank_unit(level_key, code, NEWER[key]) if key in NEWER else usual
        if newer.value is not None and newer.year > usual.year:
            rankings.append(newer)
        rankings.append(usual)
    return rankings


def _first_page(level_key: str, code: str, rankings: Sequence[Ranking]) -> Iterator[Block]:
    yield Note(lead_sentence(level_key, code).predicate, "lead")
    yield Facts(tuple(_sizes(level_key, code)))
    yield Side(header_maps(level_key, code, MAP_PX), fills=True)
    yield _figures(level_key, rankings)
    yield from straddling(level_key, code)
    yield Side(tuple(_low(trend_chart(level_key, code, key)) for key in TRENDS))
    yield unit_links(level_key, code)
    # Bold is the page's: paper has plain sentences.
    who, since, _how_much = (said.replace("**", "") for said in say_programme())
    yield Note(f"{who} {since}", "note")


def _sizes(level_key: str, code: str) -> Iterator[Fact]:
    for key in SIZES:
        indicator = find_indicator(key)
        value, status = read_values(level_key, key).loc[code, ["value", "status"]]
        year = indicator.formula.dates(level_key, indicator.years[-1])[code]
        yield Fact(indicator.title, say_value(indicator, value, str(status)), str(year))
    units = read_units(level_key)
    communes = format_number(int(units["commune_count"][code]))
    if "member_count" in units:
        members = format_number(int(units["member_count"][code]))
        yield Fact(_("Membres"), members, member_kinds(units, code))
    yield Fact(_("Communes"), communes, _("1er janvier 2026"))


def _low(trend: Chart | Note) -> Chart | Note:
    if isinstance(trend, Note):
        return trend
    return replace(trend, spec=trend.spec | {"height": TREND_PX})


def _figures(level_key: str, rankings: Sequence[Ranking]) -> Table:
    columns = (
        text_column(_("Indicateur"), lambda one: one.indicator.title_in(one.year)),
        number_column(_("Ici"), lambda one: say_value(one.indicator, one.value, one.status)),
        number_column(rankings[0].region_name, lambda one: _said(one.indicator, one.region)),
        number_column(_("France"), lambda one: _said(one.indicator, one.france)),
        rank_column(level_key),
    )
    title, frame = _("Chiffres clés"), figures_frame(rankings)
    return Table.of("chiffres", title, columns, rankings, frame)


def _said(indicator: Indicator, reference: Reference) -> str:
    return say_reference(indicator, reference.value, reference.status)


def _second_page(level_key: str, code: str) -> Section:
    profile = read_profile(level_key, code)
    tables = industry_tables() if profile.weighted_jobs_count else ()
    blocks = tuple(_industry(level_key, code, profile))
    records = (*map(table_record, tables), sites_record())
    return Section("industrie", _("Son industrie"), blocks, records)


def _industry(level_key: str, code: str, profile: Profile) -> Iterator[Block]:
    if profile.weighted_jobs_count:
        yield specialisation_chart(profile, SECTORS)
        yield change_chart(level_key, code, SECTORS)
        yield Note(say_ground(), "note")
    else:
        yield Note(_(NO_JOBS), "absent")
    sites = sites_of(level_key, (code,))
    if sites.empty:
        yield no_site()
        return
    yield sites_facts(sites)
    members = whole_members(level_key, code)
    around, *left_out = sites_map(level_key, code, members, sites, SITES_SIZE)
    yield Side((around,), fills=True)
    yield from left_out
    yield sites_table(sites, SITES)
    yield Note(_(SITES_NOTICE), "note")
