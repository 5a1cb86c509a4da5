"""The formula of an indicator, in words: its measures are named by the registry of columns."""

import re

from territoires_industrie.fields import find_field
from territoires_industrie.indicators.model import Basis, Indicator
from territoires_industrie.indicators.values import is_specialisation
from territoires_industrie.statistics.aggregation import AREA
from territoires_industrie.statistics.sector_ground import EPCI
from territoires_industrie.statistics.sectors import INDUSTRY
from territoires_industrie.statistics.zone_jobs import EVERY_SECTOR
from territoires_industrie.wording import _, format_number

YEAR_HOLE = "_{year}"
YEAR_END = re.compile(r"_(\d{4})$")


def say_formula(indicator: Indicator) -> str:
    """Write the formula of an indicator in the language of the run.

    ``scale × (numerator - subtracted) / denominator``, each measure by the name that the
    registry of columns gives it. One text serves all the sectors of a family.

    >>> from territoires_industrie.indicators import find_indicator
    >>> say_formula(find_indicator("population_density_per_km2"))
    'Somme de « Population municipale » de l’année ÷ somme de « Superficie »'
    """
    if indicator.basis is Basis.EPCI:
        return _("Chiffre publié, repris tel quel : {measure}").format(
            measure=_measure(indicator.numerator)
        )
    if indicator.basis is Basis.QUARTERS:
        return _("Moyenne des quatre trimestres de {measure}").format(
            measure=_measure(indicator.numerator)
        )
    if indicator.basis is Basis.MEMBERSHIP:
        return _("Catégorie, lue dans la table des membres ou dans la liste des EPCI")
    if indicator.basis is Basis.SECTORS:
        return _sector_formula(indicator)
    return _sum_formula(indicator)


def _sum_formula(indicator: Indicator) -> str:
    parts = [
        _sum(part) if part else ""
        for part in (indicator.numerator, indicator.subtracted, indicator.denominator)
    ]
    return _capital(_compose(indicator, *parts))


def _compose(indicator: Indicator, top: str, less: str, bottom: str) -> str:
    """Write the quotient; ``less`` and ``bottom`` may be empty."""
    if less:
        top = _("({part} − {subtracted})").format(part=top, subtracted=less)
    if bottom:
        top = f"{top} ÷ {bottom}"
    return f"{format_number(indicator.scale)} × {top}" if indicator.scale != 1 else top


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sum(part: str) -> str:
    return _("somme de {measure}").format(measure=_measure(part))


def _measure(part: str) -> str:
    """Name a measure and its year: ``population_count_{year}``, ``population_count_2018``."""
    name = _("« {definition} »").format(definition=_definition(part))
    if YEAR_HOLE in part:
        return _("{measure} de l’année").format(measure=name)
    if fixed := YEAR_END.search(part):
        return _("{measure} de {year}").format(measure=name, year=fixed.group(1))
    return name


def _definition(part: str) -> str:
    return _(find_field(AREA if part == AREA else part.removesuffix(YEAR_HOLE)).definition)


def _sector_formula(indicator: Indicator) -> str:
    part = _jobs_of(indicator.numerator)
    if indicator.subtracted:
        before = _("emplois de l’industrie de {year}").format(year=indicator.subtracted)
        after = _("emplois de l’industrie de l’année")
        return _compose(indicator, after, before, before)
    whole = _jobs_of(indicator.denominator) if indicator.denominator else ""
    quotient = _compose(indicator, part, "", whole)
    if is_specialisation(indicator):
        told = _("({quotient}, dans la zone) ÷ ({quotient}, dans toutes les zones)")
        if EPCI in indicator.levels:
            told = _("({quotient}, dans l’unité) ÷ ({quotient}, dans toutes les unités du niveau)")
        return told.format(quotient=quotient)
    return _capital(quotient)


def _jobs_of(sector: str) -> str:
    if sector == EVERY_SECTOR:
        return _("emplois de tous les secteurs")
    return _("emplois de l’industrie") if sector == INDUSTRY else _("emplois du secteur")
