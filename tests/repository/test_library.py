"""The package as a library: public names, and no Streamlit behind them."""

import subprocess
import sys

import territoires_industrie as atlas

EVERYTHING = """
import sys
import territoires_industrie as atlas

for name in atlas.__all__:
    getattr(atlas, name)
view = atlas.View("region", "industrial_establishments_share_pct")
atlas.draw_map(view).get_root().render()
atlas.export_picture(view)
print([name for name in sys.modules if name.partition(".")[0].startswith("streamlit")])
"""


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_reading_and_drawing_need_no_streamlit() -> None:
    assert run(EVERYTHING) == "[]"


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "('pandas', 'geopandas', 'folium', 'streamlit')"
    script = f"import sys, territoires_industrie; print([n for n in {heavy} if n in sys.modules])"
    assert run(script) == "[]"


def test_every_public_name_says_what_it_is() -> None:
    silent = [name for name in atlas.__all__ if not getattr(atlas, name).__doc__]
    assert not silent
    assert set(atlas.__all__) <= set(dir(atlas))
