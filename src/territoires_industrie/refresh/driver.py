"""The whole refresh: fetch, write beside, derive, verify, compare, swap; or leave all as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from territoires_industrie.data_state import EMBEDDED, STATE, sets_folder
from territoires_industrie.errors import AtlasError
from territoires_industrie.refresh import differences, staging
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.census import read_census_jobs
from territoires_industrie.refresh.contours import read_contours
from territoires_industrie.refresh.download import Progress
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.grants import read_fonds_vert
from territoires_industrie.refresh.inspection import run_on
from territoires_industrie.refresh.posts import read_posts
from territoires_industrie.refresh.programmes import read_programmes
from territoires_industrie.refresh.readers import (
    Source,
    read_activity_file,
    read_comparator,
    read_programme,
)
from territoires_industrie.refresh.register import read_register
from territoires_industrie.refresh.services import Client
from territoires_industrie.wording import N_, _

SOURCES = {
    source.key: source
    for source in (
        Source("contours", N_("Communes et EPCI (IGN, ADMIN EXPRESS)"), read_contours),
        Source("programme", N_("Membres du programme (ANCT)"), read_programme),
        Source("comparateur", N_("Comparateur de territoires (INSEE)"), read_comparator),
        Source("emplois", N_("Emplois par commune et secteur (INSEE)"), read_census_jobs),
        Source("flores", N_("Postes et établissements par commune (INSEE, FLORES)"), read_posts),
        Source("fonds-vert", N_("Subventions aux projets (fonds vert)"), read_fonds_vert),
        Source("dispositifs", N_("Programmes par commune (ANCT)"), read_programmes),
        Source("irep", N_("Sites industriels déclarants (Géorisques)"), read_register),
        Source("activite", N_("Emploi par commune et activité (Urssaf)"), read_activity_file),
    )
}
"""In the order of the refresh: the composition comes before what is brought to it."""


@dataclass(frozen=True)
class Outcome:
    """What became of one source."""

    source: Source
    notes: tuple[str, ...] = ()
    failure: RefreshError | None = None


@dataclass
class Refreshed:
    """What a refresh did.

    Attributes
    ----------
    outcomes
        One a source that was asked.
    differences
        What the new set changes, in sentences.
    refusals
        Why a set whose sources all arrived is not put in use.
    name
        Name of the set put in use, or empty.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    changed: tuple[str, ...] = ()
    name: str = ""

    @property
    def is_well(self) -> bool:
        """Whether every source arrived and nothing was refused."""
        return not self.refusals and all(one.failure is None for one in self.outcomes)


ProgressOf = Callable[[Source], Progress]
Report = Callable[[str], None]


def refresh(
    keys: Sequence[str],
    addresses: Addresses,
    *,
    dry_run: bool = False,
    accept_totals: bool = False,
    progress_of: ProgressOf = lambda _source: lambda _received, _total: None,
    report: Report = lambda _line: None,
) -> Refreshed:
    """Refresh some sources into one new set, or leave everything as it was.

    Parameters
    ----------
    keys
        Keys of ``SOURCES``.
    dry_run
        Do all but put the set in use.
    accept_totals
        Put it in use though totals differ from those known.
    progress_of
        Gives the progress of a source's downloads.
    report
        Told a line at each step that follows the downloads.

    Raises
    ------
    RefreshError
        If the set cannot be made for a reason that is no source's own.
    """
    done = Refreshed()
    with staging.making() as stage:
        # In their order here, whatever that of the command.
        for key in (key for key in SOURCES if key in keys):
            done.outcomes.append(_read(SOURCES[key], addresses, stage, progress_of))
        done.changed = tuple(stage.changed)
        if done.is_well and stage.changed:
            _complete(stage, done, report, accept_totals=accept_totals)
            if not done.refusals and not dry_run:
                done.name = staging.publish(stage)
    return done


def _read(
    source: Source, addresses: Addresses, stage: staging.Stage, progress_of: ProgressOf
) -> Outcome:
    folder = sets_folder() / staging.DOWNLOADS / source.key
    client = Client(folder, addresses.policy, progress_of(source))
    try:
        return Outcome(source, tuple(source.read(client, addresses, stage)))
    except RefreshError as error:
        return Outcome(source, failure=error)
    except AtlasError as error:
        return Outcome(source, failure=RefreshError(Fault.SCHEMA, str(error)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # A service that answers something of its own shape but not of its own kind.
        text = _("réponse inattendue du service ({reason}) : rien n’est remplacé.")
        reason = f"{type(error).__name__}: {error}"
        return Outcome(source, failure=RefreshError(Fault.SCHEMA, text, reason=reason))


def _complete(
    stage: staging.Stage, done: Refreshed, report: Report, *, accept_totals: bool
) -> None:
    """Derive, verify and compare a set whose sources all arrived."""
    stage.describe()
    report(_("Calcul des fichiers dérivés"))
    # In a process of its own: this one keeps the tables of the set in use.
    run_on(stage.folder, "derive", *stage.changed)
    report(_("Vérification des fichiers, des contours et des totaux"))
    checked = run_on(stage.folder, "check")
    done.refusals += checked["files"]
    totals, unknown = (
        [_("Total : {problem}").format(problem=one) for one in checked[key]]
        for key in ("totals", "unknown")
    )
    done.differences += unknown
    if accept_totals:
        done.differences += totals
    else:
        done.refusals += totals
    report(_("Comparaison avec le jeu en service"))
    before = run_on(STATE.folder if STATE.is_refreshed else EMBEDDED, "describe")
    done.differences += differences.compare(before, run_on(stage.folder, "describe"))
