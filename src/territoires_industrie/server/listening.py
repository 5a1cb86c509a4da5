"""Whether the atlas can listen where it is asked to, and that it answers at once."""

import errno
import os
import resource
import socket
import stat
from contextlib import suppress
from itertools import chain
from pathlib import Path

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server import slow_lines
from territoires_industrie.wording import N_, _

REASONS = {
    errno.EADDRINUSE: N_(
        "le port {port} est déjà pris, par un autre atlas peut-être. Prenez-en un autre : "
        "« atlas serve --port {next} », ou « make run PORT={next} »."
    ),
    errno.EACCES: N_("le port {port} est réservé au système : prenez-en un au-dessus de 1023."),
    errno.EADDRNOTAVAIL: N_(
        "« {address} » n’est pas une adresse de cette machine : localhost pour elle seule, "
        "0.0.0.0 pour toutes ses adresses."
    ),
}


def check_listening(address: str, port: int) -> None:
    """Refuse an address and a port that cannot be listened to.

    Raises
    ------
    RequestError
        If the port is taken or reserved, or if the address is not one of this machine.
    """
    try:
        _listen(address, port)
    # A name that no machine can have is none of a host: an empty label, or one of 64 letters.
    except (OSError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        if isinstance(error, socket.gaierror) or number not in REASONS:
            number = errno.EADDRNOTAVAIL
        following = _free_port(address, port) if number == errno.EADDRINUSE else port
        reason = _(REASONS[number]).format(address=address, port=port, next=following)
        raise RequestError(_("L’atlas ne peut pas répondre : {reason}"), reason=reason) from (error)


def _listen(address: str, port: int) -> None:
    family, kind, protocol, _name, place = socket.getaddrinfo(
        address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        # As the server does: a port that a server has just left can be taken again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(place)


def _free_port(address: str, taken: int) -> int:
    """Return the first port above a taken one that is free, else the first above 1023."""
    for port in chain(range(taken + 1, 65536), range(1024, taken)):
        with suppress(OSError):
            _listen(address, port)
            return port
    return taken


def allow_many_connections() -> None:
    """Take as many file descriptors as the system allows: a reader holds several.

    Systems start a process with 1,024, which half-open requests alone can use up.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


OPEN_FILES = Path("/dev/fd")
"""Where a Unix system lists the open files of the process that looks."""


def answer_at_once() -> None:
    """Have what is written to a connection leave at once, on all that this process listens to.

    A connection of which nothing is taken for a minute is ended, where the system can: to close it
    would wait for what is still to be taken, megabytes in the system's own memory.

    A Unix system holds a small packet back until the one before it has been acknowledged, which
    the other side puts off for 40 ms: the body of each answer after its headers, each message of a
    page after another. Python asks it not to where a socket was made for TCP by name, as
    Streamlit's is not; what a connection is to do, it has from the socket that accepts it.
    """
    for file in [*OPEN_FILES.iterdir()] if OPEN_FILES.is_dir() else ():
        # One that has been closed since, or does not speak TCP, says so.
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(int(file.name)).st_mode):
                continue
            # A copy of the descriptor: to close it leaves the server's own open.
            with socket.socket(fileno=os.dup(int(file.name))) as one:
                if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux alone has it
                        limit_ms = round(1000 * slow_lines.PATIENCE_S)
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, limit_ms)
