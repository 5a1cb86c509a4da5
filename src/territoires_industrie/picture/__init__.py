"""Pictures of the map without a browser: vector SVG, PNG and PDF."""
