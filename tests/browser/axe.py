"""axe-core on a page and on the frames in it: what it finds, less what is Streamlit's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
NAMED_ONCE = """() => {
  const said = new WeakMap();
  const toSpec = (found) => {
    if (found.fromFrame) return found.toJSON();
    if (!said.has(found.element)) said.set(found.element, found.toJSON());
    return said.get(found.element);
  };
  axe.utils.nodeSerializer.update({ toSpec });
}"""
"""A frame tells the page of each element anew for each rule, found wrong or not: its path among a
thousand units takes far longer than the rules."""


@dataclass(frozen=True)
class Known:
    """A finding inside a widget of Streamlit that the atlas cannot change.

    Attributes
    ----------
    rule
        Rule of axe-core.
    selector
        What the element found matches, exactly.
    reason
        Why it stays, as ``docs/accessibility.md`` says it.
    """

    rule: str
    selector: str
    reason: str


KNOWN: tuple[Known, ...] = (
    Known(
        "presentation-role-conflict",
        'section[data-testid="stFileUploaderDropzone"][role="presentation"]',
        "The drop zone is said to be presentational and takes focus by script; its button does "
        "the same and is named.",
    ),
)


def unlisted_findings(page: Page) -> list[str]:
    """Give the findings of any weight that ``KNOWN`` does not hold."""
    return [f"{impact} {rule} {target}: {html}" for rule, impact, target, html in _findings(page)]


def _findings(page: Page) -> Iterator[tuple[str, str, str, str]]:
    for frame in page.frames:
        frame.evaluate(SCRIPT)
        if frame is not page.main_frame:
            frame.evaluate(NAMED_ONCE)
    options = {"resultTypes": ["violations"], "reporter": "v2", "elementRef": False}
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    for violation in found["violations"]:
        for node in violation["nodes"]:
            target = " ".join(map(str, node["target"]))
            if not _is_known(page, violation["id"], node["target"]):
                yield violation["id"], str(violation["impact"]), target, node["html"][:160]


def _is_known(page: Page, rule: str, target: list[Any]) -> bool:
    selectors = [known.selector for known in KNOWN if known.rule == rule]
    if not selectors or len(target) != 1:
        return False
    element = page.locator(str(target[0])).first
    return any(
        bool(element.evaluate("(node, selector) => node.matches(selector)", selector))
        for selector in selectors
    )
