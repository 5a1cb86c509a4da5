"""Texts, numbers and dates for readers, in French or in English.

French is the language of the source texts; English comes from the one gettext
catalogue, ``locales/en/LC_MESSAGES/atlas.po``, read as it is by Babel.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from math import isfinite
from pathlib import Path
from unicodedata import combining, normalize

import numpy as np
from babel.dates import format_date as babel_format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol
from numpy.typing import ArrayLike, NDArray

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
LANGUAGES = tuple(LANGUAGE_NAMES)
DEFAULT_LANGUAGE = "fr"
LOCALES = Path(__file__).parent / "locales"

EPSILON = 2.0**-52
ROUNDED_BELOW = 2.0**49
"""From this size on, in units of the last digit shown, a float has no half left to round."""

CACHED_NUMBERS = 1 << 14
"""Numbers whose text is cached: those that a page writes again and again."""

# Between a letter and what follows it: quotes around a part of a command stay as they are.
STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w{«*])")
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
MINUS = "\u2212"
"""Sign of negative numbers where people read them; figures in files keep the hyphen."""

SMALL_PCT = 0.1
"""Share (%) under which one decimal would say nothing."""

LEAST_PCT = 0.01
"""Least share (%) that two decimals write."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    """Return the language of this run, ``fr`` or ``en``."""
    return _language.get()


def set_language(code: str) -> None:
    """Choose the language of this run; an unknown code means French."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Choose the language for the length of a ``with`` block."""
    before = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(before)


class _French(NullTranslations):
    """The source texts themselves, with typographic apostrophes.

    Code and data mix straight and typographic ones: replaced here, a text reads the same
    everywhere and its key in the catalogue stays as it is.
    """

    def gettext(self, message: str) -> str:
        return STRAIGHT_APOSTROPHE.sub("’", message) if "'" in message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if abs(n) < 2 else msgid2)


