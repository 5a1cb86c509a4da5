"""From the official services to a new set of data, whole or not at all: ``atlas refresh``.

Never imported by the pages; needs the optional extra ``refresh``. See ``docs/refresh.md``.
"""
