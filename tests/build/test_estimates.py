"""The estimated table comes out with the same bytes, whatever the last bits of its sums."""

from pathlib import Path

import pandas as pd
import pytest

from territoires_industrie import sources
from territoires_industrie.build import estimates
from territoires_industrie.build.estimates import build_industry_estimate
from territoires_industrie.statistics.industry import ESTIMATE_TABLE, estimate_blocks

# More than one processor's powers were seen to differ from another's.
NOISE = 1e-13


def noisy_blocks(communes: pd.DataFrame, labour: pd.DataFrame) -> pd.DataFrame:
    table = estimate_blocks(communes, labour).set_index("unit_code")
    return (table * (1 + NOISE)).reset_index()


@pytest.mark.parametrize("blocks", [estimate_blocks, noisy_blocks])
def test_a_build_gives_the_bytes_of_the_table_in_place(
    blocks: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_place = sources.DATA
    monkeypatch.setattr(estimates, "estimate_blocks", blocks)
    # Its own tables are still read where they are.
    for path in in_place.iterdir():
        (tmp_path / path.name).symlink_to(path)
    for name in (f"{ESTIMATE_TABLE}.parquet", f"{ESTIMATE_TABLE}.parquet.toml"):
        (tmp_path / name).unlink()
    monkeypatch.setattr(sources, "DATA", tmp_path)
    build_industry_estimate(lambda _line: None)
    for name in (f"{ESTIMATE_TABLE}.parquet", f"{ESTIMATE_TABLE}.parquet.toml"):
        assert (tmp_path / name).read_bytes() == (in_place / name).read_bytes(), name
