"""A file to try an upload with, made of the atlas's own figures."""

import pandas as pd

from territoires_industrie.export.csv import export_csv
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import POPULATION_COLUMN, read_units

NAME = "exemple_emplois_habitants_epci_2022.csv"
YEAR = POPULATION_COLUMN[-4:]


def example_file() -> bytes:
    """Write private jobs and inhabitants of every EPCI, as a French spreadsheet would.

    Numerator and denominator are there: the jobs can be brought as a count, or as a
    quotient of the inhabitants.
    """
    units = read_units("epci")
    table = pd.DataFrame(
        {
            "siren": units.index,
            "nom": units["name"],
            f"emplois_prives_{YEAR}": read_values("epci", "private_jobs_count", YEAR)["value"],
            f"habitants_{YEAR}": units["population_count"],
        }
    )
    return export_csv(table)
