"""What ``deploy/`` ships: accepted by the tools that read it, in step with the repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from territoires_industrie.upload.limits import MAX_BYTES
from tests.browser.serving import ROOT
from tests.deploy.proxy import DEPLOY, write_configuration

COMPOSE = DEPLOY / "compose" / "compose.yaml"
TEXTS = {"type": "array", "items": {"type": "string"}}
SERVICE = {
    "type": "object",
    "required": ["image", "restart", "networks"],
    "additionalProperties": False,
    "properties": {
        "image": {"type": "string"},
        "build": {
            "type": "object",
            "required": ["context", "dockerfile"],
            "additionalProperties": False,
            "properties": {"context": {"type": "string"}, "dockerfile": {"type": "string"}},
        },
        "env_file": {"type": "string"},
        "environment": {"type": "object", "additionalProperties": {"type": "string"}},
        "read_only": {"type": "boolean"},
        "tmpfs": TEXTS,
        "cap_drop": TEXTS,
        "security_opt": TEXTS,
        "mem_limit": {"type": "string", "pattern": "^[0-9]+[mg]$"},
        "pids_limit": {"type": "integer"},
        "ulimits": {"type": "object", "additionalProperties": {"type": "integer"}},
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "networks": TEXTS,
        "ports": TEXTS,
        "volumes": TEXTS,
        "depends_on": {"type": ["array", "object"]},
    },
}
"""The part of the Compose specification that the file uses."""


def test_nginx_accepts_its_configuration(nginx: str, tmp_path: Path) -> None:
    main = write_configuration(tmp_path / "nginx", 8080, (8501, 8502))
    done = subprocess.run([nginx, "-t", "-c", main], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_the_processes_of_compose_are_those_of_its_proxy() -> None:
    plain = (DEPLOY / "nginx" / "atlas-processes.conf").read_text("utf-8")
    inside = (DEPLOY / "compose" / "atlas-processes.conf").read_text("utf-8")
    assert re.sub(r"127\.0\.0\.1:(\d+)", r"atlas-\1:\1", plain) == inside
    services = read_compose()["services"]
    for port in set(re.findall(r"atlas-(\d+):", inside)):
        assert services[f"atlas-{port}"]["environment"]["PORT"] == port


def read_compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))
    return content


def test_compose_is_one() -> None:
    compose = read_compose()
    jsonschema.validate(compose["services"], {"additionalProperties": SERVICE})
    for service in compose["services"].values():
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (COMPOSE.parent / source).exists()
        if "build" in service:
            context = (COMPOSE.parent / service["build"]["context"]).resolve()
            assert context == ROOT
            assert (context / service["build"]["dockerfile"]).is_file()


def test_the_unit_is_accepted_by_systemd(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is absent: apt-get install systemd")
    unit = (DEPLOY / "atlas@.service").read_text("utf-8")
    command = "/opt/atlas/.venv/bin/atlas"
    assert command in unit
    (tmp_path / "atlas@.service").write_text(unit.replace(command, sys.executable), "utf-8")
    path = tmp_path / "atlas@8501.service"
    path.symlink_to("atlas@.service")
    done = subprocess.run(
        [analyze, "verify", "--man=no", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Unknown" not in done.stderr, done.stderr


def test_the_container_is_made_by_the_readmes_command() -> None:
    steps = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "make .venv/installed" in steps
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^run: \$\(VENV\)/installed ", makefile, re.MULTILINE)
    assert steps.index("USER atlas") < steps.index("CMD [")
    assert "HEALTHCHECK" in steps
    copied = re.findall(r"^COPY (.*) \./$", steps, re.MULTILINE)[0].split()
    assert all((ROOT / name).is_file() for name in copied)
    # What is copied before the dependencies are installed is all that they are made from.
    made_from = re.search(r"^\$\(VENV\)/dependencies: (.*) \|", makefile, re.MULTILINE)
    assert made_from
    assert {"Makefile", *made_from[1].split()} == set(copied)
    assert steps.index("make .venv/dependencies") < steps.index("COPY . .")


def test_the_proxy_lets_through_what_the_atlas_takes() -> None:
    site = (DEPLOY / "nginx" / "atlas.conf").read_text("utf-8")
    upload = site[site.index("location /_stcore/upload_file/") :]
    found = re.search(r"client_max_body_size (\d+)m;", upload)
    assert found
    assert MAX_BYTES < int(found[1]) * 1024 * 1024 <= 2 * MAX_BYTES


def test_no_secret_is_shipped() -> None:
    shipped = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".md"]
    assert not [
        path.name
        for path in shipped
        if "COOKIE_SECRET=" in path.read_text("utf-8")
        and not re.search(r"COOKIE_SECRET=…", path.read_text("utf-8"))
    ]
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "/deploy/compose/secret.env" in ignored


@pytest.mark.parametrize("folder", ["nginx", "compose"])
def test_a_full_process_keeps_those_who_come_back(folder: str) -> None:
    """Its answer that it is full would count as a failure, and send its readers elsewhere."""
    groups = (DEPLOY / folder / "atlas-processes.conf").read_text("utf-8")
    own = re.findall(r"upstream atlas_(\d+) \{\n    server [^\n]*:(\d+)([^\n]*);", groups)
    assert [(name, port) for name, port, _rest in own] == [("8501", "8501"), ("8502", "8502")]
    assert {rest for _name, _port, rest in own} == {" max_fails=0"}
