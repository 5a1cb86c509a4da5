"""Errors that readers are shown: what was expected, what was found, what to do."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from errno import ENOMEM
from mmap import mmap

SHOWN_CODES = 5
NO_MEMORY = (
    "failed to map segment",
    "annot allocate memory",
    "bad_alloc",
    "start new thread",
    "launch worker thread",
)
"""What libraries say where there is no memory for them, for their tables or their threads."""

ROOM_BYTES = 128 * 2**20
"""What a library may take at once, of memory that is there."""


class AtlasError(Exception):
    """Any foreseen failure; its message is fit to be shown to a user.

    Parameters
    ----------
    message, holes
        A text, and what its named holes are filled with.
    """

    def __init__(self, message: str, /, **holes: object) -> None:
        super().__init__(message.format(**holes) if holes else message)


class DataFileError(AtlasError):
    """A file of ``geo/`` or ``data/`` is missing, altered, truncated or of another shape."""


class UnknownCodeError(AtlasError):
    """A code, key or name that does not exist in the atlas."""


class BreaksError(AtlasError):
    """Breaks chosen by a reader that cannot separate the values into classes."""


class VintageError(AtlasError):
    """Tables of different COG years were about to be mixed without a passage."""


class CrsError(AtlasError):
    """A layer is not in the coordinate reference system that the step needs."""


def lacks_memory(error: BaseException | None) -> bool:
    """Whether memory is what was lacking, from what an error is or says, or one behind it.

    >>> lacks_memory(RuntimeError("can't start new thread")), lacks_memory(ValueError("no"))
    (True, False)
    """
    while error is not None:
        is_full = isinstance(error, MemoryError) or getattr(error, "errno", None) == ENOMEM
        is_said = any(map(str(error).count, NO_MEMORY))
        # A library that was refused memory and does not say so; where memory is there, it is a
        # fault of its own.
        is_silent = isinstance(error, SystemError) and not _has_room()
        if is_full or is_said or is_silent:
            return True
        error = error.__cause__ or error.__context__
    return False


def _has_room() -> bool:
    """Whether the system gives this process more memory; it is given back at once, untouched."""
    try:
        mmap(-1, ROOM_BYTES).close()
    except (OSError, MemoryError):
        return False
    return True


def list_codes(codes: Iterable[str]) -> str:
    """Write at most five codes, then how many more there are.

    >>> list_codes(["01", "02"])
    '01, 02'
    >>> list_codes([str(n) for n in range(7)])
    '0, 1, 2, 3, 4 (+ 2)'
    """
    known = [str(code) for code in codes]
    shown = ", ".join(known[:SHOWN_CODES])
    rest = len(known) - SHOWN_CODES
    return f"{shown} (+ {rest})" if rest > 0 else shown


LONGEST = 100
"""Characters of a wrong value that are compared with the valid ones."""


def nearest(value: str, valid: Iterable[str], count: int = 3) -> list[str]:
    """Find the valid values that resemble a wrong one most, best first.

    >>> nearest("regoin", ["commune", "region", "departement"])
    ['region']
    """
    by_folded = {option.casefold(): option for option in valid}
    # Beyond any option's length, a text resembles none, and the search takes its square.
    wanted = str(value)[:LONGEST].casefold()
    close = get_close_matches(wanted, by_folded, n=count, cutoff=0.4)
    return [by_folded[folded] for folded in close]


def meant(value: str, valid: Collection[str]) -> str | None:
    """Find the valid value that a text writes in another way; None where there is none.

    Case, spaces, a point at the end and the zero that spreadsheets take away do not matter.

    >>> meant("4", ["04", "94"]), meant("200 084 952.", ["200084952"]), meant("2a", ["2A", "2B"])
    ('04', '200084952', '2A')
    """
    if value in valid:
        return value
    bare = "".join(value[:LONGEST].split()).rstrip(".").casefold()
    by_folded = {option.casefold(): option for option in valid}
    zero = f"0{bare}" if bare.isdecimal() else bare
    return by_folded.get(bare) or by_folded.get(zero)
