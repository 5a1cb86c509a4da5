"""Files that readers asked for: each has an address that only its reader knows, for a while.

Whoever waits asks again and again how far their file is. Who has not asked for some time has left:
their work is given up, and their file forgotten.
"""

import secrets
import time
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError
from territoires_industrie.wording import _, language

PATIENCE_S = 20.0
"""Longest time without a word from a reader who waits."""

AGE_S = 600.0
"""Longest time that a file is there once it is made, however often its reader asks."""

WAITING = 4
"""Files of one session that are not made yet: the queue is for all."""

TICKETS = 8
"""Files of one session, those that are made included: the oldest give way."""

HELD_BYTES = 400_000_000
"""Of all files that are made: the oldest give way. All communes as GeoJSON are 156 MB."""

FETCH_S = 5.0
"""A file that is made is fetched within that time, or has been; till then it does not give way."""

LARGE_BYTES = 16 * 2**20
"""A larger file is let go once it has been delivered; another may be fetched again."""


@dataclass(eq=False)
class Ticket:
    """One file that one reader asked for.

    Attributes
    ----------
    work
        What makes it.
    name, media_type
        As the browser saves it.
    session
        Whose it is.
    language
        Language that its reader is told in.
    seen, made, taken
        When its reader last asked, when it was found made, and when it was last fetched, on the
        clock of ``time.monotonic``.
    takers
        How many connections fetch it now.
    is_delivered
        Whether one has fetched it whole.
    """

    work: Work
    name: str
    media_type: str
    session: str = ""
    language: str = field(default_factory=language)
    seen: float = field(default_factory=time.monotonic)
    made: float | None = None
    taken: float = 0.0
    takers: int = 0
    is_delivered: bool = False

    @property
    def size(self) -> int:
        """Bytes of the file; 0 without one."""
        end = self.work.end
        return len(end.result()) if end.done() and end.exception() is None else 0

    @contextmanager
    def being_taken(self) -> Iterator[None]:
        """Keep the file there while it is fetched, however long that takes."""
        self.takers += 1
        try:
            yield
        finally:
            self.takers -= 1
            self.taken = self.seen = time.monotonic()

    def may_give_way(self, now: float) -> bool:
        """Whether the file is made and its reader is not fetching it, nor about to."""
        is_waiting = self.made is None or self.takers
        return not is_waiting and now - max(self.made or 0.0, self.taken) > FETCH_S

    def is_over(self, now: float) -> bool:
        """Whether its reader has left, or has the file."""
        if self.takers:
            return False
        is_old = self.made is not None and now - self.made > AGE_S
        is_let_go = self.is_delivered and self.size > LARGE_BYTES and self.may_give_way(now)
        return now - self.seen > PATIENCE_S or is_old or is_let_go


class Counter:
    """The tickets of all readers, by an address that nobody guesses."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._lock = Lock()

    def require_room(self, session: str, instead_of: str = "") -> None:
        """Refuse one more file to a session that has enough, or to all while memory lacks.

        Parameters
        ----------
        session
            Who asks.
        instead_of
            Number of a ticket whose place it takes.

        Raises
        ------
        BusyError
            If there is no room.
        """
        self.sweep()
        now = time.monotonic()
        others = {number: one for number, one in self._list() if number != instead_of}
        mine = [
            one for one in others.values() if one.session == session and not one.may_give_way(now)
        ]
        if len(mine) >= TICKETS or sum(one.made is None for one in mine) >= WAITING:
            said = _(
                "{count} fichiers vous attendent ou se préparent déjà. Laissez-les arriver, ou "
                "annulez-en un, puis recommencez."
            )
            raise BusyError(said, count=len(mine))
        if _bytes_of(others.values()) > HELD_BYTES:
            said = _(
                "Trop de fichiers sont en train d’être téléchargés. Recommencez dans une minute."
            )
            raise BusyError(said)

    def hand_out(self, ticket: Ticket, instead_of: str = "") -> str:
        """Take a ticket in, in the place of another if one is named, and return its number."""
        # Who has the number has the file, which may hold what its reader brought.
        number = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets[number] = ticket
        self.drop(instead_of)
        self.sweep()
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

    def held_bytes(self) -> int:
        """Count the bytes of the files that are there."""
        return _bytes_of(ticket for _number, ticket in self._list())

    def drop(self, number: str) -> None:
        """Forget a ticket; work that nobody else waits for is given up."""
        with self._lock:
            ticket = self._tickets.pop(number, None)
        if ticket is not None:
            ticket.work.leave()

    def sweep(self) -> None:
        """Forget the tickets of the readers who have left, and the oldest beyond the bounds."""
        now = time.monotonic()
        for number, ticket in self._list():
            if ticket.made is None and ticket.work.end.done():
                ticket.made = now
            if ticket.is_over(now):
                self.drop(number)
        left = dict(self._list())
        held = _bytes_of(left.values())
        counts = Tally(one.session for one in left.values())
        for number, ticket in list(left.items()):
            is_beyond = counts[ticket.session] > TICKETS or held > HELD_BYTES
            if is_beyond and ticket.may_give_way(now):
                self.drop(number)
                del left[number]
                held = _bytes_of(left.values())
                counts[ticket.session] -= 1

    def _list(self) -> list[tuple[str, Ticket]]:
        """List the tickets, the oldest first: another thread may take one in meanwhile."""
        return list(self._tickets.items())


def _bytes_of(tickets: Iterable[Ticket]) -> int:
    """Count the bytes of files that are made, once where readers share one."""
    return sum({id(one.work): one.size for one in tickets}.values())


COUNTER = Counter()
"""The tickets of this process."""
