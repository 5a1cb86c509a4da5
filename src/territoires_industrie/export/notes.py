"""What a file must say of itself: title, filters, vintages, sources, licence."""

from collections.abc import Sequence

from territoires_industrie import __version__
from territoires_industrie.boundaries import FILE_OF_LEVEL
from territoires_industrie.export.extract import (
    DatedIndicator,
    Extract,
    dated_indicators,
    describe_choice,
)
from territoires_industrie.export.names import file_stem
from territoires_industrie.export.table import shown_indicators
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.sources import GEO, Record, read_record, table_path, table_record
from territoires_industrie.wording import _

COMPOSITION = f"commune_{COG_YEAR}"
"""Table of ``data/`` that says which units each commune belongs to."""

MEMBERSHIP = "membership_2024"
"""Table of ``data/`` that the programme's columns and ground come from."""


def export_title(extract: Extract) -> str:
    """Write the title of an extract."""
    level = _(LEVELS[extract.level_key].title)
    if len(extract.indicator_keys) != 1:
        return _("Atlas des Territoires d'industrie – {level}").format(level=level)
    shown = dated_indicators(extract.level_key, extract.indicator_keys, extract.year)[-1]
    return _("{indicator}, {year} – {level}").format(
        indicator=_(shown.indicator.title), year=shown.year, level=level
    )


def used_records(extract: Extract) -> list[Record]:
    """List the provenance of everything in an extract, ground first, each file once."""
    ground = ground_record(extract.level_key)
    names = [*identity_tables(), *(one.indicator.source for one in all_shown(extract))]
    return [ground, *(table_record(name) for name in dict.fromkeys(names) if name)]


def all_shown(extract: Extract) -> tuple[DatedIndicator, ...]:
    """List every indicator in the table of an extract, in its order."""
    first, others = shown_indicators(extract)
    return first + others


def ground_record(level_key: str) -> Record:
    """Read the provenance of the ground of a level."""
    return read_record(table_path(FILE_OF_LEVEL[level_key], GEO))


def identity_tables() -> tuple[str, ...]:
    """Name the tables that codes, names and membership come from."""
    return (COMPOSITION, MEMBERSHIP)


def geojson_members(extract: Extract) -> dict[str, object]:
    """Gather what goes at the head of a FeatureCollection, beside its features."""
    records = used_records(extract)
    return {
        "name": file_stem(extract),
        "title": export_title(extract),
        "generator": generator(),
        "filters": describe_choice(extract),
        "vintage": {
            "cog_year": COG_YEAR,
            "indicators": {one.indicator.key: one.year for one in all_shown(extract)},
        },
        "licence": licences(records),
        "sources": [describe_record(record) for record in records],
    }


def generator() -> str:
    """Name the program and version that wrote a file."""
    return f"Atlas des Territoires d'industrie {__version__}"


def licences(records: Sequence[Record]) -> str:
    """Name the licences that the figures are passed on under, each once."""
    return " ; ".join(dict.fromkeys(record.licence_redistributed_as for record in records))


def describe_record(record: Record) -> dict[str, str]:
    """Say what a user of a figure must know and cite; empty parts are left out."""
    parts = {
        "title": record.title,
        "producer": record.producer,
        "product": record.product,
        "attribution": record.attribution,
        "reference_period": record.reference_period,
        "date_published": record.date_published,
        "coverage": record.coverage,
        "licence": record.licence_upstream,
        "url": record.url_landing,
        "usage_warnings": record.usage_warnings,
    }
    return {name: text for name, text in parts.items() if text}


def export_notes(extract: Extract) -> bytes:
    """Write the same as a text to read (UTF-8, BOM, CR LF): it goes with the CSV."""
    records = used_records(extract)
    lines = [export_title(extract), "", generator()]
    lines += [_("Code officiel géographique au 1er janvier {year}").format(year=COG_YEAR)]
    lines += ["", _("Unités gardées"), ""]
    lines += [f"- {said}" for said in describe_choice(extract) or [_("toutes")]]
    lines += ["", _("Années de référence"), ""]
    lines += [_dated(one) for one in all_shown(extract)]
    lines += ["", _("Licence"), "", licences(records), "", _("Sources"), ""]
    for record in records:
        lines += _record_lines(record)
    return ("\ufeff" + "\r\n".join(lines)).encode("utf-8")


def _dated(one: DatedIndicator) -> str:
    return f"- {_(one.indicator.title)} ({one.indicator.key}) : {one.year}"


def _record_lines(record: Record) -> list[str]:
    labels = {
        "producer": _("Producteur"),
        "product": _("Produit"),
        "attribution": _("Mention"),
        "reference_period": _("Période"),
        "date_published": _("Publication"),
        "coverage": _("Champ"),
        "licence": _("Licence"),
        "url": _("Adresse"),
        "usage_warnings": _("Précautions"),
    }
    parts = describe_record(record)
    said = [f"  {label} : {parts[name]}" for name, label in labels.items() if name in parts]
    return [f"- {record.title}", *said, ""]
