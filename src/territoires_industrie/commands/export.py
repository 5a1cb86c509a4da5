"""``atlas export``: the joined data of a level from a shell, in the format that is asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie.commands.words import (
    check_choice,
    read_breaks,
    read_class_count,
    refuse_terminal,
)
from territoires_industrie.export.errors import RequestError
from territoires_industrie.export.formats import FORMATS, format_of_name
from territoires_industrie.wording import LANGUAGES, N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.archive import Manner
    from territoires_industrie.export.extract import Extract

EXPORT_HELP = N_(
    "Écrit les données d'un niveau jointes à leur sol. LEVEL est epci, territoire, "
    "zone-emploi, departement, region ou commune."
)
DEFAULT_FORMAT = next(iter(FORMATS))
STYLED = "gpkg"


def export_data(
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
            metavar="geojson|csv|gpkg|geoparquet|xlsx",
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
    method: Annotated[
        str | None,
        typer.Option(
            metavar="quantiles|ruptures|intervalles|ecart-type|manuel",
            help=N_("Méthode de classement du style du GeoPackage (quantiles par défaut)."),
        ),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option(
            metavar="3…9",
            help=N_("Nombre de classes du style du GeoPackage (5 par défaut)."),
        ),
    ] = None,
    breaks: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBERS",
            help=N_("Seuils de --method manuel, séparés par des points-virgules : « 5;12,5;20 »."),
        ),
    ] = None,
    lang: Annotated[
        str,
        typer.Option("--lang", metavar="fr|en", help=N_("Langue de l'aide et des messages.")),
    ] = "fr",
) -> None:
    """Write the joined data of a level, whole or not at all."""
    check_choice(lang, LANGUAGES, "--lang")
    from territoires_industrie.export.request import read_extract

    written_as = _format(output_format, output)
    typed = _Typed(decimal, method, classes, breaks)
    typed.refuse_without_effect(written_as)
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
    _refuse_shared_breaks(extract, breaks)
    _write_extract(extract, written_as, typed.manner(), output, dictionary)


@dataclass(frozen=True)
class _Typed:
    """Options that only some formats have, as typed."""

    decimal: str | None
    method: str | None
    classes: str | None
    breaks: str | None

    def refuse_without_effect(self, written_as: str) -> None:
        """Refuse an option that the format has no use for, and a wrong word."""
        from territoires_industrie.export.csv import DECIMAL_MARKS

        if self.decimal is not None:
            check_choice(self.decimal, DECIMAL_MARKS, "--decimal")
            if written_as != "csv":
                raise RequestError(
                    _(
                        "--decimal ne concerne que --format csv : les autres formats écrivent "
                        "des nombres, que chaque logiciel affiche à sa façon."
                    )
                )
        given = {"--method": self.method, "--classes": self.classes, "--breaks": self.breaks}
        for option, value in given.items():
            if value is not None and written_as != STYLED:
                _refuse(option, f"--format {STYLED}")
        if self.breaks is not None and self.method != "manuel":
            _refuse("--breaks", "--method manuel")
        self._check_method()

    def _check_method(self) -> None:
        if self.method is None:
            return
        from territoires_industrie.classes.classify import METHODS

        check_choice(self.method, METHODS, "--method")

    def manner(self) -> "Manner":
        """Say how the extract is written."""
        from territoires_industrie.export.archive import DEFAULT_DECIMAL, Manner
        from territoires_industrie.export.styled import Classing

        default = Classing()
        return Manner(
            decimal=self.decimal or DEFAULT_DECIMAL,
            classing=Classing(
                method=self.method or default.method,
                class_count=(
                    default.class_count if self.classes is None else read_class_count(self.classes)
                ),
                breaks=() if self.breaks is None else read_breaks(self.breaks),
            ),
        )


def _refuse(option: str, other: str) -> None:
    message = _("{option} n'a d'effet qu'avec {other} : ajoutez {other} ou retirez {option}.")
    raise RequestError(message.format(option=option, other=other))


def _refuse_shared_breaks(extract: "Extract", breaks: str | None) -> None:
    if breaks is not None and len(extract.indicator_keys) != 1:
        raise RequestError(
            _("--breaks sont les seuils d'un seul indicateur : indiquez-le par --indicator KEY.")
        )


def _write_extract(
    extract: "Extract",
    written_as: str,
    manner: "Manner",
    output: Path | None,
    dictionary: Path | None,
) -> None:
    """Make every content before the first byte is written."""
    from territoires_industrie.export.archive import export_extract
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.files import write_standard_output, write_whole
    from territoires_industrie.export.table import joined_extract

    table = joined_extract(extract)
    content = export_extract(extract, written_as, manner, table)
    columns = export_dictionary(extract) if dictionary else b""
    if dictionary:
        write_whole(dictionary, columns)
    if output is None or str(output) == "-":
        write_standard_output(content)
    else:
        write_whole(output, content)
    if table.empty:
        typer.echo(_("Aucune unité ne répond à ces filtres : le fichier est vide."), err=True)


def _format(asked: str | None, output: Path | None) -> str:
    """Take the format that was asked for, or the one of the file's name."""
    if asked is None:
        return (format_of_name(output.suffix) if output else "") or DEFAULT_FORMAT
    check_choice(asked, FORMATS, "--format")
    if not FORMATS[asked].is_text:
        refuse_terminal(asked, output)
    return asked


def _check_outputs(*paths: Path | None) -> None:
    from territoires_industrie.export.files import check_output

    for path in paths:
        if path is not None and str(path) != "-":
            check_output(path)
