"""Atlas des Territoires d'industrie: boundaries, membership and statistics of French industry.

The public names, usable from a notebook without Streamlit. Each is read from its module when
it is first used, so that ``import territoires_industrie`` costs nothing.

>>> import territoires_industrie as atlas
>>> atlas.find_level("epci").code_field
'epci_siren'
"""

from importlib import import_module

__version__ = "0.1.0"

PUBLIC_NAMES = {
    "analysis.compared_unit": ("ComparedUnit",),
    "analysis.comparison": ("rows_table",),
    "analysis.matched": ("compare_members",),
    "analysis.ranking": ("rank_all",),
    "analysis.sector_groups": ("Dataset",),
    "analysis.sector_units": ("rank_groups",),
    "analysis.similarity": ("find_similar",),
    "boundaries": ("read_boundaries", "read_ept"),
    "classes.classification": ("Classification",),
    "classes.classify": ("classify",),
    "classes.classing": ("Classing",),
    "draw.standalone": ("draw_map",),
    "errors": (
        "AtlasError",
        "BreaksError",
        "CrsError",
        "DataFileError",
        "UnknownCodeError",
        "VintageError",
    ),
    "export.archive": ("export_table",),
    "export.citation": ("Citation", "cite", "data_fingerprint"),
    "export.csv": ("export_csv",),
    "scene.errors": ("RequestError",),
    "export.geojson": ("export_geojson",),
    "export.long_table": ("long_rows",),
    "export.members": ("Members", "member_rows"),
    "export.sites": ("site_rows",),
    "export.styled": ("layer_styles",),
    "export.table": ("Table", "joined_table"),
    "scene.filters": ("Filter", "select_units"),
    "indicators": (
        "INDICATORS",
        "Indicator",
        "Measure",
        "Status",
        "find_indicator",
        "indicators_of",
        "national_value",
        "read_values",
    ),
    "join": ("UNKNOWN_YEAR", "JoinReport", "join_to_communes"),
    "levels": ("COG_YEAR", "LEVELS", "MAP_LEVELS", "Level", "find_level"),
    "membership": (
        "programme_status",
        "read_composition",
        "read_members",
        "read_states",
        "read_units",
    ),
    "picture.export": ("export_picture",),
    "picture.page": ("Page",),
    "scene.description": ("describe_scene",),
    "scene.scene": ("Scene", "make_scene", "scene_of"),
    "scene.sentence": ("Sentence", "unit_sentence"),
    "scene.view": ("View",),
    "scene.words": ("Words", "scene_words"),
    "sheet.compose": ("read_sheet",),
    "sheet.pdf": ("export_sheet_pdf", "export_unit_pdf"),
    "sources": ("Record", "read_table", "table_record"),
    "statistics.cells": ("divide_cells", "make_cells", "mark_zeros"),
    "wording": ("speaking",),
}
"""Public names by the module that holds them."""

_HOME = {name: module for module, names in PUBLIC_NAMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - listed once, above


def __getattr__(name: str) -> object:
    """Read a public name from its module, once."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
