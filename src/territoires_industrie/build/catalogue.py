"""Source texts → the catalogue of each language, keeping what is translated: ``make messages``.

One mechanism finds every text that a reader sees: calls of ``_``, ``N_`` and
``ngettext`` in the code, and the columns and fields of data files listed here. The
catalogue is sorted and carries no date, no place, no guess and nothing obsolete:
the same texts give the same bytes.
"""

import ast
import csv
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from territoires_industrie.sources import ROOT
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, LOCALES

KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2, "ngettext_noop": 2}
"""Functions that mark texts, and how many texts each takes first."""

CODE = ("app.py", "pages/**/*.py", "src/**/*.py")
PACKAGE = "src/territoires_industrie"
LABEL_COLUMNS = {
    f"{PACKAGE}/fields.csv": ("definition",),
    "data/a38_sectors.csv": ("label", "short_label"),
    "data/announcement_match_2018.csv": ("explanation",),
    "data/programme_timeline_2025.csv": ("title", "unit", "note"),
}
"""Columns of tables whose texts are shown through the catalogue."""

REGISTRIES = {
    f"{PACKAGE}/indicators/registry/indicators.toml": (
        "attribution",
        "texts",
        "name",
        "phrase",
        "definition",
        "unit",
    ),
    f"{PACKAGE}/commands/options.toml": ("help", "epci_help"),
    f"{PACKAGE}/ui/sectors/addresses.toml": ("title",),
    f"{PACKAGE}/analysis/similarity.toml": ("label", "definition"),
    f"{PACKAGE}/totals.toml": ("title",),
    f"{PACKAGE}/upload/key_kinds.toml": ("title", "expected"),
    f"{PACKAGE}/levels.toml": ("title", "singular", "noun", "counted"),
    f"{PACKAGE}/analysis/published.toml": ("label", "unit", "difference", "definition"),
    f"{PACKAGE}/programme/presentation.toml": ("text", "title", "use"),
    f"{PACKAGE}/programme/states.toml": ("title", "note"),
    f"{PACKAGE}/export/dictionary.toml": ("label", "definition"),
    f"{PACKAGE}/indicators/sector_words.toml": ("unit", "epci", "zone"),
}
"""Keys of registries whose texts are shown, at any depth."""

RECORDS = ("data/*.toml", "geo/*.toml")
RECORD_FIELDS = (
    "title",
    "producer",
    "product",
    "attribution",
    "coverage",
    "usage_warnings",
    "reference_period",
)
"""Fields of the provenance records that are shown beside the figures, with licence and steps."""

ORIGINS = f"{PACKAGE}/build/origins.toml"
"""Records of the files that ``atlas refresh`` brings, before there are any."""

HEADER = """\
# {name} texts of the Atlas des Territoires d'industrie.
# `make messages` adds and removes entries; translations are written here by hand.
msgid ""
msgstr ""
"Project-Id-Version: atlas\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Text = str | tuple[str, ...]


def catalogue_path(language: str = "en", locales: Path = LOCALES) -> Path:
    """Locate the catalogue of a language."""
    return locales / language / "LC_MESSAGES" / "atlas.po"


def read_catalogue(path: Path, language: str = "en") -> Catalog:
    """Read a catalogue, empty when there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def find_texts(root: Path = ROOT) -> set[Text]:
    """Find every source text.

    A text with two numbers is a pair (singular, plural).
    """
    found = (_code_texts(root), _table_texts(root), _registry_texts(root), _record_texts(root))
    texts = {text for texts in found for text in texts} - {""}
    # gettext looks a text up by its singular: one entry serves both uses.
    return texts - {text[0] for text in texts if isinstance(text, tuple)}


def build_catalogue(known: Catalog, root: Path = ROOT, language: str = "en") -> Catalog:
    """Make the catalogue of today's texts, with the translations already known."""
    catalogue = Catalog(locale=language)
    for text in find_texts(root):
        catalogue.add(text, _translation(known, text))
    return catalogue


