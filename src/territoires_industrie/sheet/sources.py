"""Sources of a sheet: every record that its figures come from, with vintage and licence."""

from collections.abc import Iterable

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.indicators import indicators_of
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sources import Record, read_record, table_record
from territoires_industrie.wording import _

MORE_TABLES = (
    "zone_emploi_jobs_2024",
    "commune_zone_2025",
    "industrial_site_2020",
    "brownfield_2024",
    "membership_2024",
    "membership_2020",
    "contract_2019",
    "action_2025",
    "territoire_industry_named_2025",
    "territoire_published_figure_2025",
    "transition_grant_paca_2024",
    "transition_grant_announced_2025",
    "brownfield_grant_2023",
    "france_relance_2022",
    "programme_timeline_2025",
)
"""Tables that every sheet reads beside those of its indicators."""


def sheet_sources(level_key: str) -> tuple[str, ...]:
    """Cite the boundaries, then each table once: title, producer, period, licence."""
    shown = [each.formula.records for each in indicators_of(level_key) if not each.sector]
    records = [record for by_file in shown for record in by_file.values()]
    return cite_all(level_key, [*records, *(table_record(name) for name in MORE_TABLES)])


def cite_all(level_key: str, records: Iterable[Record]) -> tuple[str, ...]:
    """Cite the boundaries of a level, then each record once."""
    ground = read_record(boundary_path(level_key))
    first = _(
        "Contours : {attribution}, code officiel géographique au 1er janvier {year}. {licence}."
    ).format(
        attribution=ground.attribution,
        year=COG_YEAR,
        licence=_(ground.licence_redistributed_as),
    )
    # Several indicators have one table, and several tables one record.
    return (first, *(_cite(record) for record in dict.fromkeys(records)))


def name_all(level_key: str, records: Iterable[Record]) -> tuple[str, ...]:
    """Name the producers of the boundaries of a level and of some records, each once."""
    everything = [read_record(boundary_path(level_key)), *records]
    return tuple(dict.fromkeys(record.attribution for record in everything))


def _cite(record: Record) -> str:
    text = _("{title} : {attribution} ({period}). {licence}.")
    return text.format(
        title=_(record.title),
        attribution=record.attribution,
        period=_(record.reference_period),
        licence=_(record.licence_redistributed_as),
    )
