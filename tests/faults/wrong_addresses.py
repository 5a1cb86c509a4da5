"""Addresses as a reader mistypes them, a mail program cuts them, a robot makes them up."""

from hypothesis import strategies as st

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classing import METHODS
from territoires_industrie.indicators import INDICATORS
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.scene.filters import PROGRAMME_CHOICES, REGION_RULES
from territoires_industrie.scene.view import BACKGROUNDS, OUTLINES
from territoires_industrie.statistics.sectors import A38
from territoires_industrie.ui.navigation import OPTIONS, PAGES

Address = dict[str, str]

VIEW_NAMES = (
    "niveau",
    "phase",
    "indicateur",
    "annee",
    "region",
    "regle",
    "programme",
    "secteur",
    "specialisation",
    "pop_min",
    "pop_max",
    "methode",
    "classes",
    "seuils",
    "bornes",
    "selection",
    "contour",
    "fond",
    "lang",
)
"""Every parameter of the view; a test holds this list to what a view writes."""

OPTION_NAMES = tuple(
    name
    for page in OPTIONS
    for _field, option in page.declared()
    for name in (option.name, f"{page.page}.{option.name}")
)
"""Every choice of every page, by its name on that page and elsewhere."""

ODD = (
    "",
    " ",
    ",",
    ",,,,",
    "-1",
    "0",
    "1e308",
    "-1e308",
    "nan",
    "inf",
    "1,1,1",
    "10,20,30",
    "0x10",
    "١٢٣",
    "²",
    "None",
    "null",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "'; DROP TABLE epci; --",
    "{name}",
    "{0}",
    "%s",
    "%00",
    "\x00",
    "\u202e",
    "é" * 300,
    "9" * 5000,
    "own_",
    "own_0123456789ab",
)


def _codes() -> list[str]:
    some = [code for level in MAP_LEVELS for code in screen_geometry(level).codes[::40]]
    return [*some, "ti-2801", "ti-9999", "200084952", "76351", "999999999"]


def _words() -> list[str]:
    slugs = [level.slug for level in LEVELS.values()]
    pages = [page.name for page in PAGES]
    years = ["2017", "2022", "2023", "2024", "urssaf-2024", "flores-2023"]
    choices = [*METHODS, *PROGRAMME_CHOICES, *REGION_RULES, *OUTLINES, *BACKGROUNDS]
    views = ["evolution", "specialisation", "fr", "en", "1", "2", "region:28,territoire-1:ti-2801"]
    return [*slugs, *pages, *years, *choices, *views, *INDICATORS, *A38]


def _mangled(text: str, cut: int, extra: str) -> str:
    """Cut a value, or put something in its middle."""
    at = cut % (len(text) + 1)
    return text[:at] + extra + (text[at:] if extra else "")


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Draw an address: names known or not; values right, of another parameter, cut or absurd."""
    printable = st.characters(codec="utf-8")
    known = st.one_of(st.sampled_from(_words()), st.sampled_from(_codes()))
    mangled = st.builds(_mangled, known, st.integers(0, 60), st.text(printable, max_size=3))
    many = st.lists(known, min_size=2, max_size=14).map(",".join)
    number = st.one_of(st.integers(), st.floats()).map(str)
    absurd = st.one_of(st.sampled_from(ODD), st.text(printable, max_size=40))
    name = st.one_of(
        st.sampled_from((*VIEW_NAMES, *OPTION_NAMES, "lien")), st.text(printable, max_size=12)
    )
    value = st.one_of(known, known, many, mangled, number, absurd)
    return draw(st.dictionaries(name, value, min_size=1, max_size=8))
