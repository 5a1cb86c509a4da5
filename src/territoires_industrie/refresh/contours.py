"""Communes and EPCI of the IGN's WFS → the composition table and the ground of a new set."""

import json
from hashlib import sha256
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from territoires_industrie import sources
from territoires_industrie.build.records import origin_of, write_parquet
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import list_codes
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client, Layer, fetch_features
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import check_header
from territoires_industrie.sources import Record
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
    "Métropole de Lyon": "MET69",
}
"""IGN's nature of an EPCI → the atlas's kind; any other, of an EPCI in use, is refused."""

LYON = "200046977"
"""Lyon's metropolis has a kind of its own, whichever of the two natures IGN gives it."""

PARIS_TERRITORY = "public territorial"
"""In the nature of the groups inside Grand Paris, which are no EPCI of the map."""


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
    ground = _ground(communes)
    print_step = _print_of(ground, received, epci)
    if print_step in sources.read_record(path).steps:
        return [_("mêmes contours et mêmes EPCI que ceux en place")]
    now = epci_of(received, _mapped(epci))
    moved = composition.assign(epci_siren=composition["commune_code"].map(now))
    origin = origin_of("contours", day=addresses.day, print=print_step)
    origin = addresses.dated(origin, "contours", addresses.setting("contours", "wfs"))
    write_parquet(moved, path, ["commune_code"], origin)
    _write_epci(epci, set(now.dropna()), stage, origin)
    ground.to_parquet(stage.folder / GROUND)
    stage.changed.append("contours")
    moves = _moves(composition, now, dict(zip(epci["code_siren"], epci["nom"], strict=True)))
    said = _("{communes} communes, {epci} EPCI ; {changed} communes changent d’EPCI : {moves}")
    count = int(now.nunique())
    told = list_codes(moves) if moves else "–"
    return [said.format(communes=len(communes), epci=count, changed=len(moves), moves=told)]


def _moves(composition: pd.DataFrame, now: pd.Series, names: dict[str, str]) -> list[str]:
    """Name the communes that change EPCI, with the one they leave and the one they join."""
    listed = sources.read_table(f"epci_{COG_YEAR}")
    known = dict(zip(listed["epci_siren"], listed["epci_name"], strict=True))
    rows = composition.set_index("commune_code")[["commune_name", "epci_siren"]]
    before, after = rows["epci_siren"].fillna(""), now.reindex(rows.index).fillna("")
    return [
        f"{rows['commune_name'][code]} ({code}), {known.get(before[code], '–')} → "
        f"{names.get(after[code], '–')}"
        for code in rows.index[before != after]
    ]


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
        raise RefreshError(
            Fault.HALF_FILE, text, layer=layer.name, count=len(features), repeated=repeated
        )
    return features


def epci_of(received: pd.Series, known: set[str]) -> pd.Series:
    """Return, for each commune, the one of its groups that is an EPCI of the EPCI layer.

    >>> epci_of(pd.Series({"92012": "200054781/200057974", "22016": "NC"}), {"200054781"}).tolist()
    ['200054781', None]
    """

    def first(codes: object) -> str | None:
        # In Grand Paris a commune has the code of its EPT beside that of its EPCI.
        parts = str(codes or "").replace(",", "/").split("/")
        return next((code.strip() for code in parts if code.strip() in known), None)

    return received.map(first).astype("object").where(lambda codes: codes.notna(), None)


def _mapped(epci: pd.DataFrame) -> set[str]:
    """List the groups of the EPCI layer that may be an EPCI of the map."""
    natures = epci["nature"].astype("str").str.casefold()
    return set(epci.loc[~natures.str.contains(PARIS_TERRITORY), "code_siren"])


def _require_same_communes(received: set[str], known: set[str]) -> None:
    differing = received ^ known
    if differing:
        text = _(
            "Communes reçues et communes de {year} diffèrent : {codes}. Le code officiel "
            "géographique a changé d’année : une nouvelle version de l’atlas est nécessaire."
        )
        raise RefreshError(Fault.SCHEMA, text, year=COG_YEAR, codes=list_codes(sorted(differing)))


def _write_epci(epci: pd.DataFrame, used: set[str], stage: Stage, origin: Record) -> None:
    kept = epci[epci["code_siren"].isin(used)]
    # The apostrophe of « d’agglomération » is straight or curved, as the service likes.
    kinds = kept["nature"].map(lambda nature: KINDS.get(str(nature).replace("’", "'")))
    unknown = kept.loc[kinds.isna(), "nature"].unique()
    if len(unknown):
        text = _("Natures d’EPCI inconnues : {codes}.")
        raise RefreshError(Fault.SCHEMA, text, codes=list_codes(unknown))
    # The IGN calls it a métropole like the others; its status is its own.
    kinds = kinds.mask(kept["code_siren"] == LYON, KINDS["Métropole de Lyon"])
    table = pd.DataFrame(
        {"epci_siren": kept["code_siren"], "epci_name": kept["nom"], "epci_kind": kinds}
    )
    write_parquet(table, stage.data / f"epci_{COG_YEAR}.parquet", ["epci_siren"], origin)


def _ground(communes: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in communes])
    codes = [feature["properties"]["code_insee"] for feature in communes]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=STORAGE_CRS)


def _print_of(ground: gpd.GeoDataFrame, received: pd.Series, epci: pd.DataFrame) -> str:
    """Return the step of a record that identifies this ground and these EPCI."""
    # The service dates nothing that it sends: the same ground is known again by its bytes.
    digest = sha256()
    for shape in shapely.to_wkb(ground.geometry.to_numpy()):
        digest.update(shape)
    for table in (received.reset_index(), epci[list(EPCI_PROPERTIES)]):
        digest.update(table.to_csv(index=False).encode("utf-8"))
    return f"empreinte de ce que l’IGN a envoyé : {digest.hexdigest()[:16]}"
