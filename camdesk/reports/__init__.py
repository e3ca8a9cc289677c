"""Reports: the catalogue, and writing them as CSV."""
