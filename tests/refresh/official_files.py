"""Files as the official services publish them, made of what the repository knows."""

import io
import zipfile

import pandas as pd

from territoires_industrie.membership import read_composition
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import _commune_jobs, published_shares


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
