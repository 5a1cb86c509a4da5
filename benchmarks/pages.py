"""Every page timed as a reader meets it: first content, whole page, one changed control.

``python -m benchmarks.pages`` prints its table alone.
"""

import sys
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.measures import WAIT_MS
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.serving import ROOT, serve

FIRST_CONTENT_MS = 1_500
CHANGE_MS = 400
REPEATS = 3
LE_HAVRE, ROUEN = "200084952", "200023414"

SEEN = """([marker, text]) => new Promise(resolve => {
  const look = () =>
    [...document.querySelectorAll(marker)].some(part => part.textContent.includes(text))
      ? resolve(performance.now()) : requestAnimationFrame(look);
  look();
})"""

AT_REST = """() => new Promise(resolve => {
  const app = document.querySelector('[data-testid="stApp"]');
  const look = () => app.getAttribute("data-test-script-state") === "notRunning"
    ? resolve(performance.now()) : requestAnimationFrame(look);
  look();
})"""

ARM = """() => {
  const before = location.href;
  window.changed = new Promise(resolve => {
    document.addEventListener("pointerdown", () => {
      const began = performance.now();
      const look = () => location.href !== before
        ? requestAnimationFrame(() => resolve(performance.now() - began))
        : requestAnimationFrame(look);
      look();
    }, { capture: true, once: true });
  });
}"""
"""The address is the last thing that a page writes: once it has changed, all of it has."""


@dataclass(frozen=True)
class PageCase:
    """One page: its address, what tells that its content is there, and a control to change.

    Attributes
    ----------
    name
        Name in the report.
    address
        Page and query.
    marker, text
        CSS selector and text of the first content that depends on data.
    control, option
        Key of the control's container, and the option to choose in it.
    is_list
        Whether it is a list to open, rather than buttons.
    """

    name: str
    address: str
    marker: str
    text: str
    control: str
    option: str
    is_list: bool = False


CASES = (
    PageCase("map", "", ".st-key-legende", "2022", "indicateur", "Densité de population", True),
    PageCase(
        "territory sheet",
        f"territoire?niveau=epci&selection={LE_HAVRE}",
        "h2, h3",
        "Le Havre",
        "fiche_unite_epci",
        "Métropole Rouen Normandie",
        True,
    ),
    PageCase(
        "comparison",
        f"comparaison?niveau=epci&selection={LE_HAVRE},{ROUEN}",
        ".st-key-comparer_1",
        "Rouen",
        "comparaison_profil",
        "Spécialisation (1 = France)",
    ),
    PageCase("sectors", "filieres", "h3, h4", "16", "filieres_vue", "Évolution 2019–2024"),
    PageCase("programme", "programme", "h4", "", "programme_vue", "Contrats et actions"),
    PageCase("method", "methode", ".notes summary", "Densité", "vue", "Millésimes et jointures"),
    PageCase("data", "donnees", ".notes dl", "", "fichier", "Friches", True),
)


@dataclass(frozen=True)
class PageTimes:
    """What a reader waits for on a page, in milliseconds, medians."""

    name: str
    first_ms: float
    whole_ms: float
    change_ms: float

    @property
    def is_met(self) -> bool:
        """Whether both goals are met."""
        return self.first_ms < FIRST_CONTENT_MS and self.change_ms < CHANGE_MS


def measure_pages(browser: Browser, url: str) -> list[PageTimes]:
    """Time every page, each time in a fresh browser profile, server warm."""
    return [_measure(browser, url, case) for case in CASES]


def _measure(browser: Browser, url: str, case: PageCase) -> PageTimes:
    print(f"… {case.name}", file=sys.stderr)
    _visit(browser, url, case)  # warms the server
    visits = [_visit(browser, url, case) for _ in range(REPEATS)]
    first, whole, change = (median(times) for times in zip(*visits, strict=True))
    return PageTimes(case.name, first, whole, change)


def _visit(browser: Browser, url: str, case: PageCase) -> tuple[float, float, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    try:
        page.goto(f"{url}/{case.address}", wait_until="commit")
        page.wait_for_selector('[data-testid="stApp"]')
        first = float(page.evaluate(SEEN, [case.marker, case.text]))
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        whole = float(page.evaluate(AT_REST))
        page.wait_for_timeout(1_000)
        return first, whole, _change(page, case)
    finally:
        context.close()


def _change(page: Page, case: PageCase) -> float:
    control = page.locator(f".st-key-{case.control}")
    if case.is_list:
        field = control.get_by_role("combobox")
        field.click()
        field.fill(case.option)
        choice = page.get_by_role("option").filter(has_text=case.option).first
        choice.wait_for()
    else:
        choice = control.get_by_text(case.option, exact=True)
    page.evaluate(ARM)
    choice.click()
    return float(page.evaluate("() => window.changed"))


def page_rows(pages: list[PageTimes]) -> list[str]:
    """Write the table of the pages, in Markdown."""
    head = (
        f"| page | first content, ms (goal {FIRST_CONTENT_MS}) | whole page, ms "
        f"| changed control, ms (goal {CHANGE_MS}) | |\n| --- | --- | --- | --- | --- |"
    )
    rows = [
        f"| {one.name} | {one.first_ms:.0f} | {one.whole_ms:.0f} | {one.change_ms:.0f} "
        f"| {'met' if one.is_met else '**missed**'} |"
        for one in pages
    ]
    return [head, *rows]


def main() -> int:
    """Measure the pages and print their table."""
    executable = find_chromium()
    if executable is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    with serve(ROOT / "app.py") as url, open_chromium(executable) as browser:
        pages = measure_pages(browser, url)
    print("\n".join(page_rows(pages)))
    return 0 if all(one.is_met for one in pages) else 1


if __name__ == "__main__":
    sys.exit(main())
