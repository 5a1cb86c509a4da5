"""The programme in a sheet: dates, contract, actions by axis, grants, each with its source."""

from collections.abc import Iterator

import pandas as pd

from territoires_industrie.html_table import Column, Row, number_column, text_column
from territoires_industrie.programme.actions import (
    AXES,
    CONTRACT_STATUSES,
    CONTRACTS_ON,
    actions_of,
    contract_status,
    read_contracts,
)
from territoires_industrie.programme.announcement import announced_territoires
from territoires_industrie.programme.grants import (
    ANNOUNCED_TABLE,
    LIMITS,
    PAID_TABLE,
    grants_of,
    say_project,
)
from territoires_industrie.programme.states import ANNOUNCED_ON, STATES, read_state
from territoires_industrie.programme.timeline import read_timeline
from territoires_industrie.programme.words import say_day
from territoires_industrie.sheet.identity import Identity
from territoires_industrie.sheet.model import Block, Note, Section, Table
from territoires_industrie.sheet.support import support_blocks
from territoires_industrie.sources import Record, table_record
from territoires_industrie.wording import (
    N_,
    _,
    format_quantity,
    ngettext,
    say_pair,
)

AXIS_NOTE = N_(
    "L’axe est attribué par l’atlas d’après l’intitulé. La liste n’est pas exhaustive : ce sont "
    "les projets que nomment les pages publiques citées."
)


TABLES_OF = {
    "dates": ("membership_2024", "programme_timeline_2025"),
    "contrat": ("contract_2019",),
    "actions": ("action_2025",),
    "subventions": (PAID_TABLE, ANNOUNCED_TABLE),
    "recyclage-foncier": ("brownfield_grant_2023",),
    "france-relance": ("france_relance_2022",),
}
"""Files that each table of the section is made from."""


def programme_section(level_key: str, code: str, identities: tuple[Identity, ...]) -> Section:
    """Return the section of the unit's place in the programme."""
    blocks: list[Block] = []
    if identities:
        blocks += [_dates(identities), _contracts(identities), *_actions(identities)]
    else:
        text = _("Hors du programme en phase 1 comme en phase 2 : ni contrat, ni action.")
        blocks.append(Note(text, "absent"))
    blocks += [*_grants(level_key, code), *support_blocks(level_key, code)]
    return Section("programme", _("Programme"), tuple(blocks), tuple(_records(blocks)))


def _records(blocks: list[Block]) -> Iterator[Record]:
    """Yield the records of the tables that are shown."""
    for block in blocks:
        if isinstance(block, Table):
            yield from map(table_record, TABLES_OF[block.key])
            # The states that a list of dates names are from different tables.
            days = block.frame["date"] if block.key == "dates" else ()
            yield from (table_record(_STATE_TABLES[day]) for day in days if day in _STATE_TABLES)


def _dates(identities: tuple[Identity, ...]) -> Table:
    rows = [*_states(identities), *_events(identities)]
    columns = (
        Column(_("Date"), is_number=False),
        Column(_("Ce qui est dit"), is_number=False, kind="long"),
        Column(_("Territoire"), is_number=False),
        Column(_("Source"), is_number=False, is_french=True),
    )
    # ISO texts sort as dates do; what has no date comes last.
    ordered = sorted(rows, key=lambda row: row[0] or "9999")
    texts = tuple((say_day(day), *rest) for day, *rest in ordered)
    frame = pd.DataFrame(ordered, columns=["date", "text", "territoire", "source"])
    return Table("dates", _("Dates"), columns, texts, frame)


def _states(identities: tuple[Identity, ...]) -> list[tuple[str, str, str, str]]:
    """List the known states of the programme that name the territory, with its members."""
    rows = []
    for key, state in STATES.items():
        table = read_state(key)
        source = _(table_record(_STATE_TABLES.get(key, "membership_2024")).attribution)
        for identity in identities:
            if state.phase != identity.phase:
                continue
            mine = table[table["territoire_id"] == identity.code]
            # Less than half of an EPCI's communes makes it no member, as on the programme's page.
            mine = mine[mine["coverage"] != "marginal"]
            if len(mine):
                count = mine["member_code"].nunique()
                text = say_pair(_(state.title), _members(key, identity, count))
                rows.append((key, text, identity.label, source))
    return rows


def _members(key: str, identity: Identity, count: int) -> str:
    """Write the number of members; of the announcement, that of the printed names too."""
    members = ngettext("{count} membre", "{count} membres", count)
    if key != ANNOUNCED_ON:
        return members
    announced = announced_territoires()
    printed = int(
        announced.loc[announced["territoire_id_phase1"] == identity.code, "printed_count"].sum()
    )
    return ngettext(
        "{members}, en EPCI d’aujourd’hui, pour {count} nom imprimé",
        "{members}, en EPCI d’aujourd’hui, pour {count} noms imprimés",
        printed,
        members=members,
    )


