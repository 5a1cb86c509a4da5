"""Blocks of the map of change: figures, sectors that win and lose, ranking of the zones."""

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.profile import EVOLUTION_NOTICE
from territoires_industrie.analysis.sector_groups import national_change, unit_change
from territoires_industrie.charts.sectors import change_bars
from territoires_industrie.membership import read_units
from territoires_industrie.scene.scene import Scene
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.ui.numbers import NumberColumn, show_numbers, show_table
from territoires_industrie.ui.sectors.blocks import status_label
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
    st.altair_chart(change_bars(bars), key="filieres_gains")
    columns = [
        NumberColumn("sector", _("Secteur")),
        NumberColumn("a38_code", _("Code")),
        NumberColumn("jobs_2019", _("Emplois 2019"), 0),
        NumberColumn("jobs_2024", _("Emplois 2024"), 0),
        NumberColumn("change_count", _("Évolution"), 0, sign=True),
        NumberColumn("change_pct", _("Évolution (%)"), 1, sign=True),
    ]
    show_numbers(table, columns, "evolution_par_secteur")


def change_table(scene: Scene) -> pd.DataFrame:
    """List the zones with their change, the highest first."""
    values = scene.cells
    table = pd.DataFrame(
        {
            "zone_emploi_name": scene.units["name"],
            "zone_emploi_code": scene.units.index,
            "change_pct": values["value"],
            "change_count": values["jobs_after"] - values["jobs_before"],
            "jobs_2019": values["jobs_before"],
            "jobs_2024": values["jobs_after"],
            "left_out_count": values["left_out_count"],
            "status": values["status"].map(status_label),
        }
    )
    kept = table[scene.in_filter.reindex(table.index)]
    return kept.sort_values("change_pct", ascending=False, na_position="last")


def show_change_ranking(choice: SectorChoice, scene: Scene) -> None:
    """Rank the zones by change; those of the selection alone when there is one."""
    st.markdown(f"### {_('Zones d’emploi, de la plus forte hausse à la plus forte baisse')}")
    table = change_table(scene)
    mine = table[table.index.isin(choice.zones)]
    columns = [
        NumberColumn("zone_emploi_name", _("Zone d’emploi")),
        NumberColumn("zone_emploi_code", _("Code")),
        NumberColumn("change_pct", _("Évolution (%)"), 1, sign=True),
        NumberColumn("change_count", _("Emplois gagnés ou perdus"), 0, sign=True),
        NumberColumn("jobs_2019", _("Emplois 2019"), 0),
        NumberColumn("jobs_2024", _("Emplois 2024"), 0),
        NumberColumn("left_out_count", _("Cases écartées"), 0),
        NumberColumn("status", _("Sans valeur")),
    ]
    if len(mine):
        show_table(mine, columns, "evolution_zones_selection")
        show_numbers(table, columns, "evolution_zones", _("Toutes les zones"))
    else:
        show_table(table, columns, "evolution_zones")
