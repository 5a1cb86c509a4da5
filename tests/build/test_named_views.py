"""The pictures of the named views are those of the data."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from territoires_industrie.build.named_views import draw_picture
from territoires_industrie.scene.named_views import NAMED_VIEWS, PICTURES, NamedView
from territoires_industrie.scene.view import settle

MOST_BYTES = 20_000
LIKENESS = 6.0
"""Mean difference of two pictures of the same map, of 255: a line may be drawn otherwise since."""


@pytest.mark.parametrize("named", NAMED_VIEWS, ids=lambda named: named.key)
def test_a_picture_shows_what_its_link_opens(named: NamedView) -> None:
    kept = named.picture.read_bytes()
    assert len(kept) < MOST_BYTES
    one, other = (np.asarray(Image.open(BytesIO(at)), float) for at in (kept, draw_picture(named)))
    assert np.abs(one - other).mean() < LIKENESS, "atlas build draws the pictures again"


def test_every_picture_is_of_a_named_view() -> None:
    assert {path.stem for path in PICTURES.iterdir()} == {named.key for named in NAMED_VIEWS}


@pytest.mark.parametrize("named", NAMED_VIEWS, ids=lambda named: named.key)
def test_a_named_view_is_one_that_a_reader_can_reach(named: NamedView) -> None:
    settled = settle(named.view)
    assert (settled.level, settled.indicator) == (named.view.level, named.view.indicator)
