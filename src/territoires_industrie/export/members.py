"""The membership crosswalk: which EPCI, EPT and communes each territory is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.export.citation import call_of, cite_tables
from territoires_industrie.export.dictionary import field_notes, indicator_notes
from territoires_industrie.export.document import ColumnNote, Document
from territoires_industrie.export.manner import NO_VISIT, Visit
from territoires_industrie.export.origin import IDENTITY_TABLES
from territoires_industrie.export.table import STATUS, YEAR, indicator_columns, with_names
from territoires_industrie.indicators import Measure, indicators_of
from territoires_industrie.indicators.dated import DatedIndicator, dated_indicators
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import (
    CURRENT_STATES,
    MEMBER_COLUMNS,
    PHASES,
    majority_part,
    read_composition,
    read_members,
    read_units,
)
from territoires_industrie.sources import table_record
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, list_texts

LAYER = "membres"
MEMBER_LEVELS = {"epci": ("epci", "member_siren"), "commune": ("commune", "commune_code")}
"""Level that has the figures of each kind of member, and the column of its codes there."""

PUBLISHED = (
    "phase",
    "state_date",
    "territoire_id",
    "territoire_name",
    "member_kind",
    "member_siren",
    "member_name",
)
"""Columns that the ANCT publishes."""


@dataclass(frozen=True)
class Members:
    """Which rows of the crosswalk are wanted; all of both phases when nothing is said.

    Attributes
    ----------
    phases
        Of the programme.
    territoire
        Id of a territory, in each of the phases.
    regions
        INSEE codes: those where most of a member's people live.
    indicators, year
        Keys of indicators to join, of each member and of its whole territory; their year, the
        latest of each when empty.
    only
        Ids of the territories that are kept, in each of the phases; all when empty.
    """

    phases: tuple[int, ...] = PHASES
    territoire: str = ""
    regions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    year: str = ""
    only: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[DatedIndicator, ...]:
        """The indicators, each with its year."""
        level_key = f"territoire_phase{self.phases[-1]}"
        return dated_indicators(level_key, self.indicators, self.year) if self.indicators else ()


def member_rows(wanted: Members | None = None) -> pd.DataFrame:
    """List the members of the territories, one row a phase, a territory and a member.

    Returns
    -------
    pandas.DataFrame
        ``phase``, ``state_date``, ``territoire_id``, ``territoire_name``, ``member_kind``
        (``epci``, ``ept`` or ``commune``), ``member_siren``, ``member_name``, ``commune_code``
        (of a commune), EPCI, département and région with their names, ``commune_count`` and
        ``population_count`` (2022). Then for each indicator ``territoire_<key>`` and its status,
        of the whole territory, and ``<key>``, its status and its year, of the member.

    Raises
    ------
    UnknownCodeError
        If territories lack an indicator, or an indicator the year.
    """
    wanted = wanted or Members()
    rows = pd.concat([read_members(phase) for phase in wanted.phases], ignore_index=True)
    known = _described_members().reindex(
        pd.MultiIndex.from_frame(rows[["member_kind", "member_siren"]])
    )
    joined = pd.concat([rows[list(PUBLISHED)], known.reset_index(drop=True)], axis=1)
    if wanted.territoire:
        joined = joined[joined["territoire_id"] == wanted.territoire]
    if wanted.regions:
        joined = joined[joined["region_code"].isin(wanted.regions)]
    if wanted.only:
        joined = joined[joined["territoire_id"].isin(wanted.only)]
    rows = joined.reset_index(drop=True)
    # A figure that describes members anyway, their population, is not written twice.
    described = rows.drop(columns=[key for key in wanted.indicators if key in rows])
    return pd.concat([described, *(_figures(rows, one) for one in wanted.dated)], axis=1)


def _figures(rows: pd.DataFrame, one: DatedIndicator) -> pd.DataFrame:
    """Read an indicator for the territory and for the member of each row."""
    parts = []
    shared = rows.loc[rows.duplicated(["phase", "territoire_id"]), "territoire_id"]
    for (phase, kind), group in rows.groupby(["phase", "member_kind"]):
        level_key, column = MEMBER_LEVELS.get(str(kind), ("", "member_siren"))
        whole = _cells(f"territoire_phase{phase}", group["territoire_id"], one)
        mine = _cells(level_key, group[column], one)
        # A member that is alone is the territory: an EPT, which is no level, has its figure.
        is_alone = ~group["territoire_id"].isin(shared) & (not level_key)
        mine[is_alone] = whole[is_alone]
        named = whole.drop(columns=one.indicator.key + YEAR).add_prefix("territoire_")
        parts.append(named.join(mine))
    return pd.concat(parts).reindex(rows.index) if parts else pd.DataFrame(index=rows.index)


def _cells(level_key: str, codes: "pd.Series[str]", one: DatedIndicator) -> pd.DataFrame:
    """Read value, status and year of the units of a level, in the order of some codes."""
    key = one.indicator.key
    index = pd.Index(codes.unique())
    if level_key and key in {offered.key for offered in indicators_of(level_key)}:
        index = index.intersection(read_units(level_key).index)
        cells = pd.DataFrame(indicator_columns(level_key, one, index))
    else:
        cells = pd.DataFrame(columns=[key, key + STATUS, key + YEAR])
    found = cells[[key, key + STATUS, key + YEAR]].reindex(codes).set_axis(codes.index)
    # An EPCI that has merged since the list has no figure; that of an EPT may exist elsewhere.
    why = Status.NOT_PUBLISHED if level_key else Status.NOT_COLLECTED
    found = found.fillna({key + STATUS: str(why), key + YEAR: one.year})
    if one.indicator.measure is Measure.CATEGORY:
        return found
    return found.assign(**{key: pd.to_numeric(found[key]).astype("Float64")})


def _described_members() -> pd.DataFrame:
    """Describe every possible member; index: its kind and its SIREN."""
    communes = read_composition()
    parts = {}
    for kind, column in MEMBER_COLUMNS.items():
        rows = communes.dropna(subset=[column])
        grouped = rows.groupby(column)
        places = {
            name: majority_part(rows, column, name)
            for name in ("epci_siren", "departement_code", "region_code")
        }
        columns = {
            "commune_code": grouped["commune_code"].first() if kind == "commune" else None,
            **dict(
                named for name, codes in places.items() for named in with_names(name, codes).items()
            ),
            "commune_count": grouped.size(),
            "population_count": grouped["population_count"].sum().astype("Int64"),
        }
        parts[kind] = pd.DataFrame(columns, index=grouped.size().index)
    return pd.concat(parts)


def member_document(wanted: Members, visit: Visit = NO_VISIT) -> Document:
    """Gather the crosswalk and what must be said of it."""
    rows, title = member_rows(wanted), _("Membres des Territoires d'industrie")
    of_figures = (name for one in wanted.dated for name in one.indicator.formula.tables)
    tables = tuple(dict.fromkeys((*IDENTITY_TABLES, *of_figures)))
    notes = tuple(_notes(wanted))
    figures = {note.column for note in notes}
    known = [name for name in rows.columns if name not in figures]
    years = list_texts(CURRENT_STATES[phase][:4] for phase in wanted.phases)
    phases = "-".join(map(str, wanted.phases))
    kept = [wanted.territoire, *wanted.regions, *wanted.indicators[:1]]
    parts = [LAYER, f"phase{phases}", *kept, f"cog{COG_YEAR}"]
    return Document(
        rows=rows,
        code_field="member_siren",
        title=title,
        stem="_".join(filter(None, parts)),
        layer=LAYER,
        columns=(*field_notes(rows[known], years, table_record(tables[1])), *notes),
        records=tuple(map(table_record, tables)),
        citation=cite_tables(title, tables, f"atlas.member_rows({call_of(wanted)})", visit),
        kept=tuple(_describe(wanted)),
        dated=wanted.dated,
    )


def _notes(wanted: Members) -> Iterator[ColumnNote]:
    """Explain the columns of figures, those of the territory first."""
    for one in wanted.dated:
        # Value, status and year: the crosswalk has no columns of bounds.
        notes = indicator_notes(one, LEVELS["epci"])[:3]
        for note in notes[:2]:
            label = _("Tout le territoire : {title}").format(title=note.label)
            yield replace(note, column=f"territoire_{note.column}", label=label)
        yield from notes


def _describe(wanted: Members) -> list[str]:
    said = [_("Phases : {phases}").format(phases=list_texts(map(str, wanted.phases)))]
    if wanted.territoire:
        said.append(_("Territoire : {code}").format(code=wanted.territoire))
    if wanted.only:
        names = read_units(f"territoire_phase{wanted.phases[-1]}")["name"]
        listed = list_texts(names[code] for code in wanted.only)
        said.append(_("Territoires : {names}").format(names=listed))
    if wanted.regions:
        names = read_units("region")["name"]
        listed = list_texts(names[code] for code in wanted.regions)
        said.append(_("Régions : {names}").format(names=listed))
    return said
