"""The data page: every file with its record, its columns and its download."""

from territoires_industrie.ui.data_page import show_data_page

show_data_page()
