"""Several named files in one ZIP that depends on nothing but them."""

from collections.abc import Collection, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time written in archives: the same files give the same bytes, whenever they are asked for."""


def write_archive(contents: Mapping[str, bytes], uncompressed: Collection[str] = ()) -> bytes:
    """Write named contents as a ZIP without a date or an owner, in their order.

    Containers such as OpenDocument ask for an ``uncompressed`` entry that tells their type.

    >>> write_archive({"a": b"1"}) == write_archive({"a": b"1"})
    True
    """
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name, content in contents.items():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_STORED if name in uncompressed else ZIP_DEFLATED
            # Without permissions, some programs unpack files that nobody may read.
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content)
    return archive.getvalue()
