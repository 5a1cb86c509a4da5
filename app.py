"""Atlas des Territoires d'industrie: page configuration and the list of pages."""

from territoires_industrie.ui.frame import open_page
from territoires_industrie.ui.navigation import run_page

open_page()
run_page()