def catalogue_bytes(catalogue: Catalog, language: str = "en") -> bytes:
    """Write a catalogue: sorted, without dates, places or obsolete entries."""
    body = BytesIO()
    write_po(
        body,
        catalogue,
        width=100,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        no_location=True,
    )
    return (
        HEADER.format(name=LANGUAGE_NAMES[language], language=language).encode() + body.getvalue()
    )


def untranslated(catalogue: Catalog) -> list[Message]:
    """List the entries that lack a translation, or one of its numbers."""
    return [message for message in catalogue if message.id and not all(_strings(message))]


def main() -> int:
    """Bring every catalogue up to date; print what remains to be translated."""
    remaining = sum(map(_update, (code for code in LANGUAGES if code != DEFAULT_LANGUAGE)))
    return 1 if remaining else 0


def _update(language: str) -> int:
    """Bring the catalogue of a language up to date; return how many texts it lacks."""
    path = catalogue_path(language)
    catalogue = build_catalogue(read_catalogue(path, language), language=language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue_bytes(catalogue, language))
    missing = untranslated(catalogue)
    for text in sorted(m.id if isinstance(m.id, str) else m.id[0] for m in missing):
        print(text)
    print(f"{len(catalogue)} textes, {len(missing)} à traduire dans {path}", file=sys.stderr)
    return len(missing)


def _code_texts(root: Path) -> Iterator[Text]:
    for pattern in CODE:
        for path in sorted(root.glob(pattern)):
            # Parsed rather than scanned: a scan misses the calls inside an f-string.
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _call_texts(node, node.func.id)


def _call_texts(call: ast.Call, name: str) -> Iterator[Text]:
    """Return the text, or the pair of texts, that a call marks; none if it marks nothing."""
    count = KEYWORDS.get(name, 0)
    texts = tuple(
        argument.value
        for argument in call.args[:count]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
    if count and len(texts) == count:
        yield texts if count > 1 else texts[0]


def _table_texts(root: Path) -> Iterator[Text]:
    for name, columns in LABEL_COLUMNS.items():
        if not (path := root / name).exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (row[column] for column in columns)


def _registry_texts(root: Path) -> Iterator[Text]:
    for name, keys in REGISTRIES.items():
        if (path := root / name).exists():
            yield from _texts_under(tomllib.loads(path.read_text("utf-8")), keys)


def _texts_under(value: Any, keys: tuple[str, ...], *, is_shown: bool = False) -> Iterator[Text]:
    """Find the texts under some keys; a list there is one text in both numbers."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_under(item, keys, is_shown=is_shown or key in keys)
    elif is_shown:
        yield value if isinstance(value, str) else tuple(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_under(item, keys)


def _record_texts(root: Path) -> Iterator[Text]:
    for pattern in RECORDS:
        for path in sorted(root.glob(pattern)):
            record = tomllib.loads(path.read_text(encoding="utf-8"))
            shown = [record.get(field, "") for field in RECORD_FIELDS]
            yield from (*shown, *record["licence"].values(), *record["processing"]["steps"])
    if (path := root / ORIGINS).exists():
        for origin in tomllib.loads(path.read_text("utf-8")).values():
            shown = [origin.get(field, "") for field in RECORD_FIELDS]
            # A text with a hole is another one by the time that it is shown.
            texts = (*shown, *origin.get("steps", "").splitlines())
            yield from (text for text in texts if "{" not in text)


def _translation(known: Catalog, text: Text) -> str | tuple[str, ...]:
    entry = known.get(text if isinstance(text, str) else text[0])
    # A fuzzy entry is a guess of a tool, which nobody has read.
    wants_pair = isinstance(text, tuple)
    if entry is None or entry.fuzzy or isinstance(entry.id, tuple | list) != wants_pair:
        return ("", "") if wants_pair else ""
    return _strings(entry) if wants_pair else _strings(entry)[0]


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    sys.exit(main())
