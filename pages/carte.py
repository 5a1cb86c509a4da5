"""The map page: boundaries, membership and statistics on one map."""

from territoires_industrie.ui.map_page import show_map_page

show_map_page()
