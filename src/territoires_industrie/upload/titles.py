"""What the title of a column says that it holds."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from territoires_industrie.wording import fold

_FORMS = {
    role: re.compile("|".join(forms))
    for role, forms in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}

YEAR_IN_TITLE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
INSEE_YEAR = re.compile(r"^([A-Z]{1,4})(\d\d)_")
"""Names of INSEE's variables: ``P20_POP`` is the population of 2020."""

INSEE_CENTURY = 50
"""Years of two digits up to here are of the 2000s."""

MEASURE = re.compile(
    r"\b(?:taux|part|nombre|nb|effectifs?|population|pop|emplois?|montants?|indice|evolution"
    r"|revenus?|loyers?|prix|total|moyenne|mediane|pourcentage|pct|valeur|value|obs value|densite"
    r"|solde|variation|logements?|menages|count|pct|share|rate|per|superficie|surface|km2|nbre"
    r"|chiffre|salaires?|salaries|etablissements?|budget|depenses?|recettes?|dotation)\b"
)
ZONE_OF_JOBS = re.compile(r"\b(?:zones?|bassins?) (?:d )?emplois?\b")
PHASE = re.compile(r"\bphase ?([12])\b")


def title_roles(title: str) -> tuple[str, ...]:
    """List what a title may say of its column, the surest first.

    >>> title_roles("CODE POSTAL"), title_roles("LIBZE2020"), title_roles("code_insee")
    (('postal', 'code'), ('name',), ('commune', 'code'))
    """
    # Titles that programs write run their words together: codeCommune.
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title)
    folded = fold(plain.replace("_", " "))
    return tuple(role for role, form in _FORMS.items() if form.search(folded))


def is_measure(title: str) -> bool:
    """Whether a title names a measure; a zone d'emploi is none.

    >>> is_measure("Nombre de communes"), is_measure("Zone d'emploi"), is_measure("epci_count")
    (True, False, True)
    """
    return MEASURE.search(ZONE_OF_JOBS.sub(" ", fold(title.replace("_", " ")))) is not None


def phase_of(text: str) -> str:
    """Return the phase of the programme that a text names, or nothing.

    >>> phase_of("territoire_id_phase1"), phase_of("Phase 2"), phase_of("territoire")
    ('1', '2', '')
    """
    found = PHASE.search(fold(text.replace("_", " ")))
    return found[1] if found else ""


def year_of(text: str) -> str:
    """Return the last year that a text names, or nothing.

    >>> year_of("Taux 2021"), year_of("P20_POP"), year_of("emplois")
    ('2021', '2020', '')
    """
    if found := YEAR_IN_TITLE.findall(text):
        # A change from one year to another is a figure of the later one.
        return str(found[-1])
    if short := INSEE_YEAR.match(text):
        number = int(short[2])
        return str(number + (2000 if number <= INSEE_CENTURY else 1900))
    return ""


def stem_of(title: str) -> str:
    """Return a title without its year: columns that only differ by it are one series."""
    if YEAR_IN_TITLE.search(title):
        return " ".join(fold(YEAR_IN_TITLE.sub(" ", title)).split())
    return INSEE_YEAR.sub(r"\1_", title).casefold()


def year_groups(titles: Iterable[str]) -> dict[str, dict[str, str]]:
    """Group titles that only differ by their year: title by year, by stem, two years at least.

    >>> year_groups(["code", "pop_2015", "pop_2020"])
    {'pop': {'2015': 'pop_2015', '2020': 'pop_2020'}}
    """
    groups: dict[str, dict[str, str]] = {}
    for title in titles:
        if year := year_of(title):
            groups.setdefault(stem_of(title), {}).setdefault(year, title)
    return {stem: group for stem, group in groups.items() if len(group) > 1}
