"""Files that a user could bring, and what a refused one is told."""

from io import BytesIO
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


def refusal(content: bytes, name: str = "fichier.csv", reading: Reading | None = None) -> str:
    with pytest.raises(UploadError) as refused:
        read_upload(name, content, reading)
    return str(refused.value)
