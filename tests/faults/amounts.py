"""How much of the long tests is run: a little in ``make test``, all of it in ``make soak``."""

import os

SOAKING = bool(os.environ.get("ATLAS_SOAK"))
"""Set by ``make soak``."""

ADDRESSES_READ = 2000 if SOAKING else 200
"""Addresses that are read, written again and worked out."""

ADDRESSES_OPENED = int(os.environ.get("ATLAS_SOAK_ADDRESSES", "2000")) if SOAKING else 12
"""Addresses whose page is run."""

WALKS = int(os.environ.get("ATLAS_SOAK_WALKS", "1000")) if SOAKING else 12
STEPS = 5
"""Controls touched in one walk."""

FIRST_SEED = int(os.environ.get("ATLAS_SOAK_SEED", "0"))
"""Walks are numbered from here; the number of a walk is its seed."""
