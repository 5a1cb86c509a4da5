"""What every peer shows: the polygons and figures that ``benchmarks.polygons`` wrote once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

FOLDER = "BENCH_FOLDER"
"""Environment variable: the folder of the written polygons, ``<level>.parquet``."""

CENTRE, ZOOM = (46.6, 2.5), 5
HEIGHT = 600
LINE, LINE_WIDTH = "#666666", 0.4
OPACITY = 0.85


def shown_level() -> str:
    """Read the level from the address."""
    return str(st.query_params.get("level", "epci"))


@st.cache_resource
def read_polygons(level: str) -> gpd.GeoDataFrame:
    """Read ``code``, ``name``, ``geometry``; a value, a class and a colour an indicator.

    Their columns are ``<indicator>``, ``<indicator>_class`` (-1 for none) and
    ``<indicator>_colour``; the same object each time, never changed.
    """
    return gpd.read_parquet(Path(os.environ[FOLDER]) / f"{level}.parquet")


@st.cache_resource
def names_of(level: str) -> pd.DataFrame:
    """Give names and figures by code, without geometry."""
    return pd.DataFrame(read_polygons(level).drop(columns="geometry")).set_index("code")


def choose_indicator(level: str) -> str:
    """Show the control and give the indicator chosen."""
    columns = list(read_polygons(level).columns)
    return str(st.selectbox("Indicateur", [c for c in columns if f"{c}_class" in columns]))


def show_facts(indicator: str, facts: Mapping[str, Any] | None) -> None:
    """Show the facts of the clicked polygon, where the measures look for them."""
    with st.container(key="selection"):
        if facts is not None:
            st.subheader(facts["name"])
            st.metric(indicator, facts[indicator])
