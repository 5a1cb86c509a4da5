"""Estimated tables: what is not published, but follows from what is."""

from territoires_industrie import sources
from territoires_industrie.build.records import Report, origin_of, write_parquet
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import (
    ESTIMATE_TABLE,
    LABOUR_TABLE,
    commune_blocks,
    estimate_blocks,
)

DIGITS = 3
"""Decimals of a number of jobs: the last bits of a power differ from one processor to another."""


def build_industry_estimate(report: Report) -> None:
    """Write ``data/industry_estimate_2022.parquet``: jobs of 2022 by EPCI and EPT, estimated."""
    measures = read_table("commune_measures_2026").set_index("commune_code")
    labour = read_table(LABOUR_TABLE).set_index("unit_code")
    table = estimate_blocks(measures.assign(block=commune_blocks()), labour).round(DIGITS)
    report(f"data/{ESTIMATE_TABLE}.parquet : {len(table)} unités")
    path = sources.DATA / f"{ESTIMATE_TABLE}.parquet"
    write_parquet(table, path, ["unit_code"], origin_of(ESTIMATE_TABLE))
