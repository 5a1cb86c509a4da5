"""Twelve tasks of new readers, from the first page to what they came for, each click counted.

``docs/tasks.md`` has the same numbers, with what each task took before.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
import pypdf
import pytest
from playwright.sync_api import FilePayload, Locator, Page, Position, expect

from territoires_industrie.sources import ROOT
from tests.browser.conftest import NewPage
from tests.browser.map_page import FRAME, MapPage, take
from tests.browser.waiting import COLD_MS, wait

TASKS = ROOT / "docs" / "tasks.md"
COUNTED = re.compile(r"^\| (\d+) \|.*\| (\d+) \|$", re.MULTILINE)
BRESLE = "Vallée de la Bresle – Vimeu"
ROUEN = "200023414"
NORTH_OF_REUNION = "249740119"
HEAD_OF_THE_FIGURE = Position(x=480, y=18)
FILE = "siren;Visites\n200084952;12,5\n200023414;40\n200012060;7\n"

IS_WIDER = """([title, code, width]) => document.querySelector(title).contentDocument
    .querySelector(`path[data-code="${code}"]`).getBoundingClientRect().width > width"""


@dataclass
class Reader:
    """Somebody with a mouse, who types what is asked for: clicks are counted, letters are not."""

    atlas: MapPage
    clicks: int = 0

    @property
    def page(self) -> Page:
        return self.atlas.page

    @property
    def main(self) -> Locator:
        return self.page.locator(".stMain")

    @property
    def card(self) -> Locator:
        return self.atlas.part("selection")

    def click(self, what: Locator) -> None:
        self.atlas.wait_idle()  # as a reader does, who looks before clicking
        what.click()
        self.clicks += 1

    def press(self, button: str) -> None:
        self.click(self.page.get_by_role("button", name=button).first)

    def go(self, link: str) -> None:
        self.click(self.page.get_by_role("link", name=link, exact=True).first)

    def search(self, text: str) -> None:
        """Type in the search field and take the first result by Enter."""
        self.click(self.page.get_by_role("combobox", name="Votre commune"))
        self.type(text)

    def type(self, text: str) -> None:
        """Type where the keyboard is, and take the first result by Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def pick(self, control: str, text: str, within: Locator | None = None) -> None:
        """Open a list, type some letters and take what Enter takes, the only one left."""
        self.click((within or self.page).get_by_role("combobox", name=control).first)
        self.page.keyboard.type(text)
        expect(self.page.get_by_role("option")).to_have_count(1)
        self.page.keyboard.press("Enter")

    def take(self, button: Locator) -> bytes:
        """Take a file."""
        self.clicks += 1
        return take(self.page, button).read_bytes()

    def download(self, form: str) -> bytes:
        """Take what the map shows in a format."""
        offer = self.atlas.go_down().part("telechargements")
        wait(self.page)  # a list that is open closes when the page is drawn again
        with self.atlas.rerun():  # the button of the run before gives the format of before
            self.pick("Format", form, offer)
        return self.take(offer.get_by_role("button", name="Télécharger le fichier"))


