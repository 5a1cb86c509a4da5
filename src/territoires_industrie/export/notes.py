"""What a file must say of itself: title, filters, vintages, sources, licence."""

from collections.abc import Sequence

from territoires_industrie.export.citation import Citation
from territoires_industrie.export.dictionary import dictionary_table
from territoires_industrie.export.document import ColumnNote, Document, TextTable
from territoires_industrie.export.origin import generator, licences
from territoires_industrie.indicators import Indicator
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sources import Record
from territoires_industrie.wording import N_, _, say_pair

RECORD_LABELS = {
    "producer": N_("Producteur"),
    "product": N_("Produit"),
    "attribution": N_("Mention"),
    "reference_period": N_("Période"),
    "date_published": N_("Publication"),
    "coverage": N_("Champ"),
    "licence": N_("Licence"),
    "url": N_("Adresse"),
    "usage_warnings": N_("Précautions"),
}
"""Parts of `describe_record` after the title, as French source texts."""

FIELDS = {"licence": "licence_upstream", "url": "url_landing"}
"""Fields of a record whose parts have another name."""


def geojson_members(document: Document) -> dict[str, object]:
    """Gather what goes at the head of a FeatureCollection, beside its features."""
    return {
        "name": document.stem,
        "title": document.title,
        **({"notice": document.notice} if document.notice else {}),
        "generator": generator(),
        "filters": list(document.kept),
        "vintage": {
            "cog_year": COG_YEAR,
            "indicators": {one.key: years for one, years in _years(document).items()},
        },
        "licence": licences(document.all_records),
        "sources": [describe_record(record) for record in document.all_records],
        "citation": citation_members(document.citation),
    }


def members_with_columns(document: Document) -> dict[str, object]:
    """Gather the same and the dictionary, for formats that keep no table beside."""
    columns = [note.__dict__ for note in document.columns]
    return {**geojson_members(document), "columns": columns}


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
        name: str(getattr(record, FIELDS.get(name, name))) for name in ("title", *RECORD_LABELS)
    }
    return {name: text for name, text in parts.items() if text}


def export_notes(document: Document) -> bytes:
    """Write the same as a text to read (UTF-8, BOM, CR LF): it goes with the CSV."""
    lines = [document.title, "", generator()]
    lines += [_("Code officiel géographique au 1er janvier {year}").format(year=COG_YEAR)]
    lines += ["", _("Unités gardées"), ""]
    lines += [f"- {said}" for said in _choice(document)]
    lines += ["", _("Années de référence"), ""]
    lines += [f"- {_dated(one, years)}" for one, years in _years(document).items()]
    lines += ["", _("Licence"), "", licences(document.all_records), ""]
    said = document.citation
    lines += [_("Citer cette vue"), "", said.text, "", *said.python.splitlines(), ""]
    lines += [_("Sources"), ""]
    for record in document.all_records:
        lines += _record_lines(record)
    return ("\ufeff" + "\r\n".join(lines)).encode("utf-8")


def note_table(document: Document) -> TextTable:
    """Put the notes of a document in a table of labels and texts."""
    said, visit = document.citation, document.citation.visit
    rows = [
        (_("Titre"), said.title),
        *((_("À savoir"), text) for text in (document.notice,) if text),
        (_("Écrit par"), generator()),
        (_("Code officiel géographique"), str(COG_YEAR)),
        *((_("Unités gardées"), text) for text in _choice(document)),
        *((_("Année de référence"), _dated(*one)) for one in _years(document).items()),
        (_("Licence"), licences(document.all_records)),
        (_("Citation"), said.text),
        (_("Empreinte des données"), said.fingerprint),
    ]
    if visit.address:
        rows.append((_("Adresse de cette vue"), visit.address))
    if visit.day:
        rows.append((_("Date de consultation"), visit.day.isoformat()))
    rows.append((_("La même table en Python"), said.python))
    return TextTable(_("notes"), (_("sujet"), _("texte")), tuple(rows))


def explained_tables(
    document: Document, columns: Sequence[ColumnNote]
) -> tuple[TextTable, TextTable, TextTable]:
    """Return what explains a table, as tables: its columns, its sources and its notes."""
    return dictionary_table(columns), source_table(document), note_table(document)


def source_table(document: Document) -> TextTable:
    """Put the provenance of everything in a document in a table, one row a file."""
    labels = {"title": _("Source"), **{name: _(label) for name, label in RECORD_LABELS.items()}}
    described = [describe_record(record) for record in document.all_records]
    rows = tuple(tuple(parts.get(name, "") for name in labels) for parts in described)
    return TextTable(_("sources"), tuple(labels.values()), rows)


def _choice(document: Document) -> list[str]:
    return list(document.kept) or [_("toutes")]


def _years(document: Document) -> dict[Indicator, str]:
    """Return the years of each indicator in words, oldest first."""
    listed: dict[Indicator, list[str]] = {}
    for one in document.dated:
        listed.setdefault(one.indicator, []).append(one.year)
    return {indicator: ", ".join(years) for indicator, years in listed.items()}


def _dated(indicator: Indicator, years: str) -> str:
    return say_pair(f"{_(indicator.title)} ({indicator.key})", years)


def _record_lines(record: Record) -> list[str]:
    parts = describe_record(record)
    said = [
        f"  {say_pair(_(label), parts[name])}"
        for name, label in RECORD_LABELS.items()
        if name in parts
    ]
    return [f"- {record.title}", *said, ""]
