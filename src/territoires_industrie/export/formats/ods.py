"""ODS (OpenDocument 1.3): the figures, then the dictionary, the sources and the notes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import isfinite
from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.look import PRINT
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    import pandas as pd

    from territoires_industrie.export.document import Document, TextTable

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "config": "config",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
VERSION = 'office:version="1.3"'

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""

SPACES = re.compile("^ +| +$| {2,}")
"""Spaces that OpenDocument drops, or folds into one, unless they are counted."""

SHEET = '<style:style style:name="sheet" style:family="table" style:master-page-name="page"/>'
PAGE = (
    f"<office:document-styles {NAMESPACES} {VERSION}><office:automatic-styles>"
    '<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="297mm" '
    'fo:page-height="210mm" style:print-orientation="landscape" fo:margin="10mm" '
    'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="page" '
    'style:page-layout-name="a4"/></office:master-styles></office:document-styles>'
)
"""A lying A4, as wide as a sheet; as many pages as its rows need."""

EMPTY = "<table:table-cell/>"

NARROWEST_CM, WIDEST_CM, CM_A_LETTER = 2.0, 9.0, 0.2
MEASURED_ROWS = 200
"""Rows looked at to choose the width of a column."""


def _write(document: "Document", _manner: Manner) -> bytes:
    """Write a workbook whose first sheet holds the figures, typed, with a frozen header.

    A missing cell is empty, codes are texts, and no cell is ever a formula.
    """
    from territoires_industrie.export.csv import without_ground
    from territoires_industrie.export.notes import explained_tables

    figures, decimals = without_ground(document.rows), document.decimals
    explained = explained_tables(document, document.columns)
    sheets = [
        _figure_sheet(_("données"), figures, decimals),
        *(_text_sheet(one) for one in explained),
    ]
    names = [_("données"), *(one.name for one in explained)]
    return _pack(_content(sheets, decimals.values()), _settings(names), _meta(document.title))


def _figure_sheet(name: str, figures: "pd.DataFrame", decimals: Mapping[str, int]) -> str:
    import pandas as pd

    columns, cells = [], []
    for title in map(str, figures.columns):
        column = figures[title]
        is_number = pd.api.types.is_numeric_dtype(column)
        written = column.astype(object).where(column.notna(), None).tolist()
        cells.append(_numbers(written, decimals.get(title, 0)) if is_number else _texts(written))
        columns.append((title, [str(cell) for cell in written[:MEASURED_ROWS]]))
    return _sheet(name, columns, zip(*cells, strict=True))


def _text_sheet(table: "TextTable") -> str:
    columns = [
        (title, [row[position] for row in table.rows])
        for position, title in enumerate(table.header)
    ]
    return _sheet(table.name, columns, (_texts(row) for row in table.rows))


def _sheet(
    name: str, columns: Sequence[tuple[str, Sequence[str]]], rows: Iterable[Sequence[str]]
) -> str:
    """Write a sheet from the titles of its columns, some of their texts, and its cells."""
    widths = "".join(
        f'<table:table-column table:style-name="w{_width(title, texts)}"/>'
        for title, texts in columns
    )
    titles = "".join(_texts(title for title, _sample in columns))
    header = titles.replace("<table:table-cell", '<table:table-cell table:style-name="head"')
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    return (
        f'<table:table table:name="{escape(name)}" table:style-name="sheet">{widths}'
        "<table:table-header-rows>"
        f"<table:table-row>{header}</table:table-row></table:table-header-rows>"
        f"{body}</table:table>"
    )


def _width(title: str, texts: Sequence[str]) -> int:
    """Return a width in millimetres that shows most of a column."""
    letters = max([len(title) / 2, *(len(text) for text in texts)])
    return round(10 * min(max(CM_A_LETTER * (letters + 2), NARROWEST_CM), WIDEST_CM))


def _texts(cells: Iterable[object]) -> list[str]:
    """Write each different text once: a column of statuses or years has few."""
    from territoires_industrie.export.csv import neutralise

    listed = list(cells)
    # Neutralised as in the other formats: a CSV saved from the workbook must be harmless too.
    written = {cell: _text(neutralise(str(cell))) for cell in set(listed) - {None, ""}}
    return [written.get(cell, EMPTY) for cell in listed]


def _text(text: str) -> str:
    lines = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    paragraphs = "".join(f"<text:p>{_line(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _line(line: str) -> str:
    counted = SPACES.sub(
        lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line, quote=False)
    )
    return counted.replace("\t", "<text:tab/>")


def _numbers(cells: Iterable[float | None], decimals: int) -> list[str]:
    """Write figures with all their digits; the style shows as many as the page does."""
    start = f'<table:table-cell table:style-name="n{decimals}" office:value-type="float"'
    # Adding zero takes the sign off a negative zero.
    return [
        EMPTY if cell is None or not isfinite(cell) else f'{start} office:value="{cell + 0!r}"/>'
        for cell in cells
    ]


def _content(sheets: Sequence[str], decimals: Iterable[int]) -> str:
    numbers = "".join(
        f'<number:number-style style:name="f{count}"><number:number number:grouping="true" '
        f'number:decimal-places="{count}" number:min-integer-digits="1"/></number:number-style>'
        f'<style:style style:name="n{count}" style:family="table-cell" '
        f'style:data-style-name="f{count}"/>'
        for count in sorted({0, *decimals})
    )
    used = sorted({int(width) for sheet in sheets for width in re.findall(r'"w(\d+)"', sheet)})
    widths = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for width in used
    )
    head = (
        '<style:style style:name="head" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="{PRINT.land}" fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    return (
        f"<office:document-content {NAMESPACES} {VERSION}>"
        f"<office:automatic-styles>{SHEET}{head}{numbers}{widths}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _settings(names: Sequence[str]) -> str:
    """Freeze the first row of every sheet."""
    frozen = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, kind, value in (
            # 2 is a frozen row; 1 would be a split that the reader moves.
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("PositionBottom", "int", 1),
        )
    )
    sheets = "".join(
        f'<config:config-item-map-entry config:name="{escape(name)}">{frozen}'
        "</config:config-item-map-entry>"
        for name in names
    )
    return (
        f"<office:document-settings {NAMESPACES} {VERSION}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{sheets}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _meta(title: str) -> str:
    return (
        f'<office:document-meta {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" {VERSION}>'
        f"<office:meta><dc:title>{escape(title, quote=False)}</dc:title></office:meta>"
        "</office:document-meta>"
    )


def _pack(content: str, settings: str, meta: str) -> bytes:
    from territoires_industrie.export.bundle import write_archive

    parts = {"content.xml": content, "styles.xml": PAGE, "settings.xml": settings, "meta.xml": meta}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in {"/": MEDIA_TYPE, **dict.fromkeys(parts, "text/xml")}.items()
    )
    parts["META-INF/manifest.xml"] = (
        f'<manifest:manifest {NAMESPACES} manifest:version="1.3">{entries}</manifest:manifest>'
    )
    written = {
        path: f'<?xml version="1.0" encoding="UTF-8"?>\n{part}'.encode()
        for path, part in parts.items()
    }
    # Readers look for the type in the first bytes of the file: it comes first, uncompressed.
    return write_archive({"mimetype": MEDIA_TYPE.encode(), **written}, {"mimetype"})


FORMAT = Format(
    key="ods",
    suffixes=("ods",),
    label=N_("ODS : classeur LibreOffice, dictionnaire et sources"),
    media_type=MEDIA_TYPE,
    rank=7,
    write=_write,
)
