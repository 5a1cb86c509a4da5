"""The whole build, in order."""
