"""The register file: the only place that speaks SQL."""
