"""What is shown, taken away as files: joined GeoJSON, CSV and their dictionary."""
