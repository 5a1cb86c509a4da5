"""Texts to numbers: marks told column by column, and why a cell holds none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite, nan

import pandas as pd

from territoires_industrie.statistics.cells import mark
from territoires_industrie.statistics.status import MARKED, Status
from territoires_industrie.upload.limits import MAX_MAGNITUDE
from territoires_industrie.wording import LANGUAGES, _, fold, speaking

DECIMALS = (",", ".")
SPACES = "\u00a0\u202f\u2009 '’"
"""What parts thousands, beside the other mark."""

NOT_PUBLISHED = frozenset(
    ("", "nd", "n d", "na", "n a", "nan", "null", "none", "nc", "n c", "nr", "n r", "nul")
) | frozenset(
    ("ns", "n s", "non disponible", "non renseigne", "non significatif", "non diffuse", "inconnu")
)
"""Words, folded, of a cell without a figure; signs alone (``-``, ``…``) say the same."""

WITHHELD = frozenset(("s", "c", "secret", "secret statistique", "confidentiel", "ss"))
SECRET = re.compile(r"^n a (?:secret|confidentiel)|\bsecret stat")
NOT_APPLICABLE = re.compile(r"^n a\b|^(?:non|resultat non) (?:disponible|diffuse|calcule)")
BELOW = re.compile(r"^(?:<|≤|moins de)\s*\d[\d\s.,]*$", re.IGNORECASE)
"""A bound (« < 11 ») stands for a small number that the producer keeps back."""

SPREADSHEET_ERROR = re.compile(r"^#[\w/!?À-ÿ]+[!?]?$")
SIGNS_ALONE = re.compile(r"^[\s\-–—.…/*]*$")
NO_DATA = frozenset(("-9999", "-99999", "-999999", "-32768", "-9999.0", "-9999,0"))
"""What GIS exports write where there is nothing; `-3.4e38` and its like are beyond any figure."""

UNREADABLE = "unreadable"
NUMBER_COLUMN_SHARE = 0.8
SAMPLE_CELLS = 400
THOUSAND = 1000

MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2010\u2011", "-"))
# p, r, s and e stand for provisional, revised and estimated in statistical tables.
FOOTNOTE = re.compile(r"(?:\s*\((?:\d|[a-z]{1,2})\)|\s*\*+|(?<=\d)[prse](?=$|\s)|\s*[¹²³])+\s*$")
AROUND = re.compile(r"^(?:≈|~|env\.?|environ|\+)\s*", re.IGNORECASE)
UNIT = (
    r"(?:[kM]?\s?[€$%‰]|Md€|[kKM]?EUR|euros?|hab\.?|habitants?|km²|km2|ha|m²|m2|ETP|pts?|ans?"
    r"|emplois?|t|kt|[kMG]Wh)"
)
AFTER = re.compile(rf"(?<=[\d.,)\s])\s*({UNIT}(?:/{UNIT})?)\.?$")
BEFORE = re.compile(r"^([€$£])\s*")
FACTORS = {"k": 1e3, "K": 1e3, "M": 1e6, "Md": 1e9}
MONEY = re.compile(r"^(Md|[kKM])?\s?(?:€|EUR|\$)$")
PLAIN = re.compile(
    rf"^-?\s?(?:\d[\d{SPACES}]*(?:[.,][\d{SPACES}]+)*[.,]?|[.,]\d+)(?:[eE][+-]?\d+)?$"
)
BRACKETED = re.compile(r"^\((.+)\)$")
TRAILING_MINUS = re.compile(r"^([\d.,\s]+)-$")


@dataclass(frozen=True)
class Bare:
    """A cell without its marks: what may be a number, its unit, and whether in brackets."""

    text: str
    unit: str = ""
    is_bracketed: bool = False


def strip_marks(cell: str) -> Bare:
    """Take footnote marks, units and signs of approximation off a cell.

    >>> strip_marks("12,5 % (e)"), strip_marks("≈ 1 234 hab.").text
    (Bare(text='12,5', unit='%', is_bracketed=False), '1 234')
    """
    text = AROUND.sub("", cell.strip().translate(MINUS))
    is_bracketed = False
    if (whole := BRACKETED.match(text)) and any(c.isdigit() for c in whole[1]):
        text, is_bracketed = whole[1].strip(), True
    else:
        text = FOOTNOTE.sub("", text)
    unit = ""
    if (before := BEFORE.match(text)) is not None:
        unit, text = before[1], text[before.end() :]
    elif (after := AFTER.search(text)) is not None:
        unit, text = after[1].strip(), text[: after.start()]
    text = FOOTNOTE.sub("", text).strip()
    if back := TRAILING_MINUS.match(text):
        text = f"-{back[1].strip()}"
    return Bare(re.sub(r"^([+-])\s+", r"\1", text), unit, is_bracketed)


@dataclass(frozen=True)
class NumberForm:
    """How the numbers of a column are written.

    Attributes
    ----------
    decimal
        ``,`` or ``.``.
    is_doubtful
        Whether its one mark could part thousands as well: « 1.234 » everywhere.
    is_accounting
        Whether brackets are a minus: other cells are negative.
    unit
        The unit written in the cells, if one is; money brought to one unit.
    """

    decimal: str = ","
    is_doubtful: bool = False
    is_accounting: bool = False
    unit: str = ""
    scales_money: bool = False


def recognise_form(cells: Iterable[str], decimal: str = "") -> NumberForm:
    """Return how the numbers of a column are written; the decimal comma where nothing tells.

    A mark that comes twice in a cell, or before the other one, parts thousands. So does the
    only mark of a column where three digits always follow it and no number without it
    reaches one thousand. Any other single mark is decimal.
    """
    bare = [strip_marks(cell) for cell in dict.fromkeys(cells)]
    numbers = [one for one in bare if PLAIN.match(one.text)]
    units = {one.unit for one in numbers if one.unit}
    money = {match[1] or "" for unit in units if (match := MONEY.match(unit))}
    scales = len(money) > 1 or bool(
        money and "" not in money and any(not one.unit for one in numbers)
    )
    told, is_doubtful = _marks([one.text for one in numbers])
    return NumberForm(
        decimal=decimal or told,
        is_doubtful=is_doubtful and not decimal,
        is_accounting=any(one.text.startswith("-") for one in numbers),
        unit="€" if scales else _common_unit(numbers),
        scales_money=scales,
    )


def _common_unit(numbers: list[Bare]) -> str:
    """Return the unit that most numbers are written with, if it is the only one."""
    units = [one.unit for one in numbers if one.unit]
    return units[0] if len(set(units)) == 1 and 2 * len(units) > len(numbers) else ""


def _marks(texts: list[str]) -> tuple[str, bool]:
    """Return the decimal mark from numbers without units, and whether it is in doubt."""
    seen = [_evidence(text) for text in texts]
    sure = {mark: seen.count((mark, True)) for mark in DECIMALS}
    doubts = {mark: seen.count((mark, False)) for mark in DECIMALS}
    if sure[","] != sure["."]:
        return ("." if sure["."] > sure[","] else ","), False
    mark = "." if doubts["."] > doubts[","] else ","
    if not doubts[mark] or any(sure.values()):
        return mark, False
    whole = [float(re.sub(r"\D", "", text) or 0) for text in texts if _evidence(text)[0] == ""]
    # No plain number reaches a thousand: those that do have the sign, which parts thousands.
    if whole and max(whole) < THOUSAND:
        return ("," if mark == "." else "."), False
    return mark, True


def _evidence(text: str) -> tuple[str, bool]:
    """Return the decimal mark that a number speaks for, and whether it could part thousands."""
    if "," not in text and "." not in text:
        return "", False
    last = "," if text.rfind(",") > text.rfind(".") else "."
    other = "." if last == "," else ","
    if text.count(last) > 1:
        return other, True
    # « 1.234 » may be a thousand or a fraction; « 0.234 » and « 12.34 » may not.
    is_alone = other not in text and text.lstrip("+-")[0] not in "0,."
    return last, not (is_alone and len(text) - text.rfind(last) == 4)


@cache
def _form(decimal: str) -> re.Pattern[str]:
    other = "." if decimal == "," else ","
    gap = f"[{SPACES}{re.escape(other)}]"
    return re.compile(
        rf"^([+-]?)(\d{{1,3}}(?:{gap}\d{{3}})+|\d*)(?:{re.escape(decimal)}(\d*))?"
        rf"((?:[eE][+-]?\d{{1,3}})?)$"
    )


def read_number(text: str, decimal: str) -> float | None:
    """Read a number written with a decimal mark, its unit and footnotes aside; None if it is none.

    >>> read_number("1 234,5 %", ","), read_number("1,234.5", "."), read_number("12,5", ".")
    (1234.5, 1234.5, None)
    """
    found = _form(decimal).match(strip_marks(text).text)
    if found is None or not (found[2] or found[3]):
        return None
    whole = "".join(c for c in found[2] if c.isdigit())
    number = float(f"{found[1]}{whole or '0'}.{found[3] or '0'}{found[4]}")
    return number if isfinite(number) else None


def count_decimals(cells: Iterable[str], form: NumberForm) -> int:
    """Count the digits after the mark that the numbers of a column are written with, at most."""
    texts = (strip_marks(cell).text for cell in cells)
    return max(
        (len(text.partition(form.decimal)[2]) for text in texts if PLAIN.match(text)), default=0
    )


def read_figures(texts: pd.Series, form: NumberForm, words: Mapping[str, str]) -> pd.DataFrame:
    """Read a column of figures.

    Parameters
    ----------
    texts
        Cells.
    form
        How numbers are written.
    words
        Status of a cell's text, where the user says another than is recognised.

    Returns
    -------
    pandas.DataFrame
        Same index; ``value`` (NaN where there is none) and ``status``: a `Status`, or
        ``unreadable``.
    """
    read = {text: _cell(str(text), form, words) for text in texts.unique()}
    return pd.DataFrame(
        {
            "value": texts.map({text: value for text, (value, _why) in read.items()}).astype(float),
            "status": texts.map({text: why for text, (_value, why) in read.items()}).astype("str"),
        }
    )


def bound_figures(cells: pd.DataFrame) -> pd.DataFrame:
    """Leave out what no territory has: a sum of the largest figures, a division by next to nothing.

    >>> bound_figures(pd.DataFrame({"value": [12.0, -2e15], "status": "value"}))["value"].tolist()
    [12.0, nan]
    """
    is_beyond = (cells["value"].abs() > MAX_MAGNITUDE).to_numpy("bool")
    return mark(cells, is_beyond, Status.NOT_AGGREGABLE)


@cache
def _status_words() -> dict[str, Status]:
    """Return the statuses by the words of the atlas's own workbooks, in each language."""
    found: dict[str, Status] = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            found |= {_(status.word): status for status in Status}
    return found


