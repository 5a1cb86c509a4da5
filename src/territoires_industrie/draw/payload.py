"""What the page tells the map at each rerun, and nothing more: a few kilobytes of JSON."""

from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, field, fields

from territoires_industrie.box import Box
from territoires_industrie.draw.payload_lists import (
    Written,
    write_classes,
    write_labels,
    write_safely,
    write_sites,
)
from territoires_industrie.draw.value_files import ValueFiles
from territoires_industrie.errors import AtlasError, list_codes
from territoires_industrie.look import PAGE
from territoires_industrie.wording import N_, _

MAP_TEXTS = {
    # What a translation says here is the code of its own language.
    "language": N_("fr"),
    "map_label": N_("Carte : les flèches vont d’un territoire à l’autre, Entrée sélectionne"),
    "outside_filter": N_("Hors du filtre"),
    "loading": N_("Chargement de la carte…"),
    "failure": N_(
        "Les contours n’ont pas pu être chargés. Rechargez la page ; si le message revient, "
        "signalez-le à l’administrateur du site."
    ),
    "overlay_failure": N_("Une partie des repères n’a pas pu être chargée"),
    "insets_note": N_("Outre-mer en cartons, hors échelle"),
    "attribution": N_("Contours : IGN, Etalab ; alentours : Natural Earth"),
    "background_attribution": N_("Fond : © IGN, Plan IGN"),
    "background_failure": N_("Fond de carte de l’IGN indisponible"),
    "zoom_in": N_("Agrandir"),
    "zoom_out": N_("Réduire"),
    "home": N_("Voir toute la France"),
    "two_fingers": N_("Utilisez deux doigts pour déplacer la carte"),
    "site_co2": N_("CO2 fossile déclaré : {tonnes} t"),
    "site_no_co2": N_("Pas de CO2 fossile déclaré (moins de 10 000 t)"),
}
"""French source text of every word that the map may show, by key."""

LISTS = ("classes", "labels", "dimmed", "marks", "radii", "kept_sites")
"""Fields with an entry a unit or a site: those that the map has kept are called by their digest."""


def map_texts(**replaced: str) -> dict[str, str]:
    """Return the texts of the map in the language of this run, some of them replaced.

    >>> map_texts(attribution="IGN 2026")["attribution"]
    'IGN 2026'
    """
    return {key: _(text) for key, text in MAP_TEXTS.items()} | replaced


