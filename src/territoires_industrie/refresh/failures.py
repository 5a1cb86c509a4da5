"""What can go wrong on the way from an official service, told in words fit for a report."""

from enum import StrEnum

from territoires_industrie.errors import AtlasError


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
    HALF_FILE = "half_file"
    NOT_A_FILE = "not_a_file"
    SCHEMA = "schema"
    DISK_FULL = "disk_full"
    DISK = "disk"
    CONFIGURATION = "configuration"
    CHECKS = "checks"


class RefreshError(AtlasError):
    """A source that could not be refreshed; the data in place were not touched."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault
