"""FLORES by commune, from INSEE's zip to the table of posts and establishments by unit."""

import pandas as pd

from territoires_industrie.build.records import write_parquet
from territoires_industrie.errors import list_codes
from territoires_industrie.refresh import engines, flores
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Downloaded, Request
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import check_header, extract_zipped, is_in_use
from territoires_industrie.statistics.sector_ground import UNIT_TABLE
from territoires_industrie.statistics.sectors import A38
from territoires_industrie.wording import _

KEY = [name for name in engines.POSTS_BY_UNIT.key if name != "year"]
WHOLE_LEVEL = "region"
"""Régions hold every commune once; some islands are in no EPCI."""


def read_posts(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Make the table of posts by unit, sector and size out of FLORES by commune."""
    file = client.fetch(Request(addresses.setting("flores", "file")), "flores.zip")
    path = extract_zipped(file, "_data.csv", client.folder)
    try:
        check_header(engines.read_header(path, client.folder), flores.COLUMNS, file.url)
        table = engines.aggregate_with_duckdb(path, client.folder, what=engines.POSTS_BY_UNIT)
    finally:
        path.unlink(missing_ok=True)
    is_france = table["level"] == flores.FRANCE
    if not is_france.any():
        text = _("{url} : une ligne de la France entière est attendue et absente.")
        raise RefreshError(Fault.SCHEMA, text, url=file.url)
    year = str(table.loc[is_france, "year"].max())
    every_level = table[table["year"] == year].drop(columns="year")
    of_year = every_level[every_level["level"] != flores.FRANCE].reset_index(drop=True)
    _require_whole(of_year, _totals(every_level, flores.FRANCE), file)
    name = f"{UNIT_TABLE}{year}"
    if is_in_use(of_year, name, KEY):
        return [_("même millésime que celui en place : {year}").format(year=year)]
    # Its year is in its name: the former one would stay beside it.
    for old in stage.data.glob(f"{UNIT_TABLE}*"):
        old.unlink()
    origin = addresses.origin("flores", file, year=year)
    write_parquet(of_year, stage.data / f"{name}.parquet", KEY, origin)
    stage.changed.append("flores")
    jobs, establishments = _totals(of_year, WHOLE_LEVEL)
    said = _("{year} : {jobs} postes, {establishments} établissements ; {rows} lignes")
    counts = {"jobs": jobs, "establishments": establishments, "rows": len(of_year)}
    return [said.format(year=year, **counts)]


def _totals(table: pd.DataFrame, level: str) -> tuple[int, int]:
    """Sum the posts and establishments of a level, all sectors and sizes together."""
    every = (table["a38_code"] == flores.EVERY) & (table["size_class"] == flores.EVERY)
    rows = table[every & (table["level"] == level)]
    return int(rows["published_jobs_count"].sum()), int(rows["establishments_count"].sum())


def _require_whole(table: pd.DataFrame, expected: tuple[int, int], file: Downloaded) -> None:
    """Compare the sums of the communes with those of France; require every A38 sector."""
    absent = sorted(set(A38) - set(table["a38_code"]))
    if absent:
        text = _("{url} : secteurs A38 attendus et absents : {codes}.")
        raise RefreshError(Fault.SCHEMA, text, url=file.url, codes=list_codes(absent))
    found = _totals(table, WHOLE_LEVEL)
    if found != expected:
        text = _(
            "{url} : la France y a {expected} postes et établissements, ses communes {found}. "
            "Fichier incomplet, ou communes d’une autre année."
        )
        told = (" + ".join(map(str, pair)) for pair in (expected, found))
        raise RefreshError(
            Fault.HALF_FILE, text, url=file.url, expected=next(told), found=next(told)
        )
