"""Dates, amounts and figures of the programme as a reader sees them."""

from collections.abc import Hashable, Mapping
from datetime import date

from babel.dates import format_date as babel_format_date

from territoires_industrie.programme.timeline import QUALIFIERS
from territoires_industrie.wording import (
    N_,
    _,
    format_date,
    format_number,
    format_quantity,
    language,
)

MILLION = 1_000_000
BILLION = 1_000_000_000
LARGE_AMOUNTS = ((BILLION, N_("{number} Md€")), (MILLION, N_("{number} M€")))
MOST_DECIMALS = 2


def say_day(text: str) -> str:
    """Write the ISO text of a day, a month or a year in full.

    >>> say_day("2019-03"), say_day("2018-11-22"), say_day("2024")
    ('mars 2019', '22 novembre 2018', '2024')
    """
    if not text:
        return _("sans date")
    if len(text) == len("2019-03-05"):
        return format_date(date.fromisoformat(text))
    if len(text) == len("2019-03"):
        day = date.fromisoformat(f"{text}-01")
        return str(babel_format_date(day, format="MMMM y", locale=language()))
    return text


def first_day(text: str) -> str:
    """Return the first day of a day, a month or a year in ISO form.

    >>> first_day("2019-03"), first_day("2024"), first_day("")
    ('2019-03-01', '2024-01-01', '')
    """
    return text + "-01-01"[len(text) - len("2019") :] if text else ""


def say_amount(euros: float) -> str:
    """Write an amount in the largest unit that does not round it away.

    >>> say_amount(1_360_000_000), say_amount(14_800_000), say_amount(4000).replace("\\u202f", " ")
    ('1,36\\xa0Md€', '14,8\\xa0M€', '4 000\\xa0€')
    """
    for size, pattern in LARGE_AMOUNTS:
        if euros >= size:
            shown = euros / size
            exact = (d for d in range(MOST_DECIMALS) if round(shown, d) == shown)
            number = format_number(shown, next(exact, MOST_DECIMALS))
            return _(pattern).format(number=number)
    return _("{number} €").format(number=format_number(euros))


def say_figure(row: Mapping[Hashable, object]) -> str:
    """Write a figure of the timeline: « plus de », the number, its unit.

    Parameters
    ----------
    row
        ``value``, ``unit`` and ``qualifier``, as ``read_timeline`` gives them.
    """
    value, unit = float(str(row["value"])), str(row["unit"])
    figure = say_amount(value) if unit == "€" else format_quantity(value, unit)
    qualifier = _(QUALIFIERS[str(row["qualifier"])])
    return f"{qualifier} {figure}" if qualifier else figure
