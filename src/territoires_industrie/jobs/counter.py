"""Files that readers asked for: each has an address that only its reader knows, for a while.

Whoever waits asks again and again how far their file is. Who has not asked for some time has left:
their work is given up, and their file forgotten.
"""

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from territoires_industrie.jobs.work import Work
from territoires_industrie.wording import language

PATIENCE_S = 20.0
"""Longest time without a word from a reader who waits."""


@dataclass(eq=False)
class Ticket:
    """One file that one reader asked for.

    Attributes
    ----------
    work
        What makes it.
    name, media_type
        As the browser saves it.
    language
        Language that its reader is told in.
    seen
        When its reader last asked, on the clock of ``time.monotonic``.
    """

    work: Work
    name: str
    media_type: str
    language: str = field(default_factory=language)
    seen: float = field(default_factory=time.monotonic)


class Counter:
    """The tickets of all readers, by an address that nobody guesses."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._lock = Lock()

    def hand_out(self, ticket: Ticket) -> str:
        """Take a ticket in and return its number."""
        # Who has the number has the file, which may hold what its reader brought.
        number = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets[number] = ticket
        return number

    def find(self, number: str) -> Ticket | None:
        """Return a ticket whose reader asks for it, if it is still there."""
        ticket = self._tickets.get(number)
        if ticket is not None:
            ticket.seen = time.monotonic()
        return ticket

    def knows(self, number: str) -> bool:
        """Whether a ticket is still there; asking so is no sign of its reader."""
        return number in self._tickets

    def drop(self, number: str) -> None:
        """Forget a ticket; work that nobody else waits for is given up."""
        with self._lock:
            ticket = self._tickets.pop(number, None)
        if ticket is not None:
            ticket.work.leave()

    def sweep(self) -> None:
        """Forget the tickets of the readers who have left."""
        before = time.monotonic() - PATIENCE_S
        # A copy: another thread may take a ticket in meanwhile.
        for number in [one for one, ticket in list(self._tickets.items()) if ticket.seen < before]:
            self.drop(number)


COUNTER = Counter()
"""The tickets of this process."""
