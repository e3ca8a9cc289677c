"""Views and their painters."""
