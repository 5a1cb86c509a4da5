"""Registry of the indicators: the entries of ``indicators.toml``, then those of each sector."""

from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.registry.entries import read_entries
from territoires_industrie.indicators.registry.sectors import list_sector_indicators

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator for indicator in (*read_entries(), *list_sector_indicators())
}
"""Every indicator by its key, in the order that controls show."""
