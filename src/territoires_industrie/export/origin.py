"""Where the figures of a table come from: its title, its indicators, the records it uses."""

from collections.abc import Sequence

from territoires_industrie import __version__
from territoires_industrie.boundaries import boundary_path
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.dated import DatedIndicator
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.sources import Record, read_record, table_path, table_record
from territoires_industrie.statistics.sector_ground import filter_table
from territoires_industrie.wording import _, list_texts

MEMBERSHIP = "membership_2024"
"""Table of ``data/`` that the programme's columns and ground come from."""

IDENTITY_TABLES = (f"commune_{COG_YEAR}", MEMBERSHIP)
"""Tables that codes, names and membership come from."""


def export_title(table: Table) -> str:
    """Write the title of a table."""
    level = _(LEVELS[table.view.level].title)
    if len(table.indicators) != 1:
        return _("Atlas des Territoires d'industrie – {level}").format(level=level)
    first, last = table.dated[0], table.dated[-1]
    years = last.year if first == last else f"{first.year}–{last.year}"
    return f"{last.indicator.dated(years)} – {level}"


def used_records(table: Table) -> list[Record]:
    """List the provenance of everything in a table, ground first, each file once."""
    records = [table_record(name) for name in IDENTITY_TABLES]
    records += [one.indicator.record for one in all_shown(table)]
    records += filter_records(table).values()
    # source_sentence takes the first for the ground.
    return [ground_record(table.view.level), *dict.fromkeys(records)]


def all_shown(table: Table) -> tuple[DatedIndicator, ...]:
    """List every indicator in the table of a table, in its order."""
    if table.every_year:
        return table.dated
    first, others = table.columns
    return first + others


def ground_record(level_key: str) -> Record:
    """Read the provenance of the ground of a level."""
    return read_record(boundary_path(level_key))


def filter_records(table: Table) -> dict[str, Record]:
    """Return the record of each file that the filter reads beside those of the units, by name."""
    kept, records = table.view.filter, {}
    if kept.sector:
        name = filter_table(table.view.level)
        records[f"data/{table_path(name).name}"] = table_record(name)
    if kept.figure:
        records |= find_indicator(kept.figure).formula.records
    return records


def generator() -> str:
    """Name the program and version that wrote a file."""
    return f"Atlas des Territoires d’industrie {__version__}"


def licences(records: Sequence[Record]) -> str:
    """Name the licences that the figures are passed on under, each once."""
    return list_texts(dict.fromkeys(_(record.licence_redistributed_as) for record in records))
