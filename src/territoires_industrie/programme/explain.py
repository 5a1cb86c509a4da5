"""What a code is: a territory, a member, a code of the other phase or of a merged EPCI."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie.errors import nearest
from territoires_industrie.join import ARRONDISSEMENTS, read_passage
from territoires_industrie.levels import BOUNDARY_LEVELS, EPT, LEVELS
from territoires_industrie.membership import (
    CURRENT_STATES,
    PHASES,
    read_composition,
    read_units,
)
from territoires_industrie.programme.flows import link_territoires, read_ept_units
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _, format_number, ngettext

CODE_LEVELS = sorted(
    (key for key, level in LEVELS.items() if level.phase is None),
    key=lambda key: (not LEVELS[key].has_own_codes, LEVELS[key].rank),
)
"""Levels in which a bare code is searched, best first (``11``, ``01``… are régions first)."""


@dataclass(frozen=True)
class Target:
    """A unit to open, and why.

    ``level_key`` is a key of ``LEVELS``, or ``ept``; ``reason`` is in the language of the run.
    """

    level_key: str
    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class Explanation:
    """What a code is.

    Attributes
    ----------
    code
        As asked.
    kind
        ``unit`` (a unit of today: ``targets[0]`` is it), ``other_phase`` (the id exists in
        the other phase only), ``merged`` (SIREN of an EPCI that no longer exists), ``created``
        (SIREN of an EPCI younger than the map), ``member`` (SIREN of a commune) or
        ``unknown``.
    text
        Sentences in the language of the run.
    targets
        Units to open, best first; may be empty.
    """

    code: str
    kind: str
    text: str
    targets: tuple[Target, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the code names a unit of today as it is."""
        return self.kind == "unit"


def explain_territoire(territoire_id: str, phase: int) -> Explanation:
    """Explain what a territory id is in a phase, and what the same id is in the other.

    Parameters
    ----------
    territoire_id
        Such as ``ti-2801``; case and surrounding spaces do not matter.
    phase
        1 or 2: an id means nothing without it.

    Returns
    -------
    Explanation
        ``unit``: the territory, then where it continues in the other phase and, last, the
        homonym of the other phase if it is another territory. ``other_phase``: the id is
        not used in this phase; targets are the territory of the other phase, then the one
        of this phase that continues it. ``unknown``: the nearest ids of the phase.
    """
    code = territoire_id.strip().lower()
    other = 3 - phase
    names, other_names = _names(phase), _names(other)
    if code in names:
        return _explain_known(code, phase, other, names[code], other_names)
    if code in other_names:
        text = _(
            "{code} n’existe pas en phase {phase} : c’est « {name} » en phase {other}. "
            "Les identifiants changent d’une phase à l’autre."
        ).format(code=code, phase=phase, name=other_names[code], other=other)
        targets = (_territoire(other, code, _same_id(other)), *_continued(code, other))
        return Explanation(territoire_id, "other_phase", text, targets)
    close = nearest(code, names)
    text = _("{code} n’est pas un territoire de la phase {phase}.").format(code=code, phase=phase)
    near = tuple(_territoire(phase, each, _("Identifiant proche")) for each in close)
    return Explanation(territoire_id, "unknown", text, near)


def _explain_known(
    code: str, phase: int, other: int, name: str, other_names: dict[str, str]
) -> Explanation:
    text = _("{code} est « {name} » en phase {phase}.").format(code=code, name=name, phase=phase)
    heirs = _continued(code, phase)
    targets = [_territoire(phase, code, _same_id(phase)), *heirs]
    # Most ids are in both phases, and most of those are different territories.
    if code in other_names and code not in [heir.code for heir in heirs]:
        more = _(
            "En phase {other}, le même identifiant désigne un autre territoire, « {homonym} »."
        ).format(other=other, homonym=other_names[code])
        text = f"{text} {more}"
        targets.append(_territoire(other, code, _same_id(other)))
    return Explanation(code, "unit", text, tuple(targets))


