"""The members of a phase together, against what stands outside them."""

from territoires_industrie.statistics.industry import compare_with_outside
from territoires_industrie.wording import _, format_quantity


def programme_parts(phase: int) -> tuple[float, float]:
    """Return the part of the industrial jobs, then of all jobs, that the territories have (%).

    Jobs are the estimates of 2022, of metropolitan France (``compare_with_outside``).
    """
    inside, outside = compare_with_outside(phase)
    industry = inside.industrial_jobs_count + outside.industrial_jobs_count
    jobs = inside.jobs_count + outside.jobs_count
    return 100 * inside.industrial_jobs_count / industry, 100 * inside.jobs_count / jobs


def say_outside(phase: int) -> str:
    """Write what the territories of a phase hold of industry, and how the rest differs."""
    inside, outside = compare_with_outside(phase)
    industry, jobs = programme_parts(phase)
    return _(
        "**Phase {phase}.** Les territoires réunis ont ≈ {industry} des emplois de l’industrie de "
        "métropole pour ≈ {jobs} de ses emplois ; l’industrie y fait ≈ {inside} des emplois, "
        "contre ≈ {outside} en dehors (2022)."
    ).format(
        phase=phase,
        industry=format_quantity(industry, "%"),
        jobs=format_quantity(jobs, "%"),
        inside=format_quantity(inside.share_pct, "%", 1),
        outside=format_quantity(outside.share_pct, "%", 1),
    )
