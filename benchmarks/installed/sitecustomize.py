"""Hides what the bench alone installs from the servers that it starts.

Streamlit imports Plotly at its start wherever it finds it: 17 MB and a tenth of a second that no
reader's server has.
"""

import sys

sys.modules["plotly"] = None  # type: ignore[assignment] # as for a package that is absent
