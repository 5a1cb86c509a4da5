"""``atlas map``: the picture of a map from a shell, without a browser."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

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
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import LANGUAGES, N_, _

MAP_HELP = N_(
    "Dessine la carte d'un indicateur en SVG, PNG ou PDF, avec titre, légende, sources et date. "
    "LEVEL : {levels}."
)


def draw_map(
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Niveau à dessiner."))],
    indicator: Annotated[
        str | None, typer.Option(metavar="KEY", help=N_("Indicateur à montrer (obligatoire)."))
    ] = None,
    phase: Phase = None,
    year: Annotated[
        str | None,
        typer.Option(metavar="YEAR", help=N_("Année de référence (la dernière par défaut).")),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Estompe les unités des autres régions (répétable).")),
    ] = None,
    region_rule: RegionRule = None,
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
    specialisation_min: SpecialisationMin = None,
    territoire: Annotated[
        str | None,
        typer.Option(metavar="ID", help=N_("Estompe les unités hors de ce territoire.")),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            metavar=METHODS_TYPED,
            help=N_("Méthode de classement (quantiles par défaut)."),
        ),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option(metavar=CLASSES_TYPED, help=N_("Nombre de classes (5 par défaut).")),
    ] = None,
    breaks: Breaks = None,
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
    output: Output = None,
    lang: Language = "fr",
) -> None:
    """Draw the map of an indicator, whole or not at all."""
    from territoires_industrie.export.files import check_output, write_standard_output, write_whole
    from territoires_industrie.export.request import Request

    check_choice(lang, LANGUAGES, "--lang")
    if indicator is None:
        raise RequestError(_("Il manque --indicator KEY : une carte montre un indicateur."))
    written_as = _format(picture_format, output)
    typed = TypedClasses(method, classes, breaks)
    classing = typed.read()
    _check_extent(
        extent, is_selected=bool(select), is_filtered=bool(region or sector or territoire)
    )
    to_file = output is not None and str(output) != "-"
    if to_file and output is not None:
        check_output(output)
    table = Request(
        level,
        phase=phase,
        region=region or (),
        region_rule=region_rule,
        sector=sector,
        specialisation_min=specialisation_min,
        territoire=territoire,
        indicator=(indicator,),
        year=year,
    ).read()
    if len(table.indicators) != 1:
        raise RequestError(
            _("Une image montre un seul indicateur : {count} reçus.").format(
                count=len(table.indicators)
            )
        )
    typed.refuse_categories(table.indicators)
    from territoires_industrie.picture.export import export_picture
    from territoires_industrie.picture.poster import Page

    view = replace(
        table.view,
        indicator=table.indicators[0],
        classing=classing,
        selection=tuple(select or ()),
        outline=outline or "aucun",
        extent=extent or "france",
    )
    content = export_picture(
        view,
        Page(size or "A4", orientation or "paysage"),
        picture_format=written_as,
        day=datetime.now().astimezone().date(),
    )
    if to_file and output is not None:
        write_whole(output, content)
    else:
        write_standard_output(content)


def _check_extent(extent: str | None, *, is_selected: bool, is_filtered: bool) -> None:
    """Refuse to crop the map to what was not asked for."""
    if extent == "selection":
        need_option("--extent selection", "--select", is_selected)
    if extent == "filtre":
        need_option("--extent filtre", _("--region, --sector ou --territoire"), is_filtered)


def _format(asked: str | None, output: Path | None) -> str:
    """Take the format that was asked for, or the one of the file's name."""
    written_as = read_format(asked, output, {name: (name,) for name in ("svg", "png", "pdf")})
    if written_as != "svg":
        refuse_terminal(written_as, output)
    return written_as
