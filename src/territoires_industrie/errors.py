"""Errors that readers are shown: what was expected, what was found, what to do."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

SHOWN_CODES = 5


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
