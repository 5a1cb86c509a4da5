"""Blocks of the map of change: figures, sectors that win and lose, ranking of the zones."""

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.profile import EVOLUTION_NOTICE
from territoires_industrie.analysis.sector_groups import national_change
from territoires_industrie.analysis.sector_units import unit_change
from territoires_industrie.charts.sectors import change_bars
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.ui.chart import show_chart
from territoires_industrie.ui.numbers import NumberColumn, show_numbers
from territoires_industrie.ui.sectors.blocks import say_producer
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.wording import _, format_number, format_quantity

METRICS = 3


def show_change_figures(choice: SectorChoice) -> None:
    """Show the change of France and of the first selected units."""
    view = choice.view
    names = read_units(view.level)["name"]
    places = [(_("France"), national_change(choice.sectors))] + [
        (str(names[code]), unit_change(view.level, code, choice.sectors))
        for code in view.selection[:METRICS]
    ]
    drawn = read_units(choice.level)["name"]
    places += [
        (str(drawn[code]), unit_change(choice.level, code, choice.sectors))
        for code in choice.picked[:METRICS]
    ]
    for place, (name, (before, after)) in zip(st.columns(len(places)), places, strict=True):
        change = 100 * (after / before - 1) if before else None
        place.metric(name, format_quantity(change, "%", 1, sign=True))
        place.caption(
            _("Emplois privés : {before} → {after}").format(
                before=format_number(before), after=format_number(after)
            )
        )
    if view.selection:
        st.caption(_(EVOLUTION_NOTICE))


def show_change_by_sector(choice: SectorChoice) -> None:
    """Draw the jobs won and lost by sector, in France or around the first selected unit."""
    view = choice.view
    place = str(read_units(view.level)["name"][view.selection[0]]) if view.selection else ""
    st.markdown(
        "### "
        + _("Emplois gagnés et perdus par secteur : {place}").format(place=place or _("France"))
    )
    rows = []
    for code in choice.sectors:
        before, after = (
            unit_change(view.level, view.selection[0], [code])
            if view.selection
            else national_change([code])
        )
        rows.append((sector_label(code), code, before, after, after - before))
    table = pd.DataFrame(
        rows, columns=["sector", "a38_code", "jobs_2019", "jobs_2024", "change_count"]
    )
    # Where there was no job, a gain has no per cent.
    table["change_pct"] = 100 * table["change_count"] / table["jobs_2019"].where(lambda n: n > 0)
    table = table.sort_values("change_count", ascending=False)
    bars = pd.DataFrame(
        {
            "label": table["sector"],
            "value": table["change_count"],
            "text": [
                f"{format_number(count, sign=True)} ({format_quantity(pct, '%', 1, sign=True)})"
                for count, pct in zip(table["change_count"], table["change_pct"], strict=True)
            ],
        }
    )
    show_chart(
        change_bars(bars),
        _("Emplois gagnés et perdus par secteur"),
        "filieres_gains",
        sources=[say_producer(choice.dataset.source)],
    )
    columns = [
        NumberColumn("sector", _("Secteur")),
        NumberColumn("a38_code", _("Code")),
        NumberColumn("jobs_2019", _("Emplois 2019"), 0),
        NumberColumn("jobs_2024", _("Emplois 2024"), 0),
        NumberColumn("change_count", _("Évolution"), 0, sign=True),
        NumberColumn("change_pct", _("Évolution (%)"), 1, sign=True),
    ]
    show_numbers(table, columns, "evolution_par_secteur")
