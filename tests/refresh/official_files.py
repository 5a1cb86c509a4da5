"""Files as the official services publish them, made of what the repository knows."""

import csv
import io
import zipfile

import geopandas as gpd
import pandas as pd

from territoires_industrie.membership import read_composition
from territoires_industrie.refresh.flores import COLUMNS as FLORES_COLUMNS
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import _commune_jobs, published_shares
from territoires_industrie.statistics.zone_jobs import read_jobs


def zipped(**files: str) -> bytes:
    """Return a zip of texts, by the name of each without its ending, which is ``csv``."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return written.getvalue()


def census_jobs_table() -> pd.DataFrame:
    """Return jobs by commune that have the share that INSEE publishes of every département.

    The estimates, brought to those shares; overseas, 1,000 jobs a commune, 100 of them industrial.
    """
    communes = read_composition()
    estimated = _commune_jobs()
    jobs = estimated["jobs_count"].fillna(0.0)
    industry = (jobs * estimated["block_share_pct"] / 100).fillna(0.0)
    departement = communes["departement_code"]
    sums = industry.groupby(departement).sum() / jobs.groupby(departement).sum()
    factor = departement.map(published_shares("departement") / 100 / sums).fillna(1.0)
    is_overseas = departement.str.startswith("97")
    table = pd.DataFrame(
        {
            "C22_EMPLT": jobs.where(~is_overseas, 1000.0),
            "C22_EMPLT_INDUS": (industry * factor).where(~is_overseas, 100.0),
        }
    )
    table.loc[empty_communes()] = 0.0
    return table[departement != "976"].rename_axis("CODGEO")


def empty_communes() -> pd.Index:
    """Return the communes that have had no inhabitant since 1916."""
    measures = read_table("commune_measures_2026").set_index("commune_code")
    return measures.index[measures["population_count_2022"] == 0]


def census_jobs_zip(table: pd.DataFrame) -> bytes:
    """Write the zip of jobs by commune: commas for decimals, arrondissements, blank villages."""
    written = pd.concat([table, table.loc[["75056"]].rename({"75056": "75101"})])
    texts = written.map(lambda one: f"{one:.9f}".replace(".", ","))
    texts.loc[empty_communes()] = ""
    texts = texts.assign(P22_EMPLT=texts["C22_EMPLT"])
    named = {"base-cc-emploi-pop-active-2022": texts.to_csv(sep=";"), "meta": "COD_VAR;LIB_VAR\n"}
    return zipped(**named)


FRANCE_2024 = {"EMPL3112": 26_604_745, "UNIT_LOC": 2_411_570}
"""Posts and establishments of France in FLORES 2024, as INSEE publishes them."""

SIZES = {"E1T4": 0, "E10T19": 10, "E50T99": 50, "E200T499": 200, "E_GE500": 500}
"""Size class → least number of posts, so few as to keep the made file small."""


def flores_cells(least_jobs: int = 300) -> pd.DataFrame:
    """Make posts and establishments by commune and sector that add up to those of France.

    Private jobs of 2024 of the communes that have some, spread as FLORES 2022 was in their zone.
    Mayotte has 1,000 posts in trade; the rest of France's is in Paris.
    """
    communes = read_composition()
    measures = read_table("commune_measures_2026").set_index("commune_code")
    jobs = measures["private_jobs_count_2024"].reindex(communes.index).fillna(0.0)
    jobs = jobs[jobs >= least_jobs]
    jobs *= FRANCE_2024["EMPL3112"] / jobs.sum()
    zones = read_jobs("flores", "2022")
    shares = zones.div(zones.sum(axis=1), axis=0)
    spread = shares.reindex(communes["zone_emploi_code"].reindex(jobs.index)).set_axis(jobs.index)
    posts = spread.mul(jobs, axis=0).fillna(0.0).round().astype(int)
    posts = posts.rename_axis(index="GEO", columns="ACTIVITY")
    cells = posts.reset_index().melt("GEO", var_name="ACTIVITY", value_name="EMPL3112")
    cells = pd.concat([cells, pd.DataFrame([("97611", "GZ", 1000)], columns=cells.columns)])
    cells = cells[cells["EMPL3112"] >= 5].assign(UNIT_LOC=lambda rows: 1 + rows["EMPL3112"] // 12)
    is_rest = (cells["GEO"] == "75056") & (cells["ACTIVITY"] == "MA")
    for measure, total in FRANCE_2024.items():
        cells.loc[is_rest, measure] += total - cells[measure].sum()
    return cells.reset_index(drop=True)


def flores_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """Write cells as INSEE's long file does: totals, one size class a cell, France, other forms."""
    size = pd.cut(cells["EMPL3112"], [*SIZES.values(), 10**9], right=False, labels=list(SIZES))
    by_size = cells.assign(NUMBER_EMPL=size.astype(str))
    of_sector = cells.assign(NUMBER_EMPL="_T")
    of_commune = cells.groupby("GEO", as_index=False)[list(FRANCE_2024)].sum()
    of_commune = of_commune.assign(ACTIVITY="_T", NUMBER_EMPL="_T")
    rows = pd.concat([by_size, of_sector, of_commune]).assign(GEO_OBJECT="COM")
    whole = cells[list(FRANCE_2024)].sum().to_dict()
    france = {"GEO": "F", "GEO_OBJECT": "FRANCE", "ACTIVITY": "_T", "NUMBER_EMPL": "_T", **whole}
    rows = pd.concat([rows, pd.DataFrame([france])])
    long = rows.melt(
        ["GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL"],
        var_name="FLORES_MEASURE",
        value_name="OBS_VALUE",
    )
    long = long.assign(LEGAL_FORM_WITH_PUBLIC="1T9X7", OBS_STATUS="A", TIME_PERIOD="2024")
    others = long.head(50).assign(LEGAL_FORM_WITH_PUBLIC="2AAAA")
    old = long.head(50).assign(TIME_PERIOD="2017")
    return pd.concat([long, others, old])[list(FLORES_COLUMNS)]


