"""Brownfields in a sheet: counts and areas by type and status, points on a map, outliers."""

import pandas as pd

from territoires_industrie.analysis.brownfields import (
    NOTICE,
    OUTLIER_HA,
    OUTLIER_NOTICE,
    REGISTER_NOTICE,
    STATUSES,
    TYPES,
    Brownfields,
    read_brownfields,
)
from territoires_industrie.html_table import Column, Row, number_column, text_column
from territoires_industrie.look import PAGE
from territoires_industrie.membership import read_composition
from territoires_industrie.picture.locator import PointLayer, zoom_svg
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.model import (
    Block,
    Fact,
    Facts,
    Note,
    Picture,
    Section,
    Side,
    Table,
)
from territoires_industrie.sources import table_record
from territoires_industrie.wording import (
    _,
    format_number,
    format_quantity,
    list_texts,
    ngettext,
    say_pair,
)

LISTED = 10
"""Sites named in the table; the file holds them all."""


def sites_section(level_key: str, code: str, members: tuple[str, ...] = ()) -> Section:
    """Return the section of brownfields."""
    found = read_brownfields(level_key, code)
    blocks: list[Block] = [Note(_(NOTICE), "note")]
    if found.sites.empty:
        text = _("Aucun site de ce territoire dans Cartofriches (mars 2024).")
        blocks.append(Note(text, "absent"))
    else:
        blocks += [_facts(found), _map(level_key, code, members, found)]
        blocks += _summaries(found)
        blocks += _listed(found)
        if found.register_count:
            blocks.append(Note(_(REGISTER_NOTICE), "note"))
    return Section("friches", _("Friches"), tuple(blocks), (table_record("brownfield_2024"),))


def _facts(found: Brownfields) -> Facts:
    known = int(found.by_type["area_known_count"].sum())
    surface = ngettext(
        "surface connue pour {count} site", "surface connue pour {count} sites", known
    )
    return Facts(
        (
            Fact(_("Sites vérifiés"), format_number(found.verified_count)),
            Fact(
                _("dont industriels"),
                format_number(found.industrial_count),
                _("ou agro-industriels"),
            ),
            Fact(_("Surface"), format_quantity(found.area_ha, "ha"), surface),
            Fact(
                _("Inscriptions non vérifiées"),
                format_number(found.register_count),
                _("registres, comptées à part"),
            ),
        )
    )


def _map(level_key: str, code: str, members: tuple[str, ...], found: Brownfields) -> Picture:
    # Register entries first: verified sites are drawn over them.
    sites = found.sites.dropna(subset=["lon", "lat"])
    verified, register = sites[sites["is_verified"]], sites[~sites["is_verified"]]
    layers = (
        PointLayer(
            register["lon"].tolist(),
            register["lat"].tolist(),
            colour=PAGE.register,
            radius=PAGE.register_radius,
            name="registre",
        ),
        PointLayer(
            verified["lon"].tolist(),
            verified["lat"].tolist(),
            name="friches",
            titles=[_site_title(row) for row in verified.to_dict("records")],
        ),
    )
    legend = (
        (
            PAGE.point,
            ngettext("{count} site vérifié", "{count} sites vérifiés", len(verified)),
        ),
        (
            PAGE.register,
            ngettext(
                "{count} inscription de registre non vérifiée",
                "{count} inscriptions de registre non vérifiées",
                len(register),
            ),
        ),
    )
    words = say_pair(_("Friches"), list_texts(label for _colour, label in legend))
    svg = zoom_svg(
        View(level_key, selection=(code,)),
        members=members,
        points=layers,
        labels=False,
        size=(720, 430),
        title=words,
    )
    return Picture("carte-friches", svg, words, legend=legend)


def _site_title(row: Row) -> str:
    parts = [_site_name(row), _type(row), _status(row)]
    if pd.notna(row["area_ha"]):
        parts.append(format_quantity(row["area_ha"], "ha", 1))
    return " · ".join(parts)


def _site_name(row: Row) -> str:
    return str(row["name"]) if pd.notna(row["name"]) else _("Site sans nom")


def _type(row: Row) -> str:
    return _(TYPES[row["type"]])


def _status(row: Row) -> str:
    return _(STATUSES[row["status"]])


def _summaries(found: Brownfields) -> tuple[Block, ...]:
    if not found.verified_count:
        return (Note(_("Aucun site vérifié : seules des inscriptions de registre."), "absent"),)
    kind, status = text_column(_("Type"), _type), text_column(_("Statut"), _status)
    return (
        Side(
            (
                _summary("friches-type", _("Sites vérifiés par type"), kind, found.by_type),
                _summary("friches-statut", _("Sites vérifiés par statut"), status, found.by_status),
            )
        ),
    )


def _summary(key: str, title: str, kind: Column, table: pd.DataFrame) -> Table:
    columns = (
        kind,
        number_column(_("Sites"), "site_count"),
        number_column(_("Surface (ha)"), "area_ha", 1),
        number_column(_("dont surface connue"), "area_known_count"),
    )
    return Table.of(key, title, columns, table)


def _listed(found: Brownfields) -> tuple[Block, ...]:
    communes = read_composition()["commune_name"]
    sites = found.sites.assign(
        commune_name=communes.reindex(found.sites["commune_code"]).to_numpy()
    )
    # Register entries, which nobody verified on the spot, are in the file alone.
    verified = sites[sites["is_verified"] & ~sites["is_outlier"]]
    blocks: list[Block] = []
    if len(verified):
        title = ngettext(
            "Le plus grand site vérifié",
            "Les {count} plus grands sites vérifiés",
            min(len(verified), LISTED),
        )
        blocks.append(_sites_table("friches", title, verified.head(LISTED), sites))
    if len(found.outliers):
        outliers = sites[sites["is_outlier"]]
        title = _("Surfaces non crédibles, exclues des sommes")
        blocks.append(_sites_table("friches-aberrantes", title, outliers, outliers))
        limit = format_number(OUTLIER_HA)
        blocks.append(Note(_(OUTLIER_NOTICE).format(limit=limit), "note"))
    return tuple(blocks)


def _sites_table(key: str, title: str, shown: pd.DataFrame, all_sites: pd.DataFrame) -> Table:
    columns = (
        text_column(_("Site"), lambda row: f"{_site_name(row)} ({row['site_id']})", is_french=True),
        text_column(_("Commune"), lambda row: f"{row['commune_name']} ({row['commune_code']})"),
        text_column(_("Type"), _type),
        text_column(_("Statut"), _status),
        number_column(_("Surface (ha)"), "area_ha", 1),
    )
    return Table.of(key, title, columns, shown, all_sites.reset_index())
