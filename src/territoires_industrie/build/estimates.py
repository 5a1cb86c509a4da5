"""Estimated tables: what is not published, but follows from what is."""

from collections.abc import Callable

from territoires_industrie import sources
from territoires_industrie.build.records import write_parquet
from territoires_industrie.sources import Record, read_table
from territoires_industrie.statistics.industry import (
    ESTIMATE_TABLE,
    LABOUR_TABLE,
    commune_blocks,
    estimate_blocks,
)

Report = Callable[[str], None]


def build_industry_estimate(report: Report) -> None:
    """Write ``data/industry_estimate_2022.parquet``: jobs of 2022 by EPCI and EPT, estimated.

    ``report`` receives one line of progress a file.
    """
    measures = read_table("commune_measures_2026").set_index("commune_code")
    labour = read_table(LABOUR_TABLE).set_index("unit_code")
    table = estimate_blocks(measures.assign(block=commune_blocks()), labour)
    report(f"data/{ESTIMATE_TABLE}.parquet : {len(table)} unités")
    write_parquet(table, sources.DATA / f"{ESTIMATE_TABLE}.parquet", ["unit_code"], _origin())


def _origin() -> Record:
    return Record(
        title="Emplois de 2022 et emplois de l'industrie, estimés par EPCI",
        producer="Atlas, d'après l'INSEE",
        product="Estimation d'après le recensement de la population 2013, 2018 et 2022",
        attribution="Atlas, d'après l'INSEE, recensement de la population",
        coverage="1 231 EPCI de métropole (2025), 11 EPT du Grand Paris et Paris ; "
        "aucun EPCI d'outre-mer",
        cog_year=2025,
        reference_period="2022",
        url_landing="https://www.insee.fr/fr/statistiques/2521169",
        usage_warnings="Estimation : le nombre d'emplois de 2022 n'est pas recueilli, il suit des "
        "recensements de 2013 et 2018 et de l'évolution annuelle 2016-2022. La part de "
        "l'industrie de chaque unité est celle que l'INSEE publie.",
        steps=(
            "emplois de 2016 : emplois de 2013 × (emplois de 2018 / emplois de 2013)^(3/5)",
            "emplois de 2022 : emplois de 2016 × (1 + évolution annuelle 2016-2022 / 100)^6",
            "emplois de l'industrie : part publiée × emplois de 2022",
        ),
    )
