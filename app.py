"""Atlas des Territoires d'industrie: page configuration and the list of pages."""

import streamlit as st

if __name__ == "__main__":
    from territoires_industrie.ui.frame import open_page
    from territoires_industrie.ui.navigation import run_page

    open_page()
    run_page()
elif __name__ == "app":
    # `streamlit run app.py` finds this line and serves what it names, as `atlas serve` does. A
    # worker process imports this script under yet another name, and does nothing of it.
    import gc

    # Nothing of what a start imports and reads is garbage: `start` has it looked for again.
    gc.disable()
    from territoires_industrie.server.app import PARTS

    app = st.App(__file__, **PARTS)
