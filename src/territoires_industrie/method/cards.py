"""Every indicator explained, from its entry in the registry."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlencode

from territoires_industrie.indicators import INDICATORS, national_value, read_values
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.method.looks import PALETTES
from territoires_industrie.method.model import Entry, Table, kept_facts
from territoires_industrie.method.prose import Holes
from territoires_industrie.scene.words import say_national
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _, format_number, format_quantity, list_texts

MEASURES = {
    Measure.RATIO: N_("Rapport : il colore les surfaces"),
    Measure.COUNT: N_("Effectif : cercles proportionnels, jamais une surface colorée"),
    Measure.CATEGORY: N_("Catégorie : une couleur chacune, sans ordre"),
}

SECTION = "indicateurs"
GAP_DECIMALS = 3


def indicator_holes() -> Holes:
    """Explain every indicator, those of one family together, in the order of the controls."""
    return Holes(entries={"indicators": [explain_family(family) for family in families()]})


def families() -> list[list[Indicator]]:
    """Group the indicators: one that has no sector is alone."""
    grouped: dict[str, list[Indicator]] = {}
    for indicator in INDICATORS.values():
        grouped.setdefault(indicator.family or indicator.key, []).append(indicator)
    return list(grouped.values())


def family_of(indicator: Indicator) -> list[Indicator]:
    """List the indicators that are explained together with one."""
    return next(family for family in families() if indicator in family)


def explain_family(family: Sequence[Indicator]) -> Entry:
    """Explain the indicators of a family, or one that stands alone."""
    # Members of a family differ by their sector alone.
    first = family[0]
    record = first.record
    return Entry(
        slug=first.family or first.key,
        title=_(first.family_name) if first.sector else first.title,
        paragraphs=tuple(text for text in (_(first.definition), _(first.limits)) if text),
        facts=kept_facts(
            (_("Formule"), first.formula.say()),
            (_("Calcul"), first.formula.say_rule()),
            (_("Mesure"), _(MEASURES[first.measure])),
            (_("Unité de mesure"), _(first.unit)),
            (_("Décimales"), format_number(first.decimals) if first.decimals else ""),
            (_("Niveaux"), say_levels(first)),
            (_("Années"), say_years(first.years)),
            (_("France"), _say_nation(family)),
            (_("Hors champ"), _say_outside(first)),
            (_("Catégories"), list_texts(_(label) for _code, label in first.categories)),
            (_("Secteurs"), _say_sectors(family)),
            (_("Couleurs"), _(PALETTES[first.palette])),
            (_("Source"), f"{_(record.title)} — {_(record.attribution)}"),
            (_("Précautions"), _(record.usage_warnings)),
            (_("Licence"), _(record.licence_redistributed_as)),
            (_("Fichier"), first.source),
            (_("Clé"), first.family + "_…" if first.sector else first.key),
        ),
        tables=tuple(_check_tables(first)),
        address=address_of(first),
        group=_(first.theme),
        aliases=tuple(one.key for one in family),
    )


def _check_tables(indicator: Indicator) -> Iterator[Table]:
    """Set what is estimated beside what is published: how far they are, then each unit."""
    checks = indicator.formula.checks()
    if not checks:
        return
    head = (_("Niveau"), _("Unités"), _("Écart moyen (points)"), _("Plus grand écart (points)"))
    gaps = {key: check["gap"].abs() for key, check in checks.items()}
    rows = tuple(
        (
            _check_level(key),
            format_number(len(gap)),
            format_number(gap.mean(), GAP_DECIMALS),
            format_number(gap.max(), GAP_DECIMALS),
        )
        for key, gap in gaps.items()
    )
    yield Table(head, rows, _("L’estimation face aux chiffres publiés"))
    for key, check in checks.items():
        yield Table(
            (_check_level(key), _("Estimé"), _("Publié"), _("Écart (points)")),
            tuple(_check_row(key, *row) for row in check.itertuples()),
        )


def _check_level(key: str) -> str:
    return _(LEVELS[key].title) if key in LEVELS else _("France métropolitaine")


def _check_row(
    key: str, code: str, estimated: float, published: float, gap: float
) -> tuple[str, ...]:
    name = str(read_units(key)["name"][code]) if key in LEVELS else _("Ensemble")
    shares = (format_quantity(estimated, "%", GAP_DECIMALS), format_quantity(published, "%", 2))
    return (name, *shares, format_number(gap, GAP_DECIMALS, sign=True))


def address_of(indicator: Indicator) -> str:
    """Write the query that opens the method page at an indicator."""
    level = LEVELS[next(key for key in MAP_LEVELS if key in indicator.levels)]
    parts = {"niveau": level.slug, "phase": str(level.phase) if level.phase else ""}
    parts |= {"indicateur": indicator.key, "vue": SECTION}
    return urlencode({name: value for name, value in parts.items() if value})


def say_levels(indicator: Indicator) -> str:
    """List the levels that have an indicator."""
    return list_texts(_(LEVELS[key].title) for key in indicator.levels)


def say_years(years: Sequence[str]) -> str:
    """Write years one by one, or as a span when none is missing.

    >>> say_years(("2014", "2015", "2016")), say_years(("2019", "2022"))
    ('2014 à 2016', '2019, 2022')
    """
    numbers = [int(year) for year in years]
    if len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers)):
        return _("{first} à {last}").format(first=years[0], last=years[-1])
    return ", ".join(years)


def _say_nation(family: Sequence[Indicator]) -> str:
    first = family[0]
    if len(family) > 1 or first.measure is Measure.CATEGORY:
        return ""
    value = national_value(first.key)
    if value is None:
        return _("aucun chiffre que l’atlas puisse recalculer")
    return _("{value} en {year}, sur le champ de la source").format(
        value=say_national(first, value), year=first.years[-1]
    )


def _say_outside(indicator: Indicator) -> str:
    names = read_units("departement")["name"]
    return list_texts(str(names[code]) for code in indicator.formula.out_of_scope)


def _say_sectors(family: Sequence[Indicator]) -> str:
    if len(family) == 1:
        return ""
    return list_texts(f"{one.sector} {sector_label(one.sector)}" for one in family)


def coverage_table(indicator: Indicator, year: str) -> Table:
    """Count the units of every level by status: where the indicator has a figure.

    Raises
    ------
    UnknownCodeError
        If the indicator does not have that year.
    """
    counts = {
        key: read_values(key, indicator.key, year)["status"].value_counts()
        for key in indicator.levels
    }
    present = [status for status in Status if any(str(status) in one for one in counts.values())]
    rows = tuple(
        (
            _(LEVELS[key].title),
            *(format_number(int(one.get(str(status), 0))) for status in present),
        )
        for key, one in counts.items()
    )
    head = (_("Niveau"), *(_(status.word) for status in present))
    title = _("Unités par statut, {year}").format(year=year)
    return Table(head, rows, title)
