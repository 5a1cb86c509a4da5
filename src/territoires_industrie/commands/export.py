"""``atlas export``: the joined data of a level from a shell, in the format that is asked for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie.commands.options import ViewOptions
from territoires_industrie.commands.words import check_choice, read_format, refuse_terminal
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import LANGUAGES, N_, _

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
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR|all",
            help=N_(
                "Année de référence (par défaut, la dernière de chaque indicateur), ou all : "
                "toutes, une ligne par unité, indicateur et année."
            ),
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
    crs: Annotated[
        str | None,
        typer.Option(
            help=N_(
                "Système de coordonnées (code EPSG ; 4326, longitude et latitude, par défaut). "
                "Les unités hors de son aire n'y sont pas."
            ),
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
        """Check the options, then write the rows."""
        check_choice(self.lang, LANGUAGES, "--lang")
        written_as = self._format()
        self._check_decimal(written_as)
        self._check_crs(written_as)
        self.check_output(self.dictionary)
        self._write(self._document(written_as), written_as)

    def _document(self, written_as: str) -> "Document":
        from territoires_industrie.export.archive import document_of
        from territoires_industrie.export.request import BESIDE_LEVELS

        typed = self.typed_classes
        for option in typed.given():
            need_option(option, f"--format {'|'.join(STYLED)}", written_as in STYLED)
        classing, request = typed.read(), self.request(self.indicator or ())
        if self.level in BESIDE_LEVELS:
            return request.beside()
        table = request.read()
        typed.refuse_categories(table.indicators)
        if self.breaks is not None and len(table.indicators) != 1:
            raise RequestError(
                _(
                    "--breaks sont les seuils d'un seul indicateur : indiquez-le par "
                    "--indicator KEY."
                )
            )
        return document_of(replace(table, view=replace(table.view, classing=classing)))

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
        self.write(content)
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
