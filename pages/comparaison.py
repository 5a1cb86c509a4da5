"""The comparison: two to ten units side by side, each in its own colour."""

from territoires_industrie.ui.comparison.page import show_comparison_page

show_comparison_page()
