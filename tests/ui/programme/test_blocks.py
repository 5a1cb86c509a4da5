"""The sources of dated figures, as the programme page writes them."""

import re

from territoires_industrie.programme.timeline import read_timeline
from territoires_industrie.ui.programme.blocks import source_html, source_text
from territoires_industrie.wording import speaking

IN_BRACKETS = re.compile(r"\(([^()]+)\)")


def test_what_is_remarked_of_a_source_is_said_in_english() -> None:
    sources = sorted(set(read_timeline()["source"]))
    remarks = {
        (source, remark)
        for source in sources
        for remark in IN_BRACKETS.findall(source)
        if not remark.isupper()  # a name in short
    }
    assert remarks
    for source, remark in remarks:
        assert f"({remark})" in source_text(source)
        with speaking("en"):
            assert f"({remark})" not in source_text(source)
            assert f"({remark})" not in source_html(source)