@cache
def _translations(code: str) -> NullTranslations:
    if code == DEFAULT_LANGUAGE:
        return _French()
    with (LOCALES / code / "LC_MESSAGES" / "atlas.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(text: str) -> str:
    """Translate a source text into the language of this run.

    >>> with speaking("fr"):
    ...     _("Niveau de l'unité")
    'Niveau de l’unité'
    """
    return _translations(language()).gettext(text) if text else ""


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a text for the catalogue, to be translated later with ``_``."""
    return text


def ngettext_noop(singular: str, plural: str) -> tuple[str, str]:
    """Mark a text in both numbers for the catalogue, to be written later with ``ngettext``."""
    return singular, plural


def ngettext(singular: str, plural: str, number: int, **holes: object) -> str:
    """Translate a text in the number that is required (French: 0 and 1 are singular), and fill it.

    ``{count}`` holds the number as the language writes it, unless it is given among the holes.

    >>> ngettext("{count} site à {place}", "{count} sites à {place}", 2, place="Rouen")
    '2 sites à Rouen'
    """
    text = _translations(language()).ngettext(singular, plural, number)
    return text.format_map({"count": format_number(number)} | holes)


def round_half_up(values: ArrayLike, decimals: int = 0) -> NDArray[np.float64]:
    """Round as statistical offices do: a decimal half goes away from zero; never to -0.0.

    Every figure that readers see is rounded here, so that it is classed, ranked and written alike.

    >>> round_half_up([12.35, 0.25, -0.04, float("nan")], 1).tolist()
    [12.4, 0.3, 0.0, nan]
    """
    numbers = np.asarray(values, dtype=np.float64)
    scale = 10.0**decimals
    # 12.35 is a little less in binary: two units in the last place make up for it.
    magnitude = np.abs(numbers)
    has_decimals = magnitude < ROUNDED_BELOW / scale
    scaled = np.where(has_decimals, magnitude, 0) * scale * (1 + 2 * EPSILON)
    rounded = np.where(has_decimals, np.floor(scaled + 0.5) / scale, magnitude)
    return np.copysign(rounded, numbers) + 0.0


def format_number(value: float | None, decimals: int = 0, sign: bool = False) -> str:
    """Write a number in the form of the language; a missing one as a dash.

    >>> format_number(1263825).replace("\\u202f", " ")
    '1 263 825'
    >>> format_number(12.34, 1)
    '12,3'
    >>> format_number(None)
    '–'
    >>> len(format_number(1e300)) > 300
    True
    """
    if value is None or not isfinite(value):
        return "–"
    return _write_number(float(value), decimals, sign, language())


@lru_cache(maxsize=CACHED_NUMBERS)
def _write_number(value: float, decimals: int, sign: bool, locale: str) -> str:
    rounded = float(round_half_up(value, decimals))
    # Babel reads its patterns anew for each number, which takes twenty times as long.
    text = f"{Decimal(repr(rounded)):,.{decimals}f}".translate(_signs(locale))
    return f"+{text}" if sign and rounded > 0 else text


@cache
def _signs(locale: str) -> dict[int, str]:
    """Return the signs of a language in the place of those that Python writes."""
    return str.maketrans(
        {
            ",": get_group_symbol(locale),
            ".": get_decimal_symbol(locale),
            # The CLDR gives the hyphen for French and English, which is shorter than « + ».
            "-": MINUS,
        }
    )


def format_quantity(value: float | None, unit: str, decimals: int = 0, sign: bool = False) -> str:
    """Write a number and its unit, in French with a no-break space between them.

    >>> format_quantity(12.34, "%", 1)
    '12,3\\xa0%'
    >>> with speaking("en"):
    ...     format_quantity(12.34, "% par an", 1), format_quantity(-2437, "€/m²")
    ('12.3% a year', '−€2,437/m²')
    """
    number = format_number(value, decimals, sign)
    if number == "–" or not unit:
        return number
    if language() == "en" and unit.startswith("%"):
        return f"{number}{_(unit)}"
    if language() == "en" and unit.startswith("€"):
        amount = number.lstrip("+−")
        return f"{number.removesuffix(amount)}€{amount}{_(unit).removeprefix('€')}"
    return f"{number}{NO_BREAK_SPACE}{_(unit)}"


def format_share(share_pct: float | None) -> str:
    """Write a part of a whole, one that is not nought never as « 0,0 % ».

    >>> format_share(12.34), format_share(0.034), format_share(0)
    ('12,3\\xa0%', '0,03\\xa0%', '0,0\\xa0%')
    >>> format_share(0.004)
    '<\\xa00,01\\xa0%'
    """
    if share_pct is None or not 0 < share_pct < SMALL_PCT:
        return format_quantity(share_pct, "%", 1)
    is_least = round_half_up(share_pct, 2) < LEAST_PCT
    said = format_quantity(max(share_pct, LEAST_PCT), "%", 2)
    return f"<{NO_BREAK_SPACE}{said}" if is_least else said


def ordinal(rank: int, *, is_feminine: bool = False) -> str:
    """Write a rank; its gender is that of the French noun.

    >>> ordinal(1), ordinal(1, is_feminine=True), ordinal(21)
    ('1er', '1re', '21e')
    >>> with speaking("en"):
    ...     [ordinal(rank) for rank in (1, 2, 11, 23)]
    ['1st', '2nd', '11th', '23rd']
    """
    if language() == "en":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        return format_number(rank) + ("th" if rank % 100 in (11, 12, 13) else ending)
    first = "re" if is_feminine else "er"
    return format_number(rank) + (first if rank == 1 else "e")


def say_rank(rank: int, count: int, *, is_feminine: bool = False) -> str:
    """Write a rank among so many; its gender is that of the French noun.

    >>> say_rank(3, 183)
    '3e sur 183'
    """
    said = ordinal(rank, is_feminine=is_feminine)
    return _("{rank} sur {count}").format(rank=said, count=format_number(count))


def list_texts(texts: Iterable[str]) -> str:
    """Write texts one after the other, separated in the way of the language.

    >>> list_texts(["12,3 %", "4,5 %"])
    '12,3 % ; 4,5 %'
    """
    return ("; " if language() == "en" else " ; ").join(texts)


def say_pair(label: str, text: str) -> str:
    """Write a label and its text, separated in the way of the language.

    >>> say_pair("Champ", "France entière")
    'Champ : France entière'
    """
    return f"{label}{': ' if language() == 'en' else ' : '}{text}"


def format_date(day: date) -> str:
    """Write a day in full in the form of the language.

    >>> format_date(date(2024, 7, 4)), format_date(date(2026, 1, 1))
    ('4 juillet 2024', '1er janvier 2026')
    """
    text = babel_format_date(day, format="d MMMM y", locale=language())
    # The first of a month is the only ordinal of French dates; CLDR leaves it out.
    return f"1er{text[1:]}" if day.day == 1 and language() == "fr" else text


def say_dated(text: str) -> str:
    """Translate a text of a record in which days are written as in data, each in full.

    >>> say_dated("Contours des Territoires d'industrie, phase 2 (état du 2026-10-01)")
    'Contours des Territoires d’industrie, phase 2 (état du 1er octobre 2026)'
    """
    days = [format_date(date.fromisoformat(day)) for day in ISO_DAY.findall(text)]
    # The days of a set are not known beforehand: the catalogue holds the text around them.
    return _(ISO_DAY.sub("{day}", text)).replace("{day}", "{}").format(*days) if days else _(text)


def today() -> date:
    """Return the day that files and pictures are dated with."""
    # Of UTC: a server and a shell of another place would date one file differently.
    return datetime.now(UTC).date()


def capital(text: str) -> str:
    """Return a text that starts with a capital, its other letters as they are.

    >>> capital("somme"), capital("CO2 déclaré")
    ('Somme', 'CO2 déclaré')
    """
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """Remove accents, ligatures, case and punctuation from a name, for searching and sorting.

    >>> fold("Saint-Étienne-du-Rouvray"), fold("L'Œuf")
    ('saint etienne du rouvray', 'l oeuf')
    """
    spelled = normalize("NFKD", text).casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(c for c in normalize("NFKD", spelled) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
