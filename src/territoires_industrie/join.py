"""From a table of any COG year to the communes of the map, with a report of what did not match.

Codes of different years are never mixed silently: a table has a COG year, every code goes
through the passage table, and codes without a commune today are listed (docs/decisions/0002).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import pandas as pd

from territoires_industrie.errors import AtlasError, VintageError, list_codes
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _

UNKNOWN_YEAR = 0
"""COG year of a table whose producer does not state it: codes of any year are accepted."""

CODE_LENGTH = 5

ARRONDISSEMENTS = {
    **{f"751{n:02}": "75056" for n in range(1, 21)},
    **{f"6938{n}": "69123" for n in range(1, 10)},
    **{f"132{n:02}": "13055" for n in range(1, 17)},
}
"""Municipal arrondissement → its commune: a table that holds both counts them twice."""

RESTORATION = "21"
"""Code of the event « rétablissement » in the INSEE list of commune events."""

RESTORED_SINCE = "2017-01-01"
"""Restorations before this day are in the codes of every table that the atlas reads."""


@dataclass(frozen=True)
class JoinReport:
    """What happened to a table on its way to the communes of 1 January 2026.

    Attributes
    ----------
    rows
        Rows of the table before the passage.
    matched, passed
        Codes that are a commune of 2026 as they are, or by way of the passage table.
    unmatched
        Codes that no commune of 2026 corresponds to; their rows are left out; an empty text
        for rows without a code.
    absent
        Communes of 2026 that received no row.
    restored
        Restored communes without a row, with the commune whose figures still hold theirs.
    totals
        Sum of each column before and after the passage.
    """

    table: str
    cog_year: int
    rows: int
    matched: int
    passed: int
    unmatched: tuple[str, ...]
    absent: tuple[str, ...]
    restored: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """From any commune code to the commune of 2026.

    ``target`` maps old codes to codes of ``current``; ``parents`` maps a restored
    commune to the commune that it came out of.
    """

    target: Mapping[str, str]
    current: frozenset[str]
    parents: Mapping[str, str]

    def today(self, code: str) -> str | None:
        """Return the commune of 2026 that a code of any year corresponds to, if any."""
        return code if code in self.current else self.target.get(code)

    @cached_property
    def communes(self) -> pd.Index:
        """Every commune of 2026, sorted."""
        return pd.Index(sorted(self.current), name="commune_code", dtype="str")


def make_passage(passage: pd.DataFrame, events: pd.DataFrame, current: Iterable[str]) -> Passage:
    """Prepare the passage from the INSEE tables to a list of current communes."""
    known = frozenset(current)
    # Lists: text columns are slow to go through.
    old, new = (passage[f"commune_code_{year}"].tolist() for year in ("any_year", "2025"))
    # Tables made before a restoration count the commune in the one that it came out of.
    restored = events[
        (events["event_code"] == RESTORATION)
        & (events["kind_before"] == "COM")
        & (events["kind_after"] == "COM")
        & (events["commune_before"] != events["commune_after"])
        & (events["effective_date"] >= RESTORED_SINCE)
    ].sort_values("effective_date")
    pairs = zip(restored["commune_after"], restored["commune_before"], strict=True)
    target = {code: goal for code, goal in zip(old, new, strict=True) if goal in known}
    parents = {
        child: target[parent] for child, parent in pairs if child in known and parent in target
    }
    return Passage(target, known, parents)


@cache
def read_passage() -> Passage:
    """Read the passage of the atlas, from any year to the communes of 1 January 2026."""
    return make_passage(
        # No commune changed its code in 2025: the lists of that year lead to those of 2026.
        read_table("commune_passage_2025"),
        read_table("commune_event_2025"),
        read_table("commune_2026")["commune_code"].tolist(),
    )


def _require_year(codes: pd.Series, cog_year: int | None, passage: Passage, name: str) -> None:
    if cog_year is None:
        text = _("Table « {table} » : l'année du COG de ses codes n'est pas dite.")
        raise VintageError(text, table=name)
    # A row without a code is of no other year: the report lists it.
    strange = sorted(set(codes) - passage.current - {""})
    if cog_year == COG_YEAR and strange:
        text = _(
            "Table « {table} » : annoncée au COG {year}, elle porte des codes d'autres "
            "années : {codes}. Dites son année, le passage par les communes s'en charge."
        )
        raise VintageError(text, table=name, year=COG_YEAR, codes=list_codes(strange))


def join_to_communes(
    table: pd.DataFrame,
    *,
    cog_year: int | None,
    columns: Sequence[str],
    name: str = "",
    code: str = "commune_code",
    passage: Passage | None = None,
    adds_arrondissements: bool = False,
) -> tuple[pd.DataFrame, JoinReport]:
    """Sum columns over the communes of 2026, and report what did not match.

    Parameters
    ----------
    table
        One or several rows a commune code, of any year; codes that were read as numbers get
        their zeros back.
    cog_year
        COG year of the codes; ``UNKNOWN_YEAR`` if the producer does not state it.
    columns
        Columns to add up; a sum of missing values only stays missing.
    adds_arrondissements
        Whether rows of municipal arrondissements complete that of their commune, rather than
        repeat parts of it.

    Returns
    -------
    pandas.DataFrame, JoinReport
        Index ``commune_code`` (every commune of 2026, sorted), the columns as float64.

    Raises
    ------
    VintageError
        If the year is missing, or is 2026 and a code is not of 2026.
    AtlasError
        If a column is absent or has texts that are no numbers, there are rows of
        arrondissements and of their commune and ``adds_arrondissements`` is false, or all
        codes are numbers that are zones d'emploi as well.
    """
    used = passage or read_passage()
    _require_present(table, (code, *columns), name)
    # Objects: texts of Arrow are slow to read one by one, which is done five times.
    codes = _as_codes(table[code], name).astype(object)
    if not adds_arrondissements:
        _require_counted_once(codes[codes != ""], name)
    _require_year(codes, cog_year, used, name)
    today = pd.Series([used.today(old) for old in codes], index=table.index, dtype="str")
    values = pd.DataFrame({column: _as_numbers(table[column], name) for column in columns})
    # The sum of missing values is missing: pandas would make a zero of it.
    summed = values.groupby(today).sum(min_count=1)
    # Rows of no commune of today have left with the groups: the report lists their codes.
    joined = summed.reindex(used.communes)
    report = _report(codes, today, joined, used, name, cog_year or 0)
    totals = {
        column: (float(values[column].sum()), float(joined[column].sum())) for column in columns
    }
    return joined, replace(report, totals=totals)


def _require_present(table: pd.DataFrame, columns: Sequence[str], name: str) -> None:
    absent = [column for column in columns if column not in table.columns]
    if absent:
        text = _("Table « {table} » : colonne {absent} attendue, colonnes trouvées : {found}.")
        found = list_codes(map(str, table.columns))
        raise AtlasError(text, table=name, absent=list_codes(absent), found=found)


def _as_codes(codes: pd.Series, name: str) -> pd.Series:
    """Write codes as texts of five characters, where a reader of CSV took them for numbers."""
    if not pd.api.types.is_numeric_dtype(codes):
        return codes.where(codes.notna(), "")
    try:
        numbers = codes.astype("Int64").astype("str").where(codes.notna(), "").astype("str")
    except (ValueError, TypeError) as error:
        text = _(
            "Table « {table} », colonne « {column} » : des codes de communes sont attendus, des "
            "nombres à virgule ont été trouvés. Donnez la colonne des codes."
        )
        raise AtlasError(text, table=name, column=codes.name) from error
    _require_one_reading(numbers[numbers != ""], name)
    return numbers.where(numbers == "", numbers.str.zfill(CODE_LENGTH))


def _require_one_reading(numbers: pd.Series, name: str) -> None:
    """Refuse numbers that are all zones d'emploi: zeros would make communes of most of them."""
    zones = read_table("commune_2026")["zone_emploi_code"].str.lstrip("0").unique()
    if numbers.empty or not numbers.isin(zones).all():
        return
    text = _(
        "Table « {table} » : {codes} se lisent comme des zones d'emploi ou, zéros rendus, comme "
        "des communes. Communes : écrivez-les en textes de cinq caractères (str.zfill(5)). Zones "
        'd\'emploi : use_file avec Roles(key_kind="zone_emploi").'
    )
    raise AtlasError(text, table=name, codes=list_codes(numbers.unique()))


