"""Every page timed as a reader meets it: first content, whole page, one changed control.

Every wait has a limit: a page that exceeds it is reported so, and the next one is timed.

``python -m benchmarks.pages`` prints its table alone.
"""

import sys
from dataclasses import dataclass
from math import isnan, nan
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from benchmarks.measures import LIMIT_MS, LIMIT_S
from benchmarks.served import serve_measured
from tests.browser.chromium import find_chromium, open_chromium

FIRST_CONTENT_MS = 1_500
CHANGE_MS = 400
REPEATS = 3
LE_HAVRE, ROUEN = "200084952", "200023414"

SEEN = """([marker, text]) =>
  [...document.querySelectorAll(marker)].some(part => part.textContent.includes(text))
    ? performance.now() : null"""
"""Asked at each frame: when the content is first there."""

AT_REST = """() =>
  document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state")
    === "notRunning" ? performance.now() : null"""

ARM = """([changing, calm]) => {
  const drawn = part => part.querySelector("svg.marks")?.outerHTML
    ?? part.querySelector("canvas")?.toDataURL() ?? "";
  const look = () => [...document.querySelectorAll(changing)]
    .map(part => part.innerText + drawn(part)).join();
  const before = look();
  window.change = { seen: null, rest: null };
  document.addEventListener("pointerdown", () => {
    const began = performance.now();
    const isRunning = () => document.querySelector('[data-testid="stApp"]')
      .getAttribute("data-test-script-state") === "running";
    let ended = null;
    const watch = () => {
      const now = performance.now();
      const after = look();
      if (window.change.seen === null && after && after !== before)
        requestAnimationFrame(() => (window.change.seen = performance.now() - began));
      if (isRunning() || window.change.seen === null) ended = null;
      else ended ??= now;
      if (ended !== null && now - ended > calm) window.change.rest = ended - began;
      else requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  }, { capture: true, once: true });
}"""
"""From the choice to the first frame after other content, and to the page at rest."""

CALM_MS = 300
"""A page is at rest when no script has run for this long; the time is not counted."""


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
    changing
        CSS selector of what the reader looks at when choosing: its words, or its drawing,
        must become others.
    is_list
        Whether it is a list to open, rather than buttons.
    """

    name: str
    address: str
    marker: str
    text: str
    control: str
    option: str
    changing: str
    is_list: bool = False


CASES = (
    PageCase(
        "map",
        "",
        ".st-key-legende",
        "2022",
        "indicateur",
        "Densité de population",
        ".st-key-legende",
        is_list=True,
    ),
    PageCase(
        "territory sheet",
        f"territoire?niveau=epci&selection={LE_HAVRE}",
        "h2, h3",
        "Le Havre",
        "fiche_unite_epci",
        "Métropole Rouen Normandie",
        "h2",
        is_list=True,
    ),
    PageCase(
        "comparison",
        f"comparaison?niveau=epci&selection={LE_HAVRE},{ROUEN}",
        ".st-key-comparaison_titre",
        "Rouen",
        "comparaison_profil",
        "Spécialisation (1 = France)",
        ".st-key-comparaison_profils",
    ),
    PageCase(
        "sectors",
        "filieres",
        "h2, h3",
        "16",
        "filieres_vue",
        "Évolution 2019–2024",
        ".st-key-legende",
    ),
    PageCase("programme", "programme", "h3", "", "programme_vue", "Contrats et actions", "h3"),
    PageCase(
        "method",
        "methode",
        ".notes summary",
        "Densité",
        "methode_vue",
        "Millésimes et jointures",
        ".notes summary",
    ),
    PageCase("data", "donnees", ".notes dl", "", "fichier", "Friches", ".notes dl", is_list=True),
)


@dataclass(frozen=True)
class PageTimes:
    """What a reader waits for on a page, in milliseconds, medians; NaN: over the limit.

    ``first_ms`` and ``whole_ms`` from the navigation to the first content and to the end of
    the script; ``change_ms`` and ``rest_ms`` from a choice to the first frame with other
    content and to the page at rest.
    """

    name: str
    first_ms: float
    whole_ms: float
    change_ms: float
    rest_ms: float

    @property
    def is_met(self) -> bool:
        """Whether both goals are met."""
        return self.first_ms < FIRST_CONTENT_MS and self.change_ms < CHANGE_MS


def measure_pages(browser: Browser, url: str, repeats: int = REPEATS) -> list[PageTimes]:
    """Time every page, each time in a fresh browser profile, server warm."""
    return [_measure(browser, url, case, repeats) for case in CASES]


def _measure(browser: Browser, url: str, case: PageCase, repeats: int) -> PageTimes:
    print(f"… {case.name}", file=sys.stderr)
    try:
        _visit(browser, url, case)  # warms the server
        visits = [_visit(browser, url, case) for _ in range(repeats)]
    except PlaywrightError as error:
        print(f"  {str(error).splitlines()[0]}", file=sys.stderr)
        return PageTimes(case.name, nan, nan, nan, nan)
    return PageTimes(case.name, *(median(times) for times in zip(*visits, strict=True)))


def _visit(browser: Browser, url: str, case: PageCase) -> tuple[float, float, float, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    context.set_default_timeout(LIMIT_MS)
    page = context.new_page()
    try:
        page.goto(f"{url}/{case.address}", wait_until="commit")
        first = _wait(page, SEEN, [case.marker, case.text])
        whole = _wait(page, AT_REST)
        page.wait_for_timeout(1_000)
        return first, whole, *_change(page, case)
    finally:
        context.close()


def _wait(page: Page, expression: str, given: Any = None) -> float:
    """Ask at each frame until there is an answer, no longer than the limit."""
    handle = page.wait_for_function(expression, arg=given, timeout=LIMIT_MS)
    return float(handle.json_value())


def _change(page: Page, case: PageCase) -> tuple[float, float]:
    control = page.locator(f".st-key-{case.control}")
    if case.is_list:
        field = control.get_by_role("combobox")
        field.click()
        field.fill(case.option)
        choice = page.get_by_role("option").filter(has_text=case.option).first
        choice.wait_for()
    else:
        choice = control.get_by_text(case.option, exact=True)
    page.evaluate(ARM, [case.changing, CALM_MS])
    choice.click()
    rest = _wait(page, "() => window.change.rest")
    return _wait(page, "() => window.change.seen"), rest


def page_rows(pages: list[PageTimes]) -> list[str]:
    """Write the table of the pages, in Markdown."""
    head = (
        f"| page | first content, ms (goal {FIRST_CONTENT_MS}) | whole page, ms "
        f"| change seen, ms (goal {CHANGE_MS}) | page at rest, ms | |\n"
        "| --- | --- | --- | --- | --- | --- |"
    )
    rows = [
        f"| {one.name} | {_say(one.first_ms)} | {_say(one.whole_ms)} | {_say(one.change_ms)} "
        f"| {_say(one.rest_ms)} | {'met' if one.is_met else '**missed**'} |"
        for one in pages
    ]
    return [head, *rows]


def _say(time_ms: float) -> str:
    return f"over {LIMIT_S} s" if isnan(time_ms) else f"{time_ms:.0f}"


def main() -> int:
    """Measure the pages and print their table."""
    executable = find_chromium()
    if executable is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    with serve_measured() as url, open_chromium(executable) as browser:
        pages = measure_pages(browser, url)
    print("\n".join(page_rows(pages)))
    return 0 if all(one.is_met for one in pages) else 1


if __name__ == "__main__":
    sys.exit(main())
