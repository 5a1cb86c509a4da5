"""What a new set changes: rows, units in and out, indicators that moved."""

from collections.abc import Iterator
from typing import Any

from territoires_industrie.errors import list_codes
from territoires_industrie.levels import LEVELS
from territoires_industrie.wording import _, format_number

Described = dict[str, Any]
"""As ``inspection.describe`` gives it."""


def compare(before: Described, after: Described) -> list[str]:
    """Return in sentences what differs between two sets; nothing where they are the same."""
    return [
        *_compare_tables(before["tables"], after["tables"]),
        *_compare_units(before["units"], after["units"]),
        *_compare_indicators(before["indicators"], after["indicators"]),
    ]


def _compare_tables(before: dict[str, int], after: dict[str, int]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        first, last = before.get(name), after.get(name)
        if first != last:
            text = _("data/{table} : {before} → {after} lignes")
            yield text.format(table=name, before=_count(first), after=_count(last))


def _count(rows: int | None) -> str:
    return "–" if rows is None else format_number(rows)


def _compare_units(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for level, names in after.items():
        known = before[level]
        label = _(LEVELS[level].title)
        entering = [f"{names[code]} ({code})" for code in names if code not in known]
        leaving = [f"{known[code]} ({code})" for code in known if code not in names]
        if entering:
            text = _("{level} : {count} en plus : {codes}")
            yield text.format(level=label, count=len(entering), codes=list_codes(entering))
        if leaving:
            text = _("{level} : {count} en moins : {codes}")
            yield text.format(level=label, count=len(leaving), codes=list_codes(leaving))


def _compare_indicators(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    raised: dict[tuple[str, str], list[str]] = {}
    for key, described in after.items():
        known = before.get(key)
        if known is None:
            yield _("Indicateur {key} : nouveau").format(key=key)
        elif known["level"] != described["level"]:
            raised.setdefault((known["level"], described["level"]), []).append(key)
        else:
            yield from _compare_years(key, known["years"], described["years"])
    for levels, keys in raised.items():
        text = _("{count} indicateurs désormais au niveau {after} (avant : {before}) : {keys}")
        old, new = (_(LEVELS[level].title) for level in levels)
        yield text.format(count=len(keys), before=old, after=new, keys=list_codes(keys))
    for key in before:
        if key not in after:
            yield _("Indicateur {key} : disparaît").format(key=key)


def _compare_years(key: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for year, figures in after.items():
        if year not in before:
            yield _("Indicateur {key} : nouvelle année {year}").format(key=key, year=year)
            continue
        known = before[year]
        # Units that come or go are told by level, once for all the indicators.
        moved = [
            code
            for code, value in figures["units"].items()
            if known["units"].get(code, value) != value
        ]
        if moved or _figure(known["nation"]) != _figure(figures["nation"]):
            text = _("Indicateur {key}, {year} : France {before} → {after} ; unités : {count}")
            nations = [_figure(one["nation"]) for one in (known, figures)]
            yield text.format(
                key=key, year=year, before=nations[0], after=nations[1], count=len(moved)
            )


def _figure(value: float | None) -> str:
    return "–" if value is None else format_number(value, 2)
