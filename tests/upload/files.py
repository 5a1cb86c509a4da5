"""Files that a user could bring, and what a refused one is told."""

from io import BytesIO
from struct import pack
from typing import Any

import pytest
from openpyxl import Workbook

from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.reading import Reading, read_upload


def write_xlsx(rows: list[list[Any]], **sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_xls(cells: dict[tuple[int, int], float | str]) -> bytes:
    """Write a workbook of 2003: one sheet of cells by row and column, in one compound file."""

    def record(kind: int, body: bytes) -> bytes:
        return pack("<HH", kind, len(body)) + body

    def cell(row: int, column: int, value: float | str) -> bytes:
        place = pack("<HHH", row, column, 15)
        if isinstance(value, str):
            return record(0x204, place + pack("<HB", len(value), 0) + value.encode("latin-1"))
        return record(0x203, place + pack("<d", value))

    begin = [pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 6) for kind in (0x5, 0x10)]
    end = record(0xA, b"")
    name = b"\x05\x00Sheet"
    start = len(record(0x809, begin[0])) + 4 + 6 + len(name) + len(end)
    book = record(0x809, begin[0]) + record(0x85, pack("<IBB", start, 0, 0) + name) + end
    book += record(0x809, begin[1]) + b"".join(cell(*at, cells[at]) for at in sorted(cells)) + end
    return _compound(b"Workbook", book)


def _compound(name: bytes, stream: bytes) -> bytes:
    """Put one stream in a compound file: a table of sectors, a directory, then the stream."""
    free, last, none = 0xFFFFFFFF, 0xFFFFFFFE, 0
    count = max(8, -(-len(stream) // 512))  # a shorter stream would stand in another place
    sectors = [0xFFFFFFFD, last, *range(3, 2 + count), last]
    assert len(sectors) <= 128

    def entry(title: bytes, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.decode().encode("utf-16-le")
        head = text.ljust(64, b"\0") + pack("<HBBIII", len(text) + 2, kind, 1, free, free, child)
        return head + bytes(36) + pack("<IQ", start, size)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, none, last, none)
    head += pack("<109I", 0, *[free] * 108)
    table = pack("<128I", *sectors, *[free] * (128 - len(sectors)))
    directory = entry(b"Root Entry", 5, 1, last, 0) + entry(name, 2, free, 2, 512 * count)
    return head + table + directory.ljust(512, b"\0") + stream.ljust(512 * count, b"\0")


def refusal(content: bytes, name: str = "fichier.csv", reading: Reading | None = None) -> str:
    with pytest.raises(UploadError) as refused:
        read_upload(name, content, reading)
    return str(refused.value)
