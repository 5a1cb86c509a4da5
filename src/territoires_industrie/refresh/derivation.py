"""What is computed from the tables of a set, again, once some of them have changed.

Runs in a process of its own that reads the set in the making (``ATLAS_SET``).
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from territoires_industrie import sources
from territoires_industrie.analysis.industrial_sites import START, located_sites
from territoires_industrie.boundaries import MANIFEST, SURROUNDINGS, boundary_path, read_boundaries
from territoires_industrie.build.coverage import clean_communes
from territoires_industrie.build.geography import (
    build_level,
    read_names,
    write_geography,
    write_layer,
    write_manifest,
    write_screen,
)
from territoires_industrie.build.records import origin_of, write_parquet, write_record
from territoires_industrie.build.reports import join_entry
from territoires_industrie.build.screen import write_hashed
from territoires_industrie.build.screen_around import encode_sites, inset_bounds
from territoires_industrie.build.tables import territoire_of
from territoires_industrie.data_state import STATE
from territoires_industrie.join import UNKNOWN_YEAR, JoinReport, join_to_communes
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import CURRENT_STATES, follow_mergers
from territoires_industrie.refresh.contours import GROUND
from territoires_industrie.sources import LICENCE, Record, read_record, read_table
from territoires_industrie.wording import N_

EMBEDDED_GROUND_STEPS = origin_of("ground", title="").steps[:3]
"""How the ground of the repository was brought to 2026: a refreshed one is of the year."""

GROUND_STEP = N_("contours des communes lus par WFS, page par page")
GROUND_WARNINGS = N_(
    "Contours généralisés par l’IGN (COG CARTO) : ils ne valent pas délimitation. Les superficies "
    "s’écartent de la superficie cadastrale."
)

BOUNDARY_TITLE = N_("Contours des Territoires d'industrie, phase 2 (état du {day})")
"""The day is written as in data: ``say_dated`` writes it for readers."""

COMPARATOR = "commune_comparator_"
EMBEDDED_YEAR = "2018"
"""Last year of the comparator that the repository holds."""


def derive(changed: list[str]) -> None:
    """Compute again what depends on the sources that changed."""
    if {"programme", "contours"} & set(changed):
        _derive_memberships()
        sources.forget_tables()
        _derive_ground()
    if "comparateur" in changed:
        _derive_comparator()
    if "irep" in changed:
        _derive_sites()
    sources.forget_tables()


def _derive_memberships() -> None:
    path = sources.table_path(f"commune_{COG_YEAR}")
    communes = sources.load_table(path).set_index("commune_code", drop=False).rename_axis(None)
    members = read_table("membership_2024")
    for phase, state in CURRENT_STATES.items():
        rows = follow_mergers(members[members["state_date"] == state])
        communes[f"territoire_id_phase{phase}"] = territoire_of(communes, rows)
    states = ", ".join(f"phase {phase} : {day}" for phase, day in CURRENT_STATES.items())
    record = read_record(path)
    steps = (*(step for step in record.steps if not step.startswith("états")), f"états : {states}")
    write_parquet(communes, path, ["commune_code"], replace(record, steps=steps))


def _derive_ground() -> None:
    composition = sources.load_table(sources.table_path(f"commune_{COG_YEAR}"))
    composition = composition.set_index("commune_code").sort_index()
    names = read_names()
    # Names hold a hash of the content: files of the former ground would never be written over.
    for path in (sources.STATIC / "geo").iterdir():
        path.unlink()
    received = STATE.folder / GROUND
    if received.exists():
        communes = clean_communes(gpd.read_parquet(received))
        received.unlink()
        write_geography(communes, composition, names, _keep_quiet)
    else:
        # Members cut the pieces that all levels share on screen: each screen file is made again.
        communes = read_boundaries("commune").reset_index()[["code", "area_km2", "geometry"]]
        write_screen(communes, composition, names, _keep_quiet)
        for level_key in ("territoire_phase1", "territoire_phase2"):
            write_layer(build_level(communes, composition, level_key, names[level_key]), level_key)
    boundaries = (path for path in sources.list_files(sources.GEO) if path.name != SURROUNDINGS)
    for path in boundaries:
        _say_origin(path, read_record(sources.table_path(f"commune_{COG_YEAR}")))


def _say_origin(path: Path, composition: Record) -> None:
    """Record which ground and which state of the programme a boundary file was made from."""
    record = read_record(path)
    changes: dict[str, Any] = {}
    if "contours" in STATE.refreshed:
        kept = (step for step in record.steps if step not in EMBEDDED_GROUND_STEPS)
        same = ("product", "reference_period", "date_accessed", "url_landing", "url_download")
        changes = {name: getattr(composition, name) for name in same}
        changes |= {"date_published": "", "usage_warnings": GROUND_WARNINGS}
        changes |= {"licence_upstream": LICENCE, "built_by": composition.built_by}
        changes |= {"steps": (GROUND_STEP, *(step for step in kept if step != GROUND_STEP))}
    if STATE.programme_state and path == boundary_path("territoire_phase2"):
        changes["title"] = BOUNDARY_TITLE.replace("{day}", STATE.programme_state)
    if changes:
        origin = replace(record, **changes)
        write_record(path, origin, rows=record.rows, key=record.key, crs=record.crs)


def _keep_quiet(_line: str) -> None:
    """Report nothing."""


def _derive_comparator() -> None:
    """Bring to the communes' measures what the newest comparator holds of later years.

    But for populations: legal ones have a source of their own.
    """
    name = sources.newest_table(COMPARATOR)
    if name is None:
        return
    received = read_table(name)
    columns = [
        column
        for column in received.columns.drop("commune_code")
        if column[-4:] > EMBEDDED_YEAR and not column.startswith("population_")
    ]
    table, report = join_to_communes(received, cog_year=UNKNOWN_YEAR, columns=columns, name=name)
    _add_measures(table, report)


def _derive_sites() -> None:
    """Count the sites of each commune and year of the register, and put the latest on the map."""
    for path in sources.DATA.glob(f"{START}*.parquet"):
        year = path.stem.removeprefix(START)
        columns = [f"industrial_sites_count_{year}", f"co2_fossil_t_{year}"]
        listed = sources.load_table(path).query("commune_code != ''")
        table, report = join_to_communes(
            listed.assign(**{columns[0]: 1.0}),
            cog_year=UNKNOWN_YEAR,
            columns=columns,
            name=path.stem,
        )
        # A commune without a site has none, restored or not.
        _add_measures(table.fillna(0.0), replace(report, restored={}))
    path = sources.GEO / MANIFEST
    record, manifest = read_record(path), json.loads(path.read_text("utf-8"))
    bounds = inset_bounds(read_boundaries("commune").reset_index()[["code", "geometry"]])
    shown = encode_sites(located_sites(), bounds)
    manifest["sites"] = {"file": write_hashed(sources.STATIC / "geo", "sites", shown)}
    write_manifest(manifest, sources.GEO)
    write_record(path, record)


def _add_measures(table: pd.DataFrame, report: JoinReport) -> None:
    """Add columns to the measures of communes, and what their join did to the reports."""
    name = report.table
    path = sources.table_path(f"commune_measures_{COG_YEAR}")
    measures = sources.load_table(path).set_index("commune_code")
    for column in table.columns:
        measures[column] = table[column].reindex(measures.index)
    record = read_record(path)
    # A table that is joined anew takes the place of its own step.
    steps = (*(step for step in record.steps if name not in step), f"{name} ajouté")
    write_parquet(measures.reset_index(), path, ["commune_code"], replace(record, steps=steps))
    _add_join_report(report)


def _add_join_report(report: JoinReport) -> None:
    path = sources.DATA / "join_reports.json"
    entries = [
        entry for entry in json.loads(path.read_text("utf-8")) if entry["table"] != report.table
    ]
    entries.append(join_entry(report))
    record = read_record(path)
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_record(path, record, rows=len(entries))
