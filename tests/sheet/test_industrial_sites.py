"""The section of a sheet on declared sites: every site is counted, drawn or said to be nowhere."""

from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.sheet.industrial_sites import industrial_sites_section
from territoires_industrie.sheet.model import Facts, Note, Picture, Table


def test_axe_seine_has_its_sites_by_sector_and_on_its_map() -> None:
    section = industrial_sites_section("territoire_phase2", "ti-2802")
    by_key = {block.key: block for block in section.blocks if isinstance(block, Table)}
    count = int(read_values("territoire_phase2", "industrial_sites_count")["value"]["ti-2802"])
    assert by_key["sites-secteurs"].frame["site_count"].sum() == count == 194
    assert len(by_key["sites-industriels"].frame) == count
    picture = next(block for block in section.blocks if isinstance(block, Picture))
    marks = picture.svg.count("<title>") - 1
    assert marks == by_key["sites-industriels"].frame["is_located"].sum()
    assert picture.squares < {label for _colour, label in picture.legend}
    facts = next(block for block in section.blocks if isinstance(block, Facts))
    assert facts.items[0].value == "194"


def test_a_unit_without_a_declared_site_says_so() -> None:
    counts = read_values("epci", "industrial_sites_count")["value"]
    code = str(counts.index[counts == 0][0])
    section = industrial_sites_section("epci", code)
    assert not [block for block in section.blocks if isinstance(block, Table)]
    assert any(isinstance(block, Note) and block.tone == "absent" for block in section.blocks)


def test_what_no_site_declares_is_not_zero_tonnes() -> None:
    blocks = industrial_sites_section("epci", "200090561").blocks
    facts = next(block for block in blocks if isinstance(block, Facts))
    assert facts.items[2].value == "non déclaré"
    titles = {block.key: block.title for block in blocks if isinstance(block, Table)}
    assert titles["sites-industriels"] == "Sites (10 sur 10)"


def test_the_jobs_gained_are_the_difference_of_the_two_years() -> None:
    key = "private_jobs_change_count"
    assert national_value(key) == 19_995_376 - 17_614_085
    for level in ("epci", "territoire_phase2", "zone_emploi", "departement"):
        last, first = (
            read_values(level, "private_jobs_count", y)["value"] for y in ("2024", "2014")
        )
        gained = read_values(level, key)["value"]
        known = gained.notna()
        assert known.sum() > 90
        assert (gained[known] == (last - first)[known]).all()
