"""Print what a set answers, as JSON: run in a process that reads it (``running.ask_set``)."""

import json
from dataclasses import replace
from math import isnan
from typing import Any
from unittest.mock import patch

from territoires_industrie.indicators import find_indicator, national_value, read_values
from territoires_industrie.programme.outside import programme_parts, say_parts

Answer = dict[str, Any]


def grants_answer() -> Answer:
    from territoires_industrie.programme.grants import LIMITS, grants_of, regional_totals

    totals = regional_totals()
    nord = grants_of("departement", "59")
    return {
        "totals": {
            code: [int(row["project_count"]), float(row["grant_eur"]), row["is_detailed"]]
            for code, row in totals.iterrows()
        },
        "nord": [len(nord), float(nord["grant_eur"].sum())],
        "limits": LIMITS,
    }


def flores_answer() -> Answer:
    from territoires_industrie.analysis.profile import read_profile
    from territoires_industrie.analysis.sector_groups import DATASETS, DEFAULT_DATASET
    from territoires_industrie.scene.filters import Filter, select_units
    from territoires_industrie.sheet.industry import industry_section
    from territoires_industrie.statistics.zone_jobs import specialisation

    def cell(level: str, key: str, code: str, year: str = "2024") -> list[Any]:
        cells = read_values(level, key, year)
        value = float(cells["value"][code])
        return [None if isnan(value) else value, cells["status"][code]]

    chemistry = find_indicator("jobs_flores_ce_count")
    profile = read_profile("territoire_phase2", "ti-2802")
    kept = select_units("epci", Filter(sector="CE"))
    quotient = specialisation("flores", "2024", "CE", "epci")["value"]
    return {
        "levels": chemistry.levels,
        "years": chemistry.years,
        "limits": chemistry.limits,
        "industry": cell("territoire_phase2", "industrial_jobs_flores_count", "ti-2802"),
        "epci": cell("epci", "jobs_flores_ce_count", "200084952"),
        "before": cell("epci", "jobs_flores_ce_count", "200084952", "2022"),
        "mayotte": cell("departement", "jobs_flores_gz_count", "976"),
        "establishments": cell("epci", "establishments_flores_ce_count", "200084952"),
        "large": cell(
            "territoire_phase2", "industrial_establishments_50plus_flores_count", "ti-2802"
        ),
        "large_share": cell("territoire_phase2", "industrial_jobs_50plus_flores_pct", "ti-2802"),
        "nation": national_value("industrial_establishments_flores_count", "2024"),
        "dataset": DATASETS[DEFAULT_DATASET].slug,
        "profile": [profile.year, profile.industrial_jobs_count],
        "blocks": [
            getattr(block, "key", "")
            for block in industry_section("territoire_phase2", "ti-2802").blocks
        ],
        "kept": sorted(kept[kept].index),
        "specialised": sorted(quotient[quotient.round(2) >= 1.5].index),
    }


def sectors_answer() -> Answer:
    from territoires_industrie.scene.view import View
    from territoires_industrie.ui import map_component
    from territoires_industrie.ui.sectors.choice import read_choice
    from territoires_industrie.ui.sectors.options import SectorOptions
    from territoires_industrie.ui.sectors.sector_scene import sector_jobs, sector_scene
    from tests.pages.opening import open_page
    from tests.pages.stub_map import StubMap

    stub = StubMap()
    patch.object(map_component, "show_map", stub.show).start()
    asked = {"niveau": "territoire", "phase": "2", "selection": "ti-2802", "secteurs": "CE"}
    page = open_page("filieres", **asked)
    drawn = [len(stub.payload.classes), sorted(stub.payload.selected)]
    ranked = [
        str(one.proto.body).count("<tr")
        for one in page.get("html")
        if "tableau fiche" in str(one.proto.body)
    ]
    page.selectbox(key="filieres_maille").set_value("territoire-2").run()
    assert not page.exception, page.exception[0].value
    options = SectorOptions(sectors=("CE",), grain="territoire-2")
    choice = read_choice(View("territoire_phase2").with_options(options))
    before = read_choice(View().with_options(replace(options, dataset="flores-2022")))
    return {
        "drawn": drawn,
        "again": [len(stub.payload.classes), sorted(stub.payload.selected)],
        "specialised": [one.label for one in page.metric],
        "ranked": ranked,
        "level": choice.level,
        "before": before.level,
        "jobs": float(sector_jobs(choice)["value"]["ti-2802"]),
        "quotient": float(sector_scene(choice).cells["value"]["ti-2802"]),
    }


def register_answer() -> Answer:
    from territoires_industrie import sources
    from territoires_industrie.analysis.industrial_sites import NOTICE, YEAR, sites_of
    from territoires_industrie.boundaries import MANIFEST, read_manifest
    from territoires_industrie.export.sites import LAYER

    keys = "industrial_sites_count", "industrial_sites_per_10000", "co2_fossil_t"
    screen = read_manifest(sources.GEO / MANIFEST)["sites"]["file"]
    shown = json.loads((sources.STATIC / "geo" / screen).read_text("utf-8"))
    return {
        "year": YEAR,
        "notice": NOTICE,
        "layer": LAYER,
        "screen": len(shown["sectors"]),
        "years": [find_indicator(key).years for key in keys],
        "nation": [[national_value(key, year) for key in keys] for year in ("2020", "2022")],
        "axe_seine": [
            len(sites_of("territoire_phase2", ("ti-2802",))),
            float(read_values("territoire_phase2", keys[0], "2022")["value"]["ti-2802"]),
            float(read_values("territoire_phase2", keys[0], "2020")["value"]["ti-2802"]),
        ],
    }


def whole_answer() -> Answer:
    share, count = "industrial_jobs_share_pct", "industrial_jobs_count"
    cells = {
        level: read_values(level, share, "2022")
        for level in ("commune", "epci", "territoire_phase2", "departement", "region")
    }
    jobs = read_values("territoire_phase2", count, "2022")
    return {
        "statuses": {
            level: table["status"].value_counts().to_dict() for level, table in cells.items()
        },
        "axe_seine": [
            float(cells["territoire_phase2"]["value"]["ti-2802"]),
            float(jobs["value"]["ti-2802"]),
            jobs["status"]["ti-2802"],
        ],
        "nation": [national_value(share, "2022"), national_value(count, "2022")],
        "source": find_indicator(count).record.attribution,
        "words": [find_indicator(count).definition, find_indicator(share).formula.say()],
        "parts": [programme_parts(2), say_parts(2)],
        "flores": flores_answer(),
        "sectors": sectors_answer(),
        "grants": grants_answer(),
        "register": register_answer(),
        "programmes": [
            float(read_values("epci", key, "2025")["value"][code])
            for key, code in (
                ("small_towns_count", "200010700"),
                ("town_centres_count", "200084952"),
            )
        ]
        + [national_value("small_towns_count", "2025")],
    }


if __name__ == "__main__":
    print(json.dumps(whole_answer()))
