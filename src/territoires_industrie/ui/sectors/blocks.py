"""Blocks of the sectors page where jobs are: figures, ranking, places, years, gathering."""

from operator import itemgetter

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.concentration import (
    FORMULAS,
    Concentration,
    group_concentration,
    lacks_zeros,
    lorenz,
    whole_concentration,
)
from territoires_industrie.analysis.sector_groups import (
    SOURCE_TITLES,
    SOURCE_YEARS,
    group_jobs,
    group_series,
    sectors_of,
    specialised_units,
)
from territoires_industrie.charts.parts import Chart
from territoires_industrie.charts.sectors import gathering_curves
from territoires_industrie.charts.units import index_lines
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.html_table import fill, number_column, table_html, text_column
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import say_threshold
from territoires_industrie.statistics.sector_ground import ZONE
from territoires_industrie.ui.chart import show_chart
from territoires_industrie.ui.colour_key import show_colour_key
from territoires_industrie.ui.numbers import NumberColumn, show_csv, show_numbers
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.ui.sectors.sector_map import indicator_source
from territoires_industrie.wording import (
    N_,
    _,
    format_number,
    format_share,
    list_texts,
    ngettext,
)

LINES = 9
KEPT = 64
FRANCE = N_("France (cases publiées)")


def show_key_figures(choice: SectorChoice) -> None:
    """Show France's jobs in the sectors, their share, and the specialised zones."""
    source, year = choice.dataset.source, choice.dataset.year
    jobs = group_jobs(source, year, choice.sectors)
    every = group_jobs(source, year, sectors_of(source))["value"].sum()
    total = jobs["value"].sum()
    count, share, zones = st.columns(3)
    told = format_number(total)
    # What is not published is left out of the sum, which is then a lower bound.
    missing = int(jobs["unpublished_count"].sum())
    count.metric(
        _("Emplois en France ({source})").format(source=indicator_source(choice)),
        _("au moins {number}").format(number=told) if missing else told,
        help=ngettext(
            "{count} case zone × secteur n’est pas publiée.",
            "{count} cases zone × secteur ne sont pas publiées.",
            missing,
        ),
    )
    share.metric(_("Part de l’emploi"), format_share(100 * total / every))
    found = specialised_units(source, year, choice.sectors, choice.threshold, choice.level)
    zones.metric(
        _("Zones spécialisées") if choice.level == ZONE else _("Unités spécialisées"),
        format_number(len(found)),
        help=_("Spécialisation d’au moins {threshold} (1 = France).").format(
            threshold=say_threshold(choice.threshold)
        ),
    )


def show_years(choice: SectorChoice) -> None:
    """Draw the jobs over the years, one chart a source: their lines never meet."""
    st.markdown(f"### {_('Évolution par source')}")
    st.caption(
        _(
            "Chaque source a son graphique : l’Urssaf compte le privé, FLORES tout l’emploi "
            "salarié. Une ligne s’arrête là où la somme d’une zone manque d’une case."
        )
    )
    for source, place in zip(SOURCE_YEARS, st.columns(2, gap="medium"), strict=True):
        with place:
            _show_source(choice, source)


def _show_source(choice: SectorChoice, source: str) -> None:
    counted = [code for code in choice.sectors if code in sectors_of(source)]
    if not counted:
        st.caption(_("Cette source ne compte pas ces secteurs."))
        return
    zones = choice.zones[:LINES]
    series = group_series(source, counted, zones)
    names = read_units("zone_emploi")["name"]
    france = _(FRANCE)
    colours = _colours_of(zones)
    base_year = SOURCE_YEARS[source][0]
    title = f"{_(SOURCE_TITLES[source])} – {_('indice 100 en {year}').format(year=base_year)}"
    st.markdown(f"**{title}**")
    show_colour_key(colours, (france,))
    chart = _years_chart(source, tuple(counted), zones)
    sources = [say_producer(source)]
    show_chart(chart, title, f"annees_{source}", colours=colours, sources=sources)
    gone = [str(names[zone]) for zone in zones if series[zone].isna().any()]
    if gone:
        st.caption(
            _("Ligne absente ou interrompue, faute d’une case publiée : {names}.").format(
                names=list_texts(gone)
            )
        )
    table = series.reset_index()
    columns = [
        NumberColumn("year", _("Année")),
        NumberColumn("france", france, 0),
        NumberColumn("france_unpublished", _("Cases non publiées"), 0),
        *(NumberColumn(zone, str(names[zone]), 0) for zone in zones),
    ]
    show_numbers(table, columns, f"emplois_{source}")


