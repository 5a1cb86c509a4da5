"""``atlas map``: the picture of a map from a shell, without a browser."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from territoires_industrie.commands.words import read_breaks, read_class_count, refuse_terminal
from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.export.errors import RequestError
from territoires_industrie.wording import LANGUAGES, N_, _

MAP_HELP = N_(
    "Dessine la carte d'un indicateur en SVG, PNG ou PDF, avec titre, légende, sources et date. "
    "LEVEL est epci, territoire, zone-emploi, departement ou region."
)


def draw_map(
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Niveau à dessiner."))],
    indicator: Annotated[
        str | None, typer.Option(metavar="KEY", help=N_("Indicateur à montrer (obligatoire)."))
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option(
            metavar="1|2",
            help=N_("Phase du programme, pour LEVEL territoire ou pour --territoire (2 sinon)."),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(metavar="YEAR", help=N_("Année de référence (la dernière par défaut).")),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Estompe les unités des autres régions (répétable).")),
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
                "Estompe les unités dont moins de la moitié des habitants vit dans une zone "
                "d'emploi spécialisée dans ce secteur."
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
        typer.Option(metavar="ID", help=N_("Estompe les unités hors de ce territoire.")),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            metavar="quantiles|ruptures|intervalles|ecart-type|manuel",
            help=N_("Méthode de classement (quantiles par défaut)."),
        ),
    ] = None,
    classes: Annotated[
        str | None, typer.Option(metavar="3…9", help=N_("Nombre de classes (5 par défaut)."))
    ] = None,
    breaks: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBERS",
            help=N_("Seuils de --method manuel, séparés par des points-virgules : « 5;12,5;20 »."),
        ),
    ] = None,
    outline: Annotated[
        str | None,
        typer.Option(
            metavar="aucun|phase1|phase2",
            help=N_("Contours du programme par-dessus la carte (aucun par défaut)."),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Entoure cette unité (répétable).")),
    ] = None,
    extent: Annotated[
        str | None,
        typer.Option(
            metavar="france|filtre|selection",
            help=N_("Cadrage : toute la France (par défaut), le filtre ou la sélection."),
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(metavar="A4|A3|ecran", help=N_("Format de page (A4 par défaut).")),
    ] = None,
    orientation: Annotated[
        str | None,
        typer.Option(metavar="paysage|portrait", help=N_("Sens de la page (paysage par défaut).")),
    ] = None,
    picture_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="svg|png|pdf",
            help=N_("Format (par défaut, celui du nom de FILE, sinon svg)."),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Fichier à écrire (sortie standard par défaut).")),
    ] = None,
    lang: Annotated[
        str,
        typer.Option("--lang", metavar="fr|en", help=N_("Langue de l'aide et des messages.")),
    ] = "fr",
) -> None:
    """Draw the map of an indicator, whole or not at all."""
    from territoires_industrie.classes.classify import DEFAULT_CLASS_COUNT
    from territoires_industrie.export.files import check_output, write_standard_output, write_whole
    from territoires_industrie.export.request import read_extract
    from territoires_industrie.sources import require_known

    require_known(lang, LANGUAGES, "--lang")
    if indicator is None:
        raise RequestError(_("Il manque --indicator KEY : une carte montre un indicateur."))
    written_as = _format(picture_format, output)
    to_file = output is not None and str(output) != "-"
    if to_file and output is not None:
        check_output(output)
    extract = read_extract(
        level,
        phase=phase,
        regions=region or (),
        region_rule=region_rule,
        sector=sector,
        specialisation_min=specialisation_min,
        territoire=territoire,
        indicators=(indicator,),
        year=year,
    )
    from territoires_industrie.picture.export import export_picture

    choices = {
        "method": method,
        "outline": outline,
        "extent": extent,
        "size": size,
        "orientation": orientation,
    }
    content = export_picture(
        extract,
        day=datetime.now().astimezone().date(),
        picture_format=written_as,
        class_count=DEFAULT_CLASS_COUNT if classes is None else read_class_count(classes),
        breaks=None if breaks is None else read_breaks(breaks),
        selected=tuple(select or ()),
        **_given(choices),
    )
    if to_file and output is not None:
        write_whole(output, content)
    else:
        write_standard_output(content)


def _given(choices: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in choices.items() if value is not None}


def _format(asked: str | None, output: Path | None) -> str:
    """Take the format that was asked for, or the one of the file's name."""
    formats = ("svg", "png", "pdf")
    if asked is None:
        suffix = output.suffix.lower().lstrip(".") if output else ""
        asked = suffix if suffix in formats else "svg"
    if asked not in formats:
        message = _("{option} : « {value} » n'existe pas. Valeurs proches : {close}.")
        close = ", ".join(nearest(asked, formats) or formats)
        raise UnknownCodeError(message.format(option="--format", value=asked, close=close))
    if asked != "svg":
        refuse_terminal(asked, output)
    return asked
