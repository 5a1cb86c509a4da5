"""Figures that the territory publishes about itself, beside those of the atlas."""

from datetime import date

import pandas as pd

from territoires_industrie.analysis.profile import NOTICE
from territoires_industrie.analysis.published import (
    Measured,
    PublishedFigure,
    published_figures,
)
from territoires_industrie.html_table import number_column, text_column
from territoires_industrie.programme.timeline import QUALIFIERS
from territoires_industrie.sheet.identity import Identity
from territoires_industrie.sheet.model import Block, Note, Section, Table
from territoires_industrie.sources import table_record
from territoires_industrie.wording import _, format_date, format_quantity


def published_section(identities: tuple[Identity, ...]) -> Section:
    """Return the section of published and computed figures, with what explains a difference."""
    tables = [table for identity in identities if (table := _table(identity)) is not None]
    blocks: list[Block] = list(tables)
    if not tables:
        blocks.append(
            Note(
                _(
                    "Aucun chiffre publié par ce territoire n’est comparé ici : seuls ceux "
                    "d’Axe Seine le sont. Ceux que d’autres pages donnent sont parmi ses dates."
                ),
                "absent",
            )
        )
    records = (table_record("territoire_published_figure_2025"),) if tables else ()
    return Section("publie", _("Chiffres publiés et chiffres calculés"), tuple(blocks), records)


def _table(identity: Identity) -> Table | None:
    figures = published_figures(identity.phase, identity.code)
    if not figures:
        return None
    columns = (
        text_column(_("Figure publiée"), lambda one: one.label),
        number_column(_("Publié"), _printed),
        text_column(_("Calculé par l’atlas"), _computed, kind="long"),
        text_column(_("Ce qui explique l’écart"), _explained, kind="long"),
        text_column(
            _("Source du chiffre publié"), lambda one: one.source, is_french=True, kind="long"
        ),
    )
    key, frame = f"publie-phase{identity.phase}", _frame(figures)
    return Table.of(key, identity.label, columns, figures, frame)


def _printed(figure: PublishedFigure) -> str:
    if figure.value is None:
        return format_date(date.fromisoformat(figure.text))
    # As many decimals as the page prints: another rounding would be another figure.
    decimals = len(figure.text.partition(".")[2])
    number = format_quantity(figure.value, figure.unit, decimals)
    qualifier = QUALIFIERS[figure.qualifier]
    return f"{_(qualifier)} {number}" if qualifier else number


def _computed(figure: PublishedFigure) -> str:
    """Write each figure of the atlas with its definition, without the notice that all share."""
    lines = []
    for measured in figure.computed:
        number = format_quantity(measured.value, figure.unit)
        own = measured.definition.removesuffix(_(NOTICE)).strip()
        lines.append(f"{number} · {measured.label} ({own.removesuffix('.')})")
    return "\n".join(lines) or _("Non calculable")


def _explained(figure: PublishedFigure) -> str:
    notice = _(NOTICE)
    is_weighted = any(measured.definition.endswith(notice) for measured in figure.computed)
    return f"{figure.difference}\n{notice}" if is_weighted else figure.difference


def _frame(figures: list[PublishedFigure]) -> pd.DataFrame:
    # What the atlas cannot compute keeps its row in the file.
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
                "computed": measured.value,
                "computed_label": measured.label,
                "computed_definition": measured.definition,
                "difference": figure.difference,
            }
            for figure in figures
            for measured in figure.computed or nothing
        ]
    )