def say_producer(source: str) -> str:
    """Write who counts the jobs of a source, as its record does."""
    return _(find_indicator(f"industrial_jobs_{source}_count").record.attribution)


def _colours_of(zones: tuple[str, ...]) -> dict[str, str]:
    names = read_units("zone_emploi")["name"]
    return dict(zip([str(names[zone]) for zone in zones], comparison(len(zones)), strict=True))


@reader_cache(maxsize=KEPT)
def _years_chart(source: str, sectors: tuple[str, ...], zones: tuple[str, ...]) -> Chart:
    # Kept by what it draws: it was made anew whatever the reader had touched on the page.
    series = group_series(source, sectors, zones).drop(columns="france_unpublished")
    lines = series.rename(columns={"france": _(FRANCE), **read_units("zone_emploi")["name"]})
    return index_lines(lines, _colours_of(zones), SOURCE_YEARS[source][0])


@reader_cache(maxsize=KEPT)
def _gathering_chart(source: str, year: str, sectors: tuple[str, ...], label: str) -> Chart:
    jobs = {
        label: group_jobs(source, year, sectors)["value"],
        _("Tous secteurs"): group_jobs(source, year, sectors_of(source))["value"],
    }
    curves = {name: lorenz(values) for name, values in jobs.items() if values.sum()}
    return gathering_curves(curves, {label: comparison(1)[0]})


def show_concentration(choice: SectorChoice) -> None:
    """Write how far the sectors are gathered in few zones, beside all jobs."""
    source, year = choice.dataset.source, choice.dataset.year
    st.markdown(f"### {_('Concentration en France')}")
    mine = group_concentration(source, year, choice.sectors)
    every = whole_concentration(source, year)
    st.caption(
        ngettext(
            "{count} zone d’emploi avec une valeur ({source}). Tous secteurs : la concentration "
            "que la taille des zones explique à elle seule.",
            "{count} zones d’emploi avec une valeur ({source}). Tous secteurs : la concentration "
            "que la taille des zones explique à elle seule.",
            mine.zone_count,
            source=indicator_source(choice),
        )
    )
    if lacks_zeros(source, year, choice.sectors):
        st.caption(
            _(
                "{source} n’écrit pas ses zéros cette année-là : des zones sans emploi sont sans "
                "doute parmi les non publiées, et ces indices ne se comparent pas à ceux d’une "
                "année qui les écrit."
            ).format(source=indicator_source(choice))
        )
    table = _concentration_table(mine, every)
    left, right = st.columns(2, gap="medium")
    whole = _("Tous secteurs")
    sides = {"sectors": choice.label, "all": whole}
    with left:
        colours = {choice.label: comparison(1)[0]}
        show_colour_key(colours, (whole,))
        show_chart(
            _gathering_chart(source, year, choice.sectors, choice.label),
            _("Concentration en France"),
            "filieres_cumul",
            colours=colours,
            references=[whole],
            sources=[say_producer(source)],
        )
    with right:
        columns = [text_column(_("Mesure"), "measure")]
        columns += [number_column(title, itemgetter(key)) for key, title in sides.items()]
        title = _("Concentration en France")
        st.html(table_html(columns, fill(columns, table.to_dict("records")), title=title))
        show_csv(lambda: table, "concentration")
        with st.expander(_("Formules")):
            st.markdown("\n".join(f"- {_(text)}" for text in FORMULAS.values()))


def _concentration_table(mine: Concentration, every: Concentration) -> pd.DataFrame:
    labels = [
        _("Dix premières zones, % des emplois"),
        _("Zones qui font la moitié"),
        _("Indice de Gini"),
        _("Indice de Herfindahl"),
        _("Nombre équivalent de zones (1 / H)"),
    ]
    return pd.DataFrame(
        {"measure": labels, "sectors": _say_concentration(mine), "all": _say_concentration(every)}
    )


def _say_concentration(one: Concentration) -> list[str]:
    return [
        format_number(one.top_share_pct, 1),
        format_number(one.half_count),
        format_number(one.gini, 2),
        format_number(one.herfindahl, 3),
        format_number(one.equal_zones),
    ]
