"""The method page: indicators, statuses, rules, passages, sources."""

from territoires_industrie.ui.method_page import show_method_page

show_method_page()
