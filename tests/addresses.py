"""Addresses at which each page shows what it is for, for tests that go through them all."""

from urllib.parse import urlencode

from territoires_industrie.ui.navigation import PAGES

LE_HAVRE, ROUEN = "200084952", "200023414"
"""Two EPCI that are on every page: their SIREN."""

AXE_SEINE = "ti-2802"
"""A territory of phase 2 whose members include Le Havre."""

_QUERIES = {
    "carte": {"selection": LE_HAVRE},
    "territoire": {"selection": LE_HAVRE},
    "comparaison": {"selection": f"{LE_HAVRE},{ROUEN}"},
    "filieres": {"secteur": "CL"},
}

QUERIES: dict[str, dict[str, str]] = {page.name: _QUERIES.get(page.name, {}) for page in PAGES}
"""Parameters of the address, by the name of the page."""

PATHS = tuple("" if page is PAGES[0] else page.name for page in PAGES)
"""Path of each page: the first one is at the bare address."""

FIRST_VIEWS = tuple(f"{name}?{urlencode(query, safe=',')}" for name, query in QUERIES.items())
"""Each page as it opens."""

BEHIND_TABS = (
    f"carte?niveau=territoire&phase=2&selection={AXE_SEINE}&fond=ign",
    "carte?niveau=zone-emploi&secteur=CL&specialisation=2",
    "comparaison?",
    "filieres?vue=evolution",
    *(f"programme?vue={view}" for view in ("membres", "annonce", "contrats", "subventions")),
    *(f"methode?vue={view}" for view in ("indicateurs", "statuts", "millesimes", "decisions")),
)
"""What a page shows after a choice in it."""
