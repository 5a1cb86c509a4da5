"""The charts of a comparison: profile by sector, evolution, any figure against any other."""

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.compared_unit import ComparedUnit, unit_labels
from territoires_industrie.analysis.comparison import (
    PROFILES,
    profile_table,
    rank_correlation,
    scatter_table,
    trend_table,
)
from territoires_industrie.analysis.profile import DEFAULT_SOURCE, DEFAULT_YEAR, say_ground
from territoires_industrie.charts.parts import Chart
from territoires_industrie.charts.units import (
    index_lines,
    say_pairs,
    scatter,
    sector_dots,
)
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.indicators import (
    Indicator,
    find_indicator,
    national_value,
    read_values,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View, default_indicator
from territoires_industrie.statistics.status import MARKED, Status
from territoires_industrie.ui.chart import show_chart
from territoires_industrie.ui.colour_key import show_colour_key
from territoires_industrie.ui.comparison.options import ComparisonOptions, axes_of
from territoires_industrie.ui.controls import bound, tied
from territoires_industrie.ui.numbers import NumberColumn, show_csv, show_numbers
from territoires_industrie.ui.state import change_options
from territoires_industrie.wording import _, format_number, list_texts, ngettext

TRENDS = ("private_jobs_count", "population_count")
KEPT = 64
CLOUDS_KEPT = 8
"""A cloud names each unit of a level: half a megabyte, which most readers ask for once."""

Units = tuple[ComparedUnit, ...]


def colours_of(units: Units) -> dict[str, str]:
    """Return the colour of each unit, by the label that charts show."""
    return dict(zip(unit_labels(units), comparison(len(units)), strict=True))


def show_profile(view: View, units: Units) -> None:
    """Draw the industrial profiles around the units, a dot a unit, a tick for France."""
    st.markdown(f"### {_('Profil industriel')}")
    options = view.options_of(ComparisonOptions)
    measure = options.profile
    st.segmented_control(
        _("Mesure"),
        list(PROFILES),
        format_func=lambda key: _(PROFILES[key]),
        required=True,
        label_visibility="collapsed",
        **tied(options, "profile"),
    )
    table = profile_table(units, measure)
    title = _("{measure} par secteur ; trait gris : France").format(measure=_(PROFILES[measure]))
    st.markdown(f"**{title}**")
    show_colour_key(colours_of(units), (_("France"),), are_ticks=True)
    with st.container(key="comparaison_profils"):
        show_chart(
            _profile_chart(units, measure),
            title,
            f"comparaison_profil_{measure}",
            colours=colours_of(units),
            sources=[f"{DEFAULT_SOURCE.upper()} {DEFAULT_YEAR}"],
        )
    st.caption(
        say_ground()
        + " "
        + _("Source : {source} {year}.").format(source=DEFAULT_SOURCE.upper(), year=DEFAULT_YEAR)
    )
    _say_absent(table.drop(columns="france"))
    columns = [
        NumberColumn("sector", _("Secteur")),
        *(NumberColumn(label, label, 2) for label in table.columns if label != "france"),
        NumberColumn("france", _("France"), 2),
    ]
    show_numbers(table.rename_axis("sector").reset_index(), columns, f"comparaison_{measure}")


@reader_cache(maxsize=KEPT)
def _profile_chart(units: Units, measure: str) -> Chart:
    table, is_share = profile_table(units, measure), measure == "part"
    return sector_dots(
        table.drop(columns="france"),
        colours_of(units),
        table["france"],
        "%" if is_share else "",
        1 if is_share else 2,
    )


def _say_absent(table: pd.DataFrame) -> None:
    """Name the units that the source knows nothing of (Mayotte in FLORES): they have no dot."""
    absent = [str(label) for label in table.columns if table[label].isna().all()]
    if absent:
        st.caption(_("Hors du champ de la source : {names}.").format(names=list_texts(absent)))


def show_trends(units: Units) -> None:
    """Draw private jobs (2014 = 100) and population (2010 = 100), France in grey."""
    st.markdown(f"### {_('Évolution')}")
    # In a narrow window the style sheet sets both on one line, whichever title is longer.
    with st.container(key="tendances"):
        for key, place in zip(TRENDS, st.columns(2, gap="medium"), strict=True):
            with place:
                _show_trend(find_indicator(key), units)


def _show_trend(indicator: Indicator, units: Units) -> None:
    series, base_year = trend_table(units, indicator.key), indicator.years[0]
    title = _("{indicator} (indice 100 en {year})").format(
        indicator=indicator.title, year=base_year
    )
    st.markdown(f"**{title}**")
    colours = colours_of(units)
    references = tuple(str(name) for name in series.columns if name not in colours)
    show_colour_key(colours, references)
    show_chart(
        _trend_chart(units, indicator.key),
        title,
        f"comparaison_{indicator.key}",
        colours=colours,
        references=references,
        sources=[_(indicator.record.attribution)],
    )
    absent = [str(name) for name in series.columns if pd.isna(series[name].iloc[0])]
    if absent:
        st.caption(
            _("Sans valeur en {year}, donc sans ligne : {names}.").format(
                year=base_year, names=list_texts(absent)
            )
        )
    columns = [
        NumberColumn("year", _("Année")),
        *(NumberColumn(str(name), str(name), indicator.decimals) for name in series.columns),
    ]
    show_numbers(
        series.rename_axis("year").reset_index(), columns, f"comparaison_{indicator.key}_annees"
    )


@reader_cache(maxsize=KEPT)
def _trend_chart(units: Units, key: str) -> Chart:
    indicator = find_indicator(key)
    series = trend_table(units, key)
    return index_lines(series, colours_of(units), indicator.years[0], indicator.unit)


def show_scatter(view: View, units: Units) -> None:
    """Draw any two figures of the level, all units behind, the compared ones named."""
    st.markdown(f"### {_('Un indicateur face à un autre')}")
    offered = axes_of(view.level)
    options = view.options_of(ComparisonOptions)
    first, second = options.x, options.y or default_indicator(view.level)
    across, up = st.columns(2)
    with across:
        _show_axis("x", _("Axe horizontal"), first, offered)
    with up:
        _show_axis("y", _("Axe vertical"), second, offered)
    x, y = offered[first], offered[second]
    cloud, chosen = _cloud(view.level, x.key, y.key), _chosen_points(units, x, y)
    show_colour_key(colours_of(units))
    show_chart(
        _scatter_chart(view.level, x.key, y.key, units),
        f"{x.title} – {y.title}",
        "comparaison_nuage",
        colours=colours_of(units),
        sources=[_(one.record.attribution) for one in (x, y)],
    )
    _say_cloud(view, cloud, chosen)
    columns = [
        NumberColumn("name", _("Nom")),
        NumberColumn("x", x.title, x.decimals),
        NumberColumn("y", y.title, y.decimals),
    ]
    show_numbers(chosen, columns, "nuage_comparaison")
    show_csv(
        lambda: scatter_table(view.level, x, y).rename_axis("code").reset_index(),
        f"nuage_{x.key}_{y.key}",
        _("Télécharger tout le nuage (CSV)"),
    )


@reader_cache(maxsize=KEPT)
def _cloud(level_key: str, x_key: str, y_key: str) -> pd.DataFrame:
    """Pair two figures of a level and write them."""
    x, y = find_indicator(x_key), find_indicator(y_key)
    table = scatter_table(level_key, x, y)
    return table.assign(text=say_pairs(table, x, y))


@reader_cache(maxsize=CLOUDS_KEPT)
def _scatter_chart(level_key: str, x_key: str, y_key: str, units: Units) -> Chart:
    x, y = find_indicator(x_key), find_indicator(y_key)
    chosen = _chosen_points(units, x, y).dropna(subset=["x", "y"])
    return scatter(
        _cloud(level_key, x_key, y_key),
        chosen.assign(text=say_pairs(chosen, x, y)),
        colours_of(units),
        x,
        y,
        (national_value(x_key), national_value(y_key)),
    )


def _show_axis(name: str, label: str, shown: str, offered: dict[str, Indicator]) -> None:
    st.selectbox(
        label,
        list(offered),
        format_func=lambda key: offered[key].title_in(offered[key].years[-1]),
        filter_mode="contains",
        **bound(
            f"comparaison_axe_{name}",
            shown,
            lambda key: change_options(ComparisonOptions, **{name: key}),
        ),
    )


def _chosen_points(units: Units, x: Indicator, y: Indicator) -> pd.DataFrame:
    """Return both figures of every compared unit, of other levels too where they have them."""

    def figure(unit: ComparedUnit, indicator: Indicator) -> tuple[float, str]:
        if unit.level_key not in indicator.levels:
            return float("nan"), str(Status.NOT_PUBLISHED)
        cells = read_values(unit.level_key, indicator.key)
        return float(cells["value"][unit.code]), str(cells["status"][unit.code])

    rows = [
        (label, *figure(unit, x), *figure(unit, y))
        for unit, label in zip(units, unit_labels(units), strict=True)
    ]
    return pd.DataFrame(rows, columns=["name", "x", "x_status", "y", "y_status"])


def _say_cloud(view: View, cloud: pd.DataFrame, chosen: pd.DataFrame) -> None:
    told = _("{count} unités ({level}) ; corrélation de rang (Spearman) : {rank}.").format(
        count=format_number(len(cloud)),
        level=_(LEVELS[view.level].title),
        rank=format_number(rank_correlation(cloud), 2, sign=True),
    )
    estimated = int(cloud[["x_status", "y_status"]].isin(MARKED).any(axis=1).sum())
    if estimated:
        text = ngettext(
            "{count} unité a une valeur estimée (≈) ou d’une autre mesure.",
            "{count} unités ont une valeur estimée (≈) ou d’une autre mesure.",
            estimated,
        )
        told += f" {text}"
    absent = [str(name) for name in chosen.loc[chosen[["x", "y"]].isna().any(axis=1), "name"]]
    if absent:
        told += " " + _("Sans l’une des deux valeurs : {names}.").format(names=list_texts(absent))
    st.caption(told + " " + _("Une association n’est pas une cause."))
