"""One file from one address: resumed, retried and verified, or refused with the reason.

The file grows under ``<name>.part``, beside the validator (ETag or date) of what it is half
of: a later attempt asks for the rest with ``Range`` and ``If-Range``, so that halves of two
versions are never glued. It takes its name once whole; ``<name>.json`` then holds its address,
ETag and SHA-256, and the next refresh asks for it again only if it changed.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import urllib3

from territoires_industrie import __version__
from territoires_industrie.refresh.disk import (
    disk_error,
    facts_of,
    forget,
    half_of,
    read_facts,
    require_room,
)
from territoires_industrie.refresh.failures import Fault, RefreshError, answer_error
from territoires_industrie.sources import file_sha256
from territoires_industrie.wording import _

CHUNK = 1 << 18
# 408, 425 and 429 ask to come back; the others are the passing trouble of a server.
RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
WHOLE, PARTIAL, UNCHANGED, BAD_RANGE, TOO_MANY = 200, 206, 304, 416, 429
HEADERS = {
    # Compressed answers have no stable byte positions: they could not be resumed.
    "Accept-Encoding": "identity",
    "User-Agent": f"atlas-territoires-industrie/{__version__}",
}

Progress = Callable[[int, int | None], None]
"""Called with the bytes received so far, and how many there are in all if the server says."""


@dataclass(frozen=True)
class Policy:
    """How patient a download is: seconds, and number of attempts."""

    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    attempts: int = 5
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 120.0


@dataclass(frozen=True)
class Downloaded:
    """One whole file, and what its server said of it."""

    path: Path
    url: str
    sha256: str
    size: int
    etag: str
    last_modified: str
    is_unchanged: bool = False


@dataclass(frozen=True)
class Request:
    """What to ask for, and what the file must be if that is known beforehand.

    Attributes
    ----------
    checksum
        Hash as ``<algorithm>:<hexadecimal>``, such as data.gouv.fr publishes; or empty.
    """

    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""

    @property
    def full_url(self) -> str:
        """Address with its parameters, as it is sent."""
        prepared = requests.Request("GET", self.url, params=dict(self.parameters)).prepare()
        return str(prepared.url)


class _Retry(Exception):  # noqa: N818 - a signal between two functions
    """An attempt failed in a way that another may not; ``wait`` is what the service asks for."""

    def __init__(self, failure: RefreshError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.wait = wait


def _no_progress(_received: int, _total: int | None) -> None:
    """Report nothing."""


def fetch_file(
    request: Request,
    target: Path,
    policy: Policy,
    progress: Progress = _no_progress,
    sleep: Callable[[float], None] = time.sleep,
) -> Downloaded:
    """Download a file to ``target``, or find that the one there is still current.

    Raises
    ------
    RefreshError
        When the attempts are spent, or at once where another would not help (404, disk
        full, wrong hash). ``target`` is then as it was; a resumable half may stay beside.
    """
    download = _Download(request, target, policy, progress)
    wait, attempt = policy.first_wait_seconds, 1
    while True:
        try:
            return download.attempt()
        except _Retry as retry:
            asked = wait if retry.wait is None else retry.wait
            if attempt >= policy.attempts or asked > policy.longest_wait_seconds:
                raise _spent(retry.failure, attempt, asked, policy) from None
        except OSError as error:
            raise disk_error(error, target) from error
        sleep(asked)
        wait, attempt = min(wait * 2, policy.longest_wait_seconds), attempt + 1


def _spent(failure: RefreshError, attempts: int, asked: float, policy: Policy) -> RefreshError:
    text = _("{reason} {count} essais ; ce qui est déjà reçu sera repris au prochain lancement.")
    if asked > policy.longest_wait_seconds:
        text = _("{reason} Le service demande d’attendre {seconds} s : relancez plus tard.")
    about = {"reason": failure, "count": attempts, "seconds": round(asked)}
    return RefreshError(failure.fault, text, **about)


@dataclass(frozen=True)
class _Download:
    """One file on its way, with its two halves on the disk."""

    request: Request
    target: Path
    policy: Policy
    progress: Progress

    @property
    def part(self) -> Path:
        return half_of(self.target)

    @property
    def size(self) -> int:
        """Bytes that are there already."""
        return self.part.stat().st_size

    def attempt(self) -> Downloaded:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        url, known, validator = self.request.url, self._known(), self._validator()
        headers = dict(HEADERS)
        # A half is of a newer version than the whole file beside it: it goes first.
        if validator:
            headers |= {"Range": f"bytes={self.size}-", "If-Range": validator}
        elif known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        try:
            with requests.get(
                url,
                params=dict(self.request.parameters),
                headers=headers,
                stream=True,
                timeout=(self.policy.connect_seconds, self.policy.read_seconds),
            ) as answer:
                if answer.status_code == UNCHANGED and known is not None:
                    self.progress(known.size, known.size)
                    return known
                self._require_success(answer)
                total = self._receive(answer)
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            fault = _fault_of(error)
            failure = answer_error(fault, url)
            raise (failure if fault is Fault.CONFIGURATION else _Retry(failure)) from error
        if total not in (None, self.size):
            raise _Retry(answer_error(Fault.CUT, url))
        return self._finish(answer)

    def _require_success(self, answer: requests.Response) -> None:
        status = answer.status_code
        continues = answer.headers.get("Content-Range", "").startswith(f"bytes {self._start()}-")
        if status == WHOLE or (status == PARTIAL and continues):
            return
        if status in (BAD_RANGE, PARTIAL):
            # Not the rest of this half: the next attempt asks for the whole.
            forget(self.part)
            raise _Retry(answer_error(Fault.CUT, answer.url), wait=0.0)
        if status in RETRIED_STATUSES:
            fault = Fault.TOO_MANY if status == TOO_MANY else Fault.SERVER
            raise _Retry(answer_error(fault, answer.url, status), _asked_wait(answer))
        raise answer_error(Fault.NOT_FOUND if status in GONE else Fault.REFUSED, answer.url, status)

    def _start(self) -> int:
        return self.size if self.part.exists() else 0

    def _receive(self, answer: requests.Response) -> int | None:
        """Write what comes; return the size that the whole file should have, if known."""
        is_resumed = answer.status_code == PARTIAL
        received = self._start() if is_resumed else 0
        length = answer.headers.get("Content-Length", "")
        total = received + int(length) if length.isdigit() else None
        # Asked before anything is written, so that the disk is never filled to the last byte.
        require_room(self.target.parent, (total or 0) - received)
        if not is_resumed:
            half = {"url": self.request.full_url, "validator": _validator_of(answer)}
            facts_of(self.part).write_text(json.dumps(half), "utf-8")
        with self.part.open("ab" if is_resumed else "wb") as file:
            for chunk in answer.iter_content(CHUNK):
                received += file.write(chunk)
                self.progress(received, total)
        return total

    def _finish(self, answer: requests.Response) -> Downloaded:
        self._require_checksum()
        facts: dict[str, Any] = {
            "url": self.request.full_url,
            "sha256": file_sha256(self.part),
            "size": self.size,
            "etag": str(answer.headers.get("ETag", "")),
            "last_modified": str(answer.headers.get("Last-Modified", "")),
        }
        # The name comes last: what bears it is whole.
        self.part.replace(self.target)
        forget(self.part)
        facts_of(self.target).write_text(json.dumps(facts, indent=1), "utf-8")
        return Downloaded(self.target, **facts)

    def _require_checksum(self) -> None:
        algorithm, _colon, expected = self.request.checksum.partition(":")
        # Empty where the service announces none.
        if algorithm not in hashlib.algorithms_available:
            return
        with self.part.open("rb") as file:
            found = hashlib.file_digest(file, algorithm).hexdigest()
        if found != expected.lower():
            forget(self.part)
            raise RefreshError(
                Fault.WRONG_HASH,
                _(
                    "{url} : le fichier reçu n’est pas celui que le service annonce (empreinte "
                    "{algorithm} attendue {expected}…, trouvée {found}…). Relancez plus tard."
                ),
                url=self.request.url,
                algorithm=algorithm,
                expected=expected[:12],
                found=found[:12],
            )

    def _known(self) -> Downloaded | None:
        """Return the file of an earlier refresh, if it is whole and of the same address."""
        try:
            known = Downloaded(self.target, is_unchanged=True, **read_facts(self.target))
        except TypeError:
            return None
        is_same = known.url == self.request.full_url and self.target.exists()
        # Read anew: its ETag would call a copy that was altered since unchanged.
        return known if is_same and file_sha256(self.target) == known.sha256 else None

    def _validator(self) -> str:
        """Return the validator of a half that can be resumed, or nothing."""
        half = read_facts(self.part)
        is_same = self._start() > 0 and half.get("url") == self.request.full_url
        return str(half.get("validator", "")) if is_same else ""


def _fault_of(error: Exception) -> Fault:
    """Find what went wrong on the way, where requests wraps what urllib3 raised."""
    wrong, cause = requests.exceptions, error.args[0] if error.args else None
    if isinstance(error, (wrong.InvalidURL, wrong.InvalidSchema, wrong.MissingSchema)):
        return Fault.CONFIGURATION
    if isinstance(error, wrong.Timeout) or isinstance(cause, urllib3.exceptions.ReadTimeoutError):
        return Fault.TIMEOUT
    cut = (wrong.ChunkedEncodingError, urllib3.exceptions.HTTPError)
    is_cut = isinstance(error, cut) or isinstance(cause, urllib3.exceptions.ProtocolError)
    return Fault.CUT if is_cut else Fault.UNREACHABLE


def _asked_wait(answer: requests.Response) -> float | None:
    asked = answer.headers.get("Retry-After")
    try:
        return urllib3.Retry().parse_retry_after(asked) if asked else None
    except urllib3.exceptions.InvalidHeader:
        return None


def _validator_of(answer: requests.Response) -> str:
    """Return what tells this version from another: a strong ETag, else the date."""
    etag = str(answer.headers.get("ETag", ""))
    # If-Range must not hold a weak one (RFC 9110, 13.1.5).
    if etag and not etag.startswith("W/"):
        return etag
    return str(answer.headers.get("Last-Modified", ""))
