"""The map: a folium base that never changes, and a small layer of values that does."""
