"""Industrial sites of the emissions register (IREP, Géorisques): one year, from its zip of CSV."""

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj.exceptions import CRSError

from territoires_industrie.analysis.industrial_sites import START
from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.build.records import write_parquet
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import list_codes
from territoires_industrie.join import read_passage
from territoires_industrie.membership import read_composition
from territoires_industrie.refresh.activity import sector_divisions
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Downloaded, Request
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import is_in_use, read_zipped_csv, to_numbers
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import _, fold

KEY = "irep"
COLUMNS = {
    "identifiant": "site_id",
    "nom_etablissement": "site_name",
    "numero_siret": "siret",
    "code_ape": "ape_code",
    "libelle_ape": "ape_label",
    "code_eprtr": "eprtr_code",
}
"""Columns of ``etablissements.csv`` that are kept → the atlas's."""

PLACE = ("code_postal", "commune", "coordonnees_x", "coordonnees_y", "code_epsg")
EMISSIONS = ("identifiant", "annee_emission", "milieu", "polluant", "quantite", "unite")
CO2 = {"biomasse et non biomasse": "co2_t", "non biomasse uniquement": "co2_fossil_t"}
"""End of the name of a pollutant, folded → the measure that it is."""

KILOGRAMS = "kg"
LEAST_PLACED = 0.8
"""Part of the sites whose commune must be found: in 2020 it is all of them but three."""


