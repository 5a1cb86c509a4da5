"""A file as an address: ``epci.geojson?region=28``, read word by word and written back.

Its parameters are those of the pages. A page shows the nearest valid view of a wrong address; a
program would take the nearest file for the one that it asked for, so that here it is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from territoires_industrie.errors import AtlasError, list_codes, nearest
from territoires_industrie.export.archive import export_sites_geojson, export_table
from territoires_industrie.export.csv import DECIMAL_MARKS
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.manner import DEFAULT_DECIMAL, PLAIN, Manner
from territoires_industrie.export.request import ALL_YEARS, read_table
from territoires_industrie.export.table import Table
from territoires_industrie.levels import LEVEL_SLUGS, LEVELS, Level, find_level
from territoires_industrie.scene.address import read_language, read_phase, write_view
from territoires_industrie.scene.reader import REPORTED, Reader
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGES, N_, _

SITES_FILE = "sites.geojson"
"""Declared industrial sites of the units that the parameters keep."""

PARAMETERS = {
    "niveau": N_("niveau des unités dont les sites sont pris (sites.geojson seulement)"),
    "phase": N_("phase du programme, 1 ou 2 (niveau territoire)"),
    "indicateur": N_("indicateurs ou familles séparés par des virgules ; tous sans lui"),
    "annee": N_(
        "année des indicateurs ; la dernière de chacun sans elle ; all pour toutes, une ligne "
        "chacune (sans contours)"
    ),
    "tri": N_(
        "colonne qui trie les lignes ; précédée d’un moins, de la plus forte à la plus faible"
    ),
    "region": N_("codes INSEE de régions séparés par des virgules"),
    "regle": N_("appartenance à une région : siege ou touche"),
    "programme": N_("part dans le programme, comme sur la carte"),
    "secteur": N_("secteur A38 dans lequel les zones d’emploi sont spécialisées"),
    "specialisation": N_("seuil de spécialisation de ce secteur"),
    "pop_min": N_("population au moins"),
    "pop_max": N_("population au plus"),
    "chiffre": N_("indicateur dont le dernier chiffre a des bornes"),
    "chiffre_min": N_("ce chiffre au moins"),
    "chiffre_max": N_("ce chiffre au plus"),
    "dans": N_("unité dont une commune au moins fait partie, comme epci:200084952"),
    "selection": N_("codes d’unités séparés par des virgules"),
    "sites": N_("aucun, secteur ou co2 : joint les sites déclarants (GeoPackage, ZIP)"),
    "methode": N_(
        "méthode de classement du style (GeoPackage seulement, comme les trois suivants)"
    ),
    "classes": N_("nombre de classes du style"),
    "bornes": N_("bornes des classes, pour la méthode manuelle"),
    "seuils": N_("classes communes à toutes les années, ou propres à chacune"),
    "decimales": N_("décimales du CSV : comma (virgule) ou point"),
    "lang": N_("langue des textes du fichier : fr ou en"),
}
"""What each parameter chooses, as French source texts."""

OF_ROWS = ("indicateur", "annee", "tri")
"""Parameters of what stands in the rows, which the file of the sites has not."""

OF_STYLE = ("methode", "classes", "bornes", "seuils")
"""Parameters of the colours that a styled file holds."""


class AddressError(AtlasError):
    """An address whose parameters are wrong; one problem a line."""


class NoSuchFileError(AtlasError):
    """An address that names no file."""


@dataclass(frozen=True)
class DataFile:
    """A file that an address names.

    Attributes
    ----------
    table
        Its rows and indicators.
    written_as
        Key of ``FORMATS``; empty for the file of the sites.
    manner
        How it is written; without a visit, so that an address always has the same bytes.
    language
        Language of its texts.
    """

    table: Table
    written_as: str
    manner: Manner = PLAIN
    language: str = DEFAULT_LANGUAGE

    @property
    def suffix(self) -> str:
        """Ending of its name."""
        return FORMATS[self.written_as].suffix if self.written_as else SITES_FILE

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        kind = FORMATS[self.written_as or "geojson"]
        return f"{kind.media_type}; charset=utf-8" if kind.is_text else kind.media_type

    @property
    def address(self) -> str:
        """Its address under the folder of the data: ``epci.geojson?region=28``."""
        view = self.table.view
        kept = write_view(replace(view, language=self.language))
        year = ALL_YEARS if self.table.every_year else view.year
        kept |= {"indicateur": ",".join(self.table.indicators), "annee": year}
        if self.table.order:
            column, ascending = self.table.order
            kept["tri"] = column if ascending else f"-{column}"
        # The selection of a file is the units that it keeps, not the one that a page outlines.
        kept["selection"] = ",".join(view.filter.only)
        kept["decimales"] = self.manner.decimal if self.manner.decimal != DEFAULT_DECIMAL else ""
        level = LEVELS[view.level]
        kept["niveau"] = level.slug if level.slug != LEVEL_SLUGS[0] else ""
        kept["phase"] = "" if level.phase is None else str(level.phase)
        names = parameters_of(self.written_as, level)
        query = urlencode({name: kept[name] for name in names if kept.get(name)}, safe=",:")
        name = f"{level.slug}.{self.suffix}" if self.written_as else SITES_FILE
        return f"{name}?{query}" if query else name


def parameters_of(written_as: str, level: Level) -> tuple[str, ...]:
    """List the parameters that change a file, in the order of ``PARAMETERS``.

    Parameters
    ----------
    written_as
        Key of ``FORMATS``; empty for the file of the sites.
    """
    absent = set() if level.slug == "territoire" else {"phase"}
    if form := FORMATS.get(written_as):
        absent |= {"niveau"}
        absent |= set() if form.has_style else set(OF_STYLE)
        absent |= set() if form.has_decimal_mark else {"decimales"}
        absent |= set() if form.holds_more else {"sites"}
    else:
        absent |= {*OF_ROWS, *OF_STYLE, "decimales", "sites"}
    return tuple(name for name in PARAMETERS if name not in absent)


def list_files() -> Iterator[str]:
    """List the names of the files that addresses may ask for, each with its usual ending."""
    for slug in LEVEL_SLUGS:
        for form in FORMATS.values():
            yield f"{slug}.{form.suffix}"
    yield SITES_FILE


def read_data_file(name: str, parameters: Mapping[str, str]) -> DataFile:
    """Return the file that an address names.

    Parameters
    ----------
    name
        Level and format: ``epci.geojson``.
    parameters
        As the address writes them; see ``PARAMETERS``.

    Raises
    ------
    NoSuchFileError
        If there is no such level or format; the message names the nearest files.
    AddressError
        If a parameter is unknown, or what it says; the message names the nearest values.
    """
    reader = Reader(parameters)
    if name == SITES_FILE:
        slug, written_as = reader.choice("niveau", LEVEL_SLUGS, LEVEL_SLUGS[0]), ""
    else:
        slug, written_as = _read_name(name)
    level = find_level(slug, read_phase(reader))
    _report_unknown_names(reader, parameters_of(written_as, level))
    # One row a year would write the outline of each unit as many times.
    plain = bool(written_as) and not FORMATS[written_as].needs_ground
    table = read_table(reader, level, with_all_years=plain)
    decimal = reader.choice("decimales", DECIMAL_MARKS, DEFAULT_DECIMAL)
    # Read to be refused: `read_language` passes over an unknown one.
    reader.choice("lang", LANGUAGES, DEFAULT_LANGUAGE)
    reader.refuse(AddressError)
    return DataFile(table, written_as, Manner(decimal), read_language(parameters))


def export_data_file(file: DataFile) -> bytes:
    """Write a file: the bytes of the page's download, but for the address and day of a visit."""
    if not file.written_as:
        return export_sites_geojson(file.table.view)
    return export_table(file.table, file.written_as, file.manner)


def _read_name(name: str) -> tuple[str, str]:
    slug, _dot, ending = name.partition(".")
    for form in FORMATS.values():
        if slug in LEVEL_SLUGS and ending in form.suffixes:
            return slug, form.key
    text = _("« {name} » n’est pas un fichier de l’atlas. Noms proches : {close}.")
    close = nearest(name, list_files(), 5)
    raise NoSuchFileError(text, name=name[:60], close=list_codes(close or [*list_files()]))


def _report_unknown_names(reader: Reader, known: Sequence[str]) -> None:
    """Report the parameters that this file does not have: a typing error would pass unseen."""
    text = _("Adresse : le paramètre « {name} » n’existe pas ici. Paramètres proches : {close}.")
    for name in [one for one in reader.parameters if one not in known][:REPORTED]:
        close = list_codes(nearest(name, known) or list(known))
        reader.report(text.format(name=name[:60], close=close))
