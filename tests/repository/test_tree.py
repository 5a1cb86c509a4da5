"""The tests stand in the tree of the source; what tests a whole stands in a folder of its own."""

import re

from tests.browser.serving import ROOT

WHOLES = {"browser", "data", "deploy", "docs", "faults", "pages", "repository", "script"}
"""Kinds of test that belong to no package: what each is for is said in CONTRIBUTING.md."""


def test_every_folder_of_tests_is_a_package_of_the_source_or_a_kind_of_test() -> None:
    source = ROOT / "src" / "territoires_industrie"
    packages = {path.parent.relative_to(source).as_posix() for path in source.rglob("*.py")}
    tests = ROOT / "tests"
    held = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    alone = {path.as_posix() for path in held if path.parts and path.parts[0] not in WHOLES}
    assert alone <= packages
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert not [name for name in WHOLES if f"`tests/{name}/`" not in told]


def test_docstrings_say_what_a_function_does_in_plain_verbs() -> None:
    """« Say », « Tell » and « Give » leave open whether a text is returned, shown or written."""
    vague = re.compile(r'^\s*r?"""(?:Say|Tell|Give(?! (?:memory )?back| up))s?\b.*', re.MULTILINE)
    source = ROOT / "src" / "territoires_industrie"
    found = {path.name: vague.findall(path.read_text("utf-8")) for path in source.rglob("*.py")}
    assert not {name: lines for name, lines in found.items() if lines}
