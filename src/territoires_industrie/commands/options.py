"""Options of the commands that read a view: declared once, as fields of a value."""

import gc
import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from territoires_industrie.commands.group import AtlasCommand
from territoires_industrie.commands.words import check_choice
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import LANGUAGES, N_, _, say_pair

if TYPE_CHECKING:
    from territoires_industrie.commands.reader import OptionReader
    from territoires_industrie.export.table import Table


def _check_language(value: str) -> str:
    check_choice(value, LANGUAGES, "--lang")
    return value


Language = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="|".join(LANGUAGES),
        help=N_("Langue de l'aide et des messages."),
        callback=_check_language,
    ),
]
"""Every command refuses an unknown one before it runs; the group speaks the known ones."""

STANDARD_OUTPUT = Path("-")
HTML = "html"
"""The interactive map in one file, beside the pictures of ``atlas map``."""

SAID: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
"""What the help says of each option, by command and name of its field."""


PARAMETERS = {
    "phase": "phase",
    "region": "region",
    "regle": "region_rule",
    "secteur": "sector",
    "specialisation": "specialisation_min",
    "territoire": "territoire",
    "indicateur": "indicator",
    "annee": "year",
    "methode": "method",
    "classes": "classes",
    "bornes": "breaks",
    "sites": "sites",
    "contour": "outline",
    "cadrage": "extent",
}
"""Fields of the options by the names that an address has for them."""


class Runnable(Protocol):
    """A command, its options as fields."""

    def run(self) -> None:
        """Do what was asked for."""


@dataclass(frozen=True)
class ViewOptions:
    """Options that say what is shown, as typed; None where one was not given.

    A command adds its own. What each does in it is said in ``options.toml``; words that a
    registry lists are written in the help by ``FilteredCommand``.
    """

    level: str
    phase: str | None = None
    region: list[str] | None = None
    region_rule: str | None = None
    sector: str | None = None
    specialisation_min: str | None = None
    territoire: str | None = None
    year: str | None = None
    method: str | None = None
    classes: str | None = None
    breaks: str | None = None
    output: Path | None = None
    lang: Language = "fr"

    def reader(self) -> "OptionReader":
        """Return the options that were given, by the names that an address has for them."""
        from territoires_industrie.commands.reader import OptionReader

        typed = {}
        for name, option in PARAMETERS.items():
            value = getattr(self, option, None)
            text = ",".join(value) if isinstance(value, list) else value
            if text is not None and value != []:
                typed[name] = (f"--{option.replace('_', '-')}", text)
        return OptionReader(typed)

    def read_table(self, reader: "OptionReader") -> "Table":
        """Read the rows, figures and classes that are asked for.

        Raises
        ------
        UnknownCodeError, RequestError
            If an option has no effect, or is wrong; the message names the nearest values.
        """
        from territoires_industrie.commands.classing import check_classes
        from territoires_industrie.export.request import read_table
        from territoires_industrie.levels import find_level
        from territoires_industrie.scene.address import read_phase

        level = find_level(self.level, read_phase(reader))
        self.check_effects()
        if self.phase is not None and level.phase is None and self.territoire is None:
            text = _(
                "--phase ne concerne que le niveau territoire, ou --territoire dont elle précise "
                "la phase : retirez-la pour le niveau {level}."
            )
            raise RequestError(text, level=level.slug)
        table = read_table(reader, level, with_all_years=True)
        kept = replace(table.view.filter, within=reader.within(level.phase))
        reader.refuse(RequestError)
        check_classes(self, table.indicators)
        return replace(table, view=replace(table.view, filter=kept))

    def check_effects(self) -> None:
        """Refuse options of a filter that have no effect beside the others."""
        if self.region_rule is not None:
            need_option("--region-rule", "--region", bool(self.region))
        if self.specialisation_min is not None:
            need_option("--specialisation-min", "--sector", self.sector is not None)

    def check_output(self, *others: Path | None) -> None:
        """Refuse a place that cannot hold a file, before anything is worked out."""
        from territoires_industrie.export.files import check_output

        for path in (self.output, *others):
            if path not in (None, STANDARD_OUTPUT):
                check_output(path)

    def write(self, content: bytes, holds: str) -> None:
        """Write the file and say what it holds, or write standard output."""
        from territoires_industrie.export.files import write_standard_output, write_whole

        if self.output in (None, STANDARD_OUTPUT):
            write_standard_output(content)
        else:
            write_whole(self.output, content)
            typer.echo(say_pair(str(self.output), holds), err=True)


def said_of(command: str, name: str) -> dict[str, Any]:
    """Return what the help of a command says of an option."""
    own = SAID[command]
    return dict(own[name] if name in own else SAID["view"][name])


def command_of(
    command: str, options: type[Runnable], *, lasts: bool = False
) -> Callable[..., None]:
    """Make the function of a command, whose parameters are the fields of its options.

    Parameters
    ----------
    lasts
        Whether it goes on for long; one that does not leaves its garbage where it is, which takes
        a tenth of its time to look for.
    """

    def run(**given: Any) -> None:
        if lasts:
            options(**given).run()
            return
        gc.disable()
        try:
            options(**given).run()
        finally:
            gc.enable()

    run.__doc__ = options.__doc__
    signature = inspect.signature(options)
    described = [_described(command, one) for one in signature.parameters.values()]
    # Typer reads the options of a command from the signature of its function.
    run.__signature__ = signature.replace(parameters=described)  # type: ignore[attr-defined]
    return run


def _described(command: str, field: inspect.Parameter) -> inspect.Parameter:
    """Add to a field what Typer has to know of its option; those without default are arguments."""
    if field.name == "lang":
        return field
    said = said_of(command, field.name)
    said.pop("epci_help", "")
    flag = said.pop("flag", f"--{field.name.replace('_', '-')}")
    # Typer adds the opposite of a flag unless it is told its name.
    is_argument = said.pop("is_argument", field.default is field.empty)
    option = typer.Argument(**said) if is_argument else typer.Option(flag, **said)
    return field.replace(annotation=Annotated[field.annotation, option])


def option_words(command: str) -> Mapping[str, Iterable[str]]:
    """List the words that each option of a command takes, by name of its field."""
    from territoires_industrie.classes.classing import CLASS_COUNTS, METHODS
    from territoires_industrie.crs import WRITTEN_CRS
    from territoires_industrie.export.csv import DECIMAL_MARKS
    from territoires_industrie.export.formats import FORMATS
    from territoires_industrie.picture.export import FORMATS as PICTURES
    from territoires_industrie.picture.page import ORIENTATIONS, SIZES
    from territoires_industrie.scene.address import PHASES
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
                text = said_of(str(self.name), "sector")["epci_help"]
                parameter.help = _(text)  # type: ignore[attr-defined]
        return super().get_help(ctx)
