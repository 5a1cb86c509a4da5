"""Communes of the sites of the emissions register, from the addresses that declarants write."""

import pandas as pd
import pytest

from territoires_industrie.refresh.register import COLUMNS, PLACE, industrial_sites


def establishments(postal_code: str, town: str) -> pd.DataFrame:
    texts = dict.fromkeys((*COLUMNS, *PLACE), "")
    site = {"identifiant": "1", "code_ape": "2014Z", "code_postal": postal_code, "commune": town}
    return pd.DataFrame([texts | site])


@pytest.mark.parametrize(
    ("postal_code", "town", "expected"),
    [
        ("76600", "LE HAVRE CEDEX 3", "76351"),
        ("42000", "ST ETIENNE", "42218"),
        ("76069", "Le Havre", "76351"),
        ("20407", "BASTIA CEDEX 9", "2B033"),
        ("20704", "AJACCIO", "2A004"),
        ("97821", "Le Port", "97407"),
        ("76600", "Nowhere", ""),
    ],
)
def test_an_address_names_its_commune(postal_code: str, town: str, expected: str) -> None:
    """By its postal code, or else by its name in the département."""
    sites = industrial_sites(establishments(postal_code, town))
    assert sites["commune_code"].tolist() == [expected]
