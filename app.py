"""Atlas des Territoires d'industrie: page configuration and the list of pages."""

from territoires_industrie.ui.frame import open_page
from territoires_industrie.ui.navigation import run_page

# A worker process imports the script that its server runs; it draws no page.
if __name__ == "__main__":
    open_page()
    run_page()
