"""What can be asked for by address: levels, formats, parameters, indicators with their years."""

import json
from typing import Any

from territoires_industrie import __version__
from territoires_industrie.export.by_address import PARAMETERS, SITES_FILE
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.registry import INDICATORS
from territoires_industrie.levels import COG_YEAR, LEVELS, Level
from territoires_industrie.wording import _


def write_catalogue() -> bytes:
    """Write the catalogue as JSON; its addresses are from the one where it is read."""
    catalogue = {
        "title": _("Atlas des Territoires d'industrie"),
        "version": __version__,
        "cog_year": COG_YEAR,
        "levels": [_level(level) for level in LEVELS.values()],
        "formats": {
            form.suffix: {"title": _(form.label), "media_type": form.media_type}
            for form in FORMATS.values()
        },
        "parameters": {name: _(text) for name, text in PARAMETERS.items()},
        "indicators": [_indicator(one) for one in INDICATORS.values()],
        "sites": SITES_FILE,
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1).encode()


def _level(level: Level) -> dict[str, Any]:
    phase = f"?phase={level.phase}" if level.phase else ""
    return {
        "key": level.key,
        "title": _(level.title),
        "code": level.code_field,
        "files": [f"{level.slug}.{form.suffix}{phase}" for form in FORMATS.values()],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    described = {
        "key": indicator.key,
        "family": indicator.family,
        "title": _(indicator.title),
        "unit": _(indicator.unit) if indicator.unit else "",
        "levels": list(indicator.levels),
        "years": list(indicator.years),
    }
    return {name: value for name, value in described.items() if value}
