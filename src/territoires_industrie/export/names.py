"""File names that say what a file holds: subject, level, filter, vintage."""

from territoires_industrie.indicators import find_indicator
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.extract import Extract
from territoires_industrie.scene.filters import Filter
from territoires_industrie.wording import fold

LISTED = 3
"""Regions or selected units named one by one; more are counted."""


def file_stem(extract: Extract) -> str:
    """Name the file of an extract, without its ending; ASCII, no spaces."""
    level = LEVELS[extract.level_key]
    where = level.slug + (f"-phase{level.phase}" if level.phase else "")
    parts = [_subject(extract), where, *_filter_parts(extract), f"cog{COG_YEAR}"]
    return "_".join(parts)


def file_name(extract: Extract, suffix: str) -> str:
    """Name the file of an extract: ``…_epci_normandie-siege_cog2026.geojson``."""
    return f"{file_stem(extract)}.{suffix}"


def _subject(extract: Extract) -> str:
    if len(extract.indicator_keys) != 1:
        subject = _sectors(extract) or "territoires-industrie"
        return f"{subject}-{extract.year}" if extract.year else subject
    indicator = find_indicator(extract.indicator_keys[0])
    return _slug(f"{indicator.key} {extract.year or indicator.years[-1]}")


def _sectors(extract: Extract) -> str:
    """Name the sectors of a table that holds nothing but figures by sector."""
    sectors = dict.fromkeys(find_indicator(key).sector for key in extract.indicator_keys)
    if not sectors or "" in sectors:
        return ""
    if len(sectors) > LISTED:
        return f"{len(sectors)}-secteurs"
    return _slug(" ".join(("secteur" if len(sectors) == 1 else "secteurs", *sectors)))


def _filter_parts(extract: Extract) -> list[str]:
    kept, parts = extract.filter, []
    if kept.regions:
        parts.append(f"{_regions(kept.regions)}-{kept.region_rule}")
    if kept.programme != Filter().programme:
        parts.append(_slug(kept.programme))
    if kept.sector:
        parts.append(f"secteur-{_slug(kept.sector)}-{_slug(f'{kept.specialisation_min:g}')}")
    if kept.population_min is not None:
        parts.append(f"pop-min-{kept.population_min:.0f}")
    if kept.population_max is not None:
        parts.append(f"pop-max-{kept.population_max:.0f}")
    if extract.territoire:
        choice = extract.territoire
        parts.append(_slug(f"{choice.territoire_id} phase{choice.phase}"))
    if extract.selection:
        parts.append(_selection(extract))
    return parts


def _regions(codes: tuple[str, ...]) -> str:
    if len(codes) > LISTED:
        return f"{len(codes)}-regions"
    names = read_units("region")["name"]
    return "-".join(_slug(names[code]) for code in codes)


def _selection(extract: Extract) -> str:
    if len(extract.selection) > LISTED:
        return f"selection-{len(extract.selection)}"
    names = read_units(extract.level_key)["name"]
    return "-".join(_slug(names[code])[:40] for code in extract.selection)


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")
