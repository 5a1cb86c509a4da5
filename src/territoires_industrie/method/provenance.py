"""Every file of ``geo/`` and ``data/`` with its record, its columns and its bytes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from territoires_industrie import sources
from territoires_industrie.errors import AtlasError
from territoires_industrie.fields import Field, find_field
from territoires_industrie.method.model import Entry, Table, kept_facts
from territoires_industrie.method.prose import Holes
from territoires_industrie.sources import Record, list_files, load_table, read_record
from territoires_industrie.wording import N_, _, fold, format_number, list_texts, say_dated

GEOMETRY = "geometry"
ATLAS = N_("Atlas des Territoires d'industrie")
GROUND_COLUMNS = {"code", "name", GEOMETRY}
"""Columns of the boundary files, whose meaning is the level's."""


@dataclass(frozen=True)
class FileNote:
    """One file and its record; ``problem`` says why there is none.

    Attributes
    ----------
    path
        Place of the file.
    size
        Bytes.
    """

    path: Path
    size: int
    record: Record | None
    problem: str = ""

    @property
    def name(self) -> str:
        """Its place in the repository, ``data/epci_2026.parquet``: its name in addresses."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def is_table(self) -> bool:
        """Whether it can be taken away as CSV."""
        return self.path.suffix in sources.TABLE_SUFFIXES

    @property
    def is_ground(self) -> bool:
        """Whether it holds boundaries."""
        return self.path.parent == sources.GEO


def list_notes() -> tuple[FileNote, ...]:
    """List the files of ``data/`` then ``geo/``, by name."""
    return tuple(
        _note(path) for folder in (sources.DATA, sources.GEO) for path in list_files(folder)
    )


def _note(path: Path) -> FileNote:
    size = path.stat().st_size
    try:
        # Kept by time of change: a file that is mended while the server runs is read again.
        return FileNote(path, size, _record(path, path.stat().st_mtime_ns))
    except AtlasError as error:
        return FileNote(path, size, None, str(error))


@cache
def _record(path: Path, _changed_ns: int) -> Record:
    return read_record(path)


@dataclass(frozen=True)
class Column:
    """One column of a file: its name there, and what the registry says of it."""

    name: str
    unit: str
    definition: str


def list_columns(note: FileNote) -> tuple[Column, ...]:
    """List the columns of a table in their order, with unit and definition.

    Raises
    ------
    DataFileError
        If the file cannot be read.
    """
    if not note.is_table:
        return ()
    return tuple(_column(name) for name in _column_names(note.path, note.path.stat().st_mtime_ns))


@cache
def _column_names(path: Path, _changed_ns: int) -> tuple[str, ...]:
    if path.suffix == ".parquet":
        return tuple(pq.read_schema(path).names)
    return tuple(load_table(path).columns)


def _column(name: str) -> Column:
    if name in GROUND_COLUMNS:
        texts = {
            "code": _("Code de l’unité (SIREN, INSEE ou identifiant du programme)"),
            "name": _("Nom de l’unité"),
            GEOMETRY: _("Contour, en longitude et latitude"),
        }
        return Column(name, "", texts[name])
    try:
        field: Field = find_field(name)
    except AtlasError as error:
        return Column(name, "", str(error))
    return Column(name, _(field.unit), _(field.definition))


def read_rows(note: FileNote) -> pd.DataFrame:
    """Read a file as a table to be exported: the boundaries without their geometry.

    Raises
    ------
    DataFileError
        If the file was altered or cannot be read.
    """
    sources.check_file(note.path)
    if note.path.suffix == ".parquet" and note.is_ground:
        kept = [one.name for one in list_columns(note) if one.name != GEOMETRY]
        return pd.read_parquet(note.path, columns=kept)
    return load_table(note.path)


def say_record(note: FileNote) -> tuple[tuple[str, str], ...]:
    """Return the record of a file as (label, text) pairs; empty parts are left out."""
    record = note.record
    if record is None:
        return ((_("Notice"), note.problem),)
    return kept_facts(
        (_("Producteur"), _(record.producer)),
        (_("Produit"), _(record.product)),
        (_("Période"), _(record.reference_period)),
        (_("Année du COG"), str(record.cog_year or "")),
        (_("Publication"), record.date_published),
        (_("Consultation"), record.date_accessed),
        (_("Champ"), _(record.coverage)),
        (_("Précautions"), _(record.usage_warnings)),
        (_("Mention à citer"), _(record.attribution)),
        (_("Licence d’origine"), _(record.licence_upstream)),
        (_("Licence de diffusion"), _(record.licence_redistributed_as)),
        (_("Lignes"), "" if record.rows is None else format_number(record.rows)),
        (_("Clé"), ", ".join(record.key)),
        (_("Projection"), record.crs),
        (_("Page du producteur"), record.url_landing),
        (_("Téléchargement d’origine"), record.url_download),
        (_("Préparation"), list_texts(_(step) for step in record.steps)),
        (_("Écrit par"), record.built_by),
        (_("Empreinte SHA-256"), record.sha256),
    )


def source_holes() -> Holes:
    """List the producers, their files, attributions and licences."""
    by_producer: dict[str, list[FileNote]] = {}
    for note in list_notes():
        by_producer.setdefault(_producer(note.record), []).append(note)
    # In the order of the names as they are read, in this language.
    ordered = sorted(by_producer.items(), key=lambda one: fold(_(one[0])))
    entries = [_explain_producer(name, notes) for name, notes in ordered]
    return Holes(entries={"producers": entries})


def _producer(record: Record | None) -> str:
    """Name who made a file; what the atlas worked out is its own, whoever it is after."""
    if record is None:
        return N_("Notice absente")
    return ATLAS if record.producer.split(",")[0] in {"Atlas", ATLAS} else record.producer


def _place(note: FileNote) -> str:
    """Name the place of a producer after its first file: the same in any language."""
    return f"source-{note.path.parent.name}-{note.path.stem.replace('_', '-')}"


def _explain_producer(producer: str, notes: list[FileNote]) -> Entry:
    records = [(note, note.record) for note in notes if note.record]
    licences = dict.fromkeys(_(record.licence_upstream) for _note, record in records)
    passed_on = dict.fromkeys(_(record.licence_redistributed_as) for _note, record in records)
    rows = tuple(
        (say_dated(record.title), _(record.reference_period), note.name) for note, record in records
    )
    links = dict.fromkeys(record.url_landing for _note, record in records if record.url_landing)
    return Entry(
        slug=_place(notes[0]),
        title=_(producer),
        facts=kept_facts(
            (
                _("Mention à citer"),
                list_texts(dict.fromkeys(_(record.attribution) for _note, record in records)),
            ),
            (_("Licence d’origine"), list_texts(licences)),
            (_("Licence de diffusion"), list_texts(passed_on)),
            (_("Page du producteur"), " ".join(links)),
        ),
        tables=(Table((_("Titre"), _("Période"), _("Fichier")), rows),) if rows else (),
    )
