"""The programme: its story, its members from one state to another, what it did."""

from territoires_industrie.ui.programme.page import show_programme_page

show_programme_page()
