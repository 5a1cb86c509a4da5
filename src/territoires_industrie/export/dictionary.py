"""The dictionary of an export: what each of its columns means, from the registries."""

import tomllib
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from territoires_industrie.export.csv import export_rows
from territoires_industrie.export.document import ColumnNote, TextTable
from territoires_industrie.export.origin import MEMBERSHIP, ground_record
from territoires_industrie.export.styled import LayerStyle, say_classes
from territoires_industrie.export.table import (
    PROGRAMME,
    STATUS,
    YEAR,
    Table,
    name_column,
)
from territoires_industrie.fields import find_field
from territoires_industrie.indicators import Measure
from territoires_industrie.indicators.dated import DatedIndicator
from territoires_industrie.levels import COG_YEAR, LEVELS, Level
from territoires_industrie.membership import CURRENT_STATES, PHASES
from territoires_industrie.sources import Record, table_record
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _, list_texts, say_pair


class Meaning(NamedTuple):
    """What an identity column holds: French source texts, and the table it comes from."""

    label: str
    definition: str
    table: str


MEANINGS = {
    name: Meaning(**said)
    for name, said in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text("utf-8").replace("{cog_year}", str(COG_YEAR))
    ).items()
}
"""Identity columns after code and name, which say more here than in the tables of ``data/``."""

BOUND_WORDS = {
    "low": (
        N_("Au moins : {title}"),
        N_("Le plus bas des chiffres publiés de ses parties, qu'une estimation ne peut franchir"),
    ),
    "high": (
        N_("Au plus : {title}"),
        N_("Le plus haut des chiffres publiés de ses parties, qu'une estimation ne peut franchir"),
    ),
}
"""Labels and definitions of the columns of bounds."""


def column_notes(table: Table) -> list[ColumnNote]:
    """Explain every column of a table, in the table's order."""
    level = LEVELS[table.view.level]
    first, others = table.columns
    notes = _unit_notes(level)
    for name in level.identity:
        notes += _identity_notes(name, level)
    for one in first:
        notes += indicator_notes(one, level)
    for name in PROGRAMME if level.phase is None else ():
        notes += _identity_notes(name, level)
    for one in others:
        notes += indicator_notes(one, level)
    return notes


def class_notes(styles: Sequence[LayerStyle]) -> list[ColumnNote]:
    """Explain the columns of classes that styles read."""
    return [
        _note(
            style.class_column,
            _("Classe : {title}").format(title=_(style.scene.indicator.title)),
            say_classes(style),
            "",
            style.scene.view.year,
            style.scene.indicator.record,
        )
        for style in styles
        if style.scene.indicator.measure is not Measure.CATEGORY
    ]


def dictionary_table(notes: Sequence[ColumnNote]) -> TextTable:
    """Put the dictionary in a table."""
    header = (
        _("colonne"),
        _("libellé"),
        _("définition"),
        _("unité"),
        _("année"),
        _("source"),
        _("licence"),
    )
    return TextTable(_("dictionnaire"), header, tuple(astuple(note) for note in notes))


def export_dictionary(columns: Sequence[ColumnNote]) -> bytes:
    """Write a dictionary as CSV, the same way as the table that it goes with."""
    table = dictionary_table(columns)
    return export_rows(table.header, table.rows)


def _unit_notes(level: Level) -> list[ColumnNote]:
    record, year = ground_record(level.key), str(COG_YEAR)
    labels = {level.code_field: _("Code"), level.name_field: _("Nom")}
    return [
        _note(name, label, _(find_field(name).definition), "", year, record)
        for name, label in labels.items()
    ]


def _identity_notes(name: str, level: Level) -> list[ColumnNote]:
    """Explain a column of identity, and the one that names its codes."""
    meaning = MEANINGS[name]
    record = table_record(meaning.table)
    year = str(COG_YEAR)
    if meaning.table == MEMBERSHIP:
        phase = int(name[-1]) if name in PROGRAMME else level.phase
        year = CURRENT_STATES[phase or PHASES[-1]][:4]
    notes = [_note(name, _(meaning.label), _(meaning.definition), "", year, record)]
    if named := name_column(name):
        label = _("{title} (en toutes lettres)").format(title=_(meaning.label))
        definition = _("Noms de {column}, dans le même ordre").format(column=name)
        notes.append(_note(named, label, definition, "", year, record))
    return notes


def indicator_notes(one: DatedIndicator, level: Level) -> list[ColumnNote]:
    """Explain the columns of an indicator: its value, status and year, then its bounds."""
    indicator = one.indicator
    record = indicator.record
    title = _(indicator.title)
    definition = " ".join(_(text) for text in (indicator.definition, indicator.limits) if text)
    if indicator.measure is Measure.CATEGORY:
        values = list_texts(say_pair(code, _(label)) for code, label in indicator.categories)
        definition = f"{definition} ({values})"
    status = _("Statut : {title}").format(title=title)
    year = _("Année de référence : {title}").format(title=title)
    notes = [
        _note(indicator.key, title, definition, _(indicator.unit), one.year, record),
        _note(indicator.key + STATUS, status, say_statuses(), "", one.year, record),
        _note(indicator.key + YEAR, year, _("Année des chiffres"), "", one.year, record),
    ]
    for end in indicator.formula.bounds(level.key):
        label, definition = BOUND_WORDS[end]
        said = (_(label).format(title=title), _(definition), _(indicator.unit))
        notes.append(_note(f"{indicator.key}_{end}", *said, one.year, record))
    return notes


def field_notes(rows: pd.DataFrame, year: str, record: Record) -> tuple[ColumnNote, ...]:
    """Explain the columns of rows that are those of tables of ``data/``."""
    fields = [find_field(str(name)) for name in rows.columns if name != "geometry"]
    return tuple(
        _note(one.name, _(one.definition), _(one.definition), _(one.unit), year, record)
        for one in fields
    )


def say_statuses() -> str:
    """Explain the values of a status column."""
    return list_texts(say_pair(status, _(status.word)) for status in Status)


def _note(
    column: str, label: str, definition: str, unit: str, year: str, record: Record
) -> ColumnNote:
    credit = _(record.attribution), record.licence_redistributed_as
    return ColumnNote(column, label, definition, unit, year, *credit)
