"""Jobs by commune and sector of the census, out of INSEE's base of jobs and active population."""

import numpy as np
import pandas as pd

from territoires_industrie.build.records import write_parquet
from territoires_industrie.errors import list_codes
from territoires_industrie.join import ARRONDISSEMENTS
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Request
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import is_in_use, read_zipped_csv, to_numbers
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import CENSUS_TABLE
from territoires_industrie.wording import _

KEY = "CODGEO"
COLUMNS = {
    "C22_EMPLT": "jobs_count_2022",
    "C22_EMPLT_INDUS": "industrial_jobs_count_2022",
}
"""INSEE's columns → the atlas's: both of the complementary file, so that one divides the other."""


def read_census_jobs(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Bring the numbers of jobs that the share of industry is else estimated without."""
    file = client.fetch(Request(addresses.setting("emplois", "file")), "emplois.zip")
    received = read_zipped_csv(file, (KEY, *COLUMNS))
    table = census_jobs(received)
    absurd = table["industrial_jobs_count_2022"] > table["jobs_count_2022"]
    if absurd.any():
        text = _("{url} : plus d’emplois dans l’industrie que d’emplois au total : {codes}.")
        codes = list_codes(table.loc[absurd, "commune_code"])
        raise RefreshError(Fault.SCHEMA, text, url=file.url, codes=codes)
    if is_in_use(table, CENSUS_TABLE):
        return [_("même millésime que celui en place : {year}").format(year=2022)]
    origin = addresses.origin("emplois", file)
    write_parquet(table, stage.data / f"{CENSUS_TABLE}.parquet", ["commune_code"], origin)
    stage.changed.append("emplois")
    jobs, industry = (int(table[name].sum()) for name in COLUMNS.values())
    said = _("{rows} communes, {jobs} emplois dont {industry} dans l’industrie")
    return [said.format(rows=len(table), jobs=jobs, industry=industry)]


def census_jobs(received: pd.DataFrame) -> pd.DataFrame:
    """Read the jobs of each commune; arrondissements are left out where their commune is there.

    A commune without inhabitants, whose cells INSEE leaves blank, has no job.
    """
    codes = received[KEY]
    # A city is counted whole and by arrondissement: its parts would count twice.
    repeated = codes.map(ARRONDISSEMENTS).isin(set(codes))
    table = to_numbers(received.loc[~repeated, [KEY, *COLUMNS]], tuple(COLUMNS))
    table = table.rename(columns={KEY: "commune_code", **COLUMNS})
    people = read_table("commune_measures_2026").set_index("commune_code")["population_count_2022"]
    # Where nobody lives an empty cell is a zero; anywhere else it is a gap.
    is_empty = (table["commune_code"].map(people) == 0).to_numpy()
    for name in COLUMNS.values():
        table[name] = np.where(is_empty & table[name].isna(), 0.0, table[name])
    return table.sort_values("commune_code").reset_index(drop=True)
