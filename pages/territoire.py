"""The page of a territory: its sheet."""

from territoires_industrie.ui.sheet.page import show_sheet_page

show_sheet_page()
