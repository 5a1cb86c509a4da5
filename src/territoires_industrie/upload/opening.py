"""What a page needs to ask what the columns of a file are: worked out at once, in any process."""

from dataclasses import dataclass

from territoires_industrie.upload.columns import Columns, recognise_columns
from territoires_industrie.upload.raw import RawTable, Reading
from territoires_industrie.upload.reading import read_upload
from territoires_industrie.upload.roles import Roles, propose_roles


@dataclass(frozen=True, eq=False)
class Opened:
    """A file as texts, what its columns look like, and the roles proposed for them."""

    table: RawTable
    columns: Columns
    roles: Roles


def open_file(content: bytes, name: str, reading: Reading | None = None) -> Opened:
    """Read a file and propose the roles of its columns.

    Parameters
    ----------
    content, name, reading
        As ``read_upload``.

    Raises
    ------
    UploadError
        As ``read_upload``.
    """
    table = read_upload(name, content, reading)
    columns = recognise_columns(table.cells)
    return Opened(table, columns, propose_roles(table, columns))
