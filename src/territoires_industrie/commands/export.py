"""``atlas export``: the joined data of a level from a shell, in the format that is asked for."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie.commands.classing import TypedClasses
from territoires_industrie.commands.options import (
    CLASSES_TYPED,
    METHODS_TYPED,
    Breaks,
    Language,
    Output,
    Phase,
    RegionRule,
    SpecialisationMin,
)
from territoires_industrie.commands.words import check_choice, read_format, refuse_terminal
from territoires_industrie.export.formats import COMMAND_FORMATS
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import LANGUAGES, N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.table import Table

EXPORT_HELP = N_("Écrit les données d'un niveau jointes à leur sol. LEVEL : {levels}.")
STYLED = [key for key, one in COMMAND_FORMATS.items() if one.has_style]
"""Formats that hold the colours of the map."""


def export_data(
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Niveau à exporter."))],
    phase: Phase = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Garde les unités de cette région (répétable).")),
    ] = None,
    region_rule: RegionRule = None,
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
    ] = None,
    specialisation_min: SpecialisationMin = None,
    territoire: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help=N_(
                "Garde ce territoire ; aux autres niveaux, les unités dont une commune au "
                "moins en fait partie."
            ),
        ),
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help=N_("Indicateur à joindre (répétable ; tous ceux du niveau par défaut)."),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help=N_("Année de référence (par défaut, la dernière de chaque indicateur)."),
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(COMMAND_FORMATS),
            help=N_("Format (par défaut, celui du nom de FILE, sinon geojson)."),
        ),
    ] = None,
    output: Output = None,
    dictionary: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Écrit aussi le dictionnaire des colonnes (CSV).")),
    ] = None,
    decimal: Annotated[
        str | None,
        typer.Option(
            metavar="comma|point", help=N_("Signe décimal du CSV (comma, la virgule, par défaut).")
        ),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            metavar=METHODS_TYPED,
            help=N_("Méthode de classement du style du GeoPackage (quantiles par défaut)."),
        ),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option(
            metavar=CLASSES_TYPED,
            help=N_("Nombre de classes du style du GeoPackage (5 par défaut)."),
        ),
    ] = None,
    breaks: Breaks = None,
    lang: Language = "fr",
) -> None:
    """Write the joined data of a level, whole or not at all."""
    check_choice(lang, LANGUAGES, "--lang")
    from territoires_industrie.export.request import Request

    written_as = _format(output_format, output)
    _check_decimal(decimal, written_as)
    typed = TypedClasses(method, classes, breaks)
    for option in typed.given():
        need_option(option, f"--format {'|'.join(STYLED)}", written_as in STYLED)
    classing = typed.read()
    _check_outputs(output, dictionary)
    table = Request(
        level,
        phase=phase,
        region=region or (),
        region_rule=region_rule,
        sector=sector,
        specialisation_min=specialisation_min,
        territoire=territoire,
        indicator=indicator or (),
        year=year,
    ).read()
    typed.refuse_categories(table.indicators)
    _refuse_shared_breaks(table, breaks)
    styled = replace(table, view=replace(table.view, classing=classing))
    _write_table(styled, written_as, decimal, output, dictionary)


def _check_decimal(decimal: str | None, written_as: str) -> None:
    from territoires_industrie.export.csv import DECIMAL_MARKS

    if decimal is None:
        return
    check_choice(decimal, DECIMAL_MARKS, "--decimal")
    if not COMMAND_FORMATS[written_as].has_decimal_mark:
        raise RequestError(
            _(
                "--decimal ne concerne que --format csv : les autres formats écrivent "
                "des nombres, que chaque logiciel affiche à sa façon."
            )
        )


def _refuse_shared_breaks(table: "Table", breaks: str | None) -> None:
    if breaks is not None and len(table.indicators) != 1:
        raise RequestError(
            _("--breaks sont les seuils d'un seul indicateur : indiquez-le par --indicator KEY.")
        )


def _write_table(
    table: "Table",
    written_as: str,
    decimal: str | None,
    output: Path | None,
    dictionary: Path | None,
) -> None:
    """Make every content before the first byte is written."""
    from territoires_industrie.export.archive import DEFAULT_DECIMAL, Manner, export_table
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.files import write_standard_output, write_whole
    from territoires_industrie.export.table import joined_table

    rows = joined_table(table)
    content = export_table(table, written_as, Manner(decimal or DEFAULT_DECIMAL), rows)
    columns = export_dictionary(table) if dictionary else b""
    if dictionary:
        write_whole(dictionary, columns)
    if output is None or str(output) == "-":
        write_standard_output(content)
    else:
        write_whole(output, content)
    if rows.empty:
        typer.echo(_("Aucune unité ne répond à ces filtres : le fichier est vide."), err=True)


def _format(asked: str | None, output: Path | None) -> str:
    """Take the format that was asked for, or the one of the file's name."""
    written_as = read_format(
        asked, output, {key: one.suffixes for key, one in COMMAND_FORMATS.items()}
    )
    if not COMMAND_FORMATS[written_as].is_text:
        refuse_terminal(written_as, output)
    return written_as


def _check_outputs(*paths: Path | None) -> None:
    from territoires_industrie.export.files import check_output

    for path in paths:
        if path is not None and str(path) != "-":
            check_output(path)
