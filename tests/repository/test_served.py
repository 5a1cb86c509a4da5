"""What is measured runs as its readers install it."""

import os
import subprocess
import sys

import pytest

from benchmarks.served import paths


@pytest.mark.parametrize("needs_plotly", [False, True])
def test_what_the_bench_alone_installs_is_hidden_from_those_who_need_it_not(
    *, needs_plotly: bool
) -> None:
    known = os.environ | {"PYTHONPATH": paths(needs_plotly=needs_plotly)}
    asked = "import sys; print('plotly' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=known, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == [str(not needs_plotly)]