def _as_numbers(values: pd.Series, name: str) -> pd.Series:
    """Read numbers, refusing texts: how a producer writes decimals is not guessed here."""
    try:
        return values.astype("float64")
    except (ValueError, TypeError) as error:
        text = _(
            "Table « {table} », colonne « {column} » : des nombres sont attendus, « {found} » a "
            'été trouvé. Lisez-la avec son signe décimal (decimal=",").'
        )
        wrong = values[pd.to_numeric(values, errors="coerce").isna() & values.notna()]
        found = str(wrong.iloc[0])[:40]
        raise AtlasError(text, table=name, column=values.name, found=found) from error


def _require_counted_once(codes: pd.Series, name: str) -> None:
    """Refuse arrondissements beside their commune, where each code has one row."""
    # With several rows a code, the table may have each row in one or the other, as URSSAF's has.
    found = set(codes)
    both = sorted(code for code in found & set(ARRONDISSEMENTS) if ARRONDISSEMENTS[code] in found)
    if both and not codes.duplicated().any():
        text = _(
            "Table « {table} » : des arrondissements ({codes}) sont à côté de leur commune et "
            "compteraient deux fois. Retirez-les, ou dites qu'ils la complètent "
            "(adds_arrondissements=True)."
        )
        raise AtlasError(text, table=name, codes=list_codes(both))


