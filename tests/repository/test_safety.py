"""Safety without a browser: settings, pinned versions, nothing secret, no path from a user."""

import re
import subprocess
import tomllib

import pytest

from territoires_industrie.server.policy import content_security_policy
from territoires_industrie.sources import ROOT

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)")
HASHED = re.compile(
    rf"^{PINNED.pattern}( ; [^\\]+)? \\$((?:\n    --hash=sha256:[0-9a-f]{{64}}(?: \\)?)+)", re.M
)
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|glpat-[\w-]{20}"
    r"|(?i:password|passwd|secret|api_key|token)\s*=\s*[\"'][\w+/=-]{12,}[\"']"
)


def policy(path: str, host: str = "atlas.test") -> dict[str, str]:
    parts = content_security_policy(path, host).split("; ")
    return dict(part.split(" ", 1) for part in parts)


def asked(name: str) -> list[str]:
    """List what a requirements file asks for, the files that it names included."""
    found = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        asked_for = line.split("#")[0].strip()
        if asked_for.startswith("-r "):
            found += asked(asked_for.removeprefix("-r "))
        elif asked_for and asked_for != "-e .":
            found.append(asked_for)
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_the_hashes_of_its_files(name: str) -> None:
    pins = [PINNED.fullmatch(line) for line in asked(name)]
    assert len(pins) > 20
    assert None not in pins
    pinned = {normal(pin[1]): pin[2] for pin in pins if pin}
    text = (ROOT / name.replace(".txt", "-hashes.txt")).read_text(encoding="utf-8")
    found = list(HASHED.finditer(text))
    assert "".join(one[0] + "\n" for one in found) == text
    elsewhere = " ; sys_platform == 'win32'"
    assert {normal(one[1]): one[2] for one in found if one[3] != elsewhere} == pinned


def test_nothing_is_sent_to_anyone() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["maxUploadSize"] <= 20
    # Neither protection of Streamlit against foreign pages is switched off.
    assert not {"enableCORS", "enableXsrfProtection", "enableAgentApi"} & set(settings["server"])


def test_no_secret_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode:
        pytest.skip("not a git repository")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert not [file for file in files if file.name in {"secrets.toml", ".env", "id_rsa"}]
    texts = [file for file in files if file.is_file() and file.stat().st_size < 400_000]
    found = [
        file.name for file in texts if SECRET.search(file.read_text("utf-8", errors="replace"))
    ]
    assert len(texts) > 100
    assert found == []


def test_a_page_runs_the_scripts_of_the_server_alone() -> None:
    scripts = policy("/carte")["script-src"].split()
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert not [one for one in scripts if "http" in one or one in {"*", "data:", "blob:"}]
    assert policy("/carte")["default-src"] == "'none'"
    assert "'unsafe-eval'" in policy("/component/map/index.html")["script-src"].split()
    assert "'unsafe-eval'" not in policy("/page/component/x")["script-src"].split()


@pytest.mark.parametrize("host", ["", "a b", "x; script-src *", "evil.test/path", "*"])
def test_a_strange_host_adds_nothing_to_the_policy(host: str) -> None:
    assert policy("/", host)["connect-src"] == "'self'"


def test_the_websocket_of_the_page_is_allowed() -> None:
    for host in ("localhost:8501", "[::1]:8501", "atlas.test"):
        assert policy("/", host)["connect-src"] == f"'self' ws://{host} wss://{host}"
