"""What the search finds beside places: sectors, indicators, named views and pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from territoires_industrie.indicators import INDICATORS, indicators_of
from territoires_industrie.levels import MAP_LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.search import NameIndex
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.ui.navigation import ENTRIES, PAGES
from territoires_industrie.ui.sectors.addresses import NAMED_ADDRESSES
from territoires_industrie.ui.sectors.options import SectorOptions
from territoires_industrie.ui.state import change_options, change_view, focus_on
from territoires_industrie.wording import N_, _, language

LIMIT = 3
"""Subjects of one kind that a search shows, at most."""


@dataclass(frozen=True)
class SubjectKind:
    """A kind of subjects.

    Attributes
    ----------
    title
        French source text: the kind above its hits.
    page
        Name of the page that shows a subject of the kind; empty for a page, which shows itself.
    name
        From a key to its name, in the language of the run.
    also
        From a key to other words that find it.
    keys
        Every subject.
    choose
        Puts a subject in the view.
    """

    title: str
    page: str
    keys: tuple[str, ...]
    name: Callable[[str], str]
    also: Callable[[str], str]
    choose: Callable[[View, str], None]


def _name_page(key: str) -> str:
    return _(ENTRIES[key].title)


def _choose_sector(_view: View, key: str) -> None:
    change_options(SectorOptions, sectors=(key,))


def _choose_named(view: View, key: str) -> None:
    """Show what a named address of the sectors page says, and nothing else."""
    target = NAMED_ADDRESSES[key].view(view.language)
    change_view(**vars(target))
    focus_on(target.selection)


def _choose_indicator(view: View, key: str) -> None:
    """Show an indicator on the level of the view, or on the first that has it."""
    has_it = [level for level in MAP_LEVELS if INDICATORS[key] in indicators_of(level)]
    change_view(level=view.level if view.level in has_it else has_it[0], indicator=key)


SUBJECTS = {
    "sector": SubjectKind(
        N_("Secteurs d'activité"),
        SectorOptions.page,
        industrial_sectors(),
        sector_label,
        lambda key: sector_label(key, full=True),
        _choose_sector,
    ),
    "indicator": SubjectKind(
        N_("Indicateurs"),
        PAGES[0].name,
        tuple(key for key, one in INDICATORS.items() if not one.sector),
        lambda key: INDICATORS[key].title,
        lambda key: _(INDICATORS[key].theme),
        _choose_indicator,
    ),
    "named": SubjectKind(
        N_("Vues nommées"),
        SectorOptions.page,
        tuple(NAMED_ADDRESSES),
        lambda key: _(NAMED_ADDRESSES[key].title),
        lambda _key: "",
        _choose_named,
    ),
    "page": SubjectKind(
        N_("Pages"),
        "",
        tuple(entry.name for entry in PAGES),
        _name_page,
        lambda _key: "",
        lambda _view, _key: None,
    ),
}
"""Kinds of subjects, in the order of the list."""


def find_subjects(text: str) -> dict[str, list[str]]:
    """Find subjects by name, in the language of the run: kind → keys, kinds without any left out.

    >>> find_subjects("chimi")["sector"]
    ['CE']
    """
    found = {
        kind: list(dict.fromkeys(subject.keys[at] for at in _index(kind, language()).find(text)))
        for kind, subject in SUBJECTS.items()
    }
    return {kind: keys[:LIMIT] for kind, keys in found.items() if keys}


# Names are words: an index a language.
@cache
def _index(kind: str, _language: str) -> NameIndex:
    subject = SUBJECTS[kind]
    names = [f"{subject.name(key)} {subject.also(key)}" for key in subject.keys]
    return NameIndex.of(names, subject.keys)
