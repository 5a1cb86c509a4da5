"""``atlas map``: the picture of a map from a shell, without a browser."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from territoires_industrie.commands.options import HTML, ViewOptions
from territoires_industrie.commands.words import read_format, refuse_terminal
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import N_, _, ngettext, today

if TYPE_CHECKING:
    from territoires_industrie.draw.plate import Plate
    from territoires_industrie.picture.page import Page
    from territoires_industrie.scene.view import View

MAP_HELP = N_(
    "Dessine la carte d'un indicateur en SVG, PNG ou PDF, avec titre, légende, sources et date. "
    "LEVEL : {levels} ; ou l'adresse d'une page de l'atlas (« filieres?secteurs=CE »), dont les "
    "cartes sont dessinées."
)

PICTURE_FORMATS = "--format svg|png|pdf"
PAGE_OPTIONS = ("size", "orientation", "title", "subtitle", "names")
"""Options of a picture, which fills a page."""

BESIDE_ADDRESS = {"level", "output", "written_as", "lang", *PAGE_OPTIONS}
"""Options that go with an address in the place of a level."""


@dataclass(frozen=True)
class MapCommand(ViewOptions):
    """Draw the map of an indicator, whole or not at all."""

    indicator: str | None = None
    outline: str = "aucun"
    sites: str = "aucun"
    select: list[str] | None = None
    extent: str = "france"
    size: str | None = None
    orientation: str | None = None
    title: str | None = None
    subtitle: str | None = None
    names: bool = False
    written_as: str | None = None

    def run(self) -> None:
        """Check the options, draw, then write."""
        if self.indicator is None and not self._is_address:
            raise RequestError(_("Il manque --indicator KEY : une carte montre un indicateur."))
        from territoires_industrie.draw.plate import plate_of

        written_as = self._format()
        if written_as == HTML:
            self._refuse_page()
            from territoires_industrie.draw.standalone import export_html

            view = self._view()
            self.write(export_html(view), _say_units([plate_of(view)]))
            return
        from territoires_industrie.picture.export import export_picture

        shown = self._plates() if self._is_address else (self._view(),)
        plates = [plate_of(one, day=today()) for one in shown]
        picture = export_picture(plates, self._page(), picture_format=written_as)
        self.write(picture, _say_units(plates))

    @property
    def _is_address(self) -> bool:
        # No level has either sign in its name.
        return "?" in self.level or "/" in self.level

    def _page(self) -> "Page":
        from territoires_industrie.picture.page import Page

        return Page(
            self.size or Page.size,
            self.orientation or Page.orientation,
            self.title or "",
            self.subtitle or "",
            has_names=self.names,
        )

    def _refuse_page(self) -> None:
        """Refuse for the interactive map, which has no page, what says how one is filled."""
        need_option(_("Une adresse"), PICTURE_FORMATS, not self._is_address)
        for name in PAGE_OPTIONS:
            need_option(f"--{name}", PICTURE_FORMATS, not getattr(self, name))

    def _plates(self) -> "tuple[Plate, ...]":
        """Make the maps of the page that an address opens."""
        # Only an address needs the pages, and Streamlit with them.
        from territoires_industrie.ui.streamlit_private import quieten_outside_pages

        # Streamlit warns, in English, that a command is no page, while the pages are read too.
        quieten_outside_pages()
        from territoires_industrie.ui.navigation import page_of, read_address
        from territoires_industrie.ui.plates import MAPS, page_plates

        for spec in fields(self):
            if spec.name not in BESIDE_ADDRESS and getattr(self, spec.name) != spec.default:
                said = _("{option} ne va pas avec une adresse, qui dit déjà ce qui est montré.")
                raise RequestError(said, option=f"--{spec.name.replace('_', '-')}")
        self.check_output()
        parts = urlsplit(self.level)
        page = page_of(parts.path)
        view, problems = read_address(dict(parse_qsl(parts.query)), page)
        # A page shows the nearest view; a file of another view would pass for the one asked for.
        if problems:
            raise RequestError(problems[0].text)
        plates = page_plates(page, view)
        if not plates:
            said = _(
                "Cette adresse ne montre pas de carte ({pages} en ont, avec une sélection pour "
                "un territoire ou une comparaison)."
            )
            raise RequestError(said, pages=", ".join(MAPS))
        return plates

    def _view(self) -> "View":
        from territoires_industrie.scene.address import DEFAULT_VIEW
        from territoires_industrie.scene.view import EXTENTS, OUTLINES

        self._check_extent()
        self.check_output()
        reader = self.reader()
        outline = reader.choice("contour", OUTLINES, "aucun")
        extent = reader.choice("cadrage", EXTENTS, DEFAULT_VIEW.extent)
        table = self.read_table(reader)
        if table.every_year:
            raise RequestError(_("Une carte montre une année : --year all est pour atlas export."))
        if len(table.indicators) != 1:
            message = _("Une image montre un seul indicateur : {count} reçus.")
            raise RequestError(message, count=len(table.indicators))
        selection = tuple(self.select or ())
        return replace(table.view, selection=selection, outline=outline, extent=extent)

    def _check_extent(self) -> None:
        """Refuse to crop the map to what was not asked for."""
        if self.extent == "selection":
            need_option("--extent selection", "--select", bool(self.select))
        if self.extent == "filtre":
            is_filtered = bool(self.region or self.sector or self.territoire)
            need_option("--extent filtre", _("--region, --sector ou --territoire"), is_filtered)

    def _format(self) -> str:
        """Return the format that was asked for, or the one of the file's name."""
        from territoires_industrie.picture.export import FORMATS

        chosen = read_format(
            self.written_as, self.output, {name: (name,) for name in (*FORMATS, HTML)}
        )
        if chosen != FORMATS[0]:
            refuse_terminal(chosen, self.output)
        return chosen


def _say_units(plates: "Sequence[Plate]") -> str:
    """Count the units that a map shows, those of the filter where there is one."""
    from territoires_industrie.boundaries import screen_geometry

    kept = [
        one.dimmed.count("0") if one.dimmed else len(screen_geometry(one.level).codes)
        for one in (plate.drawn for plate in plates)
    ]
    return ngettext("{count} unité", "{count} unités", max(kept))
