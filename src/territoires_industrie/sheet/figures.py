"""Key figures of a sheet with their ranks, and their change over the years."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

import pandas as pd
from babel.lists import format_list

from territoires_industrie.analysis.ranking import Ranking, Reference, rank_all, read_trend
from territoires_industrie.charts.indicator import trend_line
from territoires_industrie.html_table import Column, Row, number_column, text_column
from territoires_industrie.indicators import Indicator, Measure, find_indicator
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.scene.words import say_bounds, say_figure, say_value
from territoires_industrie.sheet.cells import say_absence, say_gap, say_reference
from territoires_industrie.sheet.long_story import long_story
from territoires_industrie.sheet.model import Block, Chart, Note, Section, Side, Table
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import (
    N_,
    _,
    format_number,
    format_quantity,
    language,
    list_texts,
    say_pair,
    say_rank,
)

TREND_AROUND_PX = 110
TRENDS = ("private_jobs_count", "population_count")
"""Counts that are known of every commune over ten years and more, so of any unit made of them."""

SERIES_NOTES = {
    "private_jobs_count": N_(
        "Une source et une définition pour toutes les années, communes ramenées à celles de "
        "2026 : aucune rupture de série n’est signalée par l’Urssaf. Une commune sans employeur "
        "privé connu compte zéro ; une année sans chiffre interrompt la courbe."
    ),
    "population_count": N_(
        "Chaque millésime repose sur cinq années de collecte : deux années voisines se "
        "recouvrent, l’évolution se lit sur la période entière. L’enquête de 2021 a été "
        "reportée d’un an. Contours constants de 2026. France sans Mayotte, dont le seul "
        "recensement est de 2017."
    ),
}


def figures_section(level_key: str, code: str, similar: Sequence[str]) -> Section:
    """Return the section of every figure with its rank and its gaps to references."""
    rankings = rank_all(level_key, code, similar)
    known = [ranking for ranking in rankings if ranking.value is not None]
    blocks: list[Block] = [
        _ranking_table(level_key, code, known, rankings, len(similar)),
        *straddling(level_key, code),
        *_bounds(level_key, code, known),
        _reading(level_key, similar),
        *(Note(text, "note") for text in _limits(known)),
        *(Note(text, "absent") for text in _without_figure(rankings)),
    ]
    by_file = (ranking.indicator.formula.records for ranking in known)
    records = tuple(record for files in by_file for record in files.values())
    return Section("chiffres", _("Chiffres clés"), tuple(blocks), records)


def _bounds(level_key: str, code: str, rankings: Sequence[Ranking]) -> Iterator[Note]:
    """Write how sure each estimate is."""
    for ranking in rankings:
        if said := say_bounds(ranking.indicator, level_key, code):
            yield Note(say_pair(ranking.indicator.title, said), "note")


def straddling(level_key: str, code: str) -> Iterator[Note]:
    """Write which région a unit of several is compared with, and why."""
    units, names = read_units(level_key), read_units("region")["name"]
    codes, main = units["region_codes"][code], str(units["region_code"][code])
    if len(codes) < 2:
        return
    communes = read_composition()
    inside = communes[communes[LEVELS[level_key].column] == code]
    people = inside.groupby("region_code")["population_count"].sum()
    # The seat of an EPCI is not in the data: its région is where most people live (decision 0004).
    text = _(
        "À cheval sur {regions} : la région comparée est {region}, où vivent {share} de ses "
        "habitants."
    )
    share = format_quantity(100 * people[main] / people.sum(), "%")
    regions = format_list([str(names[one]) for one in codes], locale=language())
    yield Note(text.format(regions=regions, region=names[main], share=share), "note")


def _reading(level_key: str, similar: Sequence[str]) -> Note:
    level = _(LEVELS[level_key].title)
    text = _(
        "Rang : 1 est le chiffre le plus élevé parmi les unités du niveau « {level} » qui en ont "
        "un ; ce n’est pas un jugement. Centile : part de ces unités au chiffre plus faible. "
        "Région et France : leur chiffre, puis l’écart (un taux) ou la part que le territoire y "
        "pèse (un nombre). Groupe : médiane des {count} plus semblables, puis l’écart."
    )
    return Note(text.format(level=level, count=format_number(len(similar))), "note")


def _limits(rankings: Sequence[Ranking]) -> Iterator[str]:
    """Write each limit once, with the titles that it applies to."""
    by_text: dict[str, list[str]] = {}
    for ranking in rankings:
        if ranking.indicator.limits:
            by_text.setdefault(ranking.indicator.limits, []).append(ranking.indicator.title)
    for limits, titles in by_text.items():
        yield say_pair(list_texts(titles), _(limits))


def _without_figure(rankings: Sequence[Ranking]) -> Iterator[str]:
    """Write why figures are missing, each reason once with what it holds for."""
    by_status: dict[str, list[str]] = {}
    for ranking in rankings:
        if ranking.value is None:
            by_status.setdefault(ranking.status, []).append(ranking.indicator.title)
    for status, titles in by_status.items():
        yield say_pair(say_absence(status), list_texts(titles))


def _ranking_table(
    level_key: str,
    code: str,
    shown: Sequence[Ranking],
    rankings: Sequence[Ranking],
    group_size: int,
) -> Table:
    columns = (
        text_column(_("Indicateur"), lambda one: one.indicator.title_in(one.year)),
        number_column(_("Chiffre"), lambda one: say_value(one.indicator, one.value, one.status)),
        rank_column(level_key),
        number_column(_("Centile"), lambda one: format_number(one.percentile)),
        number_column(rankings[0].region_name, lambda one: _compared(one.indicator, one.region)),
        number_column(_("France"), lambda one: _compared(one.indicator, one.france)),
        number_column(_("Groupe"), lambda one: _peers(one, group_size)),
    )
    rows: list[str | Ranking] = []
    # Indicators of one theme are neighbours in the registry.
    for theme, group in groupby(shown, key=lambda one: one.indicator.theme):
        rows += [_(theme), *group]
    name = str(read_units(level_key).at[code, "name"])
    title = _("{name} : rang et écarts").format(name=name)
    return Table.of("chiffres", title, columns, rows, figures_frame(rankings))


def rank_column(level_key: str) -> Column:
    """Return the column of ranks among the units of a level that have a figure."""
    is_feminine = LEVELS[level_key].is_feminine

    def said(ranking: Ranking) -> str:
        if ranking.rank is None:
            return "–"
        return say_rank(ranking.rank, ranking.count, is_feminine=is_feminine)

    return number_column(_("Rang"), said)


def _peers(ranking: Ranking, group_size: int) -> str:
    """Write the median of the group, and of how many units where some have no figure."""
    indicator, median = ranking.indicator, ranking.peers
    figure = say_reference(indicator, median.value, median.status)
    if median.value is not None and ranking.peers_count < group_size:
        figure = _("{figure} ({count} sur {total})").format(
            figure=figure,
            count=format_number(ranking.peers_count),
            total=format_number(group_size),
        )
    return _beside(figure, say_gap(indicator, median))


def _compared(indicator: Indicator, reference: Reference) -> str:
    figure = say_reference(indicator, reference.value, reference.status)
    return _beside(figure, say_gap(indicator, reference))


def _beside(figure: str, gap: str) -> str:
    return f"{figure}\n{gap}" if gap else figure


def figures_frame(rankings: Sequence[Ranking]) -> pd.DataFrame:
    """Return the figures of some rankings unrounded, a row each."""
    return pd.DataFrame(
        [
            {
                "indicator": ranking.indicator.key,
                "title": ranking.indicator.title,
                "year": ranking.year,
                "value": ranking.value,
                "status": ranking.status,
                "rank": ranking.rank,
                "rank_of_count": ranking.count,
                "percentile": ranking.percentile,
                "region": ranking.region_name,
                "region_value": ranking.region.value,
                "region_status": ranking.region.status,
                "region_gap": ranking.region.gap,
                "share_of_region_pct": ranking.region.share_pct,
                "region_rank": ranking.region_rank,
                "france_value": ranking.france.value,
                "france_status": ranking.france.status,
                "france_gap": ranking.france.gap,
                "share_of_france_pct": ranking.france.share_pct,
                "similar_median": ranking.peers.value,
                "similar_status": ranking.peers.status,
                "similar_gap": ranking.peers.gap,
                "similar_count": ranking.peers_count,
            }
            for ranking in rankings
        ]
    )


def trends_section(level_key: str, code: str) -> Section:
    """Return the section of private jobs and population over the years."""
    charts = [trend_chart(level_key, code, key) for key in TRENDS]
    drawn = tuple(chart for chart in charts if isinstance(chart, Chart))
    absent = tuple(note for note in charts if isinstance(note, Note))
    notes = tuple(
        Note(say_pair(find_indicator(key).title, _(SERIES_NOTES[key])), "note") for key in TRENDS
    )
    blocks: tuple[Block, ...] = (*((Side(drawn),) if drawn else ()), *absent, *notes)
    blocks += long_story(level_key, code)
    shown = (block for block in (*drawn, *blocks) if isinstance(block, Chart))
    records = dict.fromkeys(record for chart in shown for record in chart.records)
    return Section("evolution", _("Évolution"), blocks, tuple(records))


def trend_chart(level_key: str, code: str, key: str) -> Chart | Note:
    """Draw an indicator over its years beside région and France, or write why it cannot be."""
    indicator = find_indicator(key)
    table = read_trend(level_key, code, key)
    title = indicator.title
    # A line needs two points.
    known = table["value"].dropna()
    if len(known) < 2:
        status = Status(str(table["status"].iloc[-1]))
        reason = _("une seule année est connue") if status.has_figure else say_absence(status)
        return Note(say_pair(title, reason), "absent")
    units = read_units(level_key)
    name = str(units.at[code, "name"])
    region = str(read_units("region")["name"][str(units.at[code, "region_code"])])
    # A région or a territory may bear the name of another column: columns must differ.
    columns = {"value": name, "region_value": f"{region} " if region == name else region}
    columns["france_value"] = _("France")
    series = table[list(columns)].rename(columns=columns)
    drawn = trend_line(series, indicator, [columns["france_value"]], str(known.index[0]))
    first, last = str(known.index[0]), str(known.index[-1])
    words = _("{title} : {first_value} en {first}, {last_value} en {last}.").format(
        title=title,
        first=first,
        last=last,
        first_value=say_figure(indicator, float(known.iloc[0])),
        last_value=say_figure(indicator, float(known.iloc[-1])),
    )
    years = _("{title}, {first} à {last}").format(title=title, first=first, last=last)
    return Chart(
        f"evolution-{key}",
        years,
        drawn,
        words,
        _trend_table(table, indicator, columns, years),
        (indicator.record,),
        TREND_AROUND_PX,
    )


def _trend_table(
    table: pd.DataFrame, indicator: Indicator, columns: dict[str, str], title: str
) -> Table:
    shown = [text_column(_("Année"), "year")]
    for column, name in columns.items():
        shown.append(number_column(name, partial(_said_in, column, indicator)))
        if indicator.measure is Measure.COUNT:
            shown.append(number_column(_("indice"), column.replace("value", "index"), 1))
    return Table.of(f"evolution-{indicator.key}", title, shown, table)


def _said_in(column: str, indicator: Indicator, row: Row) -> str:
    return say_figure(indicator, row[column])
