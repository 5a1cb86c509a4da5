"""Registry of the indicators: every entry, by subject."""

from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.registry.income import list_income
from territoires_industrie.indicators.registry.industry import list_industry
from territoires_industrie.indicators.registry.jobs import list_jobs
from territoires_industrie.indicators.registry.people import list_population
from territoires_industrie.indicators.registry.programme import list_programme
from territoires_industrie.indicators.sectors import list_sector_indicators

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for indicator in (
        *list_industry(),
        *list_population(),
        *list_jobs(),
        *list_income(),
        *list_programme(),
        *list_sector_indicators(),
    )
}
"""Every indicator by its key, in the order that controls show."""