def _same_id(phase: int) -> str:
    return _("Même identifiant en phase {phase}").format(phase=phase)


@cache
def _names(phase: int) -> dict[str, str]:
    return {
        str(code): str(name)
        for code, name in read_units(f"territoire_phase{phase}")["name"].items()
    }


def _territoire(phase: int, code: str, reason: str) -> Target:
    return Target(f"territoire_phase{phase}", code, _names(phase)[code], reason)


def _continued(code: str, phase: int) -> tuple[Target, ...]:
    """Find the territories of the other phase that have its communes, the largest part first."""
    side, far = ("before", "after") if phase == 1 else ("after", "before")
    links = link_territoires(CURRENT_STATES[1], CURRENT_STATES[2])
    mine = links[links[f"territoire_id_{side}"] == code].head(3)
    pattern = _("{share} % de ses habitants y sont, en phase {phase}")
    return tuple(
        _territoire(
            3 - phase,
            row[f"territoire_id_{far}"],
            pattern.format(share=format_number(row[f"share_{side}_pct"]), phase=3 - phase),
        )
        for row in mine.to_dict("records")
    )


def explain_code(code: str) -> Explanation:
    """Explain what a bare code is: a territory id, a SIREN, or an INSEE code.

    Returns
    -------
    Explanation
        A territory id is looked for in both phases. A SIREN may be that of an EPCI or EPT
        of 2026, of a commune (its EPCI is a target too) or of an EPCI that has merged or split
        (its successors, the one with most of its communes first). An INSEE code may be that of
        a former commune or of an arrondissement: the commune of today, and its EPCI.
    """
    asked = code.strip()
    if asked.lower().startswith("ti-"):
        return _explain_id(asked.lower())
    named = {key: read_units(key)["name"] for key in CODE_LEVELS}
    named[EPT.key] = read_ept_units()["name"]
    found = [_unit_target(key, asked, names) for key, names in named.items() if asked in names]
    if found:
        return _explain_units(asked, found)
    # After the units: with a zero, some codes of zones d'emploi are those of former communes.
    former = _explain_former(asked, asked.upper()) or _explain_former(asked, f"0{asked}")
    return former or _explain_siren(asked)


def _explain_former(asked: str, former: str) -> Explanation | None:
    """Explain a code that was a commune's, or is an arrondissement's; None for another."""
    names, insee = read_units("commune")["name"], read_passage().today(former)
    if former in names.index or insee is None:
        return None
    if former in ARRONDISSEMENTS:
        text = _("{code} est un arrondissement de « {name} » (code INSEE {insee}).")
    else:
        text = _("{code} était la commune « {former} », aujourd’hui dans « {name} » ({insee}).")
    events = read_table("commune_event_2025").query("kind_before == 'COM'")
    before = events.loc[events["commune_before"] == former, "name_before"]
    said = text.format(
        code=asked,
        former=before.iloc[-1] if len(before) else former,
        name=names[insee],
        insee=insee,
    )
    return Explanation(asked, "merged", said, _commune_targets(insee))


def _unit_target(level_key: str, code: str, names: pd.Series) -> Target:
    kind = _(BOUNDARY_LEVELS[level_key].singular)
    return Target(level_key, code, str(names[code]), kind)


def _explain_units(code: str, found: list[Target]) -> Explanation:
    names = ", ".join(
        _("{kind} « {name} »").format(kind=target.reason, name=target.name) for target in found
    )
    text = _("{code} : {said}.").format(code=code, said=names)
    is_commune = any(target.level_key == "commune" for target in found)
    holders = _commune_targets(code)[1:] if is_commune else _metropole_of(code)
    return Explanation(code, "unit", text, (*found, *_membership(code), *holders))


def _metropole_of(siren: str) -> tuple[Target, ...]:
    """Find the EPCI that an EPT is a part of."""
    communes = read_composition()
    sirens = communes.loc[communes["ept_siren"] == siren, "epci_siren"].unique()
    names = read_units("epci")["name"]
    return tuple(Target("epci", str(one), str(names[one]), _("Son EPCI")) for one in sirens)


