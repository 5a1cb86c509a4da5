"""Names told apart by the département or the région beside them; EPT by name."""

from dataclasses import replace

import pandas as pd
import pytest

from territoires_industrie.upload import bring_indicator, propose_roles, read_upload
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.names import codes_of, find_names


@pytest.mark.parametrize(
    ("place", "code"),
    [("Île-de-France", "93066"), ("La Réunion", "97411"), ("93", "93066"), ("04", "97411")],
)
def test_a_region_or_a_departement_tells_homonyms_apart(place: str, code: str) -> None:
    assert len(codes_of("Saint-Denis", "commune")) > 2
    assert find_names(pd.Series(["Saint-Denis"]), "commune", pd.Series([place])).tolist() == [code]


def test_names_of_departements_that_are_regions_are_asked_about() -> None:
    rows = "Guadeloupe;1,5\nMartinique;2,5\nMayotte;3,5\n"
    roles = propose_roles(read_upload("a.csv", f"territoire;taux 2022\n{rows}".encode()))
    assert not roles.key_kind


def test_an_ept_by_its_name_is_said_to_be_one() -> None:
    content = b"nom;taux 2022\nPlaine Commune;1,5\nEst Ensemble;2,5\n"
    table = read_upload("a.csv", content)
    named = replace(
        propose_roles(table),
        key_column="nom",
        key_kind="epci_name",
        value="taux 2022",
        title="Taux",
        kind="rate",
        year="2022",
    )
    with pytest.raises(UploadError, match=r"Plaine Commune » \(EPT, dans la Métropole"):
        bring_indicator(table, named)
