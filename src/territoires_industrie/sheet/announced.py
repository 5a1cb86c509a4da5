"""Figures that the territory publishes about itself, beside those of the atlas."""

from datetime import date

import pandas as pd

from territoires_industrie.analysis.profile import NOTICE
from territoires_industrie.analysis.published import (
    QUALIFIERS,
    Measured,
    PublishedFigure,
    published_figures,
)
from territoires_industrie.html_table import Column
from territoires_industrie.sheet.identity import Identity
from territoires_industrie.sheet.model import Block, Note, Section, Table
from territoires_industrie.wording import _, format_date, format_quantity


def published_section(identities: tuple[Identity, ...]) -> Section:
    """Return the section of published and computed figures, with what explains a difference."""
    tables = [table for one in identities if (table := _table(one)) is not None]
    blocks: list[Block] = list(tables)
    if not tables:
        blocks.append(
            Note(
                _(
                    "Aucun chiffre publié par le territoire lui-même n’a été recueilli : seules "
                    "les pages d’Axe Seine l’ont été."
                ),
                "absent",
            )
        )
    return Section("publie", _("Chiffres publiés et chiffres calculés"), tuple(blocks))


def _table(one: Identity) -> Table | None:
    figures = published_figures(one.phase, one.code)
    if not figures:
        return None
    columns = (
        Column(_("Figure publiée"), is_number=False),
        Column(_("Publié")),
        Column(_("Calculé par l’atlas"), is_number=False),
        Column(_("Ce qui explique l’écart"), is_number=False),
        Column(_("Source du chiffre publié"), is_number=False, is_french=True),
    )
    rows = tuple(
        (figure.label, _printed(figure), _computed(figure), _explained(figure), figure.source)
        for figure in figures
    )
    return Table(f"publie-phase{one.phase}", one.said, columns, rows, _frame(figures))


def _printed(figure: PublishedFigure) -> str:
    if figure.value is None:
        return format_date(date.fromisoformat(figure.text))
    decimals = len(figure.text.partition(".")[2])
    number = format_quantity(figure.value, figure.unit, decimals)
    qualifier = QUALIFIERS[figure.qualifier]
    return f"{_(qualifier)} {number}" if qualifier else number


def _computed(figure: PublishedFigure) -> str:
    """Write each figure of the atlas with its definition, what they share left to say once."""
    lines = []
    for one in figure.computed:
        number = format_quantity(one.value, figure.unit)
        own = one.definition.removesuffix(_(NOTICE)).strip()
        lines.append(f"{number} · {one.label} ({own.removesuffix('.')})")
    return "\n".join(lines) or _("Non calculable")


def _explained(figure: PublishedFigure) -> str:
    notice = _(NOTICE)
    is_weighted = any(one.definition.endswith(notice) for one in figure.computed)
    return f"{figure.difference}\n{notice}" if is_weighted else figure.difference


def _frame(figures: list[PublishedFigure]) -> pd.DataFrame:
    nothing = (Measured(None, "", ""),)
    return pd.DataFrame(
        [
            {
                "measure": figure.measure,
                "label": figure.label,
                "published": figure.text,
                "qualifier": figure.qualifier,
                "unit": figure.unit,
                "source": figure.source,
                "computed": one.value,
                "computed_label": one.label,
                "computed_definition": one.definition,
                "difference": figure.difference,
            }
            for figure in figures
            for one in figure.computed or nothing
        ]
    )
