"""Words of the command line that several commands take, checked alike."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import _


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
        raise UnknownCodeError(message, option=option, value=value, close=close)


def refuse_terminal(written_as: str, output: Path | None) -> None:
    """Refuse to pour a file that is no text into a terminal.

    Raises
    ------
    RequestError
        If nothing takes the bytes but a terminal.
    """
    if output is None and sys.stdout.isatty():
        message = _("Un {format} ne s'affiche pas dans un terminal : indiquez --output FILE.")
        raise RequestError(message, format=written_as.upper())


def read_format(
    asked: str | None, output: Path | None, endings: Mapping[str, tuple[str, ...]]
) -> str:
    """Take the format that was asked for, or the one of the file's name, or the first.

    Parameters
    ----------
    asked, output
        ``--format`` and ``--output``, as typed.
    endings
        Formats by name, the default first, each with the endings of file names that say it.

    Raises
    ------
    UnknownCodeError
        If there is no such format, or if the name of the file ends in none that is known.
    """
    if asked is not None:
        check_choice(asked, endings, "--format")
        return asked
    ending = output.suffix.lower().lstrip(".") if output else ""
    if output is None or not ending:
        return next(iter(endings))
    # An ending may have two parts, as ``.shp.zip`` has.
    last = f".{output.name.lower()}"
    found = next(
        (name for name, own in endings.items() if any(last.endswith(f".{one}") for one in own)),
        None,
    )
    if found is None:
        message = _(
            "--output : aucun format connu n’a l’extension « .{ending} ». Extensions connues : "
            "{known} ; sinon ajoutez --format."
        )
        known = ", ".join(f".{one}" for own in endings.values() for one in own)
        raise UnknownCodeError(message, ending=ending, known=known)
    return found
