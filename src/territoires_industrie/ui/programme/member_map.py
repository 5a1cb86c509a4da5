"""The map of the members between two states: one class a movement, by EPCI."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.charts.programme import MOVEMENT_COLOURS
from territoires_industrie.classes.classification import NO_CLASS
from territoires_industrie.classes.legend import Legend, LegendRow
from territoires_industrie.draw.payload import Focus
from territoires_industrie.draw.plate import Plate
from territoires_industrie.draw.units_map import DrawnUnits, units_map, write_dimmed
from territoires_industrie.html_table import Row
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.look import PAGE
from territoires_industrie.membership import read_composition
from territoires_industrie.programme.flows import MOVEMENTS, Flows, read_flows
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.filters import Filter, describe_filter, select_units
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words, cite_map, name_outline
from territoires_industrie.sources import table_record
from territoires_industrie.ui.framing import last_focus
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.ui.sites import show_sites
from territoires_industrie.ui.state import select
from territoires_industrie.wording import N_, _

LEVEL = "epci"
PART = "partie"
CLASSES = (*MOVEMENTS, PART)
"""Classes of the map in the order of their colours; the last holds EPCI members in part."""

PART_LABEL = N_("Membre par des communes ou des EPT seulement")
HEIGHT = 600
STATE_TABLES = {"2018-11-22": "announcement_match_2018", "2020-10": "membership_2020"}
"""Tables of the states; every other one is in ``membership_2024``."""

NEVER_OUTLINED = ("region", "departement")
"""Levels whose units hold too many EPCI to outline each."""


def show_member_map(view: View, flows: Flows, movement: str, kept: frozenset[str] | None) -> None:
    """Show the map; a click selects EPCI.

    Parameters
    ----------
    view
        Its selection is outlined, whatever its level.
    flows
        What to draw.
    movement
        Key of ``CLASSES`` to show plainly, or an empty text for all.
    kept
        EPCI inside the filter; None for all.
    """
    drawn, outlined = _drawn(flows, kept), _outlined(view, flows)
    payload = replace(
        units_map(drawn, outlined),
        focus=_focus(view),
        highlight=str(CLASSES.index(movement)) if movement else None,
    )
    show_page_map(payload, key="carte_programme", height=HEIGHT, take=select_epci)
    show_sites(outlined, drawn)


def _drawn(flows: Flows, kept: frozenset[str] | None) -> DrawnUnits:
    classes, labels = _values(flows.before.key, flows.after.key)
    order = screen_geometry(LEVEL).codes
    dimmed = "" if kept is None else write_dimmed([code in kept for code in order])
    return DrawnUnits(LEVEL, classes, (*MOVEMENT_COLOURS.values(), PAGE.in_part), labels, dimmed)


def _outlined(view: View, flows: Flows) -> View:
    return replace(view, outline=f"phase{flows.after.phase}", selection=selected_epci(view))


def member_plate(view: View) -> Plate:
    """Make the plate of the map, for its pictures; what is not shown alone is dimmed."""
    options = view.options_of(ProgrammeOptions)
    flows, kept = read_flows(options.before, options.after), kept_epci(view.filter)
    drawn, focus = _drawn(flows, kept), _focus(view)
    if options.movement:
        shown = str(CLASSES.index(options.movement))
        drawn = replace(drawn, dimmed=write_dimmed([one == shown for one in drawn.classes]))
    rows = tuple(
        LegendRow(label, colour, count, key=str(rank))
        for rank, (colour, label, count) in enumerate(movement_rows(flows))
    )
    title = _("Membres du programme, du {first} au {last}").format(
        first=say_day(flows.before.key), last=say_day(flows.after.key)
    )
    words = Words(
        title,
        " · ".join((_(LEVELS[LEVEL].title), *describe_filter(Filter(regions=view.filter.regions)))),
        (flows.note,) if flows.note else (),
        cite_map(LEVEL, table_record(state_table(flows.after.key))),
    )
    legend = Legend(rows, title, outline_label=name_outline(outline_of(flows)))
    codes = focus.codes if focus else ()
    return Plate(replace(drawn, labels=()), _outlined(view, flows), legend, words, codes)


def movement_rows(flows: Flows) -> list[tuple[str, str, int]]:
    """List the colours of the map, what each stands for, and how many EPCI and EPT have it."""
    counts = flows.members["movement"].value_counts()
    rows = [
        (MOVEMENT_COLOURS[key], _(label), int(counts.get(key, 0)))
        for key, label in MOVEMENTS.items()
    ]
    parts = epci_in_part(flows)
    return [*rows, (PAGE.in_part, _(PART_LABEL), len(parts))] if parts else rows


def kept_epci(kept: Filter) -> frozenset[str] | None:
    """Return the EPCI of the filter's régions, None when it has none."""
    if not kept.regions:
        return None
    inside = select_units(LEVEL, Filter(regions=kept.regions, region_rule=kept.region_rule))
    return frozenset(inside.index[inside])


