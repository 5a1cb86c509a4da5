"""The table that is asked for, by parameters of an address or by options of a command."""

from dataclasses import replace

from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import indicators_of
from territoires_industrie.indicators.own import is_own
from territoires_industrie.levels import Level
from territoires_industrie.membership import read_units
from territoires_industrie.scene.address import read_classing, read_filter
from territoires_industrie.scene.problems import explain_selection
from territoires_industrie.scene.reader import REPORTED, Reader
from territoires_industrie.scene.view import SITES, View
from territoires_industrie.wording import _

ALL_YEARS = "all"


def read_table(
    reader: Reader,
    level: Level,
    *,
    with_all_years: bool,
) -> Table:
    """Read the rows, the figures and the classes of a table; what is wrong is reported.

    Parameters
    ----------
    with_all_years
        Whether ``annee=all`` asks for every year, a row each.
    """
    indicators = read_indicators(reader, level)
    every_year = with_all_years and reader.parameters.get("annee") == ALL_YEARS
    shown = indicators[0] if len(indicators) == 1 else level.default_indicator
    view = View(
        level=level.key,
        indicator=shown,
        year="" if every_year else read_year(reader, level, indicators),
        filter=replace(read_filter(reader, level.key), only=_read_only(reader, level)),
        classing=read_classing(reader),
        sites=reader.choice("sites", SITES, View().sites),
    )
    table = Table(view, indicators, every_year=every_year)
    if every_year and not table.has_figures:
        text = _("{where} ne va qu’à des chiffres, non à des catégories.")
        reader.report(text.format(where=reader.where("annee", ALL_YEARS)))
        return table
    return replace(table, order=_read_order(reader, table))


def _read_order(reader: Reader, table: Table) -> tuple[str, bool] | None:
    asked = reader.parameters.get("tri", "")
    if not asked:
        return None
    columns = [note.column for note in column_notes(table)]
    column = reader.choice("tri", [*columns, *(f"-{one}" for one in columns)], "")
    return (column.removeprefix("-"), not column.startswith("-")) if column else None


def read_indicators(reader: Reader, level: Level) -> tuple[str, ...]:
    """Read keys, and names of families of one indicator a sector."""
    # What a session brought has no address, nor a name on the command line.
    offered = {one.key: one for one in indicators_of(level.key) if not is_own(one.key)}
    known: dict[str, tuple[str, ...]] = {}
    for key, one in offered.items():
        if one.family:
            known[one.family] = (*known.get(one.family, ()), key)
    known |= {key: (key,) for key in offered}
    asked = reader.known_codes(
        "indicateur", known, lambda key: _(offered[key].title) if key in offered else ""
    )
    return tuple(dict.fromkeys(key for word in asked for key in known[word]))


def read_year(reader: Reader, level: Level, indicators: tuple[str, ...]) -> str:
    """Read the year, which each of the indicators asked for has; without any, one of the level."""
    years = {one.key: one.years for one in indicators_of(level.key)}
    if indicators:
        shared = set.intersection(*(set(years[key]) for key in indicators))
    else:
        shared = {year for each in years.values() for year in each}
    return reader.choice("annee", sorted(shared, reverse=True), "")


def _read_only(reader: Reader, level: Level) -> tuple[str, ...]:
    asked, known = reader.codes("selection"), read_units(level.key).index
    wrong = [code for code in asked if code not in known]
    reader.problems += [explain_selection(level.key, code[:60]) for code in wrong[:REPORTED]]
    return asked
