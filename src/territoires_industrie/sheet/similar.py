"""Units that resemble the unit of a sheet: criteria, list, small map."""

from functools import partial

import pandas as pd

from territoires_industrie.analysis.similarity import Criterion, Similar, criteria_of
from territoires_industrie.html_table import Row, number_column, text_column
from territoires_industrie.indicators import Indicator, find_indicator, read_values
from territoires_industrie.indicators.own import is_own
from territoires_industrie.levels import LEVELS
from territoires_industrie.look import PAGE
from territoires_industrie.membership import read_units
from territoires_industrie.picture.locator import locator_svg
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_value
from territoires_industrie.sheet.model import (
    Block,
    Link,
    Links,
    Note,
    Picture,
    Section,
    Side,
    Table,
)
from territoires_industrie.wording import _, format_number, format_quantity, ngettext, say_pair

COMPARED = (
    ("population_count", "2022"),
    ("population_density_per_km2", "2022"),
    ("industrial_establishments_share_pct", "2018"),
)
"""Figures beside the distances: those of the criteria, in the years that these compare."""


def similar_section(similar: Similar) -> Section:
    """Show the nearest units, how near they are and by which criteria."""
    is_epci = LEVELS[similar.level_key].phase is None
    title = _("EPCI semblables") if is_epci else _("Territoires semblables")
    blocks: list[Block] = [_method(similar)]
    if similar.nearest.empty:
        blocks.append(
            Note(
                _("Aucune unité comparable : les critères connus ici pèsent moins de la moitié."),
                "absent",
            )
        )
        return Section("semblables", title, tuple(blocks))
    links = tuple(
        Link(similar.level_key, str(code), str(row["name"]), _region(row))
        for code, row in similar.nearest.iterrows()
    )
    blocks.append(Side((_map(similar), Links(_("Du plus proche au moins proche"), links))))
    blocks.append(_table(similar))
    if similar.absent:
        criteria = criteria_of(similar.level_key)
        labels = ", ".join(_(criteria[key].label) for key in similar.absent)
        text = _("Sans chiffre pour ce territoire, donc laissé de côté : {criteria}.")
        blocks.append(Note(text.format(criteria=labels), "absent"))
    return Section("semblables", title, tuple(blocks))


def _method(similar: Similar) -> Note:
    criteria = criteria_of(similar.level_key)
    weights = ", ".join(
        _("{criterion} {weight}").format(
            criterion=_name(criteria[key]), weight=format_quantity(100 * weight, "%")
        )
        for key, weight in similar.weights.items()
    )
    definitions = " ".join(
        say_pair(_(criteria[key].label), _(criteria[key].definition)) for key in similar.weights
    )
    text = _(
        "Les {count} plus proches du même niveau. Distance : racine de la moyenne pondérée des "
        "écarts au carré, chaque critère étant divisé par son écart-type ; 0 serait un jumeau. "
        "Poids : {weights}. {definitions}"
    )
    count = format_number(len(similar.nearest))
    return Note(text.format(count=count, weights=weights, definitions=definitions), "note")


def _name(criterion: Criterion) -> str:
    """Name a criterion inside a sentence; a reader's own keeps the title that it was given."""
    label = _(criterion.label)
    return label if is_own(criterion.key) else label.lower()


def _region(row: "pd.Series") -> str:
    return str(read_units("region").at[row["region_code"], "name"])


def _map(similar: Similar) -> Picture:
    codes = (similar.code, *map(str, similar.nearest.index))
    placed = View(similar.level_key, selection=codes)
    colours = dict.fromkeys(codes, PAGE.similar) | {similar.code: PAGE.selection}
    name = str(read_units(similar.level_key).at[similar.code, "name"])
    count = len(similar.nearest)
    others = ngettext("Son semblable", "Ses {count} semblables", count)
    words = say_pair(name, others.lower())
    legend = ((PAGE.selection, name), (PAGE.similar, others))
    svg = locator_svg(placed, colours=colours, width=360, title=words)
    return Picture("carte-semblables", svg, words, 0.5, legend)


def _table(similar: Similar) -> Table:
    criteria, frame = criteria_of(similar.level_key), similar.nearest.reset_index()
    columns = [text_column(_("Territoire"), "name"), number_column(_("Distance"), "distance", 2)]
    for key in similar.weights:
        # A criterion that the unit has no figure for has no distance to show.
        if key not in similar.absent:
            title = _("dont {criterion}").format(criterion=_name(criteria[key]))
            columns.append(number_column(title, f"{key}_distance", 2))
    for key, year in COMPARED:
        indicator, cells = find_indicator(key), read_values(similar.level_key, key, year)
        columns.append(number_column(indicator.title_in(year), partial(_figure, indicator, cells)))
        frame[key] = cells["value"].reindex(frame["code"]).to_numpy()
    name = read_units(similar.level_key)["name"][similar.code]
    # The unit itself stands first, at no distance from itself.
    own = {**dict.fromkeys(frame.columns), "code": similar.code, "name": name}
    rows = [own, *frame.to_dict("records")]
    return Table.of("semblables", _("Les plus semblables"), columns, rows, frame)


def _figure(indicator: Indicator, cells: pd.DataFrame, row: Row) -> str:
    value, status = cells.loc[row["code"], ["value", "status"]]
    return say_value(indicator, value, str(status))
