"""What each column of a table is, and why: years, postal codes and coordinates are not figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from territoires_industrie.upload.figures import is_figures
from territoires_industrie.upload.key_columns import PLACES, Key, Sample, find_keys, rivals
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.keys import commune_sirens
from territoires_industrie.upload.titles import is_measure, title_roles
from territoires_industrie.wording import N_, _, format_number, list_texts, ngettext

SAMPLED_CELLS = 40_000
MOST_ROWS, LEAST_ROWS, FIGURE_CELLS = 300, 60, 50
MOST = 0.8
"""Share of the cells that makes a column what they are."""

YEAR = re.compile(r"^(?:19|20)\d\d(?:[.,]0)?$")
SHOWN_COLUMNS = 12
WHY = {
    "figure": N_("des nombres"),
    "year": N_("des années"),
    "postal": N_("des codes postaux, qui ne sont pas des codes INSEE"),
    "coordinate": N_("des coordonnées"),
    "siret": N_("des SIRET d’établissements"),
    "siren": N_("des SIREN"),
    "code": N_("des codes"),
    "name": N_("des noms"),
    "text": N_("du texte"),
}


@dataclass(frozen=True)
class Column:
    """What a column is.

    Attributes
    ----------
    role
        ``key``, or a key of ``WHY``.
    why
        What speaks for it, in one line.
    """

    title: str
    role: str
    why: str


@dataclass(frozen=True, eq=False)
class Columns:
    """What the columns of a table are.

    Attributes
    ----------
    keys
        Columns that may name units, from the likeliest.
    sampled
        Cells of the likeliest that were looked at.
    """

    columns: tuple[Column, ...]
    keys: tuple[Key, ...]
    sampled: int = 0

    @property
    def key(self) -> Key | None:
        """The likeliest key, if one is likely."""
        return self.keys[0] if self.keys else None

    def of_role(self, *roles: str) -> list[str]:
        """Titles of the columns of some roles."""
        return [one.title for one in self.columns if one.role in roles]

    def kinds_of(self, column: str) -> list[Key]:
        """Return what a column may be, if that is in doubt: keys of two kinds or more."""
        return rivals([key for key in self.keys if key.column == column])


def recognise_columns(cells: pd.DataFrame) -> Columns:
    """Return what the columns of a table are, from a sample of its rows."""
    sample = take_sample(cells)
    keys = find_keys(sample)
    key = keys[0] if keys else None
    columns = tuple(_settle(title, sample.roles[title], key) for title in cells.columns)
    return Columns(columns, tuple(keys), len(sample.written(key.column)) if key else 0)


def key_strength(cells: pd.DataFrame) -> float:
    """Measure how surely a table has a column of codes of units; 0 without any."""
    keys = find_keys(take_sample(cells))
    return keys[0].score if keys else 0.0


def take_sample(cells: pd.DataFrame) -> Sample:
    """Take rows from all over a table: the first ones may be one département."""
    count = max(LEAST_ROWS, min(MOST_ROWS, SAMPLED_CELLS // max(1, cells.shape[1])))
    rows = cells.iloc[:: max(1, len(cells) // count)].head(count)
    titles = {title: title_roles(title) for title in cells.columns}
    roles = {title: _plain_role(title, rows[title], titles[title]) for title in cells.columns}
    return Sample(cells, rows, titles, roles)


def _plain_role(title: str, texts: pd.Series, titled: Sequence[str]) -> str:
    """Return the role of a column on its own, keys aside."""
    written = texts[texts != ""]
    if written.empty:
        return "text"
    first = titled[0] if titled else ""
    # Postal codes and coordinates are numbers too: only their titles tell.
    if first in ("postal", "coordinate", "siret"):
        return first
    if written.str.match(YEAR).mean() >= 0.95 and ("year" in titled or not is_measure(title)):
        return "year"
    plain = written.str.replace(r"\s", "", regex=True)
    for role, form in (("siret", r"\d{14}"), ("siren", r"\d{9}")):
        if plain.str.fullmatch(form).mean() >= MOST and not is_measure(title):
            return role
    if not is_figures(written.head(FIGURE_CELLS)):
        return "name" if first == "name" else "text"
    is_code = {"code", "identifier", *PLACES} & set(titled) and not is_measure(title)
    # No whole number begins with a zero; codes of the first nine départements do.
    has_zeros = plain.str.fullmatch(r"0\d+").mean() > 0.05
    return "code" if is_code or has_zeros else "figure"


def _settle(title: str, role: str, key: Key | None) -> Column:
    """Return what a column is, in one line."""
    if key is not None and title == key.column:
        why = _("{kind} : {share} % des cellules sont connues{more}").format(
            kind=_(KINDS[key.kind].title),
            share=format_number(100 * key.share),
            more=_(", les noms concordent") if key.agrees else "",
        )
        return Column(title, "key", why)
    if key is not None and title == key.place:
        return Column(
            title, "code", _("complète la colonne « {column} »").format(column=key.column)
        )
    return Column(title, role, _(WHY[role]))


def say_doubt(keys: Sequence[Key], sampled: int) -> str:
    """Write in one line what a column could be the codes of, with the evidence."""
    told = list_texts(
        ngettext(
            "{count} code sur {all} existe comme « {kind} »",
            "{count} codes sur {all} existent comme « {kind} »",
            round(key.share * sampled),
            all=format_number(sampled),
            kind=_(KINDS[key.kind].title),
        )
        for key in keys
    )
    text = _("« {column} » : {told}. Lequel est le vôtre ?")
    return text.format(column=keys[0].column, told=told)


def explain_no_key(cells: pd.DataFrame, columns: Columns) -> str:
    """Write why no column of a table names units: what each was taken for.

    Firms and municipalities are named: their codes are the usual mistake.
    """
    told = []
    for one in columns.columns[:SHOWN_COLUMNS]:
        why = one.why
        if one.role == "siren":
            plain = cells[one.title].head(MOST_ROWS).str.replace(r"\s", "", regex=True)
            is_town = plain.isin(set(commune_sirens())).mean() > 0.5
            why = _("des SIREN de mairies") if is_town else _("des SIREN d’entreprises")
        told.append(_("« {column} » : {why}").format(column=one.title, why=why))
    return " ; ".join(told)
