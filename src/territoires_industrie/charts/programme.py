"""Charts of the programme's story: its size over time, its flows, its budgets.

Numbers are written here, in the form of the language; nothing is fetched.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from territoires_industrie.charts.axes import room_for_texts, wrap_label, wrapped_axis
from territoires_industrie.charts.parts import (
    Chart,
    chosen,
    colour_by,
    fixed,
    key_below,
    layered,
    names_of,
    tips,
)
from territoires_industrie.look import PAGE
from territoires_industrie.programme.flows import MOVEMENTS
from territoires_industrie.programme.words import first_day, say_day
from territoires_industrie.wording import N_, _, format_number, ngettext

MOVEMENT_COLOURS = PAGE.movements
ORIGINS = {"publié": N_("Chiffre publié"), "atlas": N_("Compté dans la liste des membres")}
ORIGIN_COLOURS = {"publié": PAGE.published, "atlas": PAGE.counted}
STEPS = 24
"""Points on each side of a ribbon."""

GAP = 0.06
"""Space between the nodes of one side, as a part of all the members."""

NODE = 0.02
LINE = 13
"""Height of a line of a label, in pixels."""

CROWDED_DAYS = 240
"""Two counts nearer than that have no room for their labels side by side on a phone."""


def count_steps(counts: pd.DataFrame) -> Chart:
    """Draw the number of territories over time, published and counted.

    Parameters
    ----------
    counts
        Rows of ``territoire_counts``.
    """
    shown = counts.assign(
        day=pd.to_datetime(counts["event_date"].map(first_day)),
        kind=counts["origin"].map(lambda key: _(ORIGINS[key])),
        text=[
            _("{day} : {count} territoires").format(day=say_day(day), count=format_number(value))
            for day, value in zip(counts["event_date"], counts["value"], strict=True)
        ],
    )[["day", "value", "kind", "text", "source", "origin"]]
    published = shown[shown["origin"] == "publié"].drop_duplicates("value")
    # A refresh may bring a later state: the axis goes on to the end of its year.
    last = int(shown["day"].dt.year.max()) + 1
    years = [f"{year}-01-01" for year in range(2019, last + 1)]
    base = alt.Chart(shown).encode(
        x=alt.X(
            "day:T",
            title=None,
            scale=alt.Scale(domain=["2018-07-01", years[-1]]),
            axis=alt.Axis(format="%Y", tickCount="year", grid=False, values=years),
        ),
        # From 124 to 183: from nought on, the steps would hardly be seen.
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[115, 190]), axis=None),
    )
    line = base.transform_filter("datum.origin == 'publié'").mark_line(
        interpolate="step-after", strokeWidth=2, color=PAGE.published
    )
    colours = {_(ORIGINS[key]): colour for key, colour in ORIGIN_COLOURS.items()}

    def by_kind(*marks: str | float) -> alt.Scale:
        return chosen(dict(zip(colours, marks, strict=True)))

    points = base.mark_point(filled=True, opacity=1).encode(
        color=colour_by("kind", colours, key_below(300)),
        shape=alt.Shape("kind:N", scale=by_kind("circle", "diamond"), legend=None),
        size=alt.Size("kind:N", scale=by_kind(80, 40), legend=None),
        tooltip=tips(text=_("Territoires"), source=_("Source")),
    )
    return layered(line, points, *_step_labels(published), height=280)


def _step_labels(published: pd.DataFrame) -> list[alt.Chart]:
    """Write each count once: above its point, or beside it where others are near.

    Two that share a day stand on both sides; one that another soon follows stands on the
    left, which the step leaves free, or a phone would write one over the other.
    """
    # Numbers of one day, or of days close to each other, are written on either side.
    first = published.duplicated("day", keep="last")
    last = published.duplicated("day", keep="first")
    soon = -published["day"].diff(-1) < pd.Timedelta(days=CROWDED_DAYS)
    last |= soon & ~first & (published["day"] > published["day"].min())
    labels = published.assign(label=published["value"].map(format_number))
    above: dict[str, Any] = {"align": "center", "dy": -12}
    right: dict[str, Any] = {"align": "left", "dx": 7, "dy": 8}
    left: dict[str, Any] = {"align": "right", "dx": -7, "dy": -4}
    places = ((~first & ~last, above), (first, right), (last, left))
    return [
        alt.Chart(labels[rows])
        .mark_text(fontSize=PAGE.chart_text, fontWeight="bold", **place)
        .encode(x="day:T", y="value:Q", text="label:N")
        for rows, place in places
    ]


def flow_ribbons(counts: Mapping[str, int], before: str, after: str) -> Chart:
    """Draw the members of two states and what passes from one to the other.

    Parameters
    ----------
    counts
        Key of ``MOVEMENTS`` → number of EPCI and EPT.
    before, after
        What the two sides are, in the language of the run.
    """
    ends = _ribbon_ends(counts)
    total = max(sum(counts.values()), 1)
    areas = pd.DataFrame(
        [
            {"movement": key, "x": step / STEPS, "low": low, "high": high, "text": _told(key, n)}
            for key, (left, right, n) in ends.items()
            for step in range(STEPS + 1)
            for low, high in [_at(left, right, n, step / STEPS)]
        ],
        columns=["movement", "x", "low", "high", "text"],
    )
    flat, tall = fixed(-NODE, 1 + NODE), fixed(total * (1 + GAP), -total * 0.16)
    ribbons = (
        alt.Chart(areas)
        .mark_area(opacity=0.6)
        .encode(
            x=alt.X("x:Q", axis=None, scale=flat),
            y=alt.Y("low:Q", axis=None, scale=tall),
            y2="high:Q",
            color=colour_by("movement", MOVEMENT_COLOURS),
            tooltip=tips(text=_("EPCI et EPT")),
        )
    )
    nodes = (
        alt.Chart(_nodes(ends, counts))
        .mark_rect(color=PAGE.quiet)
        .encode(x=alt.X("x:Q", scale=flat), x2="x2:Q", y=alt.Y("low:Q", scale=tall), y2="high:Q")
    )
    texts = _ribbon_texts(ends, counts, (before, after), total)
    return layered(ribbons, nodes, *texts, height=340)


def _ribbon_ends(counts: Mapping[str, int]) -> dict[str, tuple[float, float, int]]:
    """Place each ribbon on both sides: members on top, those outside under a gap."""
    total = sum(counts.values())
    kept = counts["reste"] + counts["change"]
    tops = {
        "reste": (0, 0),
        "change": (counts["reste"], counts["reste"]),
        "sort": (kept, kept + counts["entre"] + GAP * total),
        "entre": (kept + counts["sort"] + GAP * total, kept),
    }
    return {key: (*tops[key], counts[key]) for key in MOVEMENTS if counts[key]}


def _at(left: float, right: float, count: int, where: float) -> tuple[float, float]:
    # A curve that is flat at both ends, so that a ribbon leaves and meets its nodes straight.
    bent = where * where * (3 - 2 * where)
    low = left + (right - left) * bent
    return low, low + count


def _nodes(ends: Mapping[str, tuple[float, float, int]], counts: Mapping[str, int]) -> pd.DataFrame:
    kept = counts["reste"] + counts["change"]
    rows = [
        (-NODE, 0.0, 0.0, float(kept + counts["sort"])),
        (1.0, 1 + NODE, 0.0, float(kept + counts["entre"])),
    ]
    if "entre" in ends:
        rows.append((-NODE, 0.0, ends["entre"][0], ends["entre"][0] + counts["entre"]))
    if "sort" in ends:
        rows.append((1.0, 1 + NODE, ends["sort"][1], ends["sort"][1] + counts["sort"]))
    return pd.DataFrame(rows, columns=["x", "x2", "low", "high"])


def _ribbon_texts(
    ends: Mapping[str, tuple[float, float, int]],
    counts: Mapping[str, int],
    sides: tuple[str, str],
    total: int,
) -> list[alt.Chart]:
    """Name the ribbons (those who come at their left, the others at their right) and the sides."""
    kept = counts["reste"] + counts["change"]
    heads = (
        (0.0, _side_text(sides[0], kept + counts["sort"]), "left"),
        (1.0, _side_text(sides[1], kept + counts["entre"]), "right"),
    )
    bold = {"baseline": "top", "fontWeight": "bold", "lineBreak": "\n"}
    marks = [_text(x, -total * 0.15, text, align=side, **bold) for x, text, side in heads]
    for key, (left, right, count) in ends.items():
        x, top, align = (0.015, left, "left") if key == "entre" else (0.985, right, "right")
        marks.append(_text(x, top + count / 2, _told(key, count), align=align))
    return marks


def _text(x: float, y: float, text: str, **options: Any) -> alt.Chart:
    mark: alt.Chart = (
        alt.Chart(pd.DataFrame([{"x": x, "y": y, "text": text}]))
        .mark_text(fontSize=PAGE.chart_text, **options)
        .encode(x="x:Q", y="y:Q", text="text:N")
    )
    return mark


def _side_text(state: str, count: int) -> str:
    return ngettext("{state}\n{count} membre", "{state}\n{count} membres", count, state=state)


def _told(movement: str, count: int) -> str:
    texts = {
        "reste": ngettext(
            "{count} resté dans son territoire", "{count} restés dans leur territoire", count
        ),
        "change": ngettext(
            "{count} passé à un autre territoire", "{count} passés à un autre territoire", count
        ),
        "sort": ngettext("{count} sorti", "{count} sortis", count),
        "entre": ngettext("{count} entré", "{count} entrés", count),
    }
    return texts[movement]


def region_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> Chart:
    """Draw the movements of each région as one bar.

    Parameters
    ----------
    counts
        From ``count_flows``; the total is left out.
    names
        Région code → name.
    """
    rows = counts[counts.index != ""]
    total = rows[list(MOVEMENTS)].sum(axis=1).sort_values(ascending=False)
    cells = {str(code): row for code, row in rows.astype(int).to_dict("index").items()}
    told = [
        {
            "region": names[code],
            "movement": key,
            "order": rank,
            "count": cells[code][key],
            "text": _told(key, cells[code][key]),
        }
        for code in total.index
        for rank, key in enumerate(MOVEMENTS)
        if cells[code][key]
    ]
    order = [names[code] for code in total.index]
    labels = pd.DataFrame(
        {"region": order, "total": list(total), "text": [format_number(n) for n in total]}
    )
    y = names_of("region", order, wrapped_axis())
    room = fixed(0, float(total.max()) * 1.12 if len(total) else 1)
    bars = (
        alt.Chart(pd.DataFrame(told, columns=["region", "movement", "order", "count", "text"]))
        .mark_bar()
        .encode(
            x=alt.X("count:Q", axis=None, stack="zero", scale=room),
            y=y,
            color=colour_by("movement", MOVEMENT_COLOURS),
            order="order:O",
            tooltip=tips(region=_("Région"), text=_("EPCI et EPT")),
        )
    )
    ends = alt.Chart(labels).mark_text(align="left", dx=4).encode(x="total:Q", y=y, text="text:N")
    return layered(bars, ends, height=22 * max(len(order), 1) + 10)


def amount_bars(labels: Sequence[str], amounts: Sequence[float], texts: Sequence[str]) -> Chart:
    """Draw amounts, one bar each, in the order given, the figure at the end, lines kept."""
    order = [wrap_label(label) for label in labels]
    rows = pd.DataFrame({"label": order, "amount": amounts, "text": texts})
    base = alt.Chart(rows).encode(y=names_of("label", order, wrapped_axis()))
    bars = base.mark_bar(color=PAGE.published, cornerRadiusEnd=2).encode(
        x=alt.X("amount:Q", axis=None, scale=room_for_texts(rows["amount"])),
        tooltip=tips(label=_("Montant"), text="€"),
    )
    # Vega sets the first line, not all of them, beside the middle of the bar.
    lift = LINE * max((text.count("\n") for text in texts), default=0) / 2
    ends = base.mark_text(align="left", dx=5, dy=-lift, lineBreak="\n", lineHeight=LINE).encode(
        x=alt.X("amount:Q", axis=None), text="text:N"
    )
    step = 12 + 14 * max((label.count("\n") + 1 for label in order), default=1)
    return layered(bars, ends, height=step * max(len(rows), 1))


def count_bars(counts: Mapping[str, int]) -> Chart:
    """Draw how many there are of each kind, one whole-number bar each."""
    texts = [format_number(count) for count in counts.values()]
    return amount_bars(list(counts), [float(count) for count in counts.values()], texts)
