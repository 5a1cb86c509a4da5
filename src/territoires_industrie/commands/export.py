"""``atlas export``: the joined data of a level from a shell, in the format that is asked for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie.commands.options import ViewOptions
from territoires_industrie.commands.words import check_choice, read_format, refuse_terminal
from territoires_industrie.export.formats import COMMAND_FORMATS
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import LANGUAGES, N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.table import Table

EXPORT_HELP = N_("Écrit les données d'un niveau jointes à leur sol. LEVEL : {levels}.")
STYLED = [key for key, one in COMMAND_FORMATS.items() if one.has_style]
"""Formats that hold the colours of the map."""


@dataclass(frozen=True)
class ExportCommand(ViewOptions):
    """Write the joined data of a level, whole or not at all."""

    region: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Garde les unités de cette région (répétable).")),
    ] = None
    sector: Annotated[
        str | None,
        typer.Option(
            metavar="A38",
            help=N_(
                "Garde les unités dont la moitié au moins des habitants vit dans une zone "
                "d'emploi spécialisée dans ce secteur. Le secteur est mesuré à la zone "
                "d'emploi, jamais à l'EPCI."
            ),
        ),
    ] = None
    territoire: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help=N_(
                "Garde ce territoire ; aux autres niveaux, les unités dont une commune au "
                "moins en fait partie."
            ),
        ),
    ] = None
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help=N_("Indicateur à joindre (répétable ; tous ceux du niveau par défaut)."),
        ),
    ] = None
    method: Annotated[
        str | None,
        typer.Option(
            help=N_("Méthode de classement du style du GeoPackage (quantiles par défaut)."),
        ),
    ] = None
    classes: Annotated[
        str | None,
        typer.Option(help=N_("Nombre de classes du style du GeoPackage (5 par défaut).")),
    ] = None
    written_as: Annotated[
        str | None,
        typer.Option(
            "--format", help=N_("Format (par défaut, celui du nom de FILE, sinon geojson).")
        ),
    ] = None
    dictionary: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Écrit aussi le dictionnaire des colonnes (CSV).")),
    ] = None
    decimal: Annotated[
        str | None,
        typer.Option(help=N_("Signe décimal du CSV (comma, la virgule, par défaut).")),
    ] = None

    def run(self) -> None:
        """Check the options, then write the table."""
        check_choice(self.lang, LANGUAGES, "--lang")
        written_as = self._format()
        self._check_decimal(written_as)
        self._write(self._table(written_as), written_as)

    def _table(self, written_as: str) -> "Table":
        typed = self.typed_classes
        for option in typed.given():
            need_option(option, f"--format {'|'.join(STYLED)}", written_as in STYLED)
        classing = typed.read()
        self.check_output(self.dictionary)
        table = self.request(self.indicator or ()).read()
        typed.refuse_categories(table.indicators)
        if self.breaks is not None and len(table.indicators) != 1:
            raise RequestError(
                _(
                    "--breaks sont les seuils d'un seul indicateur : indiquez-le par "
                    "--indicator KEY."
                )
            )
        return replace(table, view=replace(table.view, classing=classing))

    def _check_decimal(self, written_as: str) -> None:
        from territoires_industrie.export.csv import DECIMAL_MARKS

        if self.decimal is None:
            return
        check_choice(self.decimal, DECIMAL_MARKS, "--decimal")
        if not COMMAND_FORMATS[written_as].has_decimal_mark:
            raise RequestError(
                _(
                    "--decimal ne concerne que --format csv : les autres formats écrivent "
                    "des nombres, que chaque logiciel affiche à sa façon."
                )
            )

    def _write(self, table: "Table", written_as: str) -> None:
        """Make every content before the first byte is written."""
        from territoires_industrie.export.archive import export_table
        from territoires_industrie.export.dictionary import export_dictionary
        from territoires_industrie.export.files import write_whole
        from territoires_industrie.export.manner import DEFAULT_DECIMAL, Manner
        from territoires_industrie.export.table import joined_table

        rows = joined_table(table)
        manner = Manner(self.decimal or DEFAULT_DECIMAL)
        content = export_table(table, written_as, manner, rows)
        columns = export_dictionary(table) if self.dictionary else b""
        if self.dictionary:
            write_whole(self.dictionary, columns)
        self.write(content)
        if rows.empty:
            typer.echo(_("Aucune unité ne répond à ces filtres : le fichier est vide."), err=True)

    def _format(self) -> str:
        """Return the format that was asked for, or the one of the file's name."""
        endings = {key: one.suffixes for key, one in COMMAND_FORMATS.items()}
        written_as = read_format(self.written_as, self.output, endings)
        if not COMMAND_FORMATS[written_as].is_text:
            refuse_terminal(written_as, self.output)
        return written_as