@pytest.fixture
def reader(new_page: NewPage, atlas_url: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Open the first page, as a link from elsewhere does; in the end, compare the clicks."""
    atlas = MapPage(new_page(), atlas_url)
    atlas.page.set_default_timeout(COLD_MS)  # a first page of its kind may be read meanwhile
    reader = Reader(atlas.open())
    yield reader
    number = int(request.node.name.split("_")[1])
    counts = {int(task): int(now) for task, now in COUNTED.findall(TASKS.read_text("utf-8"))}
    assert reader.clicks <= counts[number]


def test_1_an_elected_official_reads_the_territory_and_takes_its_note(reader: Reader) -> None:
    reader.search("vallee de la bresle")
    for said in (BRESLE, "36,6 %", "trois fois la moyenne française (11,6 %)", "1er des 172"):
        expect(reader.card).to_contain_text(said)
    note = pypdf.PdfReader(BytesIO(reader.take(reader.card.get_by_role("button", name="Note"))))
    assert len(note.pages) == 2
    written = " ".join(" ".join(page.extract_text() for page in note.pages).split())
    for said in ("CC du Vimeu", "Hauts-de-France"):
        assert said in written


def test_2_a_regional_office_takes_its_territories_with_names_and_figures(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("combobox", name="Niveau"))
    reader.click(reader.page.get_by_role("option", name="Territoires d’industrie, phase 2"))
    expect(reader.page).to_have_url(re.compile("niveau=territoire"))
    reader.press("Filtres")
    reader.pick("Régions", "grand est")
    expect(reader.main).to_contain_text("21 territoires d’industrie sur 183")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    rows = pd.read_excel(BytesIO(reader.download("xlsx")), header=1, engine="calamine")
    assert len(rows) == 21
    assert set(rows["region_name"]) == {"Grand Est"}
    assert rows[["territoire_name", "industrial_jobs_share_pct"]].notna().all(axis=None)
    assert rows["industrial_jobs_share_pct"].is_monotonic_decreasing


def test_3_a_journalist_finds_who_lost_most_jobs_and_takes_the_picture(reader: Reader) -> None:
    reader.pick("Indicateur", "salariés privés gagnés")
    expect(reader.atlas.part("legende")).to_contain_text("depuis 2014 (jusqu’en 2024)")
    reader.atlas.go_down()
    table = reader.page.get_by_test_id("stDataFrame")
    table.click(position=HEAD_OF_THE_FIGURE)
    reader.clicks += 1
    expect(table.get_by_test_id("glide-cell-1-0")).to_contain_text("Montbéliard")
    expect(table.get_by_test_id("glide-cell-2-0")).to_have_text(re.compile(r"^−4\s401$"))
    assert reader.download("png").startswith(b"\x89PNG")


def test_4_a_researcher_reads_members_against_others_and_computes_it_again(reader: Reader) -> None:
    reader.go("Membres et non-membres : les écarts")
    expect(reader.main).to_contain_text("−2,5 points, soit −0,41 point par an")
    reader.press("Citer cette vue")
    lines = reader.page.locator("code", has_text="import territoires_industrie").inner_text()
    known: dict[str, Any] = {}
    exec(lines, known)  # what the page writes, as a reader runs it
    before, after = known["rows"]
    assert (round(before.difference_mean, 1), round(after.difference_mean, 1)) == (-1.9, -2.5)


def test_5_an_agency_takes_the_valley_of_the_seine_and_compares_its_towns(reader: Reader) -> None:
    reader.search("évolution vallée de la seine")
    expect(reader.main).to_contain_text("69 601 → 68 780")
    expect(reader.page).to_have_url(re.compile("selection=ti-2802.*vue=evolution"))
    wait(reader.page)
    offer = reader.atlas.part("filieres_donnees")
    file = reader.take(offer.get_by_role("button", name="Télécharger le fichier"))
    assert len(json.loads(file)["features"]) == 306
    reader.go("Comparaison")
    reader.click(reader.page.get_by_role("combobox", name="Votre commune"))
    for town in ("rouen normandie", "le havre seine"):
        reader.type(town)  # the field stays open for the next
        expect(reader.atlas.part("unites_comparees")).to_contain_text(
            town.split()[1], ignore_case=True
        )


def test_6_a_student_finds_which_territory_lives_by_chemistry(reader: Reader) -> None:
    reader.go("Filières")
    reader.pick("Secteurs", "chim")
    for first in ("1. Yvetot-Vallée du Commerce", "1. Grand Dole"):
        expect(reader.main).to_contain_text(first)
    expect(reader.page).to_have_url(re.compile("secteurs=CE(&|$)"))


def test_7_an_office_draws_its_own_table(reader: Reader) -> None:
    reader.go("Votre indicateur")
    file: FilePayload = {"name": "visites.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    reader.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    reader.clicks += 1
    reader.click(reader.atlas.part("propre_nature").get_by_text("Un rapport déjà calculé"))
    year = reader.atlas.part("propre_annee").get_by_role("textbox")
    reader.click(year)
    year.fill("2024")
    year.press("Enter")
    expect(reader.main).to_contain_text("1 passés par les communes du COG 2019 à celui de 2026")
    reader.press("Ajouter à l’atlas")
    reader.go("Voir sur la carte")
    reader.atlas.wait_drawn()
    expect(reader.atlas.part("legende")).to_contain_text("Visites")


def test_8_a_resident_finds_the_commune_however_it_is_written(reader: Reader) -> None:
    rouen = reader.atlas.polygon(ROUEN)
    wide = rouen.bounding_box()
    assert wide
    reader.search("St Etienne du Rvray")
    for said in (
        "Saint-Étienne-du-Rouvray est dans la Métropole Rouen Normandie",
        "Axe Seine",
        "11,0 % des emplois sont industriels",
    ):
        expect(reader.card).to_contain_text(said)
    expect(rouen).to_have_attribute("aria-pressed", "true")
    reader.page.wait_for_function(IS_WIDER, arg=[FRAME, ROUEN, 2 * wide["width"]])


def test_9_overseas_has_its_figures_in_the_first_view(reader: Reader) -> None:
    reader.atlas.click_map(NORTH_OF_REUNION)
    reader.clicks += 1
    for said in ("Nord de la Réunion", "4,7 %", "+28,8 % de 2014 à 2024"):
        expect(reader.card).to_contain_text(said)


def test_10_a_newcomer_reads_what_this_is(reader: Reader) -> None:
    for said in ("le programme national qui la soutient depuis 2018", "183 territoires"):
        expect(reader.page.get_by_text(said).first).to_be_in_viewport()
    for view in ("Où l’industrie recule", "Où est la chimie"):
        expect(reader.page.get_by_role("link", name=view)).to_be_visible()
    reader.go("Programme")
    expect(reader.page.get_by_text("l’État et les régions soutiennent").first).to_be_in_viewport()


def test_11_the_years_are_played_in_the_same_classes(reader: Reader) -> None:
    reader.pick("Indicateur", "evolution de l'emploi salarie")
    legend = reader.atlas.part("legende")
    expect(legend).to_contain_text("depuis 2014 (jusqu’en 2024)")
    reader.atlas.wait_idle()
    reader.press("Faire défiler les années")
    expect(legend).to_contain_text("jusqu’en 2016")
    first = re.findall("de .+ à [^\\t]+", legend.inner_text())
    expect(legend).to_contain_text("jusqu’en 2018")
    assert re.findall("de .+ à [^\\t]+", legend.inner_text()) == first


def test_12_all_is_done_by_keyboard(reader: Reader) -> None:
    """Keys are counted here, but for the letters."""
    keyboard = reader.page.keyboard

    def press(key: str) -> None:
        keyboard.press(key)
        reader.clicks += 1

    def press_until(key: str, reached: str) -> None:
        while not reader.page.evaluate(f"() => !!document.activeElement?.matches({reached!r})"):
            press(key)
            assert reader.clicks < 100, reached

    press_until("Tab", "input[type=search]")
    keyboard.type("rouen")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    keyboard.press("Escape")
    expect(reader.page.get_by_role("listbox")).to_be_hidden()
    keyboard.press("Escape")
    keyboard.type("le havre")
    press("Enter")  # which does not wait for the list, and takes what this very text finds
    expect(reader.card.get_by_role("heading").first).to_be_focused()
    press_until("Shift+Tab", FRAME)
    for _control in ("home", "zoom out", "zoom in"):
        press("Shift+Tab")
    press("ArrowRight")
    press("Enter")
    expect(reader.card).to_contain_text("CC Campagne-de-Caux")
    wait(reader.page)
    press_until("Tab", ".st-key-telechargements_bouton button")
    with reader.page.expect_download():
        press("Enter")
