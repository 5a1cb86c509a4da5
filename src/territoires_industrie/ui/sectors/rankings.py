"""Zones d'emploi and territories ranked by specialisation, jobs or change, to be quoted."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.profile import say_ground
from territoires_industrie.analysis.sector_groups import CHANGE_YEARS
from territoires_industrie.analysis.sector_units import rank_groups
from territoires_industrie.html_table import Row, fill, number_column, table_html, text_column
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.scene import Scene
from territoires_industrie.sheet.header import SHEET_LEVELS
from territoires_industrie.statistics.sector_ground import EPCI, ZONE
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.ui.sectors.options import ORDERS, SectorOptions
from territoires_industrie.ui.sectors.sector_map import indicator_source
from territoires_industrie.ui.state import change_options
from territoires_industrie.wording import _, format_number, format_quantity, format_share

PHASE_1, PHASE_2 = "territoire_phase1", "territoire_phase2"
ROWS = 15
"""Units of a ranking, before those that the reader has framed or selected."""


def show_rankings(choice: SectorChoice, scene: Scene) -> None:
    """Rank the units of the map that the filter keeps, then others, in the order chosen."""
    st.markdown(f"### {_('Classements')}")
    st.segmented_control(
        _("Classer par"),
        list(ORDERS),
        format_func=lambda key: _(ORDERS[key].title),
        required=True,
        **bound(
            "filieres_ordre",
            choice.order,
            lambda key: change_options(SectorOptions, order=key),
        ),
    )
    territoires = PHASE_1 if choice.view.level == PHASE_1 else PHASE_2
    # Of zones alone, EPCI would only be ranked by the zone that they are in.
    own = tuple(level for level in (EPCI, ZONE) if level in choice.options.levels)
    for level in dict.fromkeys((choice.level, territoires, *own)):
        table = rank_groups(level, choice.dataset, choice.sectors)
        marked = choice.view.selection if choice.view.level == level else ()
        if level == choice.level:
            table, marked = table[scene.in_filter.reindex(table.index)], choice.units
        _show_ranking(choice, level, table, marked)
    text = _(
        "Emplois et spécialisation : {source} ; 1 est la moyenne de la France. Emplois gagnés ou "
        "perdus : Urssaf, salariés du privé, {first} à {last}. Territoires : {notice}"
    )
    first, last = CHANGE_YEARS
    source = indicator_source(choice)
    ground = say_ground(choice.dataset.source, choice.dataset.year, territoires)
    st.caption(text.format(source=source, first=first, last=last, notice=ground))


def _show_ranking(
    choice: SectorChoice, level_key: str, table: pd.DataFrame, marked: Sequence[str]
) -> None:
    order = ORDERS[choice.order]
    ordered = table.sort_values(
        [order.column, "name"], ascending=[order.is_ascending, True], na_position="last"
    )
    # Before rows are cut: a unit that is listed because it is marked keeps its true rank.
    ranks = ordered[order.column].rank(ascending=order.is_ascending, method="min")
    ordered.insert(0, "rank", ranks)
    first = ordered.dropna(subset=[order.column]).head(ROWS)
    others = ordered.loc[[code for code in marked if code in ordered.index]]
    shown = pd.concat([first, others[~others.index.isin(first.index)]])
    st.html(ranking_html(choice, level_key, shown, marked))
    show_csv(lambda: ranking_file(ordered), f"classement_{level_key}")


def ranking_file(table: pd.DataFrame) -> pd.DataFrame:
    """Return a ranking unrounded, with the names of what its codes stand for."""
    regions = read_units("region")["name"]
    named = table.rename_axis("code").reset_index()
    return named.assign(region_name=named["region_code"].map(regions))


def ranking_html(
    choice: SectorChoice, level_key: str, table: pd.DataFrame, marked: Sequence[str]
) -> str:
    """Write a ranking as a table; a unit that has a sheet is a link to it."""
    years = dict(zip(("first", "last"), CHANGE_YEARS, strict=True))
    title = _(LEVELS[level_key].title)
    columns = (
        text_column(title, lambda row: _name(choice, level_key, row, marked)),
        number_column(_("Spécialisation"), "specialisation_ratio", 2),
        number_column(_("Emplois"), _jobs),
        number_column(_("Part de l’emploi"), lambda row: format_share(row["share_pct"])),
        number_column(
            _("Emplois gagnés ou perdus, {first}-{last}").format(**years),
            lambda row: format_number(row["change_count"], sign=True),
        ),
        number_column(
            _("Évolution, {first}-{last}").format(**years),
            lambda row: format_quantity(row["change_pct"], "%", 1, sign=True),
        ),
    )
    rows = fill(columns, table.rename_axis("code").reset_index().to_dict("records"))
    return table_html(columns, rows, title=title, look="fiche defile")


def _name(choice: SectorChoice, level_key: str, row: Row, marked: Sequence[str]) -> str:
    code = str(row["code"])
    name = f"{'▸ ' if code in marked else ''}{format_number(row['rank'])}. {row['name']}"
    has_sheet = level_key in SHEET_LEVELS
    return link_html(choice.view, level_key, code, name) if has_sheet else name


def _jobs(row: Row) -> str:
    jobs = format_number(row["jobs_count"])
    return _("au moins {number}").format(number=jobs) if row["is_floor"] else jobs
