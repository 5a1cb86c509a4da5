"""One file of the atlas taken away: its rows as CSV, its columns explained, its record."""

from territoires_industrie.export.bundle import write_archive
from territoires_industrie.export.csv import export_csv, export_rows
from territoires_industrie.method.provenance import (
    FileNote,
    list_columns,
    list_notes,
    read_rows,
    say_record,
)
from territoires_industrie.sources import record_path
from territoires_industrie.wording import _


def export_file(note: FileNote, decimal: str = "comma") -> bytes:
    """Write a table as a ZIP: the CSV, the meaning of its columns, its record as it is.

    Boundaries are given without their geometry: the file itself has it.

    Raises
    ------
    DataFileError
        If the file was altered or cannot be read.
    UnknownCodeError
        If ``decimal`` is neither ``comma`` nor ``point``.
    """
    columns = ((one.name, one.unit, one.definition) for one in list_columns(note))
    return write_archive(
        {
            f"{note.path.stem}.csv": export_csv(read_rows(note), decimal),
            _("colonnes.csv"): export_rows(
                [_("colonne"), _("unité"), _("définition")], list(columns)
            ),
            record_path(note.path).name: record_path(note.path).read_bytes(),
        }
    )


def export_original(note: FileNote) -> bytes:
    """Return a file and its record as they are, in a ZIP."""
    beside = record_path(note.path)
    return write_archive({path.name: path.read_bytes() for path in (note.path, beside)})


def export_records() -> bytes:
    """Write the record of every file as one CSV: file, label, text."""
    rows = [(note.name, *fact) for note in list_notes() for fact in say_record(note)]
    return export_rows([_("fichier"), _("rubrique"), _("texte")], rows)
