"""The tests stand in the tree of the source; what tests a whole stands in a folder of its own."""

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
