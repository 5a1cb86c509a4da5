"""First part of a sheet: what the unit is, where it is, who its members are."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from territoires_industrie.analysis.profile import require_unit
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import (
    CURRENT_STATES,
    MEMBER_COLUMNS,
    programme_status,
    read_composition,
    read_members,
    read_units,
    split_codes,
)
from territoires_industrie.picture.locator import locator_svg, zoom_svg
from territoires_industrie.programme.explain import explain_territoire
from territoires_industrie.scene.sentence import Sentence, sentence_of
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.model import (
    Block,
    Fact,
    Facts,
    Link,
    Links,
    Note,
    Picture,
    Section,
    Side,
)
from territoires_industrie.sources import table_record
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_date, format_number, format_quantity, ngettext

PAGE = "territoire"
"""Address of the page of one territory."""

SHEET_LEVELS = ("territoire_phase2", "territoire_phase1", "epci")
"""Levels whose units have a sheet, in the order of the control."""


LEADS = (
    "industrial_jobs_share_pct",
    "industrial_establishments_share_pct",
    "industrial_sites_per_10000",
)
"""What the sentence of a sheet is on: a share of jobs, or what is known where that is not."""


def require_sheet(level_key: str, code: str) -> None:
    """Refuse what has no sheet.

    Raises
    ------
    UnknownCodeError
        If the level has no sheets, or no such unit.
    """
    if level_key not in SHEET_LEVELS:
        text = _("Fiche : un EPCI ou un territoire d’industrie est attendu, pas « {level} ».")
        raise UnknownCodeError(text, level=level_key)
    require_unit(level_key, code)


def kind_of(level_key: str, code: str) -> str:
    """Write in one line what a unit is and in which régions."""
    units = read_units(level_key)
    names = read_units("region")["name"]
    phase = LEVELS[level_key].phase
    what = (
        _("Territoire d’industrie, phase {phase}").format(phase=phase)
        if phase
        else _("Intercommunalité (EPCI)")
    )
    parts = [what, code]
    if "epci_kind" in units:
        parts.insert(1, epci_kind(code))
    parts.append(", ".join(str(names[region]) for region in units["region_codes"][code]))
    return " · ".join(parts)


def epci_kind(code: str) -> str:
    """Write in full which kind of intercommunalité an EPCI is.

    >>> epci_kind("200023414"), epci_kind("200070944")
    ('Métropole', 'Communauté de communes')
    """
    kinds = dict(find_indicator("epci_kind").categories)
    return _(kinds[str(read_units("epci").at[code, "epci_kind"])])


def header_section(level_key: str, code: str) -> Section:
    """Return the header: a sentence, figures of size, maps, members or territories, homonym."""
    blocks: list[Block] = [
        Note(str(lead_sentence(level_key, code)), "lead"),
        Facts(tuple(_sizes(level_key, code))),
        Side(header_maps(level_key, code)),
    ]
    blocks += _who(level_key, code)
    records = (table_record("membership_2024"),) if LEVELS[level_key].phase else ()
    return Section("presentation", _("Présentation"), tuple(blocks), records)


def lead_sentence(level_key: str, code: str) -> Sentence:
    """Write the sentence of a unit on the first of ``LEADS`` that it has a figure for."""
    known = (
        key
        for key in LEADS
        if Status(str(read_values(level_key, key).at[code, "status"])).has_figure
    )
    # Where none is known, the sentence says why there is no share of jobs.
    return sentence_of(level_key, code, next(known, LEADS[0]))


def header_maps(level_key: str, code: str, height: float = 400) -> tuple[Picture, Picture]:
    """Draw where the unit is in France, and its members close up, 560 pixels wide."""
    name = str(read_units(level_key).at[code, "name"])
    where = _("{name} en France").format(name=name)
    close = _("{name} et ses voisins").format(name=name)
    if LEVELS[level_key].phase:
        close = _("{name} : ses membres, et ses voisins en gris").format(name=name)
    placed = View(level_key, selection=(code,))
    near = zoom_svg(placed, members=whole_members(level_key, code), size=(560, height), title=close)
    return (
        Picture("carte-france", locator_svg(placed, title=where), where, 0.38),
        Picture("carte-membres", near, close, 0.62),
    )


def _sizes(level_key: str, code: str) -> Iterator[Fact]:
    units = read_units(level_key)
    population = find_indicator("population_count")
    year = str(population.formula.dates(level_key, population.years[-1])[code])
    people = _value(level_key, code, population.key)
    yield Fact(_("Population"), format_quantity(people, _("hab.")), year)
    yield Fact(_("Superficie"), format_quantity(_value(level_key, code, "area_km2"), "km²"))
    density = _value(level_key, code, "population_density_per_km2")
    yield Fact(_("Densité"), format_quantity(density, _("hab./km²")), year)
    communes = int(units["commune_count"][code])
    yield Fact(_("Communes"), format_number(communes), _("1er janvier 2026"))
    if "member_count" in units:
        count = int(units["member_count"][code])
        yield Fact(_("Membres"), format_number(count), member_kinds(units, code))


def _value(level_key: str, code: str, indicator_key: str) -> float:
    return float(read_values(level_key, indicator_key)["value"][code])


def member_kinds(units: pd.DataFrame, code: str) -> str:
    """Count the members of a territory by kind, in words: ``10 EPCI, 2 communes``."""
    epci, ept, communes = (
        int(units[key][code]) for key in ("epci_count", "ept_count", "commune_member_count")
    )
    kinds = (
        (_("{count} EPCI").format(count=format_number(epci)), epci),
        (_("{count} EPT").format(count=format_number(ept)), ept),
        (ngettext("{count} commune", "{count} communes", communes), communes),
    )
    return ", ".join(text for text, count in kinds if count)


def member_links(level_key: str, code: str) -> tuple[Link, ...]:
    """List the members of a territory, each with the sheet to read; none for an EPCI.

    An EPT and a single commune have no sheet: theirs is that of the EPCI they lie in.
    """
    phase = LEVELS[level_key].phase
    if phase is None:
        return ()
    members = read_members(phase)
    mine = members[members["territoire_id"] == code].sort_values("member_name")
    rows = mine[["member_siren", "member_kind", "member_name"]].itertuples(index=False)
    return tuple(_member(*map(str, row)) for row in rows)


def whole_members(level_key: str, code: str) -> tuple[str, ...]:
    """List the EPCI that are members as a whole: a note says what a member is in part."""
    links = member_links(level_key, code)
    return tuple(link.code for link in links if link.code and not link.note)


def _member(siren: str, kind: str, name: str) -> Link:
    # Members are those of the last published state: an EPCI of then may be gone.
    if kind == "epci":
        names = read_units("epci")["name"]
        if siren in names.index:
            return Link("epci", siren, str(names[siren]))
        return Link("epci", "", name, _("n’existe plus au 1er janvier 2026"))
    communes = read_composition()
    around = communes.loc[communes[MEMBER_COLUMNS[kind]] == siren, "epci_siren"].dropna()
    if around.empty:
        return Link("epci", "", name, _("hors de toute intercommunalité"))
    epci = str(around.iloc[0])
    parent = str(read_units("epci").at[epci, "name"])
    pattern = (
        _("commune seule ; fiche de {epci}") if kind == "commune" else _("EPT ; fiche de {epci}")
    )
    return Link("epci", epci, name, pattern.format(epci=parent))


def unit_links(level_key: str, code: str) -> Links:
    """List the members of a territory, or the territories of an EPCI."""
    phase = LEVELS[level_key].phase
    if phase is None:
        return Links(_("Ses territoires d’industrie"), tuple(territoire_links(code)))
    day = format_date(date.fromisoformat(CURRENT_STATES[phase]))
    return Links(_("Membres au {day}").format(day=day), member_links(level_key, code))


def _who(level_key: str, code: str) -> Iterator[Block]:
    yield unit_links(level_key, code)
    phase = LEVELS[level_key].phase
    if phase is None:
        return
    explanation = explain_territoire(code, phase)
    others = tuple(
        Link(target.level_key, target.code, target.name, target.reason)
        for target in explanation.targets[1:]
    )
    # Without a homonym, the id explains nothing that the title does not.
    if any(target.code == code for target in explanation.targets[1:]):
        yield Note(explanation.text, "note")
    if others:
        yield Links(_("Dans l’autre phase"), others)


def territoire_links(epci: str) -> Iterator[Link]:
    """List, for each phase, the territories that an EPCI is in, wholly or in part."""
    status = programme_status("epci").loc[epci]
    for phase in (2, 1):
        extent = status[f"phase{phase}"]
        if extent == "non":
            yield Link("epci", "", _("Hors du programme en phase {phase}").format(phase=phase))
            continue
        level_key = f"territoire_phase{phase}"
        names = read_units(level_key)["name"]
        note = _("phase {phase}, en partie")
        if extent == "entier":
            note = _("phase {phase}, en entier")
        for territoire in split_codes(status[f"territoire_id_phase{phase}"]):
            yield Link(level_key, territoire, str(names[territoire]), note.format(phase=phase))
