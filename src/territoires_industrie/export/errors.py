"""What can go wrong between a request and its file."""

from territoires_industrie.errors import AtlasError


class RequestError(AtlasError):
    """An option that does not go with the others, or lacks its value."""


class OutputError(RequestError):
    """The place that was asked for cannot hold a file."""


class WriteError(AtlasError):
    """The file could not be written; what was there before is still there."""
