"""How the ``atlas`` command speaks: French or English help, errors without a traceback.

Typer writes its own words in English; the few that a user meets are said here.
"""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from itertools import pairwise
from typing import Any

import typer
from typer.completion import completion_init  # type: ignore[attr-defined]
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from territoires_industrie.errors import (
    AtlasError,
    BreaksError,
    UnknownCodeError,
    lacks_memory,
    nearest,
)
from territoires_industrie.levels import LEVEL_SLUGS
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGES, N_, _, speaking

FAILED = 1
MISUSED = 2
COMPLETING = "_ATLAS_COMPLETE"
"""Variable by which the script of a shell asks for words; Typer answers it."""

UNWRITABLE = (ENOSPC, EIO, EDQUOT, EFBIG)
LONGEST_SAID = 2_000

TYPER_WORDS = {
    "Usage:": N_("Utilisation :"),
    "Arguments:": N_("Arguments :"),
    "Options:": N_("Options :"),
    "Commands:": N_("Commandes :"),
    "COMMAND [ARGS]...": N_("COMMANDE [ARGUMENTS]…"),
    "[required]": N_("[obligatoire]"),
    "Show this message and exit.": N_("Affiche cette aide."),
    "default:": N_("défaut :"),
    "env var:": N_("variable :"),
}


class AtlasCommand(TyperCommand):
    """A command whose help is in the language of the run."""

    def get_help(self, ctx: Any) -> str:
        """Write the help in the language of the run."""
        return _say_typer_words(super().get_help(ctx))


class AtlasGroup(TyperGroup):
    """The commands together: one place where language and errors are settled."""

    def get_help(self, ctx: Any) -> str:
        """Write the help in the language of the run."""
        return _say_typer_words(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or name the nearest ones."""
        if args[0] not in self.commands:
            message = _("Commande inconnue : « {name} ». Commandes proches : {close}.")
            if not (close := nearest(args[0], self.commands)):
                message = _("Commande inconnue : « {name} ». Les commandes : {close}.")
            raise UnknownCodeError(message, name=args[0], close=", ".join(close or self.commands))
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - errors are always reported here
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; leave with 0, 1 (it failed) or 2 (it was asked wrongly)."""
        extra |= {"complete_var": complete_var, "windows_expand_args": windows_expand_args}
        arguments = list(sys.argv[1:] if args is None else args) or ["--help"]
        with speaking(_asked_language(arguments)):
            _say_helps(self)
            sys.exit(self._run(arguments, prog_name, **extra))

    def _run(self, arguments: list[str], prog_name: str | None, **extra: Any) -> int:
        extra["standalone_mode"] = False
        if COMPLETING in os.environ:
            completion_init()
            extra["complete_var"] = COMPLETING
        try:
            return int(super().main(arguments, prog_name or "atlas", **extra) or 0)
        except TyperException as error:
            return _tell(_misuse(error), MISUSED)
        except AtlasError as error:
            return _tell(str(error), exit_status(error))
        except Exception as error:
            if (said := _foreseen(error)) is None:
                raise
            return _tell(said, FAILED)


def _foreseen(error: BaseException) -> str | None:
    """Return what the machine lacks, in words: memory, or room for standard output; None else."""
    if lacks_memory(error):
        return _("la mémoire manque. Fermez d’autres programmes ou levez la limite (ulimit -v).")
    if isinstance(error, OSError) and error.errno in UNWRITABLE and error.filename is None:
        # What could not be written would be written again at the end of Python, and fail again.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = _("Impossible d'écrire sur la sortie standard : {reason}.")
        return message.format(reason=error.strerror)
    return None


def exit_status(error: AtlasError) -> int:
    """Return 2 for a wrong request, 1 for a failure on our side or the disk's."""
    is_misuse = isinstance(error, UnknownCodeError | RequestError | BreaksError)
    return MISUSED if is_misuse else FAILED


def _tell(message: str, status: int) -> int:
    if COMPLETING in os.environ:  # the reader is still typing
        return status
    if len(message) > LONGEST_SAID:  # what was typed is repeated in it
        message = f"{message[:LONGEST_SAID]}…"
    typer.echo(_("Erreur : {message}").format(message=message), err=True)
    return status


def _asked_language(arguments: Sequence[str]) -> str:
    """Find ``--lang`` before anything is said; an unknown one is refused later, in French."""
    spread = [part for argument in arguments for part in argument.split("=", 1)]
    for name, value in pairwise(spread):
        if name == "--lang" and value in LANGUAGES:
            return value
    return DEFAULT_LANGUAGE


def _say_helps(group: TyperGroup) -> None:
    for command in (group, *group.commands.values()):
        command.help = _say_help(command.help or "")
        for parameter in command.params:
            if text := getattr(parameter, "help", None):
                parameter.help = _say_help(text)  # type: ignore[attr-defined]


def _say_help(text: str) -> str:
    """Write a help text in the language of the run, with the levels that exist."""
    return _(text).replace("{levels}", ", ".join(LEVEL_SLUGS))


def _say_typer_words(text: str) -> str:
    for word, said in TYPER_WORDS.items():
        # A line may end within: those of the help are broken already.
        text = re.sub(re.escape(word).replace(r"\ ", r"\s+"), _(said), text)
    return text


def _misuse(error: TyperException) -> str:
    """Write in our language what Typer found wrong."""
    # By their names: Typer keeps these classes in a private module.
    kind, option = type(error).__name__, getattr(error, "option_name", None)
    if kind == "NoSuchOption":
        close = ", ".join(getattr(error, "possibilities", None) or ["--help"])
        message = _("Option inconnue : « {option} ». Options proches : {close}.")
        return message.format(option=option, close=close)
    if kind == "BadOptionUsage":
        return _("L'option {option} attend une valeur.").format(option=option)
    path = getattr(getattr(error, "ctx", None), "command_path", None) or ""
    command = " ".join(["atlas", *path.split()[1:]])
    if kind == "MissingParameter":
        name = getattr(getattr(error, "param", None), "metavar", None) or "?"
        message = _("Il manque l'argument {name} ; voir `{command} --help`.")
        return message.format(name=name, command=command)
    detail = str(getattr(error, "message", error))
    message = _("Commande mal formée ({detail}) ; voir `{command} --help`.")
    return message.format(detail=detail, command=command)
