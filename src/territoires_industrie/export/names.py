"""File names that say what a file holds: subject, level, filter, vintage."""

from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.wording import fold

ALL_YEARS = "toutes-annees"

LISTED = 3
"""Regions or selected units named one by one; more are counted."""


def file_stem(table: Table) -> str:
    """Name the file of a table, without its ending; ASCII, no spaces."""
    level = LEVELS[table.view.level]
    where = level.slug + (f"-phase{level.phase}" if level.phase else "")
    parts = [_subject(table), where, *filter_parts(table), f"cog{COG_YEAR}"]
    return "_".join(parts)


def file_name(table: Table, suffix: str) -> str:
    """Name the file of a table: ``…_epci_normandie-siege_cog2026.geojson``."""
    return f"{file_stem(table)}.{suffix}"


def layer_name(table: Table) -> str:
    """Name the layer of a table: its level, with the phase where there are two."""
    level = LEVELS[table.view.level]
    return level.slug.replace("-", "_") + (f"_phase{level.phase}" if level.phase else "")


def _subject(table: Table) -> str:
    when = ALL_YEARS if table.every_year else table.view.year
    if len(table.indicators) != 1:
        subject = _sectors(table) or "territoires-industrie"
        return f"{subject}-{when}" if when else subject
    indicator = find_indicator(table.indicators[0])
    return _slug(f"{indicator.key} {when or indicator.years[-1]}")


def _sectors(table: Table) -> str:
    """Name the sectors of a table that holds nothing but figures by sector."""
    sectors = dict.fromkeys(find_indicator(key).sector for key in table.indicators)
    if not sectors or "" in sectors:
        return ""
    if len(sectors) > LISTED:
        return f"{len(sectors)}-secteurs"
    return _slug(" ".join(("secteur" if len(sectors) == 1 else "secteurs", *sectors)))


def filter_parts(table: Table) -> list[str]:
    """Name what the filter of a table keeps, a word a choice."""
    kept, parts = table.view.filter, []
    if kept.regions:
        parts.append(f"{_regions(kept.regions)}-{kept.region_rule}")
    if kept.programme != Filter().programme:
        parts.append(_slug(kept.programme))
    if kept.sector:
        parts.append(f"secteur-{_slug(kept.sector)}-{_slug(f'{kept.specialisation_min:g}')}")
    parts += _bounds(kept)
    if kept.within:
        parts.append(_holder(*kept.within))
    if kept.only:
        parts.append(_only(table.view.level, kept.only))
    return parts


def _bounds(kept: Filter) -> list[str]:
    """Name the bounds of the population and of a figure, as ``pop-min-1000``."""
    named = {
        "pop-min": kept.population_min,
        "pop-max": kept.population_max,
        f"{kept.figure}-min": kept.figure_min,
        f"{kept.figure}-max": kept.figure_max,
    }
    # All digits: files of two bounds that round alike are not one.
    return [_slug(f"{name} {bound:.15g}") for name, bound in named.items() if bound is not None]


def _regions(codes: tuple[str, ...]) -> str:
    if len(codes) > LISTED:
        return f"{len(codes)}-regions"
    names = read_units("region")["name"]
    return "-".join(_slug(names[code]) for code in codes)


def _holder(level_key: str, code: str) -> str:
    level = LEVELS[level_key]
    return _slug(f"{code} phase{level.phase}" if level.phase else f"{level.slug} {code}")


def _only(level_key: str, codes: tuple[str, ...]) -> str:
    if len(codes) > LISTED:
        return f"selection-{len(codes)}"
    names = read_units(level_key)["name"]
    return "-".join(_slug(names[code])[:40] for code in codes)


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")
