"""`streamlit run app.py` and the command serve one and the same application."""

import os
import subprocess
import sys
from urllib.request import urlopen

from tests.browser.serving import (
    ACKNOWLEDGED_MS,
    ROOT,
    free_port,
    quickest_answer_ms,
    wait_until_healthy,
)


def test_streamlit_run_serves_the_atlas_under_a_path() -> None:
    port = free_port()
    flags = ["--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(
        ["timeout", "120", sys.executable, "-m", "streamlit", "run", "app.py", *flags],
        cwd=ROOT,
        env={**os.environ, "STREAMLIT_SERVER_BASE_URL_PATH": "outils/atlas"},
    )
    url = f"http://localhost:{port}"
    try:
        wait_until_healthy(url, process)
        assert quickest_answer_ms(url, "/_stcore/health") < ACKNOWLEDGED_MS
        for top in (url, f"{url}/outils/atlas"):
            with urlopen(f"{top}/territoire?lang=en", timeout=60) as page:
                assert '<html lang="en">' in page.read().decode()
                assert "sha256-" in page.headers["content-security-policy"]
            with urlopen(f"{top}/donnees/region.csv?region=28", timeout=60) as table:
                assert "Normandie" in table.read().decode()
        frame = f"{url}/outils/atlas/component/streamlit_folium.st_folium/index.html"
        with urlopen(frame, timeout=60) as document:
            assert "'unsafe-eval'" in document.headers["content-security-policy"]
    finally:
        process.terminate()
        process.wait(20)
