"""What a file must say of itself: title, filters, vintages, sources, licence."""

from dataclasses import dataclass

from territoires_industrie.export.citation import Citation, cite
from territoires_industrie.export.manner import NO_VISIT, Visit
from territoires_industrie.export.names import file_stem
from territoires_industrie.export.origin import (
    all_shown,
    export_title,
    generator,
    licences,
    used_records,
)
from territoires_industrie.export.table import Table
from territoires_industrie.indicators.dated import DatedIndicator
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.scene.filters import describe_filter
from territoires_industrie.sources import Record
from territoires_industrie.wording import _, say_pair


@dataclass(frozen=True)
class TextTable:
    """A small table of texts that goes with the figures.

    Attributes
    ----------
    name
        What a layer or a sheet is called, in the language of the run.
    header
        One title a column.
    rows
        Cells, as many a row as there are titles.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def geojson_members(table: Table, visit: Visit = NO_VISIT) -> dict[str, object]:
    """Gather what goes at the head of a FeatureCollection, beside its features."""
    records = used_records(table)
    return {
        "name": file_stem(table),
        "title": export_title(table),
        "generator": generator(),
        "filters": describe_filter(table.view.filter),
        "vintage": {
            "cog_year": COG_YEAR,
            "indicators": {one.indicator.key: one.year for one in all_shown(table)},
        },
        "licence": licences(records),
        "sources": [describe_record(record) for record in records],
        "citation": citation_members(cite(table, visit)),
    }


def citation_members(said: Citation) -> dict[str, str]:
    """Write a citation as members of a JSON object; empty parts are left out."""
    day = said.visit.day
    parts = {
        "text": said.text,
        "fingerprint": said.fingerprint,
        "address": said.visit.address,
        "date": day.isoformat() if day else "",
        "python": said.python,
    }
    return {name: text for name, text in parts.items() if text}


def describe_record(record: Record) -> dict[str, str]:
    """Return what a user of a figure must know and cite; empty parts are left out."""
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


def export_notes(table: Table, visit: Visit = NO_VISIT) -> bytes:
    """Write the same as a text to read (UTF-8, BOM, CR LF): it goes with the CSV."""
    records = used_records(table)
    lines = [export_title(table), "", generator()]
    lines += [_("Code officiel géographique au 1er janvier {year}").format(year=COG_YEAR)]
    lines += ["", _("Unités gardées"), ""]
    lines += [f"- {said}" for said in _choice(table)]
    lines += ["", _("Années de référence"), ""]
    lines += [f"- {_dated(one)}" for one in all_shown(table)]
    lines += ["", _("Licence"), "", licences(records), ""]
    said = cite(table, visit)
    lines += [_("Citer cette vue"), "", said.text, "", *said.python.splitlines(), ""]
    lines += [_("Sources"), ""]
    for record in records:
        lines += _record_lines(record)
    return ("\ufeff" + "\r\n".join(lines)).encode("utf-8")


def note_table(table: Table, visit: Visit = NO_VISIT) -> TextTable:
    """Put the notes of a table in a table of labels and texts."""
    said = cite(table, visit)
    rows = [
        (_("Titre"), said.title),
        (_("Écrit par"), generator()),
        (_("Code officiel géographique"), str(COG_YEAR)),
        *((_("Unités gardées"), text) for text in _choice(table)),
        *((_("Année de référence"), _dated(one)) for one in all_shown(table)),
        (_("Licence"), licences(used_records(table))),
        (_("Citation"), said.text),
        (_("Empreinte des données"), said.fingerprint),
    ]
    if visit.address:
        rows.append((_("Adresse de cette vue"), visit.address))
    if visit.day:
        rows.append((_("Date de consultation"), visit.day.isoformat()))
    rows.append((_("La même table en Python"), said.python))
    return TextTable(_("notes"), (_("sujet"), _("texte")), tuple(rows))


def source_table(table: Table) -> TextTable:
    """Put the provenance of everything in a table in a table, one row a file."""
    labels = {"title": _("Source"), **record_labels()}
    described = [describe_record(record) for record in used_records(table)]
    rows = tuple(tuple(parts.get(name, "") for name in labels) for parts in described)
    return TextTable(_("sources"), tuple(labels.values()), rows)


def record_labels() -> dict[str, str]:
    """Name the parts of `describe_record` after the title, in the language of the run."""
    return {
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


def _choice(table: Table) -> list[str]:
    return describe_filter(table.view.filter) or [_("toutes")]


def _dated(one: DatedIndicator) -> str:
    return say_pair(f"{_(one.indicator.title)} ({one.indicator.key})", one.year)


def _record_lines(record: Record) -> list[str]:
    parts = describe_record(record)
    said = [
        f"  {say_pair(label, parts[name])}"
        for name, label in record_labels().items()
        if name in parts
    ]
    return [f"- {record.title}", *said, ""]
