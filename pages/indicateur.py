"""The user's own indicator: a file of theirs, shown like any figure of the atlas."""

from territoires_industrie.ui.own.page import show_own_page

show_own_page()
