"""Source tables and registry packages → ``geo/`` and derived tables; never imported by the app."""

from territoires_industrie.build.driver import build_all

__all__ = ["build_all"]
