"""The map of the grants: one circle an EPCI, its surface the amount."""

from collections import Counter
from dataclasses import replace
from functools import cache
from zlib import crc32

import pandas as pd

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classification import NO_CLASS
from territoires_industrie.classes.legend import Legend, LegendRow, circle_radii
from territoires_industrie.draw.payload import Focus
from territoires_industrie.draw.plate import Plate
from territoires_industrie.draw.units_map import DrawnUnits, units_map
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.look import PAGE
from territoires_industrie.membership import read_composition, regional_codes
from territoires_industrie.programme.grants import (
    LIMITS,
    PACA,
    grant_table,
    read_grants,
    regional_totals,
)
from territoires_industrie.programme.words import say_amount
from territoires_industrie.scene.view import OUTLINE_LEVELS, View
from territoires_industrie.scene.words import Words, cite_map, name_outline
from territoires_industrie.sources import table_record
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.programme.member_map import select_epci, selected_epci
from territoires_industrie.ui.sites import show_sites
from territoires_industrie.wording import _, list_texts, ngettext

LEVEL = "epci"
HEIGHT = 520
OUTLINE = "phase2"
OUTLINED = OUTLINE_LEVELS[OUTLINE]
"""Level whose units are outlined over the grants."""


@cache
def grants_by_epci() -> pd.DataFrame:
    """Sum the grants of each EPCI.

    Returns
    -------
    pandas.DataFrame
        Index EPCI code: ``count``, ``amount`` (euros, NaN when no amount is published) and
        ``communes`` (names, sorted).
    """
    grants = read_grants().dropna(subset=["commune_code"])
    homes = read_composition()["epci_siren"].reindex(grants["commune_code"]).to_numpy()
    grouped = grants.groupby(homes)
    return pd.DataFrame(
        {
            "count": grouped.size(),
            # Where no amount is published there is none, which is not nought.
            "amount": grouped["grant_eur"].sum(min_count=1),
            "communes": pd.Series(
                {code: tuple(sorted(set(names))) for code, names in grouped["commune_name"]}
            ),
        }
    )


def show_grant_map(view: View, region: str) -> None:
    """Show the grants on the map of France, a région in view; a click selects EPCI."""
    drawn, outlined = _drawn(), _outlined(view)
    # A map obeys a number once: each région has its own, the same at every run.
    focus = Focus(regional_codes(LEVEL).get(region, ()), crc32(region.encode()))
    payload = replace(units_map(drawn, outlined), focus=focus)
    show_page_map(payload, key="carte_subventions", height=HEIGHT, take=select_epci)
    show_sites(outlined, drawn)


def _drawn() -> DrawnUnits:
    classes, labels, radii = _values()
    return DrawnUnits(LEVEL, classes, PAGE.grants, labels, radii=radii)


def _outlined(view: View) -> View:
    return replace(view, outline=OUTLINE, selection=selected_epci(view))


def grant_plate(view: View) -> Plate:
    """Make the plate of the map, for its pictures."""
    counts = Counter(_values()[0])
    rows = tuple(
        LegendRow(label, colour, counts[str(rank)], key=str(rank))
        for rank, (colour, label) in enumerate(grant_rows())
    )
    title = _("Subventions « Territoires d’industrie en transition écologique »")
    region = shown_region(view)
    cited = cite_map(LEVEL, table_record(grant_table(region)))
    words = Words(title, _(LEVELS[LEVEL].title), (_(LIMITS),), cited)
    legend = Legend(rows, title, outline_label=name_outline(OUTLINED))
    return Plate(
        replace(_drawn(), labels=()),
        _outlined(view),
        legend,
        words,
        regional_codes(LEVEL).get(region, ()),
    )


def shown_region(view: View) -> str:
    """Return the région whose grants are shown: the filter leads when its grants are known."""
    known = regional_totals().index
    return next((code for code in view.filter.regions if code in known), PACA)


def grant_rows() -> list[tuple[str, str]]:
    """List the colours of the circles, and what each stands for."""
    most = say_amount(float(grants_by_epci()["amount"].max()))
    text = _("Surface du cercle : montant accordé dans l’EPCI (jusqu’à {most})")
    return [
        (PAGE.grants[0], text.format(most=most)),
        (PAGE.grants[1], _("Projet aidé, montant non publié")),
    ]


@reader_cache(maxsize=2)
def _values() -> tuple[str, tuple[str, ...], tuple[float, ...]]:
    """Write class, label and radius of every EPCI, in the order of the geometry."""
    table = grants_by_epci()
    order = list(screen_geometry(LEVEL).codes)
    amounts = table["amount"].reindex(order).astype("float64")
    sized = circle_radii(amounts.tolist())
    counted = table["count"].reindex(order)
    classes, labels, radii = [], [], []
    nothing = _("Aucune subvention connue")
    told = {str(code): _say(row) for code, row in table.iterrows()}
    for code, amount, count, radius in zip(order, amounts, counted, sized, strict=True):
        is_known = pd.notna(amount)
        classes.append(NO_CLASS if pd.isna(count) else "01"[not is_known])
        labels.append(told.get(code, nothing))
        radii.append(radius if is_known else PAGE.unknown_radius * float(pd.notna(count)))
    return "".join(classes), tuple(labels), tuple(radii)


def _say(row: pd.Series) -> str:
    count = int(row["count"])
    amount = say_amount(row["amount"]) if pd.notna(row["amount"]) else _("montant non publié")
    return _("{projects}, {amount} ({communes})").format(
        projects=ngettext("{count} projet", "{count} projets", count),
        amount=amount,
        communes=list_texts(row["communes"]),
    )
