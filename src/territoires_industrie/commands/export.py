"""``atlas export``: the joined data of a level from a shell, in the format that is asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from territoires_industrie.commands.beside import BESIDE_LEVELS, read_beside
from territoires_industrie.commands.classing import given_classes
from territoires_industrie.commands.options import ViewOptions
from territoires_industrie.commands.words import check_choice, read_format, refuse_terminal
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import N_, _, ngettext

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document

EXPORT_HELP = N_(
    "Écrit les données d'un niveau jointes à leur sol. LEVEL : {levels} ; ou membres, la "
    "composition des territoires, ou sites, les sites industriels déclarants."
)
AUTHORITY = "EPSG:"
STYLED = [key for key, one in FORMATS.items() if one.has_style]
"""Formats that hold the colours of the map."""


@dataclass(frozen=True)
class ExportCommand(ViewOptions):
    """Write the joined data of a level, whole or not at all."""

    indicator: list[str] | None = None
    written_as: str | None = None
    crs: str | None = None
    dictionary: Path | None = None
    decimal: str | None = None

    def run(self) -> None:
        """Check the options, then write the rows."""
        written_as = self._format()
        self._check_decimal(written_as)
        self._check_crs(written_as)
        self.check_output(self.dictionary)
        self._write(self._document(written_as), written_as)

    def _document(self, written_as: str) -> "Document":
        from territoires_industrie.export.archive import document_of

        for option in given_classes(self):
            need_option(option, f"--format {'|'.join(STYLED)}", written_as in STYLED)
        if self.level in BESIDE_LEVELS:
            return read_beside(self, self.indicator or ())
        table = self.read_table(self.reader())
        if self.breaks is not None and len(table.indicators) != 1:
            raise RequestError(
                _(
                    "--breaks sont les seuils d'un seul indicateur : indiquez-le par "
                    "--indicator KEY."
                )
            )
        return document_of(table)

    def _check_crs(self, written_as: str) -> None:
        from territoires_industrie.crs import WRITTEN_CRS

        if self.crs is None:
            return
        check_choice(self.crs, [one.removeprefix(AUTHORITY) for one in WRITTEN_CRS], "--crs")
        able = [key for key, one in FORMATS.items() if one.has_systems]
        need_option("--crs", f"--format {'|'.join(able)}", written_as in able)

    def _check_decimal(self, written_as: str) -> None:
        from territoires_industrie.export.csv import DECIMAL_MARKS

        if self.decimal is None:
            return
        check_choice(self.decimal, DECIMAL_MARKS, "--decimal")
        if not FORMATS[written_as].has_decimal_mark:
            raise RequestError(
                _(
                    "--decimal ne concerne que --format csv ou zip : les autres formats écrivent "
                    "des nombres, que chaque logiciel affiche à sa façon."
                )
            )

    def _write(self, document: "Document", written_as: str) -> None:
        """Make every content before the first byte is written."""
        from territoires_industrie.crs import STORAGE_CRS
        from territoires_industrie.export.archive import write_document
        from territoires_industrie.export.dictionary import export_dictionary
        from territoires_industrie.export.files import write_whole
        from territoires_industrie.export.ground import project
        from territoires_industrie.export.manner import DEFAULT_DECIMAL, Manner

        placed = project(document, f"{AUTHORITY}{self.crs}" if self.crs else STORAGE_CRS)
        content = write_document(placed, written_as, Manner(self.decimal or DEFAULT_DECIMAL))
        if self.dictionary:
            write_whole(self.dictionary, export_dictionary(document.columns))
        self.write(content, ngettext("{count} ligne", "{count} lignes", len(placed.rows)))
        for said in placed.kept[len(document.kept) :]:
            typer.echo(said, err=True)
        if placed.rows.empty:
            typer.echo(_("Aucune unité ne répond à ces filtres : le fichier est vide."), err=True)

    def _format(self) -> str:
        """Return the format that was asked for, or the one of the file's name."""
        endings = {key: one.suffixes for key, one in FORMATS.items()}
        written_as = read_format(self.written_as, self.output, endings)
        if not FORMATS[written_as].is_text:
            refuse_terminal(written_as, self.output)
        return written_as
