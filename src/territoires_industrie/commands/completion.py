"""``atlas completion``: a shell proposes the words that the help of each option says.

Typer writes the scripts and splits what is typed.
"""

import inspect
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Annotated, Any, get_args

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]
from typer.models import ParameterInfo

from territoires_industrie.commands.beside import BESIDE_LEVELS
from territoires_industrie.commands.group import COMPLETING
from territoires_industrie.commands.lists import REGISTRIES, list_units
from territoires_industrie.commands.options import FilteredCommand, Language
from territoires_industrie.commands.words import check_choice
from territoires_industrie.errors import AtlasError
from territoires_industrie.levels import LEVEL_SLUGS
from territoires_industrie.wording import N_

COMPLETION_HELP = N_(
    "Écrit ce qui fait proposer les mots de la commande par un shell ; dans ~/.bashrc, par "
    "exemple : source <(atlas completion bash)."
)
SHELLS = ("bash", "zsh", "fish", "powershell")

Words = Iterator[tuple[str, str]]
"""Words, and what each means."""


def write_completion(
    shell: Annotated[
        str, typer.Argument(metavar="|".join(SHELLS), help=N_("Shell où la commande est tapée."))
    ],
    _lang: Language = "fr",
) -> None:
    """Write the script of a shell to the standard output."""
    check_choice(shell, SHELLS, "atlas completion")
    typer.echo(get_completion_script(prog_name="atlas", complete_var=COMPLETING, shell=shell))


def propose_words(function: Callable[..., Any]) -> None:
    """Let a shell propose the words of each option of a command."""
    for name, parameter in inspect.signature(function).parameters.items():
        for part in get_args(parameter.annotation):
            if isinstance(part, ParameterInfo):
                part.autocompletion = _proposer(name)


def _proposer(name: str) -> Callable[[typer.Context, str], Words]:
    def propose(context: typer.Context, incomplete: str) -> Words:
        """List the words of one option, by the words and the placeholders of its metavar."""
        command: Any = context.command
        if isinstance(command, FilteredCommand):
            command.say_words()
        (metavar,) = [one.metavar for one in command.params if one.name == name]
        typed = {**context.params, "option": name, "command": command.name}
        # Typer reads no argument once an option lacks its value, which is what is being typed.
        typed["level"] = typed.get("level") or next(iter(context.args), None)
        words = chain.from_iterable(_words(one, typed) for one in (metavar or "").split("|"))
        return ((word, means) for word, means in words if word.startswith(incomplete))

    return propose


def _words(part: str, typed: dict[str, Any]) -> Words:
    """List what stands for one part of a metavar: itself, or a registry for a name in capitals."""
    if not part.isupper() or part[:1].isdigit():
        return iter([(part, "")] if part else [])
    try:
        return PLACEHOLDERS[part](typed) if part in PLACEHOLDERS else iter(())
    except (AtlasError, ValueError):  # the level or phase is wrong: the command will say so
        return iter(())


def _registry(name: str) -> Callable[[dict[str, Any]], Words]:
    return lambda _typed: ((row[0], row[1]) for row in islice(REGISTRIES[name](), 1, None))


def _levels(typed: dict[str, Any]) -> Words:
    beside = BESIDE_LEVELS if typed["command"] == "export" else ()
    return ((slug, "") for slug in (*LEVEL_SLUGS, *beside))


def _units(typed: dict[str, Any]) -> Words:
    level = "region" if typed["option"] == "region" else str(typed.get("level"))
    return _named(level, typed)


def _named(level: str, typed: dict[str, Any]) -> Words:
    rows = list_units(level, int(typed.get("phase") or 2))
    return ((row[0], row[1]) for row in islice(rows, 1, None))


def _years(typed: dict[str, Any]) -> Words:
    from territoires_industrie.indicators import INDICATORS

    asked = typed.get("indicator") or ()
    keys = {asked} if isinstance(asked, str) else set(asked) or set(INDICATORS)
    years = {year for key in keys & set(INDICATORS) for year in INDICATORS[key].years}
    return ((year, "") for year in sorted(years))


PLACEHOLDERS: dict[str, Callable[[dict[str, Any]], Words]] = {
    "LEVEL": _levels,
    "CODE": _units,
    "ID": lambda typed: _named("territoire", typed),
    "KEY": _registry("indicators"),
    "A38": _registry("sectors"),
    "YEAR": _years,
}