def take_statuses(figures: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    """Return figures with the statuses that another column gives, as in the atlas's own files."""
    wanted = said.reindex(figures.index).map(lambda text: _status_words().get(text, text))
    is_missing = wanted.isin([one for one in Status if not one.has_figure])
    is_marked = wanted.isin(MARKED) & figures["value"].notna()
    return pd.DataFrame(
        {
            "value": figures["value"].mask(is_missing),
            "status": figures["status"].mask(is_missing | is_marked, wanted),
        }
    )


def _cell(text: str, form: NumberForm, words: Mapping[str, str]) -> tuple[float, str]:
    if text in words and words[text] != Status.VALUE:
        return nan, words[text]
    if text.strip() in NO_DATA and text not in words:
        return nan, str(Status.NOT_PUBLISHED)
    number = _scaled(text, form)
    if number is not None:
        # Nothing that a territory has is as large: it is what a GIS writes for nothing.
        if abs(number) <= MAX_MAGNITUDE:
            return number, str(Status.VALUE)
        return nan, str(Status.NOT_PUBLISHED) if number < 0 else UNREADABLE
    return nan, why_no_number(text)


def _scaled(text: str, form: NumberForm) -> float | None:
    bare = strip_marks(text)
    if bare.is_bracketed and not form.is_accounting:
        return None
    number = read_number(text, form.decimal)
    if number is None:
        return None
    if bare.is_bracketed:
        number = -abs(number)
    if form.scales_money and (money := MONEY.match(bare.unit)):
        number *= FACTORS.get(money[1] or "", 1.0)
    return number


def why_no_number(text: str) -> str:
    """Return why a cell holds no number: a `Status`, or ``unreadable``.

    >>> why_no_number("N/A - secret statistique"), why_no_number("< 11"), why_no_number("#N/D")
    ('withheld', 'withheld', 'not_published')
    """
    plain = text.strip().strip("()")
    words = fold(plain)
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())
    if words in WITHHELD or SECRET.search(words) or BELOW.match(plain):
        return str(Status.WITHHELD)
    if SIGNS_ALONE.match(plain) or SPREADSHEET_ERROR.match(plain):
        return str(Status.NOT_PUBLISHED)
    is_said = words in NOT_PUBLISHED or NOT_APPLICABLE.match(words)
    return str(Status.NOT_PUBLISHED) if is_said else UNREADABLE


def list_words(texts: pd.Series, form: NumberForm) -> pd.DataFrame:
    """List the texts of a column that are no number: ``text``, ``status`` and ``count``."""
    read = read_figures(texts, form, {})
    rows = read["value"].isna() & texts.ne("")
    counted = texts[rows].groupby(texts[rows]).size().sort_values(ascending=False)
    status = read.loc[rows, "status"].groupby(texts[rows]).first()
    return pd.DataFrame(
        {
            "text": counted.index,
            "status": status.reindex(counted.index).to_numpy(),
            "count": counted.to_numpy(),
        }
    )


def is_figures(texts: pd.Series) -> bool:
    """Whether most cells of a column that hold something are numbers."""
    sample = texts[texts != ""].head(SAMPLE_CELLS)
    status = read_figures(sample, recognise_form(sample), {})["status"]
    said = ~status.isin([Status.NOT_PUBLISHED, Status.WITHHELD])
    return bool(said.any() and (status[said] == Status.VALUE).mean() >= NUMBER_COLUMN_SHARE)