def _report(
    codes: pd.Series,
    today: pd.Series,
    joined: pd.DataFrame,
    passage: Passage,
    name: str,
    cog_year: int,
) -> JoinReport:
    absent = sorted(passage.current - set(today.dropna()))
    is_current = codes.isin(passage.current)
    return JoinReport(
        table=name,
        cog_year=cog_year,
        rows=len(codes),
        matched=codes[is_current].nunique(),
        passed=codes[~is_current & today.notna()].nunique(),
        unmatched=tuple(sorted(set(codes[today.isna()]))),
        absent=tuple(absent),
        restored={
            child: passage.parents[child]
            for child in absent
            if child in passage.parents and joined.loc[passage.parents[child]].notna().any()
        },
    )


def match_units(
    codes: pd.Series, known: pd.Series, name: str, cog_year: int, *, list_absent: bool = True
) -> JoinReport:
    """Report which codes of a table are units of the map, when no passage is needed.

    An empty code stands for rows that the table itself puts in no unit.
    """
    found, units = set(codes), set(known)
    return JoinReport(
        table=name,
        cog_year=cog_year,
        rows=len(codes),
        matched=len(found & units),
        passed=0,
        unmatched=tuple(sorted(found - units)),
        absent=tuple(sorted(units - found)) if list_absent else (),
    )


@cache
def unchanged_epci(cog_year: int) -> frozenset[str]:
    """List the EPCI whose communes, as communes of 2026, are the same in a year and now.

    Only for these is a published ratio of that year, which cannot be summed, still valid.
    """
    then, now = _composition(cog_year), _composition(COG_YEAR)
    of_one_year = pd.concat([then, now]).drop_duplicates(keep=False)
    return frozenset(then["epci_siren"]) - frozenset(of_one_year["epci_siren"])


def _composition(cog_year: int) -> pd.DataFrame:
    """List the EPCI of a year, each with every commune of 2026 that it had."""
    table = read_table("epci_composition_2019_2026", cog_year)
    return table[["epci_siren", "commune_code_2026"]].drop_duplicates()
