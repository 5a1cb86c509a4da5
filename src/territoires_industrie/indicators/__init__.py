"""What can be measured: each indicator with its formula, its levels and years, its words."""

from territoires_industrie.indicators.lookup import find_indicator, indicators_of, require_year
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry import INDICATORS
from territoires_industrie.indicators.values import national_cell, national_value, read_values
from territoires_industrie.statistics.status import Status

__all__ = [
    "INDICATORS",
    "Indicator",
    "Measure",
    "Status",
    "find_indicator",
    "indicators_of",
    "national_cell",
    "national_value",
    "read_values",
    "require_year",
]
