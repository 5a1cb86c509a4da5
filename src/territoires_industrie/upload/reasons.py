"""Why a row of a file names no unit of the map, in the words that an address gets."""

import re

from territoires_industrie.join import ARRONDISSEMENTS
from territoires_industrie.membership import read_units
from territoires_industrie.programme.explain import explain_code, explain_territoire
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.keys import cog_years, commune_sirens, epci_years, known_codes
from territoires_industrie.upload.names import codes_of, ept_names, spell_out
from territoires_industrie.upload.roles import Roles
from territoires_industrie.wording import _, fold, list_texts

TOTAL = re.compile(
    r"^(?:total|ensemble|france|metropole|somme|source|note|champ|lecture|moyenne)\b"
)
OUTSIDE = re.compile(r"^(?:975|977|978|98[4678])\d{0,2}$")
"""Saint-Pierre-et-Miquelon, Saint-Barthélemy, Saint-Martin and the Pacific: outside the map."""

ROUNDED = re.compile(r"^\d[.,]\d+E\+?\d+$", re.IGNORECASE)
SIRET_LENGTH, SIREN_LENGTH = 14, 9
HOMONYMS_SHOWN = 4


def why_unmatched(code: str, roles: Roles, *, is_looked_up: bool = True) -> str:
    """Return why a code or name is of no unit of the kind that is expected."""
    kind = KINDS[roles.key_kind]
    if not code:
        return _("Code vide")
    if TOTAL.match(fold(code)):
        return _("Ligne de total ou de note")
    if kind.names:
        return _why_no_name(code, kind.names)
    if ROUNDED.match(code):
        return _("Nombre arrondi par un tableur : le code est perdu")
    if OUTSIDE.match(code) and kind.codes in ("commune", "departement"):
        return _("Hors de la carte : collectivité d’outre-mer")
    found = _why_other_year(code, kind.key, roles.cog_year) or _why_other_kind(code, kind.key)
    if not found and is_looked_up:
        found = _explained(code, kind.key)
    return found or _("Code inconnu ; attendu : {expected}").format(expected=_(kind.expected))


def _why_no_name(name: str, kind: str) -> str:
    codes = codes_of(name, kind)
    if not codes:
        return _why_ept(ept_names().get(spell_out(name), "")) or _("Nom inconnu")
    units = read_units(kind)
    places = [str(units["departement_code"][code]) for code in codes[:HOMONYMS_SHOWN]]
    text = _("Nom de {count} unités (départements {places}) : ajoutez le département")
    return text.format(count=len(codes), places=list_texts(places))


def _why_ept(code: str) -> str:
    if code not in known_codes("ept"):
        return ""
    text = _("EPT, dans la Métropole du Grand Paris : {text}")
    return text.format(text=explain_code(code).text)


def _why_other_year(code: str, kind: str, cog_year: int) -> str:
    if kind == "epci" and code in epci_years():
        first, last = epci_years()[code]
        return _("EPCI d’un autre COG : de {first} à {last}").format(first=first, last=last)
    if kind == "commune" and (code in ARRONDISSEMENTS or code in known_codes("commune")):
        return _("Commune d’un autre COG que {year}").format(year=cog_year)
    return ""


def _why_other_kind(code: str, kind: str) -> str:
    """Name what the code is the code of, if it is of another kind."""
    if kind == "epci" and (found := _why_ept(code)):
        return found
    if re.fullmatch(rf"\d{{{SIRET_LENGTH}}}", code):
        return _("SIRET d’un établissement, pas d’une unité")
    if re.fullmatch(rf"\d{{{SIREN_LENGTH}}}", code) and code in commune_sirens():
        return _("SIREN de la mairie de la commune {code}").format(code=commune_sirens()[code])
    if kind == "epci" and re.fullmatch(r"2\d{8}", code) and code not in known_codes("epci"):
        # SIREN of local authorities begin by 2: most often an EPCI that merged in 2017 or 2018.
        first, *_others = sorted(cog_years("epci"))
        text = _(
            "SIREN d’un groupement que l’atlas ne connaît pas : il a les compositions depuis "
            "{first}, pas celles d’avant"
        )
        return text.format(first=first)
    for other in ("commune", "epci", "zone_emploi", "departement", "region"):
        if other != kind and code in known_codes(other):
            return _("Code d’un autre niveau : {kind}").format(kind=_(KINDS[other].title))
    return ""


def _explained(code: str, kind: str) -> str:
    """Return what the atlas knows of a code, as its addresses say it."""
    if kind.startswith("territoire"):
        told = explain_territoire(code, int(kind[-1]))
    else:
        told = explain_code(code)
    return "" if told.kind == "unknown" else told.text
