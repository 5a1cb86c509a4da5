"""What can go wrong between a request and its file."""

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import _


class RequestError(AtlasError):
    """An option that does not go with the others, or lacks its value."""


class OutputError(RequestError):
    """The place that was asked for cannot hold a file."""


class WriteError(AtlasError):
    """The file could not be written; what was there before is still there."""


def need_option(option: str, other: str, given: bool) -> None:
    """Refuse an option that only has an effect beside another.

    Raises
    ------
    RequestError
        If the other was not given.
    """
    if not given:
        message = _("{option} n'a d'effet qu'avec {other} : ajoutez {other} ou retirez {option}.")
        raise RequestError(message, option=option, other=other)
