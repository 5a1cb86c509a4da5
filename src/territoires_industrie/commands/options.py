"""Options of the commands that read a view: declared once, as fields of a value."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from territoires_industrie.commands.classing import TypedClasses
from territoires_industrie.commands.group import AtlasCommand
from territoires_industrie.wording import LANGUAGES, N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.request import Request

Language = Annotated[
    str,
    typer.Option(
        "--lang", metavar="|".join(LANGUAGES), help=N_("Langue de l'aide et des messages.")
    ),
]

STANDARD_OUTPUT = Path("-")
HTML = "html"
"""The interactive map in one file, beside the pictures of ``atlas map``."""

EPCI_SECTOR_HELP = {
    "export": N_(
        "Garde les unités dont la moitié au moins des habitants vit dans un EPCI spécialisé dans "
        "ce secteur ; une zone d’emploi, sur son propre chiffre."
    ),
    "map": N_(
        "Estompe les unités dont moins de la moitié des habitants vit dans un EPCI spécialisé "
        "dans ce secteur ; une zone d’emploi, sur son propre chiffre."
    ),
}
"""Help of ``--sector`` by command, where the table of jobs by EPCI and sector is present."""


class Runnable(Protocol):
    """A command, its options as fields."""

    def run(self) -> None:
        """Do what was asked for."""


@dataclass(frozen=True)
class ViewOptions:
    """Options that say what is shown, as typed; None where one was not given.

    A command adds its own, and declares again those that have another effect in it. Words
    that a registry lists are written in the help by ``FilteredCommand``.
    """

    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Niveau des unités."))]
    phase: Annotated[
        str | None,
        typer.Option(
            help=N_("Phase du programme, pour LEVEL territoire ou pour --territoire (2 sinon).")
        ),
    ] = None
    region: Annotated[list[str] | None, typer.Option(metavar="CODE")] = None
    region_rule: Annotated[
        str | None,
        typer.Option(
            help=N_(
                "Unité à cheval : siege, la région où vit la plus grande part de sa "
                "population (par défaut) ; touche, toute région d'une de ses communes."
            ),
        ),
    ] = None
    sector: Annotated[str | None, typer.Option(metavar="A38")] = None
    specialisation_min: Annotated[
        str | None,
        typer.Option(
            metavar="QUOTIENT",
            help=N_("Quotient de localisation à partir duquel on est spécialisé (1,5 par défaut)."),
        ),
    ] = None
    territoire: Annotated[str | None, typer.Option(metavar="ID")] = None
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help=N_("Année de référence (par défaut, la dernière de chaque indicateur)."),
        ),
    ] = None
    method: Annotated[
        str | None, typer.Option(help=N_("Méthode de classement (quantiles par défaut)."))
    ] = None
    classes: Annotated[str | None, typer.Option(help=N_("Nombre de classes (5 par défaut)."))] = (
        None
    )
    breaks: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBERS",
            help=N_("Seuils de --method manuel, séparés par des points-virgules : « 5;12,5;20 »."),
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Fichier à écrire (sortie standard par défaut).")),
    ] = None
    lang: Language = "fr"

    @property
    def typed_classes(self) -> TypedClasses:
        """The options of the classes."""
        return TypedClasses(self.method, self.classes, self.breaks)

    def request(self, indicator: Iterable[str]) -> "Request":
        """Return what is asked for, still to be checked."""
        from territoires_industrie.export.request import Request

        return Request(
            self.level,
            phase=self.phase,
            region=tuple(self.region or ()),
            region_rule=self.region_rule,
            sector=self.sector,
            specialisation_min=self.specialisation_min,
            territoire=self.territoire,
            indicator=tuple(indicator),
            year=self.year,
        )

    def check_output(self, *others: Path | None) -> None:
        """Refuse a place that cannot hold a file, before anything is worked out."""
        from territoires_industrie.export.files import check_output

        for path in (self.output, *others):
            if path not in (None, STANDARD_OUTPUT):
                check_output(path)

    def write(self, content: bytes) -> None:
        """Write the file, or standard output."""
        from territoires_industrie.export.files import write_standard_output, write_whole

        if self.output in (None, STANDARD_OUTPUT):
            write_standard_output(content)
        else:
            write_whole(self.output, content)


def command_of(options: type[Runnable]) -> Callable[..., None]:
    """Make the function of a command, whose parameters are the fields of its options."""

    def run(**given: Any) -> None:
        options(**given).run()

    run.__doc__ = options.__doc__
    # Typer reads the options of a command from the signature of its function.
    run.__signature__ = inspect.signature(options)  # type: ignore[attr-defined]
    return run


def option_words(command: str) -> Mapping[str, Iterable[str]]:
    """List the words that each option of a command takes, by name of its field."""
    from territoires_industrie.classes.classify import CLASS_COUNTS, METHODS
    from territoires_industrie.crs import WRITTEN_CRS
    from territoires_industrie.export.csv import DECIMAL_MARKS
    from territoires_industrie.export.formats import FORMATS
    from territoires_industrie.export.request import PHASES
    from territoires_industrie.picture.export import FORMATS as PICTURES
    from territoires_industrie.picture.poster import ORIENTATIONS, SIZES
    from territoires_industrie.scene.filters import REGION_RULES
    from territoires_industrie.scene.view import EXTENTS, OUTLINES, SITES

    return {
        "phase": PHASES,
        "region_rule": REGION_RULES,
        "method": METHODS,
        "classes": ("…".join(map(str, CLASS_COUNTS)),),
        "outline": OUTLINES,
        "sites": SITES,
        "extent": EXTENTS,
        "size": SIZES,
        "orientation": ORIENTATIONS,
        "decimal": DECIMAL_MARKS,
        "crs": [one.removeprefix("EPSG:") for one in WRITTEN_CRS],
        "written_as": {"export": FORMATS, "map": (*PICTURES, HTML)}[command],
    }


class FilteredCommand(AtlasCommand):
    """A command that reads a view: its help says what the registries and the data hold."""

    def say_words(self) -> None:
        """Write the words of each option; registries take time to load, hence not before."""
        words = option_words(str(self.name))
        for parameter in self.params:
            if (name := str(parameter.name)) in words:
                parameter.metavar = "|".join(words[name])

    def get_help(self, ctx: Any) -> str:
        """Write the help with what the registries and the tables hold."""
        from territoires_industrie.statistics.sector_ground import epci_table

        self.say_words()
        for parameter in self.params:
            if parameter.name == "sector" and epci_table():
                parameter.help = _(EPCI_SECTOR_HELP[str(self.name)])  # type: ignore[attr-defined]
        return super().get_help(ctx)
