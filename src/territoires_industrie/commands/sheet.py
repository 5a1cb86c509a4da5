"""``atlas sheet``: the sheet of a unit or its note as PDF, or those of a whole level."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from territoires_industrie.commands.options import STANDARD_OUTPUT, Language
from territoires_industrie.commands.words import check_choice
from territoires_industrie.errors import UnknownCodeError, list_codes, meant, nearest
from territoires_industrie.scene.errors import OutputError, RequestError, need_option
from territoires_industrie.wording import N_, _, today

if TYPE_CHECKING:
    from territoires_industrie.levels import Level

SHEET_HELP = N_(
    "Écrit la fiche d'un EPCI ou d'un territoire en PDF, ou sa note de deux pages ; ou toutes "
    "celles d'un niveau."
)
ALL = "all"


@dataclass(frozen=True)
class SheetCommand:
    """Write a sheet, or one a unit into a folder."""

    level: str
    code: str
    phase: str | None = None
    note: bool = False
    output: Path | None = None
    site: str = ""
    lang: Language = "fr"

    def run(self) -> None:
        """Check the options, then write each sheet."""
        from territoires_industrie.membership import read_units

        level = self._level()
        units = list(read_units(level.key).index)
        code = meant(self.code, units)
        codes = units if self.code == ALL else [code] if code else []
        if not codes:
            raise self._unknown(level)
        if self.output == STANDARD_OUTPUT and self.code == ALL:
            raise RequestError(_("all écrit plusieurs fiches : indiquez un dossier par --output."))
        for code in codes:
            self._write(level, str(code))

    def _unknown(self, level: "Level") -> UnknownCodeError:
        """Name the units that a text means: by name, commune, postal code, or another code."""
        from territoires_industrie.membership import read_units
        from territoires_industrie.search.places import search_kinds

        names, hits = read_units(level.key)["name"], search_kinds(self.code, level.key)
        own = hits.get(level.key) or [hit for kind in hits.values() for hit in kind]
        found = [hit.units[level.key] for hit in own if level.key in hit.units]
        close = dict.fromkeys(found or nearest(self.code, [*names.index, ALL]))
        text = _("« {code} » n’est pas un code de ce niveau. Codes proches : {close}.")
        if not close:
            text = _("« {code} » n’est pas un code de ce niveau : `atlas list {level}` les donne.")
        said = list_codes(f"{one} ({names[one]})" if one in names else one for one in close)
        return UnknownCodeError(text, code=self.code, level=level.slug, close=said)

    def _level(self) -> "Level":
        from territoires_industrie.levels import LEVELS, find_level
        from territoires_industrie.scene.address import PHASES
        from territoires_industrie.sheet.header import SHEET_LEVELS

        check_choice(self.level, dict.fromkeys(LEVELS[key].slug for key in SHEET_LEVELS), "LEVEL")
        if self.phase is not None:
            check_choice(self.phase, PHASES, "--phase")
            need_option("--phase", "territoire", self.level == "territoire")
        return find_level(self.level, int(self.phase or 2))

    def _write(self, level: "Level", code: str) -> None:
        from territoires_industrie.export.files import write_standard_output, write_whole
        from territoires_industrie.scene.view import View
        from territoires_industrie.sheet.pdf import export_unit_pdf

        content = export_unit_pdf(
            View(level=level.key, selection=(code,)),
            base=f"{site}/territoire" if (site := self.site.rstrip("/")) else "",
            day=today(),
            is_note=self.note,
        )
        if self.output == STANDARD_OUTPUT:
            write_standard_output(content)
        else:
            path = self._path(level, code)
            write_whole(path, content)
            typer.echo(str(path), err=True)

    def _path(self, level: "Level", code: str) -> Path:
        from territoires_industrie.sheet.pdf import sheet_file_name

        if self.output is not None and not self.output.is_dir():
            if self.code == ALL:
                text = _("all écrit plusieurs fiches : « {path} » n'est pas un dossier.")
                raise OutputError(text, path=self.output)
            return self.output
        name = sheet_file_name(level.key, code, is_note=self.note)
        return (self.output or Path()) / name
