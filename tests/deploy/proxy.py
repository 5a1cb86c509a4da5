"""nginx as ``deploy/`` sets it up, on free ports of this machine, before processes of the test."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.serving import ROOT, free_port

DEPLOY = ROOT / "deploy"
PATIENCE_S = 120
INSTALLED_PAGES, PAGES = "/etc/nginx/atlas-pages/", DEPLOY / "nginx" / "pages"
SHIPPED_PORTS = ("8501", "8502")
SECRET = {"STREAMLIT_SERVER_COOKIE_SECRET": "of-the-test-only"}

MAIN = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""
"""What Debian's own nginx.conf does for the files of conf.d, in a folder of the test."""


def find_nginx() -> str | None:
    """Find nginx, which Debian keeps out of most paths."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def write_configuration(
    folder: Path, port: int, processes: tuple[int, int], tls_port: int | None = None
) -> Path:
    """Write the files of ``deploy/nginx`` with other ports and folders, nothing else changed.

    With ``tls_port``, the lines of the README for TLS too, on a certificate made here.
    """
    (folder / "conf.d").mkdir(parents=True)
    site = (DEPLOY / "nginx" / "atlas.conf").read_text("utf-8")
    listen = f"listen 127.0.0.1:{port};"
    if tls_port:
        listen += _tls_lines(folder, tls_port)
    for shipped, ours in (
        ("listen 80;", listen),
        ("/var/cache/nginx/atlas", f"{folder}/cache"),
        (INSTALLED_PAGES, f"{PAGES}/"),
    ):
        assert site.count(shipped) == 1
        site = site.replace(shipped, ours)
    (folder / "conf.d" / "atlas.conf").write_text(site, "utf-8")
    groups = (DEPLOY / "nginx" / "atlas-processes.conf").read_text("utf-8")
    for shipped, process in zip(SHIPPED_PORTS, processes, strict=True):
        groups = groups.replace(shipped, str(process))
    (folder / "conf.d" / "atlas-processes.conf").write_text(groups, "utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder), "utf-8")
    return main


def _tls_lines(folder: Path, port: int) -> str:
    readme = (DEPLOY / "README.md").read_text("utf-8")
    lines = readme[readme.index("    listen 443 ssl") :].partition("```")[0]
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    make += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-out", str(certificate), "-keyout", str(key)]
    subprocess.run([*make, *files], check=True, capture_output=True)
    for shipped, ours in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/letsencrypt/live/atlas.example.org/fullchain.pem", str(certificate)),
        ("/etc/letsencrypt/live/atlas.example.org/privkey.pem", str(key)),
    ):
        assert lines.count(shipped) == 1
        lines = lines.replace(shipped, ours)
    return f"\n{lines}"


SITES = """
server {{
    listen 127.0.0.1:{site};
    {under_a_path}
}}
server {{
    listen 127.0.0.1:{foreign};
    default_type text/html;
    location / {{ return 200 '<!doctype html><iframe style="width:800px;height:600px"></iframe>'; }}
}}
"""
"""A site that shows the atlas under two paths, and another that frames it."""


def write_sites(folder: Path, process: int, site: int, foreign: int) -> None:
    """Write those two, at their ports, for a process at its own."""
    example = (DEPLOY / "nginx" / "under-a-path.example").read_text("utf-8")
    under = example.replace("127.0.0.1:8501", f"127.0.0.1:{process}")
    under = under.replace(INSTALLED_PAGES, f"{PAGES}/")
    sites = SITES.format(site=site, foreign=foreign, under_a_path=under)
    (folder / "conf.d" / "sites.conf").write_text(sites, "utf-8")


@dataclass
class Cluster:
    """nginx, and the processes behind it by port; ``tls_url`` is the same entrance by TLS.

    ``site`` has one of the processes under ``/outils/atlas/``, a path that it takes away, and under
    ``/atlas/``, which it keeps; ``foreign`` is another site, which may show the atlas in its frame.
    """

    url: str
    tls_url: str
    processes: dict[int, "subprocess.Popen[bytes]"]
    site: str
    foreign: str

    def kill(self, port: int) -> None:
        """End one process at once, by its id."""
        process = self.processes[port]
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL


@contextmanager
def running(command: list[str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program to the end of the block."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **SECRET}, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(15)


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server says that it is well."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.1)


@contextmanager
def cluster(nginx: str, folder: Path) -> Iterator[Cluster]:
    """Serve the atlas by two processes behind nginx."""
    ports = (free_port(), free_port())
    site, foreign = free_port(), free_port()
    # By its number: another origin than the atlas, which is at `localhost`.
    other = f"http://127.0.0.1:{foreign}"
    with ExitStack() as stack:
        processes = {}
        for port in ports:
            serve = ["serve", "--port", str(port), "--address", "127.0.0.1", "--headless"]
            serve += ["--base-path", "atlas", "--embed-from", other]
            command = [sys.executable, "-m", "territoires_industrie.cli", *serve]
            log = folder / f"{port}.log"
            processes[port] = stack.enter_context(running(command, log))
        for port, process in processes.items():
            wait_for(f"http://127.0.0.1:{port}", process, folder / f"{port}.log")
        entrance, tls_port = free_port(), free_port()
        main = write_configuration(folder / "nginx", entrance, ports, tls_port)
        write_sites(folder / "nginx", ports[0], site, foreign)
        log = folder / "nginx.log"
        proxy = stack.enter_context(running([nginx, "-c", str(main)], log))
        url = f"http://localhost:{entrance}"
        wait_for(url, proxy, log)
        tls_url = f"https://localhost:{tls_port}"
        yield Cluster(url, tls_url, processes, f"http://localhost:{site}", other)
