"""An uploaded file to a table of texts: what it is, is read from its bytes, not its name."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from territoires_industrie.upload.archive import not_a_workbook, repack, unpack
from territoires_industrie.upload.columns import key_strength
from territoires_industrie.upload.gis_files import (
    plain_features,
    plain_shapefile,
    require_geopackage,
)
from territoires_industrie.upload.layout import NAME_LENGTH, Layout, lay_out, lay_out_frame
from territoires_industrie.upload.limits import UploadError, clean_text, require_size
from territoires_industrie.upload.raw import RawTable, Reading, pack
from territoires_industrie.upload.text import (
    Row,
    decode,
    parse_rows,
    recognise_encoding,
    recognise_separator,
)
from territoires_industrie.wording import N_, _

__all__ = ["RawTable", "Reading", "read_upload"]

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
GEOPACKAGE, PARQUET, FLATGEOBUF = b"SQLite format 3\0", b"PAR1", b"fgb\x03fgb"
REFUSED = (
    (b"%PDF", N_("un PDF")),
    (b"\x89PNG", N_("une image")),
    (b"\xff\xd8\xff", N_("une image")),
    (b"GIF8", N_("une image")),
    (b"\x1f\x8b", N_("une archive gzip")),
    (b"7z\xbc\xaf", N_("une archive 7z")),
    (b"Rar!", N_("une archive RAR")),
    (b"{\\rtf", N_("un texte RTF")),
)
"""First bytes of files that hold no table, and their names."""

MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|kml|gml|\w+:)", re.IGNORECASE)
TABLE_NAMES = re.compile(
    r"\.(csv|txt|tsv|xlsx|xls|ods|json|geojson|gpkg|parquet|fgb)$", re.IGNORECASE
)
SAMPLED_ROWS = 80
"""Rows of a sheet that are enough to see whether it holds codes."""

PLACED = N_("Commune du point")


@dataclass(frozen=True, eq=False)
class _Source:
    """What a file turned out to be: its table, how it was read, and what could be read instead."""

    layout: Layout
    reading: Reading
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_upload(name: str, content: bytes, reading: Reading | None = None) -> RawTable:
    """Read an uploaded file.

    Parameters
    ----------
    name
        Name of the file, only to be shown.
    content
        Its bytes: delimited text, XLSX, XLS, ODS, GeoJSON, GeoPackage, Parquet, JSON, or a
        zip of one of these or of a Shapefile.
    reading
        What the user says of it; the rest is recognised.

    Raises
    ------
    UploadError
        If it is empty, too large, damaged, or of a form that holds no table: the message
        names it.
    """
    require_size(len(content))
    source = _read(content, reading or Reading())
    base = re.split(r"[/\\]", name)[-1]
    shown = re.sub("[<>]", "", clean_text(base, NAME_LENGTH)) or _("sans nom")
    return RawTable(
        name=shown,
        sha256=hashlib.sha256(content).hexdigest(),
        reading=source.reading,
        sheets=source.sheets,
        header_line=source.layout.header_line,
        packed=pack(source.layout.cells),
        lines=source.layout.cells.index,
        left_out=source.layout.left_out,
        notes=source.notes,
    )


def _read(content: bytes, asked: Reading) -> _Source:
    for mark, read in _READERS:
        if content.startswith(mark):
            return read(content, asked)
    for mark, title in REFUSED:
        if content.startswith(mark):
            raise _other_form(_(title))
    if MARKUP.match(content[:200]):
        raise _other_form(_("une page HTML ou un fichier XML"))
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _read_json(content, asked)
    return _read_text(content, asked)


def _other_form(found: str) -> UploadError:
    message = _(
        "Un tableau est attendu (CSV, XLSX, XLS, ODS, GeoJSON, GeoPackage, Parquet, ou un zip "
        "de l’un d’eux), {found} a été reçu. Enregistrez le tableau dans l’une de ces formes."
    )
    return UploadError(message, found=found)


def _read_text(content: bytes, asked: Reading) -> _Source:
    encoding = asked.encoding or recognise_encoding(content)
    text = decode(content, encoding)
    if not text.strip():
        require_size(0)
    separator = asked.separator or recognise_separator(text)
    layout = lay_out(parse_rows(text, separator), asked.titles)
    return _Source(layout, replace(asked, encoding=encoding, separator=separator, sheet=""))


def _read_archive(content: bytes, asked: Reading) -> _Source:
    # Readers of workbooks and GIS files are only loaded by who brings one.
    from territoires_industrie.upload.workbook import is_workbook

    parts = unpack(content)
    if is_workbook(parts):
        return _read_workbook(b"", parts, asked)
    if any(name.lower().endswith(".shp") for name in parts):
        return _read_shapefile(parts, asked)
    tables = [
        name for name in parts if TABLE_NAMES.search(name) and not name.startswith("__MACOSX")
    ]
    if not tables:
        raise not_a_workbook()
    tables.sort(key=lambda name: len(parts[name]), reverse=True)
    chosen = asked.sheet if asked.sheet in tables else tables[0]
    inner = parts[chosen]
    if not inner:
        require_size(0)
    if inner.startswith(ZIP) and not is_workbook(unpack(inner)):
        raise _other_form(_("une archive dans une archive"))
    # A name in the archive is no layer of the file that it names.
    source = _read(inner, replace(asked, sheet=""))
    reading = replace(source.reading, sheet=chosen)
    notes = (*source.notes, _("Fichier lu dans l’archive : {name}").format(name=chosen))
    return _Source(source.layout, reading, tuple(tables), notes)


def _read_old_workbook(content: bytes, asked: Reading) -> _Source:
    return _read_workbook(content, None, asked)


def _read_workbook(content: bytes, parts: dict[str, bytes] | None, asked: Reading) -> _Source:
    from territoires_industrie.upload.workbook import Workbook

    book = Workbook(content, parts)
    chosen = asked.sheet if asked.sheet in book.sheets else ""
    chosen = chosen or _sheet_of_codes(book.sheets, lambda one: book.read_sheet(one, SAMPLED_ROWS))
    layout = lay_out(book.read_sheet(chosen), asked.titles)
    reading = Reading(sheet=chosen, titles=asked.titles)
    return _Source(layout, reading, book.sheets)


def _sheet_of_codes(sheets: tuple[str, ...], read: Callable[[str], list[Row]]) -> str:
    """Choose the sheet that holds codes of units; the first that holds a table otherwise."""
    if len(sheets) < 2:
        return sheets[0] if sheets else ""
    scores: dict[str, float] = {}
    for name in sheets:
        try:
            scores[name] = key_strength(lay_out(read(name)).cells)
        except UploadError:
            scores[name] = -1.0
    return max(scores, key=lambda name: scores[name])


def _read_geopackage(content: bytes, asked: Reading) -> _Source:
    require_geopackage(content)
    return _read_layers(content, asked)


def _read_layers(content: bytes, asked: Reading) -> _Source:
    from territoires_industrie.upload import spatial

    layers = spatial.read_layers(content)
    # A file of one layer names it anew each time that it is opened.
    offered = layers if len(layers) > 1 else ()
    layer = asked.sheet if asked.sheet in offered else next(iter(offered), "")
    layout, notes = _lay_out_features(spatial.read_layer(content, layer))
    return _Source(layout, Reading(sheet=layer), offered, notes)


def _read_shapefile(parts: dict[str, bytes], asked: Reading) -> _Source:
    """Read a Shapefile; a list of its fields beside it gives them their whole names back."""
    source = _read_layers(repack(plain_shapefile(parts)), asked)
    fields = set(source.layout.cells.columns)
    for part in (content for name, content in parts.items() if name.lower().endswith(".csv")):
        text = decode(part, recognise_encoding(part))
        pairs = [cells for _line, cells in parse_rows(text, recognise_separator(text))]
        # The atlas's own has such a list: dBASE cuts names to ten characters.
        names = {cells[0]: cells[1] for cells in pairs if len(cells) == 2}
        if fields <= set(names):
            cells = source.layout.cells.rename(columns=names)
            return replace(source, layout=replace(source.layout, cells=cells))
    return source


def _read_parquet(content: bytes, _asked: Reading) -> _Source:
    from territoires_industrie.upload import spatial

    layout, notes = _lay_out_features(spatial.read_parquet(content))
    return _Source(layout, Reading(), (), notes)


def _read_json(content: bytes, asked: Reading) -> _Source:
    from territoires_industrie.upload import spatial

    if b'"FeatureCollection"' in content:
        return _read_layers(plain_features(content), asked)
    layout, notes = _lay_out_features(spatial.read_json(content))
    return _Source(layout, Reading(), (), notes)


def _lay_out_features(frame: pd.DataFrame) -> tuple[Layout, tuple[str, ...]]:
    """Lay out attributes; without a column of codes, features are placed in their commune."""
    from territoires_industrie.upload import spatial

    texts = spatial.write_texts(frame)
    notes: tuple[str, ...] = ()
    has_shapes = isinstance(frame, gpd.GeoDataFrame) and frame.geometry.notna().any()
    if has_shapes and key_strength(texts) <= 0:
        texts.insert(0, _(PLACED), spatial.place_features(frame).to_numpy())
        notes = (
            _("Sans colonne de codes, chaque entité est placée par son point dans sa commune."),
        )
    return lay_out_frame(texts), notes


_READERS = (
    (ZIP, _read_archive),
    (OLD_EXCEL, _read_old_workbook),
    (GEOPACKAGE, _read_geopackage),
    (FLATGEOBUF, _read_layers),
    (PARQUET, _read_parquet),
)
"""How a file is read that begins with these bytes."""