_STATE_TABLES = {ANNOUNCED_ON: "announcement_2018", "2020-10": "membership_2020"}


def _events(identities: tuple[Identity, ...]) -> list[tuple[str, str, str, str]]:
    """List the dated figures of the programme that are about the territory itself."""
    # The sources name a territory with its phase where the name is used in both.
    scopes = {identity.name for identity in identities}
    scopes |= {f"{identity.name} (phase {identity.phase})" for identity in identities}
    table = read_timeline()
    rows = []
    for row in table[table["scope"].isin(scopes)].to_dict("records"):
        value = "" if pd.isna(row["value"]) else format_quantity(row["value"], str(row["unit"]))
        text = _(row["title"])
        if value:
            text = say_pair(text, value)
        rows.append((str(row["event_date"]), text, str(row["scope"]), str(row["source"])))
    return rows


def _contracts(identities: tuple[Identity, ...]) -> Table | Note:
    rows = []
    for identity in identities:
        status = contract_status(identity.phase, identity.code)
        day, source = "–", "–"
        if status != "inconnu":
            contract = read_contracts().loc[identity.code]
            # The list is of that day: of plans signed before, it does not say when.
            day = say_day(str(contract["signed_on"]) or CONTRACTS_ON)
            source = str(contract["source"])
        rows.append((identity.label, _(CONTRACT_STATUSES[status]), day, source))
    columns = (
        Column(_("Territoire"), is_number=False),
        Column(_("Contrat"), is_number=False),
        Column(_("À la date du"), is_number=False),
        Column(_("Source"), is_number=False, is_french=True),
    )
    if all(row[3] == "–" for row in rows):
        text = _(
            "Le statut des contrats n’est connu que pour les quinze territoires du Grand Est, au "
            "19 novembre 2019."
        )
        return Note(text, "absent")
    frame = pd.DataFrame(rows, columns=["territoire", "status", "date", "source"])
    return Table("contrat", _("Contrat"), columns, tuple(rows), frame)


def _actions(identities: tuple[Identity, ...]) -> tuple[Block, ...]:
    rows: list[tuple[str, ...]] = []
    frames = []
    grouped = [(identity, actions_of(identity.phase, identity.code)) for identity in identities]
    for axis, label in AXES.items():
        rows.append((_(label),))
        found = [
            (
                _name_action(action),
                f"{identity.label} · {say_day(str(action['date']))}",
                str(action["source"]),
            )
            for identity, actions in grouped
            for action in actions[axis].to_dict("records")
        ]
        rows += found or [("–", _("aucun projet nommé"), "–")]
        frames += [actions[axis] for _one, actions in grouped]
    frame = pd.concat(frames, ignore_index=True)
    if frame.empty:
        text = _(
            "Actions : aucune page publique recueillie ne nomme de projet de ce territoire. Les "
            "projets connus sont ceux d’Axe Seine et de onze territoires du Grand Est."
        )
        return (Note(text, "absent"),)
    columns = (
        Column(_("Projet"), is_number=False, is_french=True),
        Column(_("Territoire, date"), is_number=False),
        Column(_("Source"), is_number=False, is_french=True),
    )
    table = Table("actions", _("Actions par axe du programme"), columns, tuple(rows), frame)
    return (table, Note(_(AXIS_NOTE), "note"))


def _name_action(action: Row) -> str:
    """Write the title and the note as the source prints them."""
    return "\n".join(str(action[part]) for part in ("action_title", "note") if action[part])


def _grants(level_key: str, code: str) -> tuple[Block, ...]:
    grants = grants_of(level_key, code)
    title = _("Subventions « Territoires d’industrie en transition écologique »")
    if grants.empty:
        text = say_pair(title, _("aucune connue pour une commune de ce territoire."))
        return (Note(f"{text} {_(LIMITS)}", "absent"),)
    columns = (
        text_column(_("Bénéficiaire"), "beneficiary_name"),
        text_column(_("Projet"), say_project, is_french=True),
        text_column(_("Commune"), "commune_name"),
        number_column(_("Montant"), _amount),
        text_column(
            _("Source"), lambda row: f"{row['source']} ({row['published_on']})", is_french=True
        ),
    )
    return (Table.of("subventions", title, columns, grants), Note(_(LIMITS), "note"))


def _amount(row: Row) -> str:
    amount = row["grant_eur"]
    return _("non publié") if pd.isna(amount) else format_quantity(amount, "€")
