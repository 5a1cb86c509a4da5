"""The ``atlas`` command: build, check and export, from a shell.

Every value is read as text and checked here rather than by Typer, so that a wrong one gets
the same kind of error everywhere: what was found, and the nearest valid values.
"""

from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie import __version__
from territoires_industrie.command_group import (
    FAILED,
    AtlasCommand,
    AtlasGroup,
)
from territoires_industrie.command_map import MAP_HELP, draw_map
from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.export.errors import RequestError
from territoires_industrie.wording import LANGUAGES, N_, _, ngettext

if TYPE_CHECKING:
    from territoires_industrie.export.extract import Extract

FORMATS = ("geojson", "csv")

app = typer.Typer(
    cls=AtlasGroup,
    add_completion=False,
    rich_markup_mode=None,
    help=N_("Atlas des Territoires d'industrie : construire, vérifier et exporter ses données."),
)

Language = Annotated[
    str, typer.Option("--lang", metavar="fr|en", help=N_("Langue de l'aide et des messages."))
]


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help=N_("Affiche la version."))] = False,
    lang: Language = "fr",
) -> None:
    """Answer ``--version``; refuse an unknown language."""
    check_choice(lang, LANGUAGES, "--lang")
    if version:
        typer.echo(f"atlas {__version__}")
        raise typer.Exit


@app.command(
    cls=AtlasCommand,
    help=N_("Reconstruit geo/ et les tables dérivées de data/ à partir de leurs sources."),
)
def build(lang: Language = "fr") -> None:
    """Build every file again, the same bytes each time."""
    check_choice(lang, LANGUAGES, "--lang")
    from territoires_industrie.build import build_all

    start_time = monotonic()
    build_all(lambda line: typer.echo(f"{monotonic() - start_time:5.0f} s  {line}", err=True))


@app.command(
    cls=AtlasCommand,
    help=N_(
        "Vérifie geo/ et data/ : empreintes, clés, géométries, totaux. Sort avec 1, et la "
        "liste des défauts, s'il y en a."
    ),
)
def check(lang: Language = "fr") -> None:
    """Verify every file; leave with 1 and the list of what is wrong."""
    check_choice(lang, LANGUAGES, "--lang")
    from territoires_industrie.checks import check_all

    problems = check_all(lambda line: typer.echo(line, err=True))
    for problem in problems:
        typer.echo(f"- {problem}", err=True)
    if problems:
        count = len(problems)
        message = ngettext("{count} problème trouvé.", "{count} problèmes trouvés.", count)
        typer.echo(message.format(count=count), err=True)
        raise typer.Exit(FAILED)
    typer.echo(_("Tout est en ordre."))


@app.command(
    cls=AtlasCommand,
    help=N_(
        "Écrit les données d'un niveau jointes à leur sol. LEVEL est epci, territoire, "
        "zone-emploi, departement, region ou commune."
    ),
)
def export(
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Niveau à exporter."))],
    phase: Annotated[
        str | None,
        typer.Option(
            metavar="1|2",
            help=N_("Phase du programme, pour LEVEL territoire ou pour --territoire (2 sinon)."),
        ),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Garde les unités de cette région (répétable).")),
    ] = None,
    region_rule: Annotated[
        str | None,
        typer.Option(
            metavar="siege|touche",
            help=N_(
                "Unité à cheval : siege, la région où vit la plus grande part de sa "
                "population (par défaut) ; touche, toute région d'une de ses communes."
            ),
        ),
    ] = None,
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
    specialisation_min: Annotated[
        str | None,
        typer.Option(
            metavar="QUOTIENT",
            help=N_("Quotient de localisation qui fait une zone spécialisée (1,5 par défaut)."),
        ),
    ] = None,
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
            metavar="geojson|csv",
            help=N_("Format (par défaut, celui du nom de FILE, sinon geojson)."),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Fichier à écrire (sortie standard par défaut).")),
    ] = None,
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
    lang: Language = "fr",
) -> None:
    """Write the joined data of a level, whole or not at all."""
    check_choice(lang, LANGUAGES, "--lang")
    from territoires_industrie.export.request import read_extract

    written_as = _format(output_format, output)
    _refuse_decimal_without_csv(decimal, written_as)
    _check_outputs(output, dictionary)
    extract = read_extract(
        level,
        phase=phase,
        regions=region or (),
        region_rule=region_rule,
        sector=sector,
        specialisation_min=specialisation_min,
        territoire=territoire,
        indicators=indicator or (),
        year=year,
    )
    _write_extract(extract, written_as, decimal or "comma", output, dictionary)


app.command("map", cls=AtlasCommand, help=MAP_HELP)(draw_map)


def _write_extract(
    extract: "Extract", written_as: str, decimal: str, output: Path | None, dictionary: Path | None
) -> None:
    """Make every content before the first byte is written."""
    from territoires_industrie.export.archive import export_extract_geojson
    from territoires_industrie.export.csv import export_csv
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.files import write_standard_output, write_whole
    from territoires_industrie.export.table import joined_extract

    table = joined_extract(extract)
    if written_as == "csv":
        content = export_csv(table, decimal)
    else:
        content = export_extract_geojson(extract, table)
    columns = export_dictionary(extract) if dictionary else b""
    if dictionary:
        write_whole(dictionary, columns)
    if output is None or str(output) == "-":
        write_standard_output(content)
    else:
        write_whole(output, content)
    if table.empty:
        typer.echo(_("Aucune unité ne répond à ces filtres : le fichier est vide."), err=True)


def check_choice(value: str, valid: Iterable[str], option: str) -> None:
    """Refuse an option's value that is not one of a few words.

    Raises
    ------
    UnknownCodeError
        If ``value`` is not in ``valid``; the message names the nearest ones.
    """
    options = list(valid)
    if value not in options:
        close = ", ".join(dict.fromkeys([*nearest(value, options), *options]))
        message = _("{option} : « {value} » n'existe pas. Valeurs proches : {close}.")
        raise UnknownCodeError(message.format(option=option, value=value, close=close))


def _format(asked: str | None, output: Path | None) -> str:
    if asked is None:
        return "csv" if output and output.suffix.lower() == ".csv" else "geojson"
    check_choice(asked, FORMATS, "--format")
    return asked


def _refuse_decimal_without_csv(decimal: str | None, written_as: str) -> None:
    from territoires_industrie.export.csv import DECIMAL_MARKS

    if decimal is None:
        return
    check_choice(decimal, DECIMAL_MARKS, "--decimal")
    if written_as != "csv":
        raise RequestError(
            _("--decimal ne concerne que --format csv : un GeoJSON a toujours le point décimal.")
        )


def _check_outputs(*paths: Path | None) -> None:
    from territoires_industrie.export.files import check_output

    for path in paths:
        if path is not None and str(path) != "-":
            check_output(path)


def main() -> None:
    """Run the ``atlas`` command."""
    app()
