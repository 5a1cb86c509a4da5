"""Declared industrial sites of a sheet: how many, in which sectors, with what CO2, and where."""

from collections.abc import Iterator

import pandas as pd

from territoires_industrie.analysis.industrial_sites import (
    CO2_NOTICE,
    NOTICE,
    YEAR,
    sites_of,
    sites_record,
)
from territoires_industrie.html_table import Row, number_column, text_column
from territoires_industrie.look import PAGE
from territoires_industrie.picture.locator import PointLayer, zoom_svg
from territoires_industrie.scene.sites import site_look
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.model import Block, Fact, Facts, Note, Picture, Section, Table
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.wording import _, format_number, format_quantity, ngettext, say_pair

LISTED = 30
"""Sites named in the table, those with most CO2 first; the file holds them all."""


def industrial_sites_section(level_key: str, code: str, members: tuple[str, ...] = ()) -> Section:
    """Make the section on declared industrial sites."""
    sites = sites_of(level_key, (code,))
    blocks: list[Block] = [Note(_(NOTICE), "note")]
    if sites.empty:
        blocks.append(no_site())
    else:
        blocks += [sites_facts(sites), *sites_map(level_key, code, members, sites)]
        blocks += [_sectors(sites), sites_table(sites), Note(_(CO2_NOTICE), "note")]
    title = _("Sites industriels déclarants ({year})").format(year=YEAR)
    return Section("sites-industriels", title, tuple(blocks), (sites_record(),))


def no_site() -> Note:
    """Write that a unit has no declared site."""
    text = _("Aucun établissement de ce territoire ne déclare à ce registre en {year}.")
    return Note(text.format(year=YEAR), "absent")


def sites_facts(sites: pd.DataFrame) -> Facts:
    """Count the sites, their sectors and their CO2."""
    declared = sites["co2_fossil_t"].dropna()
    by = _("par {count} d’entre eux").format(count=format_number(len(declared)))
    label = _("CO2 fossile déclaré")
    if declared.empty:  # all of them are under the threshold, which is not zero
        emitted = Fact(label, _("non déclaré"))
    else:
        emitted = Fact(label, format_quantity(float(declared.sum()), "t"), by)
    return Facts(
        (
            Fact(_("Sites déclarants"), format_number(len(sites))),
            Fact(_("Secteurs (A38)"), format_number(sites["a38_code"].nunique())),
            emitted,
        )
    )


def sites_map(
    level_key: str,
    code: str,
    members: tuple[str, ...],
    sites: pd.DataFrame,
    size: tuple[float, float] = (720.0, 430.0),
) -> Iterator[Picture | Note]:
    """Draw the sites whose place is sure, coloured by sector; write how many are left out."""
    placed = sites[sites["is_located"]]
    # The most frequent sectors first, so that the rare ones lie on top.
    counts = placed["a38_code"].value_counts()
    layers = tuple(_layer(placed[placed["a38_code"] == sector]) for sector in counts.index)
    labels = {
        sector: say_pair(sector_label(sector), format_number(counts[sector]))
        for sector in industrial_sectors()
        if sector in counts.index
    }
    legend = tuple((PAGE.of(site_look(sector)[0]), label) for sector, label in labels.items())
    words = ngettext(
        "{count} site sur la carte ; {others} dont la place n’est pas sûre",
        "{count} sites sur la carte ; {others} dont la place n’est pas sûre",
        len(placed),
        others=format_number(len(sites) - len(placed)),
    )
    svg = zoom_svg(
        View(level_key, selection=(code,)),
        members=members,
        points=layers,
        labels=False,
        size=size,
        title=words,
    )
    yield Picture(
        "carte-sites-industriels",
        svg,
        words,
        legend=legend,
        squares=frozenset(label for sector, label in labels.items() if site_look(sector)[1]),
    )
    if len(placed) < len(sites):
        yield Note(f"{words}.", "note")


def _layer(sites: pd.DataFrame) -> PointLayer:
    colour, is_square = site_look(str(sites["a38_code"].iloc[0]))
    return PointLayer(
        sites["lon"].tolist(),
        sites["lat"].tolist(),
        colour=PAGE.of(colour),
        name=f"sites {sites['a38_code'].iloc[0]}",
        titles=[_title(row) for row in sites.to_dict("records")],
        is_square=is_square,
    )


def _title(row: Row) -> str:
    parts = [str(row["site_name"]), _sector(row)]
    if pd.notna(row["co2_fossil_t"]):
        parts.append(format_quantity(row["co2_fossil_t"], _("t de CO2 fossile")))
    return " · ".join(parts)


def _sectors(sites: pd.DataFrame) -> Table:
    grouped = sites.groupby("a38_code").agg(
        site_count=("site_name", "size"),
        # Under the threshold of the register is not nought: a sector without any figure has no sum.
        co2_fossil_t=("co2_fossil_t", lambda tonnes: tonnes.sum(min_count=1)),
    )
    ordered = grouped.sort_values(["site_count", "co2_fossil_t"], ascending=False)
    columns = (
        text_column(_("Secteur (A38)"), _sector),
        number_column(_("Sites"), "site_count"),
        number_column(_("CO2 fossile {year} (t)").format(year=YEAR), _tonnes),
    )
    return Table.of("sites-secteurs", _("Sites par secteur"), columns, ordered)


def sites_table(sites: pd.DataFrame, most: int = LISTED) -> Table:
    """Name the sites with most CO2, ``most`` at most."""
    if sites["co2_fossil_t"].isna().all():
        title = _("Sites ({count} sur {total})")
    elif len(sites) > most:
        title = _("Les {count} premiers des {total} sites, le plus de CO2 d’abord")
    else:
        title = _("Sites, le plus de CO2 d’abord")
    count = format_number(min(most, len(sites)))
    title = title.format(count=count, total=format_number(len(sites)))
    columns = (
        text_column(_("Site"), "site_name"),
        text_column(_("Secteur (A38)"), _sector),
        text_column(_("Commune"), "commune_name"),
        number_column(_("CO2 fossile {year} (t)").format(year=YEAR), _tonnes),
    )
    return Table.of("sites-industriels", title, columns, sites.head(most), sites.reset_index())


def _sector(row: Row) -> str:
    return sector_label(str(row["a38_code"]))


def _tonnes(row: Row) -> str:
    tonnes = row["co2_fossil_t"]
    return format_number(tonnes) if pd.notna(tonnes) else _("non déclaré")
