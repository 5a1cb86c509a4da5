"""What can go wrong on the way from an official service, in words fit for a report."""

from enum import StrEnum

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import N_, _


class Fault(StrEnum):
    """Kind of failure of a source."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    TOO_MANY = "too_many"
    SERVER = "server"
    CUT = "cut"
    WRONG_HASH = "wrong_hash"
    TOO_LARGE = "too_large"
    HALF_FILE = "half_file"
    NOT_A_FILE = "not_a_file"
    SCHEMA = "schema"
    DISK_FULL = "disk_full"
    DISK = "disk"
    CONFIGURATION = "configuration"
    CHECKS = "checks"


ANSWERS = {
    Fault.TIMEOUT: N_("{url} : le service n’a pas répondu à temps."),
    Fault.UNREACHABLE: N_("{url} : le service ne peut être joint. Vérifiez le réseau."),
    Fault.CUT: N_("{url} : la connexion a été coupée avant la fin du fichier."),
    Fault.TOO_MANY: N_("{url} : trop de demandes (HTTP {status})."),
    Fault.SERVER: N_("{url} : le service est en panne (HTTP {status})."),
    Fault.NOT_FOUND: N_(
        "{url} : introuvable (HTTP {status}). L’adresse a sans doute changé : cherchez la "
        "nouvelle sur la page du producteur et écrivez-la dans le fichier d’adresses."
    ),
    Fault.REFUSED: N_("{url} : demande refusée (HTTP {status})."),
    Fault.CONFIGURATION: N_("« {url} » n’est pas une adresse : corrigez le fichier d’adresses."),
}
"""French source text of each fault of a service, by what it answered."""


class RefreshError(AtlasError):
    """A source that could not be refreshed; the data in place were not touched."""

    def __init__(self, fault: Fault, message: str, /, **holes: object) -> None:
        super().__init__(message, **holes)
        self.fault = fault


def answer_error(fault: Fault, url: str, status: int | None = None) -> RefreshError:
    """Return the error of a service, with its address and the status of its answer."""
    return RefreshError(fault, _(ANSWERS[fault]), url=url, status=status)