def _membership(siren: str) -> tuple[Target, ...]:
    """Find the territories that an EPCI or an EPT is in, the last phase first."""
    communes = read_composition()
    mine = communes[(communes["epci_siren"] == siren) | (communes["ept_siren"] == siren)]
    found = []
    for phase in reversed(PHASES):
        reason = _("Son territoire en phase {phase}").format(phase=phase)
        people = mine.groupby(f"territoire_id_phase{phase}")["population_count"].sum()
        ids = people.sort_values(ascending=False).index
        found += [_territoire(phase, str(territoire_id), reason) for territoire_id in ids]
    return tuple(found)


def _explain_id(code: str) -> Explanation:
    present = [phase for phase in PHASES if code in _names(phase)]
    if not present:
        return explain_territoire(code, 2)
    pairs = ", ".join(
        _("« {name} » en phase {phase}").format(name=_names(phase)[code], phase=phase)
        for phase in present
    )
    text = _("{code} désigne {pairs} : dites la phase.").format(code=code, pairs=pairs)
    targets = tuple(_territoire(phase, code, _same_id(phase)) for phase in reversed(present))
    return Explanation(code, "other_phase" if len(present) == 1 else "unit", text, targets)


def _explain_siren(code: str) -> Explanation:
    successors = read_table("epci_successor_2026")
    rows = successors[successors["epci_siren_before"] == code]
    if len(rows):
        return _explain_succession(code, rows)
    communes = read_composition()
    match = communes[communes["commune_siren"] == code]
    if len(match):
        return _explain_commune(code, match.iloc[0])
    text = _(
        "{code} n’est ni un EPCI ou un EPT du 1er janvier 2026, ni un EPCI disparu depuis 2019, "
        "ni une commune, ni une zone d’emploi, un département ou une région."
    ).format(code=code)
    return Explanation(code, "unknown", text, _near_epci(code))


def _near_epci(code: str) -> tuple[Target, ...]:
    """Find the EPCI whose SIREN differs by one digit, as a typing error does."""
    names = {str(siren): str(name) for siren, name in read_units("epci")["name"].items()}
    close = [siren for siren in names if len(code) == len(siren) and _differences(code, siren) == 1]
    return tuple(Target("epci", each, names[each], _("Code proche")) for each in close)


def _differences(code: str, other: str) -> int:
    return sum(mine != its for mine, its in zip(code, other, strict=True))


def _explain_succession(code: str, rows: pd.DataFrame) -> Explanation:
    name = rows["epci_name_before"].iloc[0]
    text = _("{code} était « {name} », qui n’existe plus au 1er janvier {year}.").format(
        code=code, name=name, year=rows["first_seen_after"].iloc[0]
    )
    communes = rows.assign(count=rows["commune_count"].astype(int))
    ranked = communes.sort_values("count", ascending=False).to_dict("records")
    targets = tuple(
        Target(
            "epci",
            str(row["epci_siren_after"]),
            str(row["epci_name_after"]),
            ngettext(
                "{count} de ses communes y est", "{count} de ses communes y sont", row["count"]
            ),
        )
        for row in ranked
    )
    return Explanation(code, "merged", text, targets)


def _explain_commune(code: str, commune: pd.Series) -> Explanation:
    name, insee = str(commune["commune_name"]), str(commune["commune_code"])
    text = _("{code} est le SIREN de la commune « {name} » (code INSEE {insee}).").format(
        code=code, name=name, insee=insee
    )
    return Explanation(code, "member", text, _commune_targets(insee))


def _commune_targets(insee: str) -> tuple[Target, ...]:
    """List a commune and its EPCI; four islands have none."""
    commune = read_units("commune").loc[insee]
    targets = [Target("commune", insee, str(commune["name"]), _("La commune"))]
    siren = commune["epci_siren"]
    if isinstance(siren, str):
        epci = str(read_units("epci").at[siren, "name"])
        targets.append(Target("epci", siren, epci, _("Son EPCI")))
    return tuple(targets)
