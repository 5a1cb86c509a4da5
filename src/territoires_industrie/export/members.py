"""The membership crosswalk: which EPCI, EPT and communes each territory is made of."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.export.citation import call_of, cite_tables
from territoires_industrie.export.dictionary import field_notes
from territoires_industrie.export.document import Document
from territoires_industrie.export.manner import NO_VISIT, Visit
from territoires_industrie.export.origin import identity_tables
from territoires_industrie.export.table import with_names
from territoires_industrie.levels import COG_YEAR
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
from territoires_industrie.wording import _, list_texts

LAYER = "membres"
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
    """

    phases: tuple[int, ...] = PHASES
    territoire: str = ""
    regions: tuple[str, ...] = ()


def member_rows(wanted: Members | None = None) -> pd.DataFrame:
    """List the members of the territories, one row a phase, a territory and a member.

    Returns
    -------
    pandas.DataFrame
        ``phase``, ``state_date``, ``territoire_id``, ``territoire_name``, ``member_kind``
        (``epci``, ``ept`` or ``commune``), ``member_siren``, ``member_name``, ``commune_code``
        (of a commune), EPCI, département and région with their names, ``commune_count`` and
        ``population_count`` (2022).
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
    return joined.reset_index(drop=True)


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
    tables = identity_tables()
    years = list_texts(CURRENT_STATES[phase][:4] for phase in wanted.phases)
    phases = "-".join(map(str, wanted.phases))
    parts = [LAYER, f"phase{phases}", wanted.territoire, *wanted.regions, f"cog{COG_YEAR}"]
    return Document(
        rows=rows,
        code_field="member_siren",
        title=title,
        stem="_".join(filter(None, parts)),
        layer=LAYER,
        columns=field_notes(rows, years, table_record(tables[1])),
        records=tuple(table_record(name) for name in tables),
        citation=cite_tables(title, tables, f"atlas.member_rows({call_of(wanted)})", visit),
        kept=tuple(_describe(wanted)),
    )


def _describe(wanted: Members) -> list[str]:
    said = [_("Phases : {phases}").format(phases=list_texts(map(str, wanted.phases)))]
    if wanted.territoire:
        said.append(_("Territoire : {code}").format(code=wanted.territoire))
    if wanted.regions:
        names = read_units("region")["name"]
        listed = list_texts(names[code] for code in wanted.regions)
        said.append(_("Régions : {names}").format(names=listed))
    return said
