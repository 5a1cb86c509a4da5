"""The indicators of ``indicators.toml``, as objects."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyarrow import ArrowException
from pyarrow.parquet import read_schema

from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators.formulas.base import Formula, Source
from territoires_industrie.indicators.formulas.category import Category
from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.formulas.industry_share import IndustryJobs, IndustryShare
from territoires_industrie.indicators.formulas.published_by_level import PublishedByLevel
from territoires_industrie.indicators.formulas.published_rate import PublishedRate
from territoires_industrie.indicators.formulas.published_series import PublishedSeries
from territoires_industrie.indicators.formulas.quarterly_mean import QuarterlyMean
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import CURRENT_STATES, PHASES
from territoires_industrie.sources import has_table, newest_table, table_path
from territoires_industrie.statistics.aggregation import MEASURES
from territoires_industrie.statistics.categories import extent_reader, read_epci_kind, read_path

REGISTRY = Path(__file__).with_name("indicators.toml")

FORMULAS: dict[str, type[Formula]] = {
    kind.__name__: kind
    for kind in (
        Category,
        CommuneSums,
        IndustryJobs,
        IndustryShare,
        PublishedByLevel,
        PublishedRate,
        PublishedSeries,
        QuarterlyMean,
    )
}
"""Kinds of formula that an entry may name."""

CATEGORIES = {
    "path": read_path,
    "phase1": extent_reader(1),
    "phase2": extent_reader(2),
    "epci_kind": read_epci_kind,
}
"""What reads the category of each unit, by the name that ``Category.read`` has in an entry."""


def read_entries(registry: Path = REGISTRY) -> tuple[Indicator, ...]:
    """Return the indicators of the registry, in its order."""
    content = tomllib.loads(registry.read_text("utf-8"))
    return tuple(
        _indicator(entry, content["sources"], content["texts"])
        for entry in content["indicator"]
        if "needs" not in entry or has_table(entry["needs"])
    )


def _indicator(
    entry: Mapping[str, Any], sources: Mapping[str, Any], texts: Mapping[str, Any]
) -> Indicator:
    fields = dict(entry)
    fields.pop("needs", "")
    refreshed = fields.pop("refreshed", {})
    if refreshed and has_table(refreshed["table"]):
        fields |= {name: value for name, value in refreshed.items() if name != "table"}
    excepted = fields.pop("except_levels", ())
    levels = fields.pop("levels", [key for key in LEVELS if key not in excepted])
    source, formula = sources[fields.pop("source")], fields.pop("formula")
    # A year may be written in the entry and found in a refreshed table as well.
    years = tuple(sorted(set(_spell_years(fields.pop("years"), formula))))
    theme, limits = texts["themes"][fields.pop("theme")], fields.pop("limits", "")
    categories = fields.pop("categories", "")
    return Indicator(
        measure=Measure(fields.pop("measure")),
        formula=_formula(formula, source),
        levels=tuple(levels),
        years=years,
        theme=theme,
        limits=texts["limits"][limits] if limits else "",
        categories=tuple(texts["categories"][categories].items()) if categories else (),
        **fields,
    )


def _spell_years(entries: Iterable[str], formula: Mapping[str, Any]) -> Iterator[str]:
    for entry in entries:
        first, _dash, last = entry.partition("-")
        if entry == "programme":
            yield CURRENT_STATES[PHASES[-1]][:4]
        elif entry == "refreshed":
            yield from _measured_years(formula)
        else:
            yield from map(str, range(int(first), int(last or first) + 1))


def _measured_years(formula: Mapping[str, Any]) -> Iterator[str]:
    """Find the years of which the measures of communes hold all that a formula sums."""
    columns = [formula[name] for name in ("numerator", "denominator") if name in formula]
    held = _measured_columns()
    for year in {column[-4:] for column in held if column[-4:].isdigit()}:
        if all(column.format(year=year) in held for column in columns):
            yield year


@cache
def _measured_columns() -> set[str]:
    """Return the columns of the measures; none of a file that the pages will say is broken."""
    try:
        return set(read_schema(table_path(MEASURES)).names)
    except (AtlasError, ArrowException, OSError):
        return set()


def _formula(entry: Mapping[str, Any], source: Mapping[str, Any]) -> Formula:
    """Return a formula over a source."""
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in entry.items()
    }
    if "read" in fields:
        fields["read"] = CATEGORIES[fields["read"]]
    # A refreshed set has a newer comparator of communes: the figures are read from that one.
    start, is_dated, _end = source["table"].partition("{newest}")
    table = Source(
        (newest_table(start) or start) if is_dated else start,
        source.get("attribution", ""),
        source.get("url_landing", ""),
    )
    return FORMULAS[fields.pop("kind")](
        source=table,
        out_of_scope=tuple(source.get("out_of_scope", ())),
        not_collected=tuple(source.get("not_collected", ())),
        dated_apart=tuple(source.get("dated_apart", ())),
        dated_year=source.get("dated_year", ""),
        **fields,
    )
