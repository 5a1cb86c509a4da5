"""Territories of the programme in the specialised zones, each a link to its sheet."""

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.sector_groups import specialised_zones, units_in_zones
from territoires_industrie.html_table import Column, table_html
from territoires_industrie.membership import read_units
from territoires_industrie.scene.view import View
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.wording import _, format_number, list_texts, ngettext

NAMED_ZONES = 3


def show_places(choice: SectorChoice) -> None:
    """List the territories of the programme whose people live in the specialised zones."""
    phase = 1 if choice.view.level == "territoire_phase1" else 2
    level = f"territoire_phase{phase}"
    st.markdown(
        "### " + _("Territoires dans les zones spécialisées (phase {phase})").format(phase=phase)
    )
    dataset = choice.dataset
    zones = specialised_zones(dataset.source, dataset.year, choice.sectors, choice.threshold)
    table = units_in_zones(level, zones)
    if table.empty:
        st.caption(
            _(
                "Aucune zone n’atteint une spécialisation de {threshold} dans ces secteurs, ou "
                "aucun territoire n’y a d’habitants."
            ).format(threshold=format_number(choice.threshold, 1))
        )
        return
    whole = int((table["share_pct"] >= 50).sum())
    st.caption(_say_places(len(table), len(zones), whole))
    names, regions = read_units("zone_emploi")["name"], read_units("region")["name"]
    told = pd.DataFrame(
        {
            "territoire_name": table["name"],
            "population_share_pct": table["share_pct"],
            "zones": [_name_zones(codes, names) for codes in table["zones"]],
            "region_name": table["region_code"].map(regions),
            "territoire_id": table.index,
        }
    )
    st.html(places_html(choice.view, level, told))
    show_csv(lambda: told, "territoires_du_secteur")


def places_html(view: View, level_key: str, told: pd.DataFrame) -> str:
    """Write the territories in the specialised zones as a table, each a link to its sheet."""
    columns = (
        Column(_("Territoire"), is_number=False),
        Column(_("% des habitants")),
        Column(_("Zones spécialisées"), is_number=False),
        Column(_("Région"), is_number=False),
    )
    rows = [
        (
            link_html(view, level_key, str(row["territoire_id"]), str(row["territoire_name"])),
            format_number(row["population_share_pct"]),
            str(row["zones"]),
            str(row["region_name"]),
        )
        for row in told.to_dict("records")
    ]
    title = _("Territoires dans les zones spécialisées")
    return table_html(columns, rows, title=title, look="fiche defile")


def _say_places(count: int, zones: int, whole: int) -> str:
    territoires = ngettext(
        "{count} territoire a des habitants", "{count} territoires ont des habitants", count
    )
    where = ngettext("la zone spécialisée", "l’une des {zones} zones spécialisées", zones)
    return _(
        "{territoires} dans {where}, dont {whole} la moitié au moins. C’est la zone qui est "
        "spécialisée, pas forcément le territoire."
    ).format(
        territoires=territoires.format(count=format_number(count)),
        where=where.format(zones=format_number(zones)),
        whole=format_number(whole),
    )


def _name_zones(codes: tuple[str, ...], names: "pd.Series[str]") -> str:
    told = list_texts(str(names[code]) for code in codes[:NAMED_ZONES])
    more = len(codes) - NAMED_ZONES
    return f"{told} (+ {more})" if more > 0 else told
