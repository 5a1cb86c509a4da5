"""The English catalogue: complete, clean, and the same as its sources."""

import ast
import re
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from territoires_industrie.build.catalogue import (
    CODE,
    build_catalogue,
    catalogue_bytes,
    catalogue_path,
    find_texts,
    read_catalogue,
    untranslated,
)
from territoires_industrie.fields import FIELDS
from territoires_industrie.indicators import INDICATORS
from territoires_industrie.levels import EPT, LEVELS
from territoires_industrie.method.prose import TEXTS
from territoires_industrie.sources import ROOT
from territoires_industrie.wording import NO_BREAK_SPACE, _, ngettext, speaking

REFRESH = "run `make messages`, then translate what is empty in atlas.po"
CODE_FILES = [path for pattern in CODE for path in sorted(ROOT.glob(pattern))]
# Texts that are rightly the same in both languages and hold no English word.
FRENCH_LETTERS = re.compile(r"[àâçéèêëîïôùûœ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue(catalogue_path())


def pairs(catalogue: Any) -> Any:
    """Each source text beside its translation, number by number."""
    missing = {message.id for message in untranslated(catalogue)}
    for message in catalogue:
        if not message.id or message.id in missing:
            continue
        if isinstance(message.id, str):
            yield message.id, message.string
        else:
            yield from zip(message.id, message.string, strict=True)


def fields(text: Any) -> Any:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_translated_and_none_is_left_over(catalogue: Any) -> None:
    texts = find_texts()
    sources = {text if isinstance(text, str) else text[0] for text in texts}
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    assert sorted(sources - known) == [], REFRESH
    assert sorted(known - sources) == [], REFRESH
    assert [message.id for message in untranslated(catalogue)] == [], REFRESH


def test_texts_of_the_registries_are_found() -> None:
    """Indicators and columns are written as data: their texts are in no call of the code."""
    found = find_texts()
    shown = {field.definition for field in FIELDS.values()}
    for indicator in INDICATORS.values():
        shown |= {indicator.name, indicator.definition, indicator.limits, indicator.theme}
        shown |= {label for _code, label in indicator.categories}
        shown |= {indicator.unit}
    for level in (*LEVELS.values(), EPT):
        shown |= {level.title, level.singular, level.noun}
        assert level.counted in found
    singulars = {text[0] for text in found if isinstance(text, tuple)}
    assert shown - found - singulars <= {""}


def test_nothing_is_guessed_or_obsolete(catalogue: Any) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_the_file_is_what_a_refresh_writes(catalogue: Any) -> None:
    assert catalogue_path().read_bytes() == catalogue_bytes(build_catalogue(catalogue)), REFRESH


def test_placeholders_are_the_same(catalogue: Any) -> None:
    different = [
        (source, said) for source, said in pairs(catalogue) if fields(source) != fields(said)
    ]
    assert different == []


def test_english_has_no_french_typography(catalogue: Any) -> None:
    wrong = [
        said
        for _, said in pairs(catalogue)
        if re.search(rf"[«»{NO_BREAK_SPACE}]| [:;?!](\s|$)", said)
        # Lists keep the separator that the file holds and the field reads.
        and not re.search(r"10 ; 20|“ ; ”", said)
    ]
    assert wrong == []


def test_the_terms_of_the_glossary_stay_french(catalogue: Any) -> None:
    said = [text for _, text in pairs(catalogue)]
    assert not [text for text in said if re.search("employment zone", text, re.IGNORECASE)]
    # But for the word of a command or of an address.
    english = re.compile(r"(?<![\w{-])regions?(?![\w}])|\bdepartments?\b", re.IGNORECASE)
    assert [text for text in said if english.search(text)] == []


def test_ends_and_edges_agree(catalogue: Any) -> None:
    for source, said in pairs(catalogue):
        assert said == said.strip() or source != source.strip(), said
        # One word that ends so is abbreviated, which English may not do: « hab. », people.
        is_word = " " not in source
        assert is_word or source.endswith(".") == said.endswith("."), (source, said)


def test_what_says_the_same_in_both_languages_is_a_name(catalogue: Any) -> None:
    """A text copied rather than translated shows by its French letters and words."""
    levels = {"Département", "département", "Région", "région"}
    names = {"Axe Seine", *levels, *(f"{level}s" for level in levels)}
    same = {source for source, said in pairs(catalogue) if source == said} - names
    copied = [
        text
        for text in same
        if FRENCH_LETTERS.search(text)
        and not text.startswith(("Communauté", "Métropole"))
        and not text.startswith(("{count} département", "{count} région"))
    ]
    assert copied == []


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_is_made_before_it_is_looked_up(path: Any) -> None:
    """A text that is an f-string, a sum or already formatted is never in the catalogue."""
    calls = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "N_", "ngettext"}
    )
    wrong = [call.lineno for call in calls if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)]
    assert wrong == []


def test_english_is_said_and_french_stays() -> None:
    with speaking("en"):
        assert _("Secret statistique") == "Withheld (statistical confidentiality)"
        assert ngettext("{count} unité", "{count} unités", 0) == "0 areas"
    with speaking("fr"):
        assert _("Secret statistique") == "Secret statistique"
        assert ngettext("{count} unité", "{count} unités", 0) == "0 unité"


def test_a_refresh_keeps_translations_drops_the_rest_and_guesses_nothing(tmp_path: Any) -> None:
    source = tmp_path / "src" / "page.py"
    source.parent.mkdir()
    source.write_text('_("Niveau")\n_("Niveaux")\nngettext("un", "deux", n)\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a38_sectors.csv").write_text("label,short_label\nChimie,Chimie\n")
    known = Catalog(locale="en")
    known.add("Niveau", "Level")
    known.add("Ancien", "Old")
    known.add("un", "one, before it had a plural")
    made = build_catalogue(known, tmp_path)
    assert [m.string for m in made if m.id == "Niveau"] == ["Level"]
    assert made.get("Ancien") is None
    assert {m.id for m in untranslated(made)} == {"Niveaux", "Chimie", ("un", "deux")}
    assert catalogue_bytes(made) == catalogue_bytes(build_catalogue(made, tmp_path))
    assert b"POT-Creation-Date" not in catalogue_bytes(made)


ALWAYS_MANY = (
    "codes de communes",
    "communes de la liste",
    "fichiers vous attendent",
    "indicateurs",
    "secteurs",
    "unités (",
)
"""What a text counts without ever counting one of it."""


def test_a_text_that_counts_agrees_in_number() -> None:
    single = [text for text in find_texts() if isinstance(text, str)]
    for path in (TEXTS / "fr").glob("*.md"):
        single += re.sub(r"^\{\w+\}", "{count}", path.read_text("utf-8"), flags=re.M).split("\n\n")
    counting = [text for text in single if re.match(r"\{count\} (?!plus\b)[a-zé]+[sx]\b", text)]
    assert len(counting) >= len(ALWAYS_MANY)
    wrong = [c for c in counting if not c.removeprefix("{count} ").startswith(ALWAYS_MANY)]
    assert wrong == []
