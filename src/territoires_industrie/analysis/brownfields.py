"""Brownfields of a unit (Cerema, Cartofriches): counts, areas, types, statuses, points."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie.analysis.profile import require_unit
from territoires_industrie.join import read_passage
from territoires_industrie.membership import read_composition, require_level
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, fold

NOTICE = N_(
    "Un plancher, pas un recensement : Cartofriches réunit des observatoires locaux inégaux. Une "
    "friche absente de la liste n’est pas une friche absente du terrain."
)
REGISTER_NOTICE = N_(
    "Sites tirés de registres d’anciennes activités (BASIAS, BASOL) et jamais vérifiés sur place : "
    "ils sont comptés à part et peuvent n’être pas en friche."
)
OUTLIER_NOTICE = N_(
    "Une surface de {limit} ha ou plus dépasse ce qu’un site peut occuper (la plus grande, "
    "7 414 ha, est celle d’une unité foncière entière) : le site reste compté, pas sa surface."
)

OUTLIER_HA = 500
"""Areas of this or more are left out of sums: parcels of a whole forest, marsh or mine."""

SQUARE_METRES_A_HECTARE = 10_000

TYPES = {
    "industrielle": N_("Industrielle"),
    "agro-industrielle": N_("Agro-industrielle"),
    "logistique": N_("Logistique"),
    "portuaire": N_("Portuaire"),
    "ferroviaire": N_("Ferroviaire"),
    "carriere": N_("Carrière ou mine"),
    "commerciale": N_("Commerciale"),
    "habitat": N_("Habitat"),
    "equipement": N_("Équipement public"),
    "hospitaliere": N_("Hospitalière"),
    "enseignement": N_("Enseignement"),
    "touristique": N_("Loisirs, tourisme, hôtellerie"),
    "militaire": N_("Militaire"),
    "cultuelle": N_("Cultuelle"),
    "mixte": N_("Mixte"),
    "autre": N_("Autre"),
    "inconnu": N_("Type inconnu"),
}
"""Types after normalisation, industry first."""

INDUSTRIAL_TYPES = ("industrielle", "agro-industrielle")

_SPELLINGS = {
    "carriere-ou-mine": "carriere",
    "d-habitat": "habitat",
    "d-habitation": "habitat",
    "d-equipement-public": "equipement",
    "loisir-tourisme-hotellerie": "touristique",
}
"""Labels of the source that are not those of ``TYPES``, without accents nor the word « friche »."""

STATUSES = {
    "sans-projet": N_("Sans projet"),
    "avec-projet": N_("Avec projet"),
    "potentielle": N_("Potentielle, non vérifiée"),
    "reconvertie": N_("Reconvertie"),
}


def normalise_type(label: str) -> str:
    """Return the key of ``TYPES`` of a label of the source; of an unknown one, ``autre``.

    >>> normalise_type("friche d’habitation"), normalise_type("friche hospitaliere")
    ('habitat', 'hospitaliere')
    """
    key = _as_key(label)
    key = _SPELLINGS.get(key, key)
    return key if key in TYPES else "autre"


def _as_key(label: str) -> str:
    return fold(label).removeprefix("friche ").replace(" ", "-")


@cache
def read_sites() -> pd.DataFrame:
    """Read every site, with normalised labels and its commune of 2026.

    Returns
    -------
    pandas.DataFrame
        Index ``site_id``: ``name`` (missing when the source repeats the id), ``type`` (key
        of ``TYPES``), ``status`` (key of ``STATUSES``), ``area_ha`` (as published; may be
        missing), ``is_outlier`` (``OUTLIER_HA`` or more), ``is_shared_area`` (same land unit,
        hence same area and point, as a site already listed), ``is_verified`` (not a bare
        register entry), ``former_activity``, ``commune_code`` (2026), ``lon``, ``lat``
        (WGS 84).
    """
    table = read_table("brownfield_2024").set_index("site_id")
    area = table["area_m2"] / SQUARE_METRES_A_HECTARE
    # Several sites of one land unit repeat its area and its point: the first one, verified if any
    # is, counts the area.
    checked_first = table.sort_values("is_unverified_register", kind="stable")
    repeated = checked_first.duplicated(["commune_code", "area_m2", "lon", "lat"])
    named = table["site_name"].where(table["site_name"] != table.index)
    return pd.DataFrame(
        {
            "name": named,
            "type": table["site_type"].map(normalise_type),
            "status": table["site_status"].map(_as_key),
            "area_ha": area,
            "is_outlier": area >= OUTLIER_HA,
            # Two missing areas are equal to pandas, and shared by nobody.
            "is_shared_area": repeated.reindex(table.index) & area.notna(),
            "is_verified": ~table["is_unverified_register"],
            "former_activity": table["former_activity"],
            "commune_code": table["commune_code"].map(read_passage().today),
            "lon": table["lon"],
            "lat": table["lat"],
        }
    )


@dataclass(frozen=True)
class Brownfields:
    """Sites of one unit.

    Attributes
    ----------
    sites
        Rows of ``read_sites`` whose commune lies in the unit, the largest first.
    by_type, by_status
        Verified sites only; index keys of ``TYPES`` and ``STATUSES`` (those present);
        ``site_count``, ``area_ha`` (sum of usable areas) and ``area_known_count``.
    verified_count, register_count
        Sites, and bare register entries, counted apart.
    industrial_count
        Verified sites of an industrial or agro-industrial type.
    area_ha
        Sum of the usable areas of the verified sites: outliers left out, a land unit that
        several sites share counted once.
    outliers
        Rows of ``sites`` whose area is not credible.
    """

    sites: pd.DataFrame
    by_type: pd.DataFrame
    by_status: pd.DataFrame
    verified_count: int
    register_count: int
    industrial_count: int
    area_ha: float
    outliers: pd.DataFrame


def read_brownfields(level_key: str, code: str) -> Brownfields:
    """Gather the sites of a unit.

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit.
    """
    require_unit(level_key, code)
    column = read_composition()[require_level(level_key).column]
    sites = read_sites()
    mine = sites[(column.reindex(sites["commune_code"]) == code).to_numpy()]
    ordered = mine.sort_values("area_ha", ascending=False)
    # Entries of registers may be no brownfield at all: they are counted apart.
    verified = mine[mine["is_verified"]]
    return Brownfields(
        sites=ordered,
        by_type=_summarise(verified, "type", TYPES),
        by_status=_summarise(verified, "status", STATUSES),
        verified_count=len(verified),
        register_count=int((~mine["is_verified"]).sum()),
        industrial_count=int(verified["type"].isin(INDUSTRIAL_TYPES).sum()),
        area_ha=float(_usable_area(verified).sum()),
        outliers=ordered[ordered["is_outlier"]],
    )


def _usable_area(sites: pd.DataFrame) -> pd.Series:
    is_usable = ~sites["is_outlier"] & ~sites["is_shared_area"]
    return sites["area_ha"].where(is_usable).fillna(0.0)


def _summarise(sites: pd.DataFrame, column: str, order: dict[str, str]) -> pd.DataFrame:
    rows = sites.assign(usable=_usable_area(sites), known=sites["area_ha"].notna())
    grouped = rows.groupby(column).agg(
        site_count=("usable", "size"), area_ha=("usable", "sum"), area_known_count=("known", "sum")
    )
    return grouped.reindex([key for key in order if key in grouped.index])
