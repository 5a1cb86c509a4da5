"""One sentence for a unit: its figure, what it is in France, its rank, how it moves.

The same on the map, the sheet, the comparison, in the PDF and in the preview of a link.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import pandas as pd

from territoires_industrie.analysis.profile import require_unit
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.indicators import (
    Indicator,
    Measure,
    Status,
    find_indicator,
    indicators_of,
    read_values,
)
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.scene.description import count_units
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.view import View, default_indicator
from territoires_industrie.scene.words import say_national, say_value
from territoires_industrie.search.places import say_in_full
from territoires_industrie.wording import (
    N_,
    _,
    capital,
    fold,
    format_number,
    format_quantity,
    list_texts,
    ngettext,
    ordinal,
    round_half_up,
    say_rank,
)

SHARES = (
    (0.22, N_("moins du quart de la moyenne française")),
    (0.29, N_("le quart de la moyenne française")),
    (0.37, N_("le tiers de la moyenne française")),
    (0.45, N_("moins de la moitié de la moyenne française")),
    (0.55, N_("la moitié de la moyenne française")),
    (0.62, N_("plus de la moitié de la moyenne française")),
    (0.71, N_("les deux tiers de la moyenne française")),
    (0.8, N_("les trois quarts de la moyenne française")),
    (0.95, N_("en dessous de la moyenne française")),
    (1.05, N_("proche de la moyenne française")),
    (1.45, N_("au-dessus de la moyenne française")),
    (1.55, N_("une fois et demie la moyenne française")),
    (1.7, N_("plus d’une fois et demie la moyenne française")),
)
"""Quotient of a figure and that of France, up to which each text says it."""

TIMES = (
    N_("deux fois"),
    N_("trois fois"),
    N_("quatre fois"),
    N_("cinq fois"),
    N_("six fois"),
    N_("sept fois"),
    N_("huit fois"),
    N_("neuf fois"),
    N_("dix fois"),
)
VOWELS = "aeiouy"
NEAR, UNDER = 0.2, 0.3
"""How far a quotient may be from a whole number that stands for it, or is said to be near."""


@dataclass(frozen=True)
class Sentence:
    """What is said of a unit, in the language of the run that wrote it.

    Attributes
    ----------
    name
        Of the unit.
    clauses
        Its figure beside that of France, its ranks, its change: only what is known.
    """

    name: str
    clauses: tuple[str, ...]

    def __str__(self) -> str:
        """Return the whole sentence."""
        return _("{name} : {said}.").format(name=self.name, said=list_texts(self.clauses))

    @property
    def predicate(self) -> str:
        """The sentence without the name, where that stands above it."""
        return f"{capital(list_texts(self.clauses))}."


def unit_sentence(shown: View | Scene, code: str) -> Sentence:
    """Write what a view or a scene says of one unit.

    Ranks are those of the units that the filter keeps.

    Raises
    ------
    UnknownCodeError
        If the level has no such unit, or the view cannot be shown.

    Examples
    --------
    >>> unit_sentence(View("region", "programme_phase2_extent"), "28").clauses
    ('« Membre de la phase 2 », Membre en partie en 2024',)
    """
    scene = scene_of(shown)
    require_unit(scene.view.level, code)
    if not Status(scene.cell(code)[1]).has_figure:
        return Sentence(scene.name(code), (_say_absence(scene, code),))
    beside = ", ".join([_say_own(scene, code), *_say_france(scene, code)])
    return Sentence(scene.name(code), (beside, *_say_ranks(scene, code), *_say_change(scene, code)))


def sentence_of(level_key: str, code: str, indicator: str = "") -> Sentence:
    """Write the sentence of a unit by itself: on an indicator, if its level has it."""
    offered = {one.key for one in indicators_of(level_key)}
    key = indicator if indicator in offered else default_indicator(level_key)
    return unit_sentence(View(level_key, key), code)


def _say_absence(scene: Scene, code: str) -> str:
    text = _("pas de chiffre pour « {title} » en {year} ({reason})")
    reason = say_value(scene.indicator, *scene.cell(code))
    return text.format(
        title=scene.indicator.title,
        year=scene.view.year,
        reason=reason[:1].lower() + reason[1:],
    )


def _say_own(scene: Scene, code: str) -> str:
    """Write the figure and its year, which a phrase may contain."""
    indicator = scene.indicator
    year = str(indicator.formula.dates(scene.view.level, scene.view.year)[code])
    figure = say_value(indicator, *scene.cell(code))
    if not Status(scene.cell(code)[1]).is_own:
        # The phrase is that of the indicator: what stands for its figure is named instead.
        return _("« {title} », {value} en {year}").format(
            title=indicator.title, value=figure, year=year
        )
    said = _say_phrase(indicator, figure, year)
    return said if year in said else _("{said} en {year}").format(said=said, year=year)


def _say_phrase(indicator: Indicator, figure: str, year: str) -> str:
    phrase = _(indicator.phrase) or _("« {title} », {value}")
    return phrase.format(title=indicator.title, value=figure, year=year)


def _say_france(scene: Scene, code: str) -> Iterator[str]:
    """Write what the figure is beside that of France; nothing where that is not known."""
    indicator, national = scene.indicator, scene.national
    pivot = pivot_of(indicator)
    # A quotient of specialisation is already what it is beside France.
    if not national or pivot == 1 or not Status(scene.cell(code)[1]).is_own:
        return
    if pivot == 0:
        if indicator.measure is Measure.RATIO:
            yield _("contre {figure} en France").format(figure=say_national(indicator, national))
        return
    quotient = float(scene.cells["value"][code]) / national
    if indicator.measure is Measure.RATIO:
        text = _("{compared} ({figure})")
        yield text.format(compared=_compare(quotient), figure=say_national(indicator, national))
    elif quotient:
        yield _say_part(100 * quotient)


def _compare(quotient: float) -> str:
    """Write a quotient of a figure and that of France.

    >>> _compare(3.1), _compare(1.75), _compare(0.5)
    ('trois fois la moyenne française', 'près de deux fois la moyenne française', \
'la moitié de la moyenne française')
    >>> _compare(1.68), _compare(2.6)
    ('plus d’une fois et demie la moyenne française', 'plus de deux fois la moyenne française')
    """
    step = bisect([bound for bound, _text in SHARES], quotient)
    if step < len(SHARES):
        return _(SHARES[step][1])
    nearest = floor(quotient + UNDER)
    if nearest - 2 >= len(TIMES):
        return _("plus de {times} la moyenne française").format(times=_(TIMES[-1]))
    if quotient > nearest + NEAR:
        pattern = _("plus de {times} la moyenne française")
    elif quotient < nearest - NEAR:
        pattern = _("près de {times} la moyenne française")
    else:
        pattern = _("{times} la moyenne française")
    return pattern.format(times=_(TIMES[nearest - 2]))


def _say_part(share_pct: float) -> str:
    if round_half_up(share_pct, 1) == 0:
        return _("moins de {share} du total français").format(share=format_quantity(0.1, "%", 1))
    return _("{share} du total français").format(share=format_quantity(share_pct, "%", 1))


def _say_ranks(scene: Scene, code: str) -> Iterator[str]:
    """Write the rank in the level and in the région of most inhabitants, or in the filter."""
    if not scene.in_filter[code]:
        yield _("hors du filtre")
        return
    # Among equal zeros a rank says nothing.
    if pd.isna(scene.ranks[code]) or scene.cell(code)[1] == Status.ZERO:
        return
    level = scene.view.level_spec
    rank = ordinal(int(scene.ranks[code]), is_feminine=level.is_feminine)
    units = count_units(level.key, scene.ranked_count)
    if scene.dimmed_count:
        yield _("{rank} des {units} du filtre").format(rank=rank, units=units)
        return
    left = len(scene.cells) - scene.ranked_count
    ranks = [_("{rank} des {units}").format(rank=rank, units=units)]
    if left:
        text = ngettext(
            "{rank} des {units} dont le chiffre se compare ({left} n’en a pas)",
            "{rank} des {units} dont le chiffre se compare ({left} n’en ont pas)",
            left,
            rank=rank,
            units=units,
            left=format_number(left),
        )
        ranks = [text]
    if level.key != "region":
        ranks += _say_regional_rank(scene, code, is_feminine=level.is_feminine)
    yield ", ".join(ranks)


def _say_regional_rank(scene: Scene, code: str, *, is_feminine: bool) -> Iterator[str]:
    rank, count = scene.regional_rank(code)
    if count < 2:
        return
    yield _("{rank} en région {region}").format(
        rank=say_rank(rank, count, is_feminine=is_feminine),
        region=read_units("region")["name"][str(scene.units.at[code, "region_code"])],
    )


def _say_change(scene: Scene, code: str) -> Iterator[str]:
    """Write the change since the first year, or the figure that the indicator names for it."""
    indicator, level, year = scene.indicator, scene.view.level, scene.view.year
    if indicator.trend:
        trend = find_indicator(indicator.trend)
        value, status = _cell(level, trend, code, trend.years[-1])
        if status.has_figure:
            yield _say_phrase(trend, say_value(trend, value, status), trend.years[-1])
        return
    first = indicator.years[0]
    if first == year or pivot_of(indicator) is not None or indicator.measure is Measure.CATEGORY:
        return
    dates = [indicator.formula.dates(level, each)[code] for each in (first, year)]
    before, status = _cell(level, indicator, code, first)
    # One census shown under two years has not moved.
    if not status.has_figure or dates != [first, year]:
        return
    now = scene.cells["value"][code]
    if change := _say_moved(indicator, before, float(now)):
        yield _("{change} depuis {year}").format(change=change, year=first)


def _cell(level: str, indicator: Indicator, code: str, year: str) -> tuple[float, Status]:
    cells = read_values(level, indicator.key, year)
    return float(cells["value"][code]), Status(str(cells["status"][code]))


def _say_moved(indicator: Indicator, before: float, now: float) -> str:
    """Write a change: of a count in per cent, of a percentage in points."""
    if indicator.measure is Measure.COUNT:
        return format_quantity(100 * (now / before - 1), "%", 1, sign=True) if before else ""
    # As the figures are shown, which is what readers subtract.
    one, other = round_half_up([before, now], indicator.decimals)
    unit = N_("pt") if indicator.unit == "%" else indicator.unit
    return format_quantity(float(other - one), unit, indicator.decimals, sign=True)


def commune_sentence(code: str) -> str:
    """Write of a commune which EPCI it is in, and which territories of the programme.

    Raises
    ------
    UnknownCodeError
        If there is no such commune.

    Examples
    --------
    >>> commune_sentence("76575")
    'Saint-Étienne-du-Rouvray est dans la Métropole Rouen Normandie, membre d’Axe Seine \
(phase 2) et d’Axe Seine (phase 1).'
    """
    require_unit("commune", code)
    commune = read_composition().loc[code]
    if pd.isna(commune["epci_siren"]):
        where = _("n’est dans aucune intercommunalité")
    else:
        epci = say_in_full(str(read_units("epci").at[commune["epci_siren"], "name"]))
        # In full, these kinds are nouns that take an article; a name of one's own takes none.
        is_feminine = epci.startswith(("Communauté", "Métropole"))
        where = _("est dans la {epci}") if is_feminine else _("est dans {epci}")
        where = where.format(epci=epci)
    members = list(_say_memberships(commune))
    programme = _(" et ").join(members) if members else _("hors du programme")
    if members:
        programme = _("membre {territoires}").format(territoires=programme)
    return f"{commune['commune_name']} {where}, {programme}."


def _say_memberships(commune: pd.Series) -> Iterator[str]:
    for phase in (2, 1):
        territoire = commune[f"territoire_id_phase{phase}"]
        if isinstance(territoire, str):
            name = str(read_units(f"territoire_phase{phase}").at[territoire, "name"])
            text, named = _("de {name} (phase {phase})"), name
            if fold(name)[:1] in VOWELS:
                text = _("d’{name} (phase {phase})")
            elif name.startswith("Le "):
                text, named = _("du {name} (phase {phase})"), name.removeprefix("Le ")
            yield text.format(name=named, phase=phase)
