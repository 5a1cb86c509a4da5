"""The sectors: where each is, who is there, how its jobs change and gather."""

from territoires_industrie.ui.sectors.page import show_sectors_page

show_sectors_page()
