"""What is said of members beside similar non-members."""

import re

from territoires_industrie.analysis.matched import compare_members
from territoires_industrie.analysis.matched_words import describe_comparison, say_points


def test_words_say_association_and_warn_of_a_poor_balance() -> None:
    said = describe_comparison(compare_members())
    assert "association" in said
    # Negative numbers have the sign of typographers.
    assert re.search(r"−\d", said)
    assert not re.search(r"(?<!\d)-\d", said)
    assert "restent différents" not in said
    assert "restent différents" in describe_comparison(compare_members(within_region=True))


def test_phase_2_says_who_entered_late() -> None:
    said = describe_comparison(compare_members(2)).replace("\u202f", " ")
    assert "Parmi ces 620 EPCI, 143 ne sont entrés qu’en novembre 2023" in said
    assert "novembre 2023" not in describe_comparison(compare_members(1))


def test_points_agree_in_number() -> None:
    assert [say_points(value, 1) for value in (-2.4, 1.95, 0.4, -1.9)] == [
        "−2,4 points",
        "+2,0 points",
        "+0,4 point",
        "−1,9 point",
    ]
