"""Archives of users: bounded while they are unpacked, and free of document types."""

from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from territoires_industrie.upload.limits import (
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_MEGABYTES,
    RATIO_FROM_BYTES,
    UploadError,
)
from territoires_industrie.wording import _, format_number

MEGABYTE = 1024 * 1024
CHUNK = 1024 * 1024
UNICODE = frozenset(("", "utf-8", "utf8", "us-ascii", "ascii"))
"""Encodings of the XML that office programs write."""

KIND_PART = "mimetype"
"""Part of an ODS, which is no XML, that says what it is."""

DAMAGED = (BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises on a damaged or encrypted archive."""


class _BegunError(Exception):
    """The document has begun: no document type can follow."""


def unpack(content: bytes) -> dict[str, bytes]:
    """Unpack an archive, counting what is really read.

    Returns
    -------
    dict[str, bytes]
        Parts by name.

    Raises
    ------
    UploadError
        If it is damaged, or unpacks to more than the limits (a « zip bomb »).
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            _require_parts(parts)
            read: dict[str, bytes] = {}
            left = MAX_UNPACKED_MEGABYTES * MEGABYTE
            for part in parts:
                read[part.filename] = _read_part(archive, part, left)
                left -= len(read[part.filename])
            return read
    except DAMAGED as error:
        raise not_a_workbook() from error


def _require_parts(parts: list[ZipInfo]) -> None:
    # What the archive announces: enough to refuse an honest one before it is read.
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED_MEGABYTES * MEGABYTE or len(parts) > MAX_PARTS:
        raise _too_large(size, len(parts))
    for part in parts:
        if part.file_size > RATIO_FROM_BYTES and part.file_size > MAX_RATIO * part.compress_size:
            raise _too_large(part.file_size, len(parts))


def _read_part(archive: ZipFile, part: ZipInfo, left: int) -> bytes:
    """Read a part, whatever its header announces."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise _too_large(size, 1)
            chunks.append(chunk)
    return b"".join(chunks)


def _too_large(size: int, count: int) -> UploadError:
    message = _(
        "Fichier trop grand une fois décompressé : {limit} Mo et {parts} fichiers au plus, "
        "{found} Mo et {count} fichiers annoncés. Gardez une seule feuille de valeurs, ou "
        "enregistrez-la en CSV."
    )
    return UploadError(
        message,
        limit=MAX_UNPACKED_MEGABYTES,
        parts=format_number(MAX_PARTS),
        found=format_number(size / MEGABYTE),
        count=format_number(count),
    )


def not_a_workbook() -> UploadError:
    """Return the refusal of an archive that holds no table that can be read."""
    return UploadError(
        _(
            "Classeur illisible : un fichier XLSX, XLS ou ODS est attendu, le contenu n’en est pas "
            "un ou est abîmé. Ouvrez-le dans un tableur et enregistrez-le en XLSX sans mot de "
            "passe, ou en CSV UTF-8."
        )
    )


def repack(parts: dict[str, bytes]) -> bytes:
    """Write parts as an archive without compression: a reader cannot unpack more than it holds."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def plain_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Verify the XML of a workbook and empty its other parts: pictures, macros, settings.

    Readers take for a sheet whatever part the workbook names: none is left that was not verified.

    Raises
    ------
    UploadError
        If XML has a document type, whose entities may grow without end, is not UTF-8, or is none.
    """
    plain = {name: part if name == KIND_PART else b"" for name, part in parts.items()}
    for name, part in parts.items():
        if name.casefold().endswith((".xml", ".rels")):
            _require_plain_xml(part)
            plain[name] = part
    return plain


def _require_plain_xml(part: bytes) -> None:
    # UTF-16, with or without its mark: expat reads it without a declaration.
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\0")) or part[1:2] == b"\0":
        raise not_a_workbook()
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = _require_unicode
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _begin
    try:
        for chunk in _chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _BegunError:
        return
    except expat.ExpatError as error:
        raise not_a_workbook() from error


def _require_unicode(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "").casefold() not in UNICODE:
        raise not_a_workbook()


def _refuse(*_given: object) -> None:
    raise not_a_workbook()


def _begin(*_given: object) -> None:
    raise _BegunError


def _chunks(part: bytes) -> Iterator[bytes]:
    for start in range(0, len(part), CHUNK):
        yield part[start : start + CHUNK]
