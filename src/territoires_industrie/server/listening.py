"""Whether the atlas can listen where it is asked to, before anything is read."""

import errno
import resource
import socket

from territoires_industrie.scene.errors import RequestError
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
        family, kind, protocol, _name, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a port that a server has just left can be taken again.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        number = error.errno
        if isinstance(error, socket.gaierror) or number not in REASONS:
            number = errno.EADDRNOTAVAIL
        reason = _(REASONS[number]).format(address=address, port=port, next=port % 65535 + 1)
        raise RequestError(_("L’atlas ne peut pas répondre : {reason}"), reason=reason) from (error)


def allow_many_connections() -> None:
    """Take as many file descriptors as the system allows: a reader holds several.

    Systems start a process with 1,024, which half-open requests alone can use up.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
