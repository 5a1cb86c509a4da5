"""The comparison page: two to ten units, each in its own colour."""
