"""The jobs of metropolitan France by great sector since 1998, with the programme's dates."""

import streamlit as st

from territoires_industrie.analysis.long_series import (
    SECTORS,
    TABLE,
    programme_years,
    sector_series,
)
from territoires_industrie.charts.indicator import trend_line
from territoires_industrie.charts.parts import Chart
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.sources import table_record
from territoires_industrie.ui.numbers import NumberColumn, show_numbers
from territoires_industrie.wording import _, format_number, format_quantity

INDUSTRY = next(iter(SECTORS.values()))
HEIGHT = 400
"""In pixels, the names of five lines included, one under the other on a phone."""


def show_long_story(key: str) -> None:
    """Show the chart under its title, what it says of industry, and its figures.

    Parameters
    ----------
    key
        Name of the chart on its page.
    """
    series = sector_series()
    first, last = str(series.index[0]), str(series.index[-1])
    st.markdown(f"### {_('L’industrie depuis {year}').format(year=first)}")
    jobs = series[_(INDUSTRY)]
    text = _(
        "Métropole, emplois salariés de l’industrie : **{before}** en {first}, **{least}** en "
        "{lowest}, au plus bas, **{after}** en {last}. Depuis l’annonce du programme ({launch}) : "
        "{change}. Une suite dans le temps n’est pas un effet."
    )
    launch = next(iter(programme_years()))
    st.markdown(
        text.format(
            before=format_number(jobs.iloc[0]),
            least=format_number(jobs.min()),
            lowest=jobs.idxmin(),
            after=format_number(jobs.iloc[-1]),
            launch=launch,
            change=format_quantity(100 * (jobs.iloc[-1] / jobs[launch] - 1), "%", 1, sign=True),
            first=first,
            last=last,
        )
    )
    with st.container(key=f"{key}_histoire"):
        st.vega_lite_chart(spec=_chart(), key=f"{key}_courbes")
    st.caption(_("Source : {attribution}").format(attribution=_(table_record(TABLE).attribution)))
    columns = [
        NumberColumn("year", _("Année")),
        *(NumberColumn(str(name), str(name), 0) for name in series.columns),
    ]
    show_numbers(series.reset_index(), columns, f"{key}_emplois_depuis_{first}")


@reader_cache(maxsize=2)
def _chart() -> Chart:
    series = sector_series()
    indicator = find_indicator("salaried_jobs_count")
    drawn = trend_line(series, indicator, (), str(series.index[0]), programme_years())
    return {**drawn, "height": HEIGHT}
