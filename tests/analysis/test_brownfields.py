"""Brownfields: types, places, areas."""

import pytest

from territoires_industrie.analysis.brownfields import (
    OUTLIER_HA,
    STATUSES,
    TYPES,
    normalise_type,
    read_brownfields,
    read_sites,
)
from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table


def test_every_spelling_of_a_type_is_known() -> None:
    labels = read_table("brownfield_2024")["site_type"].unique()
    assert len(labels) == 26
    assert {normalise_type(label) for label in labels} == set(TYPES)
    assert all(normalise_type(label) != "autre" for label in labels if label != "autre"), (
        "no label falls back on « autre »"
    )


def test_sites_are_all_there_and_placed() -> None:
    sites = read_sites()
    assert len(sites) == 23_878
    assert (~sites["is_verified"]).sum() == 12_910
    assert sites["type"].isin(["industrielle", "agro-industrielle"]).sum() == 1_731
    assert sites["commune_code"].isin(read_units("commune").index).all()
    assert set(sites["status"]) == set(STATUSES)
    assert sites["area_ha"].max() == pytest.approx(7413.6, abs=0.1)
    assert sites.sort_values("area_ha", ascending=False).iloc[0]["is_outlier"]


def test_an_outlier_is_counted_but_not_its_area() -> None:
    arles = read_brownfields("epci", "241300417")
    assert "13004_14155" in arles.outliers.index
    assert arles.area_ha < arles.outliers["area_ha"].sum()
    assert arles.by_type["site_count"].sum() == arles.verified_count
    assert arles.by_status["site_count"].sum() == arles.verified_count
    assert arles.by_type["area_ha"].sum() == pytest.approx(arles.area_ha)
    assert (arles.outliers["area_ha"] >= OUTLIER_HA).all()


def test_a_shared_land_unit_counts_once_and_keeps_a_verified_site() -> None:
    sites = read_sites()
    shared = sites[sites["is_shared_area"]]
    assert len(shared) == 906
    keys = ["commune_code", "area_ha", "lon", "lat"]
    kept = sites[sites["area_ha"].notna() & ~sites["is_shared_area"]]
    assert not kept.duplicated(keys).any()
    groups = shared[shared["is_verified"]].merge(kept, on=keys, suffixes=("", "_kept"))
    assert groups["is_verified_kept"].all()
