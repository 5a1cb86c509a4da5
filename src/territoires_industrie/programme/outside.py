"""What the programme is, and its members together against what stands outside them."""

from territoires_industrie.membership import read_members
from territoires_industrie.programme.timeline import territoire_counts
from territoires_industrie.programme.words import say_day
from territoires_industrie.statistics.industry import compare_with_outside
from territoires_industrie.wording import _, format_number, format_quantity

PHASE_2_TITLE = "Territoires labellisés, phase 2"
"""Title of the event that begins the phase, in the timeline's table."""


def programme_parts(phase: int) -> tuple[float, float]:
    """Return the part of the industrial jobs, then of all jobs, that the territories have (%).

    Jobs are those of 2022, of metropolitan France (``compare_with_outside``).
    """
    inside, outside = compare_with_outside(phase)
    # Of both sides as they are computed, not of a published total: the parts add up.
    industry = inside.industrial_jobs_count + outside.industrial_jobs_count
    jobs = inside.jobs_count + outside.jobs_count
    return 100 * inside.industrial_jobs_count / industry, 100 * inside.jobs_count / jobs


def say_parts(phase: int) -> tuple[str, str]:
    """Write both parts, as estimates where they are."""
    status = compare_with_outside(phase)[0].status
    industry, jobs = programme_parts(phase)
    return status.say(format_quantity(industry, "%")), status.say(format_quantity(jobs, "%"))


def say_programme() -> tuple[str, ...]:
    """Write what the programme is in three sentences: who acts, since when, for how much."""
    counts = territoire_counts()
    first, last = counts.iloc[0], counts[counts["title"] == PHASE_2_TITLE].iloc[0]
    members = read_members(2)
    epci = members.loc[members["member_kind"] == "epci", "member_siren"].nunique()
    industry, jobs = say_parts(2)
    return (
        _(
            "**Territoires d’industrie** est le programme par lequel l’État et les régions "
            "soutiennent les projets industriels d’intercommunalités regroupées en territoires, "
            "chacun conduit par un élu et un industriel."
        ),
        _(
            "Annoncé le {first_day} avec {first} territoires, il en compte {last} depuis le "
            "{last_day}, début de la phase 2, prévue jusqu’à la fin de 2027."
        ).format(
            first=format_number(first["value"]),
            first_day=say_day(first["event_date"]),
            last=format_number(last["value"]),
            last_day=say_day(last["event_date"]),
        ),
        _(
            "Ils réunissent {count} intercommunalités : {industry} des emplois de l’industrie de "
            "métropole, pour {jobs} de tous ses emplois (2022)."
        ).format(
            count=format_number(epci),
            industry=industry,
            jobs=jobs,
        ),
    )


def say_outside(phase: int) -> str:
    """Write what the territories of a phase hold of industry, and how the rest differs."""
    inside, outside = compare_with_outside(phase)
    industry, jobs = say_parts(phase)
    return _(
        "**Phase {phase}.** Les territoires réunis ont {industry} des emplois de l’industrie de "
        "métropole pour {jobs} de ses emplois ; l’industrie y fait {inside} des emplois, "
        "contre {outside} en dehors (2022)."
    ).format(
        phase=phase,
        industry=industry,
        jobs=jobs,
        inside=inside.status.say(format_quantity(inside.share_pct, "%", 1)),
        outside=outside.status.say(format_quantity(outside.share_pct, "%", 1)),
    )
