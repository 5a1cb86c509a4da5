"""Words and numbers in the form of each language."""

import re
import threading
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.build.catalogue import find_texts
from territoires_industrie.refresh.derivation import BOUNDARY_TITLE
from territoires_industrie.wording import (
    LANGUAGES,
    _,
    fold,
    format_date,
    format_number,
    format_quantity,
    format_share,
    language,
    list_texts,
    ngettext,
    round_half_up,
    say_dated,
    set_language,
    speaking,
)


def test_numbers_are_written_as_babel_writes_them() -> None:
    """Its patterns are not read anew for each number, but its groups and marks are the same."""
    for power in range(-4, 18):
        for figure in (1.0, -2.5, 9.999, 1 / 3):
            value, decimals = figure * 10.0**power, abs(power) % 3
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            rounded = float(round_half_up(value, decimals))
            for locale in LANGUAGES:
                with speaking(locale):
                    said = format_number(value, decimals)
                written = format_decimal(rounded, format=pattern, locale=locale)
                assert said == written.replace("-", "−")


def test_french_is_the_language_unless_said_otherwise() -> None:
    assert language() == "fr"
    with speaking("xx"):
        assert language() == "fr"
    with speaking("en"):
        assert language() == "en"
    assert language() == "fr"


def test_a_language_ends_with_its_block_even_after_an_error() -> None:
    with pytest.raises(ValueError, match="stop"), speaking("en"):
        raise ValueError("stop")
    assert language() == "fr"


def test_a_session_does_not_speak_for_another() -> None:
    heard = []

    def listen() -> None:
        heard.append(language())
        set_language("en")
        heard.append(language())

    set_language("en")
    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    set_language("fr")
    assert heard == ["fr", "en"]
    assert language() == "fr"


def test_no_french_text_is_shown_with_a_straight_apostrophe() -> None:
    said = [part for text in find_texts() for part in _said(text)]
    assert any("’" in text for text in said)
    assert [text for text in said if re.search(r"\w'\w", text)] == []
    assert _("{n} zone d'{name}") == "{n} zone d’{name}"
    assert ngettext("zone d'emploi", "zones d'emploi", 2) == "zones d’emploi"
    with speaking("en"):
        assert "'" in ngettext("l'un", "l'autre", 1)


def _said(text: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(text, str):
        return (_(text),)
    return tuple(map(_, text))


def test_a_text_without_translation_is_said_in_french() -> None:
    with speaking("en"):
        assert _("Ce texte n'est pas au catalogue.") == "Ce texte n'est pas au catalogue."
        assert _("") == ""


@pytest.mark.parametrize(("count", "french", "english"), [(0, 1, 2), (1, 1, 1), (2, 2, 2)])
def test_plural_rules_differ(count: Any, french: Any, english: Any) -> None:
    texts = ("{count} commune", "{count} communes")
    assert ngettext(*texts, count) == texts[french - 1].format(count=count)
    with speaking("en"):
        assert ngettext(*texts, count) == texts[english - 1].format(count=count)


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "french", "english"),
    [
        (1263825, 0, False, "1\u202f263\u202f825", "1,263,825"),
        (12.345, 1, False, "12,3", "12.3"),
        (12, 2, False, "12,00", "12.00"),
        (-0.04, 1, True, "0,0", "0.0"),
        (2.5, 1, True, "+2,5", "+2.5"),
        (-2.5, 1, True, "−2,5", "−2.5"),
        (None, 1, False, "–", "–"),
        (float("nan"), 0, False, "–", "–"),
        (float("inf"), 0, False, "–", "–"),
    ],
)
def test_numbers(value: Any, decimals: Any, sign: Any, french: Any, english: Any) -> None:
    assert format_number(value, decimals, sign) == french
    with speaking("en"):
        assert format_number(value, decimals, sign) == english


def test_units_stay_on_the_line_of_their_number() -> None:
    assert format_quantity(12.3, "%", 1) == "12,3\xa0%"
    assert format_quantity(105, "hab./km²") == "105\xa0hab./km²"
    assert format_quantity(None, "%") == "–"
    assert format_quantity(3, "") == "3"
    with speaking("en"):
        assert format_quantity(12.3, "%", 1) == "12.3%"
        assert format_quantity(105, "hab./km²") == "105\xa0people/km²"


def test_lists_are_parted_as_the_language_parts_them() -> None:
    assert list_texts(["a", "b"]) == "a ; b"
    with speaking("en"):
        assert list_texts(["a", "b"]) == "a; b"


def test_dates() -> None:
    day = date(2023, 11, 1)
    assert format_date(day) == "1er novembre 2023"
    with speaking("en"):
        assert format_date(day) == "1 November 2023"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("Cœur d'Essonne", "coeur d essonne"),
        ("  L’Haÿ--les-Roses ", "l hay les roses"),
        ("ŒUVRE Æther", "oeuvre aether"),
        ("Straße", "strasse"),
    ],
)
def test_names_are_folded(name: Any, folded: Any) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(name: Any) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["fr", "en"]))
def test_whole_numbers_are_written_whole(number: Any, code: Any) -> None:
    with speaking(code):
        written = format_number(number).replace("−", "-")
    assert int("".join(c for c in written if c.isdigit() or c == "-")) == number


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_decimal_half_goes_away_from_zero(tenths: int, decimals: int) -> None:
    exact = Decimal(tenths * 10 + (5 if tenths >= 0 else -5)).scaleb(-decimals - 1)
    expected = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert float(round_half_up(float(exact), decimals)) == float(expected)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 3))
def test_rounding_stays_within_half_a_unit(value: float, decimals: int) -> None:
    assert abs(float(round_half_up(value, decimals)) - value) <= 0.5 * 10**-decimals * (1 + 1e-6)


def test_a_published_half_is_written_as_its_producer_does() -> None:
    assert format_number(12.35, 1) == "12,4"
    assert format_number(-0.25, 1) == "−0,3"


@pytest.mark.parametrize(
    ("share_pct", "french", "english"),
    [
        (0.0049, "<\xa00,01\xa0%", "<\xa00.01%"),
        (0.005, "0,01\xa0%", "0.01%"),
        (0.0, "0,0\xa0%", "0.0%"),
        (None, "–", "–"),
    ],
)
def test_only_a_share_of_nought_is_written_as_nought(
    share_pct: float | None, french: str, english: str
) -> None:
    assert format_share(share_pct) == french
    with speaking("en"):
        assert format_share(share_pct) == english


def test_the_days_of_a_set_are_written_in_full_in_both_languages() -> None:
    title = BOUNDARY_TITLE.format(day="2026-10-01")
    with speaking("fr"):
        assert say_dated(title).endswith("phase 2 (état du 1er octobre 2026)")
    with speaking("en"):
        said = "Boundaries of the Territoires d'industrie, phase 2 (as at 1 October 2026)"
        assert say_dated(title) == said
