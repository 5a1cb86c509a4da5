"""The verbs of the ``atlas`` command; ``cli`` gathers them."""