def read_register(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Bring the declared industrial sites of the year that the register's zip is of."""
    file = client.fetch(Request(addresses.setting(KEY, "file")), "irep.zip")
    establishments = read_zipped_csv(file, (*COLUMNS, *PLACE), "etablissements.csv")
    emissions = read_zipped_csv(file, EMISSIONS, "emissions.csv")
    year = _year_of(emissions, file)
    sites = industrial_sites(establishments).set_index("site_id")
    for measure, tonnes in declared_co2(emissions, file).items():
        sites[f"{measure}_{year}"] = tonnes.reindex(sites.index)
    table = sites.sort_index().reset_index()
    placed = int((table["commune_code"] != "").sum())
    if placed < LEAST_PLACED * len(table) or table.empty:
        text = _("{url} : {placed} sites industriels sur {count} sont dans une commune connue.")
        raise RefreshError(Fault.SCHEMA, text, url=file.url, placed=placed, count=len(table))
    name = f"{START}{year}"
    if is_in_use(table, name, ["site_id"]):
        return [_("même millésime que celui en place : {year}").format(year=year)]
    located = int(table["is_located"].sum())
    origin = addresses.origin(KEY, file, year=year, count=len(table), located=located)
    write_parquet(table, stage.data / f"{name}.parquet", ["site_id"], origin)
    stage.changed.append(KEY)
    said = _("{year} : {count} sites industriels, dont {located} localisés avec certitude")
    return [said.format(year=year, count=len(table), located=located)]


def _year_of(emissions: pd.DataFrame, file: Downloaded) -> str:
    years = sorted(emissions["annee_emission"].unique())
    if len(years) != 1 or not (years[0].isdigit() and len(years[0]) == len("2020")):
        text = _("{url} : une seule année d’émission est attendue ; trouvées : {years}.")
        raise RefreshError(Fault.SCHEMA, text, url=file.url, years=list_codes(years) or "–")
    return str(years[0])


def declared_co2(emissions: pd.DataFrame, file: Downloaded) -> dict[str, pd.Series]:
    """Sum the CO2 that each site declares to the air, in tonnes; those that declare none are out.

    Raises
    ------
    RefreshError
        If a quantity is not in kilograms: tonnes would be read for them, or the reverse.
    """
    pollutants = {text: fold(text) for text in emissions["polluant"].unique()}
    named = emissions.assign(named=emissions["polluant"].map(pollutants))
    to_air = named["milieu"].map(fold) == "air"
    rows = named[named["named"].str.startswith("co2 total") & to_air]
    units = set(rows["unite"])
    if not all(unit.casefold().startswith(KILOGRAMS) for unit in units):
        text = _("{url} : CO2 attendu en kg par an ; unités trouvées : {units}.")
        raise RefreshError(Fault.SCHEMA, text, url=file.url, units=list_codes(units))
    numbers = to_numbers(rows, ("quantite",))
    tonnes = numbers.assign(tonnes=numbers["quantite"] / 1000)
    return {
        measure: tonnes[tonnes["named"].str.endswith(f"origine {ending}")]
        .groupby("identifiant")["tonnes"]
        .sum(min_count=1)  # quantities that cannot be read are no zero
        for ending, measure in CO2.items()
    }


def industrial_sites(establishments: pd.DataFrame) -> pd.DataFrame:
    """Return the establishments of industry, each in its commune of today.

    Returns
    -------
    pandas.DataFrame
        One row a site, as ``data/industrial_site_2020.parquet`` but for the CO2. ``commune_code``
        is empty where neither the address nor the point names one; ``is_located`` is whether the
        point lies in it: coordinates of the others are left out.
    """
    sectors = read_table("a38_sectors").set_index("a38_code")["a21_code"]
    a38_of = sector_divisions().set_index("division")["a38_code"]
    rows = establishments.drop_duplicates("identifiant")
    a38 = rows["code_ape"].str[:2].map(a38_of)
    rows = rows[a38.isin(industrial_sectors())].reset_index(drop=True)
    sites = rows[[*COLUMNS]].rename(columns=COLUMNS)
    sites["a38_code"] = sites["ape_code"].str[:2].map(a38_of)
    sites["a21_code"] = sites["a38_code"].map(sectors)
    points = read_points(rows)
    under = _commune_under(points)
    sites["commune_code"] = _commune_said(rows, under)
    sites["is_located"] = (under == sites["commune_code"]) & (under != "")
    for axis, degrees in (("lon", points.x), ("lat", points.y)):
        sites[axis] = degrees.round(5).where(sites["is_located"])
    return sites


def read_points(rows: pd.DataFrame) -> gpd.GeoSeries:
    """Bring the points of six reference systems to one; empty where a row has none that is known.

    Returns
    -------
    geopandas.GeoSeries
        EPSG:4326, one point a row.
    """
    numbers = to_numbers(rows, ("coordonnees_x", "coordonnees_y"))
    x, y = (numbers[name].to_numpy(copy=True) for name in ("coordonnees_x", "coordonnees_y"))
    for code, places in rows.groupby("code_epsg").groups.items():
        try:
            points = gpd.GeoSeries.from_xy(x[places], y[places], crs=f"EPSG:{code}")
            degrees = points.to_crs(STORAGE_CRS)
            x[places], y[places] = degrees.x, degrees.y
        except CRSError:
            # No system, or no code of one: the site keeps its commune, without a place.
            x[places] = np.nan
    is_known = np.isfinite(x) & np.isfinite(y)
    return gpd.GeoSeries.from_xy(
        np.where(is_known, x, np.nan), np.where(is_known, y, np.nan), crs=STORAGE_CRS
    )


def _commune_under(points: gpd.GeoSeries) -> "pd.Series[str]":
    """Return the commune that each point lies in; empty where there is none."""
    ground = read_boundaries("commune")
    found = pd.Series("", points.index, dtype="str")
    rows, communes = ground.sindex.query(points, predicate="intersects", sort=True)
    # On a border two communes hold a point: the first by its code is written last, and stays.
    for row, commune in zip(rows[::-1], communes[::-1], strict=True):
        found.iloc[row] = str(ground.index[commune])
    return found


def _commune_said(rows: pd.DataFrame, under: "pd.Series[str]") -> "pd.Series[str]":
    """Return the commune of each address: by its code, else its name in its postal code.

    Names of former communes are in no list of today: the commune under the point is theirs where
    it has that postal code. What is left is looked for by its name alone in the département.
    """
    postal = read_table("commune_postal_code_2026")
    names = read_composition()["commune_name"].map(fold)
    # « LE HAVRE CEDEX 3 » and « ST ETIENNE » are how declarants write Le Havre and Saint-Étienne.
    said = rows["commune"].str.replace(r"(?i)\s+(cedex|\d).*$", "", regex=True).map(fold)
    said = said.str.replace(r"\bst(e?)\b", r"saint\1", regex=True)
    code = rows["code_postal"].str.strip().str.zfill(5)
    listed = postal.assign(name=postal["commune_code"].map(names))
    # Two communes that share a postal code and a name cannot be told apart by them.
    unique = listed.drop_duplicates(["postal_code", "name"], keep=False)
    by_address = unique.set_index(["postal_code", "name"])["commune_code"]
    found = pd.Series(by_address.reindex(pd.MultiIndex.from_arrays([code, said])).to_numpy())
    if "code_insee" in rows:
        coded = rows["code_insee"].map(read_passage().today)
        found = coded.fillna(found)
    pairs = pd.MultiIndex.from_frame(postal[["postal_code", "commune_code"]])
    shares_code = pd.MultiIndex.from_arrays([code, under]).isin(pairs)
    # The commune under a point is believed where the postal code is one of its own.
    found = found.fillna(under.where(shares_code))
    # Postal codes of Corsica begin with 20, codes of its communes with 2A or 2B.
    part = names.index.str[:2].str.replace("2[AB]", "20", regex=True)
    departements = pd.DataFrame({"part": part, "name": names, "code": names.index})
    unique = departements.drop_duplicates(["part", "name"], keep=False)
    by_departement = unique.set_index(["part", "name"])["code"]
    by_name = by_departement.reindex(pd.MultiIndex.from_arrays([code.str[:2], said])).to_numpy()
    return found.fillna(pd.Series(by_name)).fillna("")