def flores_zip(cells: pd.DataFrame) -> bytes:
    """Write the zip of Melodi, its texts between quotes, beside its metadata."""
    text = flores_rows(cells).to_csv(sep=";", index=False, quoting=csv.QUOTE_NONNUMERIC)
    return zipped(DS_FLORES_A38_2024_data=text, DS_FLORES_A38_2024_metadata="COD_VAR;LIB_VAR\n")


def grants_csv(*more: dict[str, str]) -> bytes:
    """Write the list of the Fonds vert: the grants known in one région, others, other measures."""
    known = read_table("transition_grant_paca_2024")
    rows = pd.DataFrame(
        {
            "nom_du_projet": known["project_title"],
            "montant_engage": known["grant_eur"],
            "demarche": "Territoires d’Industrie en transition écologique",
            "code_departement": known["commune_code"].str[:2],
            "siret_beneficiaire": known["beneficiary_siren"] + "00010",
            "raison_sociale_beneficiaire": known["beneficiary_name"],
            "code_commune": known["commune_code"],
            "nom_commune": known["commune_name"],
        }
    )
    other = rows.head(1).assign(demarche="Rénovation énergétique", montant_engage="999")
    made = pd.DataFrame([{**rows.iloc[0].to_dict(), **row} for row in more])
    return pd.concat([rows, other, made]).to_csv(index=False).encode()


def programmes_csv() -> bytes:
    """Write the ANCT's list by commune: territories known here, three towns in programmes."""
    communes = read_composition()
    table = pd.DataFrame({"insee_com": communes.index, "id_ti": communes["territoire_id_phase2"]})
    table = table.fillna("").assign(id_pvd="", id_acv="", id_acv2="", id_va="", id_fs="")
    codes = table["insee_com"]
    # Bolbec and Lillebonne, of Caux Seine agglo; Le Havre.
    table.loc[codes.isin(["76114", "76384"]), "id_pvd"] = "pvd-1"
    table.loc[codes == "76351", "id_acv2"] = "acv-2"
    return ("\ufeff" + table.to_csv(sep=";", index=False)).encode()


SYSTEMS = {"971": 32620, "972": 32620, "973": 2972, "974": 2975, "976": 4471}
"""EPSG code of the coordinates of each overseas département; the mainland has three."""


def register_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write the sites of 2020 as the register of 2022: establishments, and what they emit."""
    sites = read_table("industrial_site_2020").reset_index(drop=True)
    communes = read_composition()
    postal = read_table("commune_postal_code_2026").drop_duplicates("commune_code")
    code = sites["commune_code"]
    mainland = pd.Series([2154, 4326, 27572] * len(sites)).head(len(sites))
    system = code.str[:3].map(SYSTEMS).fillna(mainland).astype(int)
    points = gpd.GeoSeries.from_xy(sites["lon"], sites["lat"], crs="EPSG:4326")
    x, y = pd.Series("", sites.index), pd.Series("", sites.index)
    for epsg, part in points[sites["is_located"]].groupby(system):
        moved = part.to_crs(epsg)
        x[part.index], y[part.index] = moved.x.map("{:.6f}".format), moved.y.map("{:.6f}".format)
    establishments = pd.DataFrame(
        {
            "identifiant": sites["site_id"],
            "nom_etablissement": sites["site_name"],
            "numero_siret": sites["siret"],
            "code_postal": code.map(postal.set_index("commune_code")["postal_code"]).fillna(""),
            "commune": code.map(communes["commune_name"]).fillna("INCONNUE").str.upper(),
            "coordonnees_x": x,
            "coordonnees_y": y,
            "code_epsg": system.astype(str),
            "code_ape": sites["ape_code"],
            "libelle_ape": sites["ape_label"],
            "code_eprtr": sites["eprtr_code"],
        }
    )
    farm = establishments.head(1).assign(identifiant="9", code_ape="0147Z")
    names = {
        "co2_t_2020": "CO2 Total (CO2 d'origine biomasse et non biomasse)",
        "co2_fossil_t_2020": "CO2 Total d'origine non biomasse uniquement",
    }
    emissions = sites.melt("site_id", list(names), var_name="polluant", value_name="quantite")
    emissions = emissions.dropna().rename(columns={"site_id": "identifiant"})
    emissions["quantite"] = (1000 * emissions["quantite"]).map("{:.3f}".format)
    emissions["polluant"] = emissions["polluant"].map(names)
    emissions = emissions.assign(annee_emission="2022", milieu="Air", unite="kg/an")
    other = emissions.head(1).assign(polluant="Méthane (CH4)", quantite="1")
    return pd.concat([establishments, farm]), pd.concat([emissions, other])


def register_zip(**changes: str) -> bytes:
    """Write the register's zip; ``changes`` are what every emission says instead."""
    establishments, emissions = register_tables()
    tables = {"etablissements": establishments, "emissions": emissions.assign(**changes)}
    return zipped(
        **{name: table.to_csv(sep=";", index=False) for name, table in tables.items()},
        Prelevements="identifiant;annee\n",
    )
