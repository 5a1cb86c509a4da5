"""Communes and EPCI of the IGN's WFS → the composition table and the ground of a new set."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from territoires_industrie import sources
from territoires_industrie.build.records import Origin, write_parquet
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import list_codes
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client, Layer, fetch_features
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import check_header
from territoires_industrie.wording import _

GROUND = "ground.parquet"
"""Polygons received, in the set in the making: the derivation cleans and dissolves them."""

COMMUNE_PROPERTIES = ("code_insee", "codes_siren_des_epci")
EPCI_PROPERTIES = ("code_siren", "nom", "nature")
KINDS = {
    "Communauté de communes": "CC",
    "Communauté d'agglomération": "CA",
    "Communauté urbaine": "CU",
    "Métropole": "METRO",
}
"""IGN's nature of an EPCI → the atlas's kind; other natures are no EPCI of the atlas."""


def read_contours(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Bring the EPCI of the day, and the ground of the communes, into the set."""
    communes = _layer(client, addresses, "communes", "code_insee", COMMUNE_PROPERTIES)
    listed = _layer(client, addresses, "epci", "code_siren", EPCI_PROPERTIES)
    epci = pd.DataFrame([feature["properties"] for feature in listed])
    path = sources.table_path(f"commune_{COG_YEAR}", stage.data)
    composition = sources.load_table(path)
    received = pd.Series(
        {
            feature["properties"]["code_insee"]: feature["properties"]["codes_siren_des_epci"]
            for feature in communes
        }
    )
    _require_same_communes(set(received.index), set(composition["commune_code"]))
    now = epci_of(received, set(epci["code_siren"]))
    moved = composition.assign(epci_siren=composition["commune_code"].map(now))
    origin = _origin(addresses)
    write_parquet(moved, path, ["commune_code"], origin)
    _write_epci(epci, set(now.dropna()), stage, origin)
    _write_ground(communes, stage.folder / GROUND)
    stage.changed.append("contours")
    before = composition["epci_siren"]
    changed = int((moved["epci_siren"].fillna("") != before.fillna("")).sum())
    said = _("{communes} communes, {epci} EPCI ; {changed} communes changent d’EPCI")
    count = int(now.nunique())
    return [said.format(communes=len(communes), epci=count, changed=changed)]


def _layer(
    client: Client, addresses: Addresses, name: str, sort: str, expected: tuple[str, ...]
) -> list[dict[str, Any]]:
    wfs = addresses.setting("contours", "wfs")
    size = int(addresses.setting("contours", "page_size"))
    layer = Layer(wfs, addresses.setting("contours", name), sort, size)
    features: list[dict[str, Any]] = []
    for page in fetch_features(client, layer):
        received = json.loads(page.read_text("utf-8"))["features"]
        for feature in received[:1]:
            check_header(feature["properties"], expected, f"{wfs} {layer.name}")
        features += received
    repeated = len(features) - len({feature["properties"][sort] for feature in features})
    if repeated or not features:
        text = _("{layer} : {count} objets reçus, {repeated} en double. Relancez plus tard.")
        told = text.format(layer=layer.name, count=len(features), repeated=repeated)
        raise RefreshError(Fault.HALF_FILE, told)
    return features


def epci_of(received: pd.Series, known: set[str]) -> pd.Series:
    """Give each commune the one of its groups that is an EPCI of the EPCI layer.

    >>> epci_of(pd.Series({"92012": "200054781/200057974", "22016": "NC"}), {"200054781"}).tolist()
    ['200054781', None]
    """

    def first(codes: object) -> str | None:
        parts = str(codes or "").replace(",", "/").split("/")
        return next((code.strip() for code in parts if code.strip() in known), None)

    return received.map(first).astype("object").where(lambda codes: codes.notna(), None)


def _require_same_communes(received: set[str], known: set[str]) -> None:
    differing = received ^ known
    if differing:
        text = _(
            "Communes reçues et communes de {year} diffèrent : {codes}. Le code officiel "
            "géographique a changé d’année : une nouvelle version de l’atlas est nécessaire."
        )
        told = text.format(year=COG_YEAR, codes=list_codes(sorted(differing)))
        raise RefreshError(Fault.SCHEMA, told)


def _write_epci(epci: pd.DataFrame, used: set[str], stage: Stage, origin: Origin) -> None:
    kept = epci[epci["code_siren"].isin(used)]
    kinds = kept["nature"].map(lambda nature: KINDS.get(str(nature)))
    unknown = kept.loc[kinds.isna(), "nature"].unique()
    if len(unknown):
        text = _("Natures d’EPCI inconnues : {codes}.")
        raise RefreshError(Fault.SCHEMA, text.format(codes=list_codes(unknown)))
    table = pd.DataFrame(
        {"epci_siren": kept["code_siren"], "epci_name": kept["nom"], "epci_kind": kinds}
    )
    write_parquet(table, stage.data / f"epci_{COG_YEAR}.parquet", ["epci_siren"], origin)


def _write_ground(communes: list[dict[str, Any]], path: Path) -> None:
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in communes])
    codes = [feature["properties"]["code_insee"] for feature in communes]
    gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=STORAGE_CRS).to_parquet(path)


def _origin(addresses: Addresses) -> Origin:
    from territoires_industrie.refresh.readers import BUILT_BY, today

    return Origin(
        title="Communes et EPCI à fiscalité propre, composition de l’IGN",
        producer="IGN",
        product="ADMIN EXPRESS COG CARTO",
        attribution="IGN, ADMIN EXPRESS COG CARTO ; INSEE, COG ; DGCL, BANATIC",
        coverage="France entière : métropole et cinq départements d’outre-mer",
        cog_year=COG_YEAR,
        reference_period=today(),
        date_accessed=today(),
        url_landing=addresses.setting("contours", "landing"),
        url_download=addresses.setting("contours", "wfs"),
        built_by=BUILT_BY,
        steps=("couches lues par WFS, page par page", "EPCI de chaque commune"),
    )
