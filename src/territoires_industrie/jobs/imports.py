"""What the jobs need, imported once for all workers to come."""

from territoires_industrie.export import archive, formats
from territoires_industrie.picture import export, render
from territoires_industrie.sheet import compose, pdf

__all__ = ["archive", "compose", "export", "formats", "pdf", "render"]
