"""The first lines of the first page: what the atlas is, one figure, its source."""

from html import escape

import streamlit as st

from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.lookup import find_indicator
from territoires_industrie.membership import CURRENT_STATES, read_units
from territoires_industrie.programme.outside import say_parts
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, language

PHASE = max(CURRENT_STATES)


def show_introduction() -> None:
    """Show what the atlas is in one sentence, and what the programme weighs in one figure."""
    st.html(introduction_html(language()))


@reader_cache(maxsize=2)
def introduction_html(_language: str) -> str:
    """Write the introduction in the language of this run, by which it is kept."""
    industry, jobs = say_parts(PHASE)
    said = _(
        "L’industrie dans chaque territoire de France, et le programme national qui la soutient "
        "depuis 2018."
    )
    figure = _(
        "des emplois industriels de métropole sont dans les {count} territoires du programme, avec "
        "{jobs} de tous les emplois"
    ).format(
        count=format_number(len(read_units(f"territoire_phase{PHASE}"))),
        jobs=jobs,
    )
    formula = find_indicator("industrial_jobs_count").formula
    is_estimate = formula.nation_status is Status.ESTIMATE
    dated = _("2022, estimation ; {source}") if is_estimate else _("2022 ; {source}")
    source = dated.format(source=_(formula.record.attribution))
    return (
        f"<div class='accueil'><p>{escape(said)}</p>"
        f"<p><strong>{escape(industry)}</strong> <span>{escape(figure)} "
        f"<small>({escape(source)})</small></span>"
        "</p></div>"
    )