@dataclass(frozen=True)
class Focus:
    """Units to bring into view, once for each new pair of codes and number.

    Without any code, those in the filter.
    """

    codes: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class Pin:
    """A name that points at a place of the screen map, in degrees."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Members:
    """Units of another level: those that selected ones are made of, or that stand beside them.

    ``file`` is that of their level; ``colours``, one a code, are of those that stand beside.
    """

    file: str
    codes: tuple[str, ...]
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class SitesLook:
    """How declared sites are drawn.

    Attributes
    ----------
    file
        Name of their file, under ``static/geo/``.
    colours, labels
        Of each industrial sector, in the order of their codes.
    squares
        Rank of the first sector whose sites are squares.
    largest
        Tonnes of CO2 of the largest circle; 0 where circles do not tell CO2.
    radius, least
        In pixels: of the largest circle, or of every point; of the smallest.
    """

    file: str
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    squares: int
    largest: float
    radius: float
    least: float


@dataclass(frozen=True)
class MapPayload:
    """One state of the map.

    Lists and strings with one entry a unit follow the order of the geometry file.

    Attributes
    ----------
    geometry
        Name of the TopoJSON file, under ``static/geo/``, whose units are drawn.
    classes
        One character a unit, as ``Classification.letters`` writes them.
    colours
        Colour of each class in the light form of ``look``; sent in both forms of the screen.
    labels
        Value of each unit as it is read, unit of measure included.
    dimmed
        ``1`` for each unit outside the filter, ``0`` inside; empty: all are inside.
    marks
        Letter of the pattern over each unit, or of the dashed edge of its circle, ``x`` for none;
        empty: none has one.
    radii
        Radius of each unit's circle in pixels, 0 for none; None draws filled polygons.
    outline, regions, insets, surroundings
        Names of the files of the programme's outlines, of the regions' borders (TopoJSON), of
        the frames of the insets (GeoJSON) and of what lies around France.
    sites, kept_sites
        How declared sites are drawn, None for none; ``1`` for each that is, empty: all are.
    pin
        A place that is marked with its name; None for none.
    towns, has_names
        Name of the file of the towns to name; whether the units are named too.
    departements
        Name of the file of the borders of the départements, seen close to the ground.
    members
        Units of other levels, drawn inside the selected ones or beside them.
    bounds
        What the whole of France covers, in degrees.
    selected, selection_n
        Codes of the selected units; number of the last click that led to them
        (``MapClick.n``, 0 before any): the map then knows whether it is ahead.
    focus
        Units to bring into view.
    multi
        Whether a plain click adds to the selection (for screens without a keyboard).
    is_linked
        Whether it moves together with the other linked maps of the page.
    is_fine
        Whether selected units have a fine outline: their own colours say which they are.
    highlight
        Character of the only class to show plainly.
    theme
        ``light`` or ``dark``; None follows the page.
    background
        ``ign`` for the map of IGN, fetched from its server; None asks nothing of anyone.
    texts
        Words of the map, by key of ``MAP_TEXTS``.

    Raises
    ------
    AtlasError
        If a list has not as many entries as there are characters in ``classes``.
    """

    geometry: str
    classes: str
    colours: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    dimmed: str = ""
    marks: str = ""
    radii: tuple[float, ...] | None = None
    outline: str | None = None
    regions: str | None = None
    insets: str | None = None
    surroundings: str | None = None
    sites: SitesLook | None = None
    kept_sites: str = ""
    pin: Pin | None = None
    towns: str | None = None
    has_names: bool = False
    departements: str | None = None
    members: tuple[Members, ...] = ()
    bounds: Box | None = None
    selected: tuple[str, ...] = ()
    selection_n: int = 0
    focus: Focus | None = None
    multi: bool = False
    is_linked: bool = False
    is_fine: bool = False
    highlight: str | None = None
    theme: str | None = None
    background: str | None = None
    texts: Mapping[str, str] = field(default_factory=map_texts)

    def __post_init__(self) -> None:
        lists = {
            "labels": self.labels,
            "dimmed": self.dimmed,
            "marks": self.marks,
            "radii": self.radii,
        }
        wrong = [name for name, entries in lists.items() if self._is_uneven(entries)]
        if wrong:
            raise AtlasError(
                _("Carte : {count} entrées attendues dans {names}."),
                count=len(self.classes),
                names=list_codes(wrong),
            )

    @property
    def files(self) -> tuple[str, ...]:
        """Names under ``static/geo/`` of what it is drawn from before anybody comes closer."""
        drawn = (
            *(self.geometry, self.outline, self.regions, self.insets, self.surroundings),
            *(self.sites and self.sites.file, *(members.file for members in self.members)),
        )
        # Lines may be a division of a file.
        return tuple(dict.fromkeys(name.partition("#")[0] for name in drawn if name))

    def _is_uneven(self, entries: tuple[object, ...] | str | None) -> bool:
        return bool(entries) and len(entries or ()) != len(self.classes)

    def to_json(self, known: Container[str] = (), files: ValueFiles | None = None) -> str:
        """Write the payload as JSON that is safe inside a script, without the texts that it has.

        Parameters
        ----------
        known
            Digests of the lists that the map has kept: they are left out.
        files
            Where to leave the others for the map to fetch them; None sends them along.

        Examples
        --------
        >>> import json
        >>> payload = MapPayload("a.json", "011", labels=("<1", "2", "2"), texts={})
        >>> "<" in payload.to_json()
        False
        >>> classes, labels = json.loads(payload.to_json())["lists"]
        >>> classes["classes"], labels["labels"]
        ('011', ['<1', '2'])
        >>> json.loads(payload.to_json({labels["digest"]}))["lists"] == [
        ...     classes, {"digest": labels["digest"]}
        ... ]
        True
        """
        written: tuple[Written, ...] = (
            write_classes(self.classes, self.dimmed, self.marks),
            write_labels(self.labels or ("",) * len(self.classes), self.radii),
        )
        if self.sites and self.kept_sites:
            written += (write_sites(self.kept_sites),)
        content = {
            spec.name: getattr(self, spec.name) for spec in fields(self) if spec.name not in LISTS
        }
        colours = [PAGE.of(colour) for colour in self.colours]
        content["colours"] = colours
        content["edges"] = [] if self.radii is None else list(map(PAGE.edge_of, colours))
        content["bounds"] = _corners(self.bounds) if self.bounds else None
        # The script of the map has the others, in the language that is named.
        known_texts = map_texts() | {"language": ""}
        content["texts"] = {
            key: text for key, text in self.texts.items() if known_texts.get(key) != text
        }
        content["sites"] = asdict(self.sites) if self.sites else None
        content["pin"] = asdict(self.pin) if self.pin else None
        content["members"] = [asdict(one) for one in self.members]
        content["focus"] = asdict(self.focus) if self.focus else None
        lists = ",".join(one.sent(known, files) for one in written)
        return f'{write_safely(content)[:-1]},"lists":[{lists}]}}'


def _corners(box: Box) -> list[list[float]]:
    """Write a box as Leaflet reads it: south-west, then north-east, latitude first."""
    return [[box.south, box.west], [box.north, box.east]]
