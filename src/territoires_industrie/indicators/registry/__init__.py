"""Registry of the indicators: every entry, by subject."""

from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.registry.around import SURROUNDINGS
from territoires_industrie.indicators.registry.income import INCOME
from territoires_industrie.indicators.registry.industry import INDUSTRIAL
from territoires_industrie.indicators.registry.jobs import ALL_JOBS
from territoires_industrie.indicators.registry.labour import LABOUR
from territoires_industrie.indicators.registry.people import PEOPLE
from territoires_industrie.indicators.registry.programme import PROGRAMME_STATES
from territoires_industrie.indicators.registry.sectors import list_sector_indicators

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for indicator in (
        *INDUSTRIAL,
        *PEOPLE,
        *ALL_JOBS,
        *LABOUR,
        *INCOME,
        *SURROUNDINGS,
        *PROGRAMME_STATES,
        *list_sector_indicators(),
    )
}
"""Every indicator by its key, in the order that controls show."""