def state_table(key: str) -> str:
    """Return the table that holds a state of the programme."""
    return STATE_TABLES.get(key, "membership_2024")


def outline_of(flows: Flows) -> str:
    """Return the level outlined: the territories of the later state."""
    return f"territoire_phase{flows.after.phase}"


def select_epci(codes: tuple[str, ...]) -> None:
    """Make these EPCI the selection, whatever the level of the view."""
    select(codes, level=LEVEL)


def selected_epci(view: View) -> tuple[str, ...]:
    """Return the EPCI of the selection: itself, or those that the selected units lie on."""
    if view.level in NEVER_OUTLINED:
        return ()
    return _epci_of(view.level, view.selection)


@lru_cache(maxsize=64)
def _epci_of(level_key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    if level_key == LEVEL or not codes:
        return codes
    communes = read_composition()
    inside = communes[communes[LEVELS[level_key].column].isin(codes)]
    return tuple(sorted(inside["epci_siren"].dropna().unique()))


def _focus(view: View) -> Focus | None:
    """Frame what was last searched for, told in EPCI."""
    asked = last_focus(view.level)
    return replace(asked, codes=_epci_of(view.level, asked.codes)) if asked else None


@reader_cache(maxsize=32)
def _values(before: str, after: str) -> tuple[str, tuple[str, ...]]:
    """Write the class and the label of every EPCI, in the order of the geometry."""
    flows = read_flows(before, after)
    told = {code: _say(row) for code, row in flows.members.to_dict("index").items()}
    parts = {code: _say_parts(rows) for code, rows in epci_in_part(flows).items()}
    classes, labels = [], []
    movement = flows.members["movement"].to_dict()
    outside = _("Hors du programme aux deux dates")
    unknown = _("Hors de la comparaison")
    limits = set(flows.before.region_codes) | set(flows.after.region_codes)
    compared = _compared(frozenset(limits))
    for code in screen_geometry(LEVEL).codes:
        key = movement.get(code, PART if code in parts else "")
        classes.append(str(CLASSES.index(key)) if key else NO_CLASS)
        nothing = outside if code in compared else unknown
        labels.append(told.get(code) or parts.get(code) or nothing)
    return "".join(classes), tuple(labels)


@lru_cache(maxsize=4)
def _compared(regions: frozenset[str]) -> frozenset[str]:
    # The announcement is of Normandie alone: it says nothing of who was a member elsewhere.
    communes = read_composition()
    if not regions:
        return frozenset(communes["epci_siren"].dropna())
    return frozenset(communes.loc[communes["region_code"].isin(regions), "epci_siren"].dropna())


def _say(row: Row) -> str:
    first, last = row["territoire_name_before"], row["territoire_name_after"]
    movement = str(row["movement"])
    if movement == "reste":
        return _("Resté : {name}").format(name=last)
    if movement == "change":
        return _("Passé de {first} à {last}").format(first=first, last=last)
    if movement == "sort":
        return _("Sorti : {name}").format(name=first)
    return _("Entré : {name}").format(name=last)


def epci_in_part(flows: Flows) -> dict[str, pd.DataFrame]:
    """Group the members that are communes or EPT by the EPCI that they lie in.

    Only EPCI that are not members themselves.
    """
    return _parts(flows.before.key, flows.after.key)


@lru_cache(maxsize=16)
def _parts(before: str, after: str) -> dict[str, pd.DataFrame]:
    flows = read_flows(before, after)
    communes = read_composition()
    # A commune or an EPT that is a member alone is drawn in the EPCI around it.
    homes = communes.set_index("commune_siren")["epci_siren"].to_dict()
    homes |= communes.dropna(subset=["ept_siren"]).set_index("ept_siren")["epci_siren"].to_dict()
    epts = flows.members[flows.members["kind"] == "ept"]
    inside = pd.concat([flows.communes, epts])
    home = inside.index.map(homes)
    whole = set(flows.members.index)
    return {
        str(code): rows for code, rows in inside.groupby(home) if code and str(code) not in whole
    }


def _say_parts(rows: pd.DataFrame) -> str:
    said = [
        _("{name} ({movement})").format(name=row["name"], movement=_(SHORT[str(row["movement"])]))
        for row in rows.to_dict("records")
    ]
    more = f" (+ {len(said) - 3})" if len(said) > 3 else ""
    return _("En partie : {names}").format(names=", ".join(said[:3]) + more)


SHORT = {
    "reste": N_("resté"),
    "change": N_("passé à un autre territoire"),
    "sort": N_("sorti"),
    "entre": N_("entré"),
}
"""Movements in a word."""
