"""A table in long form: one row a unit, an indicator and a year."""

import pandas as pd

from territoires_industrie.export.dictionary import column_notes, say_statuses
from territoires_industrie.export.document import ColumnNote
from territoires_industrie.export.table import STATUS, YEAR, Table, indicator_columns, kept_units
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.wording import _, list_texts

INDICATOR, YEAR_OF, VALUE, STATUS_OF = "indicator", "year", "value", "status"


def long_rows(table: Table) -> pd.DataFrame:
    """List every figure of the indicators of a table, in all of their years.

    Returns
    -------
    pandas.DataFrame
        By indicator, year, then code: code and name of the unit (named as in the wide table),
        ``indicator`` (key), ``year``, ``value`` (float64, rounded to two digits more than the
        page shows) and ``status``. A category, whose values are words, is left out.
    """
    level = LEVELS[table.view.level]
    codes = kept_units(table)
    names = read_units(level.key)["name"].reindex(codes)
    parts = []
    for one in table.dated:
        key = one.indicator.key
        columns = indicator_columns(level.key, one, codes)
        figures = {
            YEAR_OF: columns[key + YEAR],
            # One column for all indicators: counts and shares have one type here.
            VALUE: columns[key].astype("float64"),
            STATUS_OF: columns[key + STATUS],
        }
        head = {level.code_field: codes, level.name_field: names, INDICATOR: key}
        parts.append(pd.DataFrame(head | figures, index=codes))
    return pd.concat(parts, ignore_index=True)


def long_columns(table: Table) -> list[ColumnNote]:
    """Explain the six columns, then each indicator, a row each."""
    wide = column_notes(table)
    indicators = {one.indicator.key: one.indicator for one in table.dated}
    explained = {note.column: note for note in wide if note.column in indicators}
    producers = list_texts(dict.fromkeys(note.source for note in explained.values()))
    licences = list_texts(dict.fromkeys(note.licence for note in explained.values()))

    def note(column: str, label: str, definition: str) -> ColumnNote:
        return ColumnNote(column, label, definition, "", "", producers, licences)

    value = _("Le chiffre, dans l'unité de l'indicateur ; vide s'il n'y en a pas")
    return [
        *wide[:2],
        note(INDICATOR, _("Indicateur"), _("Clé de l'indicateur, expliqué plus bas")),
        note(YEAR_OF, _("Année"), _("Année des chiffres")),
        note(VALUE, _("Valeur"), value),
        note(STATUS_OF, _("Statut"), say_statuses()),
        *explained.values(),
    ]
