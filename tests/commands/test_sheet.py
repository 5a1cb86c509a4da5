"""``atlas sheet``: a sheet as the page gives it, one or a whole level."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from territoires_industrie.cli import app
from territoires_industrie.membership import read_units
from territoires_industrie.scene.view import View
from territoires_industrie.sheet import pdf
from tests.pdf_words import read_words


def atlas(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["sheet", *map(str, arguments)])


def test_a_sheet_is_written_with_the_address_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "s.pdf"
    result = atlas("territoire", "ti-2802", "--output", path, "--site", "https://atlas.test/")
    assert result.exit_code == 0, result.stderr
    pages = [read_words(page) for page in PdfReader(path).pages]
    assert "Axe Seine" in pages[0]
    words = "".join(pages).replace("\n", "")
    assert "https://atlas.test/territoire?" in words


@pytest.mark.parametrize("options", [(), ("--note",)])
def test_a_sheet_for_others_names_no_address_of_this_machine(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "s.pdf"
    assert atlas("epci", "200084952", "--output", path, *options).exit_code == 0
    pages = PdfReader(path).pages
    words = "".join(read_words(page) for page in pages)
    assert "Atlas des Territoires d’industrie" in words
    assert "localhost" not in words
    assert "à jour" not in words
    links = [note for page in pages for note in page.get("/Annots", ())]
    addresses = [one.get_object()["/A"].get("/URI", "") for one in links]
    assert [one for one in addresses if not one.startswith("https://")] == []


@pytest.mark.parametrize(("options", "start"), [((), "fiche_"), (("--note",), "note_")])
def test_all_the_sheets_of_a_level_go_into_a_folder_by_their_names(
    options: tuple[str, ...], start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def export(view: View, *, is_note: bool, **_given: object) -> bytes:
        written.append(view.selection)
        assert is_note is bool(options)
        return b"%PDF"

    monkeypatch.setattr(pdf, "export_unit_pdf", export)
    monkeypatch.setattr(
        "territoires_industrie.membership.read_units",
        lambda key: read_units(key).head(3),
    )
    result = atlas("territoire", "all", "--phase", "1", "--output", tmp_path, *options)
    assert result.exit_code == 0, result.stderr
    assert len(written) == 3
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 3
    assert all(name.startswith(start) and name.endswith("_phase1.pdf") for name in names)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("commune", "76540"), "epci"),
        (("territoire", "ti-9999"), "ti-9"),
        (("territoire", "bresle"), "ti-2809 (Vallée de la Bresle – Vimeu)"),
        (("epci", "76800"), "200023414 (Métropole Rouen Normandie)"),
        (("epci", "qqqqqqqq"), "atlas list epci"),
        (("epci", "200084952", "--phase", "1"), "territoire"),
        (("territoire", "ti-2802", "--phase", "3"), "--phase"),
        (("territoire", "all", "--output", "-"), "--output"),
        (("territoire", "all", "--output", "absent.pdf"), "absent.pdf"),
        (("territoire", "ti-2802", "--output", "absent/s.pdf"), "absent"),
    ],
)
def test_what_cannot_be_written_is_told(arguments: tuple[str, ...], told: str) -> None:
    result = atlas(*arguments)
    assert result.exit_code != 0
    assert told in result.stderr
