"""One file from one address: resumed, retried and verified, or refused with the reason.

The file grows under ``<name>.part``, beside the validator (ETag or date) of what it is half
of: a later attempt asks for the rest with ``Range`` and ``If-Range``, so that halves of two
versions are never glued. It takes its name once whole; ``<name>.json`` then holds its address,
ETag and SHA-256, and the next refresh asks for it again only if it changed.
"""

import errno
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import urllib3

from territoires_industrie import __version__
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.sources import file_sha256
from territoires_industrie.wording import _

CHUNK = 1 << 18
RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
WHOLE, PARTIAL, UNCHANGED, BAD_RANGE = 200, 206, 304, 416
FREE_BYTES_KEPT = 50_000_000
BYTES_A_MEGABYTE = 1_000_000
HEADERS = {
    # Compressed answers have no stable byte positions: they could not be resumed.
    "Accept-Encoding": "identity",
    "User-Agent": f"atlas-territoires-industrie/{__version__}",
}

Progress = Callable[[int, int | None], None]
"""Told the bytes received so far, and how many there are in all if the server says."""


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
    """An attempt failed in a way that another may not."""

    def __init__(self, failure: RefreshError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.wait = wait


def _no_progress(_received: int, _total: int | None) -> None:
    """Say nothing."""


def fetch_file(
    request: Request,
    target: Path,
    policy: Policy | None = None,
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
    patience = policy or Policy()
    wait = patience.first_wait_seconds
    for attempt in range(1, patience.attempts + 1):
        try:
            return _attempt(request, target, patience, progress)
        except _Retry as retry:
            asked = retry.wait if retry.wait is not None else wait
            if attempt == patience.attempts or asked > patience.longest_wait_seconds:
                raise _spent(retry.failure, attempt, asked, patience) from None
            sleep(asked)
            wait = min(wait * 2, patience.longest_wait_seconds)
        except OSError as error:
            raise disk_error(error, target) from error
    raise AssertionError(patience)


def _spent(failure: RefreshError, attempts: int, asked: float, policy: Policy) -> RefreshError:
    if asked > policy.longest_wait_seconds:
        text = _("{reason} Le service demande d’attendre {seconds} s : relancez plus tard.")
        said = text.format(reason=failure, seconds=round(asked))
    else:
        text = _(
            "{reason} {count} essais ; ce qui est déjà reçu sera repris au prochain lancement."
        )
        said = text.format(reason=failure, count=attempts)
    return RefreshError(failure.fault, said)


def _attempt(request: Request, target: Path, policy: Policy, progress: Progress) -> Downloaded:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = _part(target)
    known, half = _known(target, request), _half(part, request)
    headers = dict(HEADERS)
    if half:
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": half["validator"]}
    elif known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    try:
        with requests.get(
            request.url,
            params=dict(request.parameters),
            headers=headers,
            stream=True,
            timeout=(policy.connect_seconds, policy.read_seconds),
        ) as answer:
            if answer.status_code == UNCHANGED and known is not None:
                progress(known.size, known.size)
                return known
            _require_success(answer, part)
            total = _receive(answer, part, request, progress)
    except requests.exceptions.Timeout as error:
        raise _Retry(_said(Fault.TIMEOUT, request.url)) from error
    except requests.exceptions.RequestException as error:
        raise _Retry(_connection_failure(error, request.url)) from error
    except urllib3.exceptions.HTTPError as error:
        raise _Retry(_said(Fault.CUT, request.url)) from error
    if total is not None and part.stat().st_size != total:
        raise _Retry(_said(Fault.CUT, request.url))
    return _finish(request, target, part, answer)


def _connection_failure(error: Exception, url: str) -> RefreshError:
    wrong = requests.exceptions
    if isinstance(error, (wrong.InvalidURL, wrong.InvalidSchema, wrong.MissingSchema)):
        raise _said(Fault.CONFIGURATION, url) from error
    cut = ("IncompleteRead", "Connection broken", "Read timed out", "RemoteDisconnected", "reset")
    if "Read timed out" in str(error):
        return _said(Fault.TIMEOUT, url)
    is_cut = any(word in str(error) for word in cut)
    return _said(Fault.CUT if is_cut else Fault.UNREACHABLE, url)


def _require_success(answer: requests.Response, part: Path) -> None:
    status = answer.status_code
    if status in (WHOLE, PARTIAL):
        return
    if status == BAD_RANGE:
        forget_half(part)
        raise _Retry(_said(Fault.CUT, answer.url), wait=0.0)
    if status in RETRIED_STATUSES:
        fault = Fault.TOO_MANY if status == 429 else Fault.SERVER
        raise _Retry(_said(fault, answer.url, status), _asked_wait(answer))
    raise _said(Fault.NOT_FOUND if status in GONE else Fault.REFUSED, answer.url, status)


def _asked_wait(answer: requests.Response) -> float | None:
    said = answer.headers.get("Retry-After")
    try:
        return urllib3.Retry().parse_retry_after(said) if said else None
    except urllib3.exceptions.InvalidHeader:
        return None


def _receive(
    answer: requests.Response, part: Path, request: Request, progress: Progress
) -> int | None:
    """Write what comes; return the size that the whole file should have, if known."""
    resumed = answer.status_code == PARTIAL and _continues(answer, part)
    if answer.status_code == PARTIAL and not resumed:
        forget_half(part)
        raise _Retry(_said(Fault.CUT, request.url), wait=0.0)
    start = part.stat().st_size if resumed else 0
    length = answer.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() else None
    _require_room(part.parent, (total or 0) - start)
    validator = _validator(answer)
    if not resumed:
        half = {"url": request.full_url, "validator": validator}
        _meta(part).write_text(json.dumps(half), "utf-8")
    received = start
    with part.open("ab" if resumed else "wb") as file:
        for chunk in answer.iter_content(CHUNK):
            file.write(chunk)
            received += len(chunk)
            progress(received, total)
    return total


def _continues(answer: requests.Response, part: Path) -> bool:
    """Tell whether a partial answer starts where the half file ends."""
    said = answer.headers.get("Content-Range", "")
    return part.exists() and said.startswith(f"bytes {part.stat().st_size}-")


def _validator(answer: requests.Response) -> str:
    """Give what tells this version from another: a strong ETag, else the date."""
    etag = str(answer.headers.get("ETag", ""))
    if etag and not etag.startswith("W/"):
        return etag
    return str(answer.headers.get("Last-Modified", ""))


def _finish(request: Request, target: Path, part: Path, answer: requests.Response) -> Downloaded:
    if request.checksum:
        _require_checksum(request, part)
    done = Downloaded(
        target,
        request.full_url,
        file_sha256(part),
        part.stat().st_size,
        str(answer.headers.get("ETag", "")),
        str(answer.headers.get("Last-Modified", "")),
    )
    part.replace(target)
    _meta(part).unlink(missing_ok=True)
    facts = {
        name: getattr(done, name) for name in ("url", "sha256", "size", "etag", "last_modified")
    }
    _meta(target).write_text(json.dumps(facts, indent=1), "utf-8")
    return done


def _require_checksum(request: Request, part: Path) -> None:
    algorithm, _colon, expected = request.checksum.partition(":")
    if algorithm not in hashlib.algorithms_available:
        return
    with part.open("rb") as file:
        found = hashlib.file_digest(file, algorithm).hexdigest()
    if found != expected.lower():
        forget_half(part)
        text = _(
            "{url} : le fichier reçu n’est pas celui que le service annonce (empreinte "
            "{algorithm} attendue {expected}…, trouvée {found}…). Relancez plus tard."
        )
        told = text.format(
            url=request.url, algorithm=algorithm, expected=expected[:12], found=found[:12]
        )
        raise RefreshError(Fault.WRONG_HASH, told)


def _require_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed + FREE_BYTES_KEPT > free:
        raise RefreshError(Fault.DISK_FULL, _no_room(folder, needed, free))


def _no_room(folder: Path, needed: int, free: int) -> str:
    text = _(
        "Disque plein : {needed} Mo à écrire dans {folder}, {free} Mo libres. Faites de la "
        "place, puis relancez."
    )
    megabytes = [f"{size / BYTES_A_MEGABYTE:.0f}" for size in (needed, free)]
    return text.format(needed=megabytes[0], folder=folder, free=megabytes[1])


def disk_error(error: OSError, target: Path) -> RefreshError:
    """Say what the disk refused: no room left, or another reason."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = shutil.disk_usage(target.parent).free
        size = _part(target).stat().st_size if _part(target).is_file() else 0
        return RefreshError(Fault.DISK_FULL, _no_room(target.parent, size, free))
    text = _("Écriture impossible dans {folder} : {reason}. Vérifiez les droits, puis relancez.")
    reason = error.strerror or str(error)
    return RefreshError(Fault.DISK, text.format(folder=target.parent, reason=reason))


def _known(target: Path, request: Request) -> Downloaded | None:
    """Give the file of an earlier refresh, if it is whole and came from the same address."""
    try:
        facts: dict[str, Any] = json.loads(_meta(target).read_text("utf-8"))
        known = Downloaded(target, is_unchanged=True, **facts)
    except (OSError, ValueError, TypeError):
        return None
    is_same = known.url == request.full_url and target.exists()
    return known if is_same and file_sha256(target) == known.sha256 else None


def _half(part: Path, request: Request) -> dict[str, str]:
    """Give the validator of a half file that can be resumed, or nothing."""
    try:
        half: dict[str, str] = json.loads(_meta(part).read_text("utf-8"))
        can = half["url"] == request.full_url and half["validator"] and part.stat().st_size
    except (OSError, ValueError, KeyError):
        return {}
    return half if can else {}


def forget_half(part: Path) -> None:
    """Remove a half file that is half of something else."""
    part.unlink(missing_ok=True)
    _meta(part).unlink(missing_ok=True)


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _meta(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _said(fault: Fault, url: str, status: int | None = None) -> RefreshError:
    texts = {
        Fault.TIMEOUT: _("{url} : le service n’a pas répondu à temps."),
        Fault.UNREACHABLE: _("{url} : le service ne peut être joint. Vérifiez le réseau."),
        Fault.CUT: _("{url} : la connexion a été coupée avant la fin du fichier."),
        Fault.TOO_MANY: _("{url} : trop de demandes (HTTP {status})."),
        Fault.SERVER: _("{url} : le service est en panne (HTTP {status})."),
        Fault.NOT_FOUND: _(
            "{url} : introuvable (HTTP {status}). L’adresse a sans doute changé : cherchez la "
            "nouvelle sur la page du producteur et écrivez-la dans le fichier d’adresses."
        ),
        Fault.REFUSED: _("{url} : demande refusée (HTTP {status})."),
        Fault.CONFIGURATION: _("« {url} » n’est pas une adresse : corrigez le fichier d’adresses."),
    }
    return RefreshError(fault, texts[fault].format(url=url, status=status))
