"""How a table is written, whatever it holds and in whatever format."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from territoires_industrie.crs import STORAGE_CRS

DEFAULT_DECIMAL = "comma"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Visit:
    """Where and when a table was seen; both empty on the command line.

    Attributes
    ----------
    address
        Address of the view, which shows it again.
    day
        Day of the visit. Without it, the same request gives the same bytes on any day.
    """

    address: str = ""
    day: date | None = None

    @property
    def is_local(self) -> bool:
        """Whether the address opens the atlas on the reader's own computer only."""
        return urlsplit(self.address).hostname in LOCAL_HOSTS


NO_VISIT = Visit()


@dataclass(frozen=True)
class Manner:
    """What a reader chooses beside the format.

    Attributes
    ----------
    decimal
        ``comma`` or ``point``, in the CSV.
    visit
        Address and day that the notes cite, if any.
    crs
        System of coordinates, one of ``crs.WRITTEN_CRS``.
    """

    decimal: str = DEFAULT_DECIMAL
    visit: Visit = NO_VISIT
    crs: str = STORAGE_CRS


PLAIN = Manner()
