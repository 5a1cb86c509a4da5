"""Salaried jobs since 1998 of the zones d'emploi that a unit lies in, as a block of its sheet."""

import pandas as pd

from territoires_industrie.analysis.long_series import (
    TABLE,
    programme_years,
    zone_series,
)
from territoires_industrie.charts.indicator import trend_line
from territoires_industrie.html_table import number_column, text_column
from territoires_industrie.indicators import find_indicator
from territoires_industrie.sheet.model import Block, Chart, Note, Table
from territoires_industrie.sources import table_record
from territoires_industrie.wording import _, format_quantity, list_texts

AROUND_PX = 130
INDICATOR = "salaried_jobs_count"


def long_story(level_key: str, code: str) -> tuple[Block, ...]:
    """Draw the salaried jobs of the zones d'emploi, with the programme's dates, and say the limit.

    Nothing where no zone is in the source (Mayotte).
    """
    series = zone_series(level_key, code)
    if series.empty:
        return ()
    first, last = str(series.index[0]), str(series.index[-1])
    title = _("Emploi salarié des zones d’emploi, {first} à {last} (indice 100 en {first})")
    title = title.format(first=first, last=last)
    # The last column is France: drawn as what the zones are compared with.
    drawn = trend_line(
        series, find_indicator(INDICATOR), [series.columns[-1]], first, programme_years()
    )
    changes = 100 * (series.iloc[-1] / series.iloc[0] - 1)
    said = list_texts(
        _("{name} {change}").format(name=name, change=format_quantity(change, "%", 1, sign=True))
        for name, change in changes.items()
    )
    words = _("De {first} à {last} : {said}.").format(first=first, last=last, said=said)
    chart = Chart(
        "evolution-longue",
        title,
        drawn,
        words,
        _table(series, title),
        (table_record(TABLE),),
        AROUND_PX,
    )
    limit = _(
        "Tous secteurs ensemble, zones d’emploi entières : l’industrie n’y est pas publiée à part. "
        "Source : {source}."
    )
    return chart, Note(f"{words} {limit.format(source=_(table_record(TABLE).attribution))}", "note")


def _table(series: pd.DataFrame, title: str) -> Table:
    names = (number_column(str(name), str(name)) for name in series.columns)
    return Table.of("evolution-longue", title, [text_column(_("Année"), "year"), *names], series)
