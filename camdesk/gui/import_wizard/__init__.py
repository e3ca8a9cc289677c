"""Importing a table in three steps: how it is read, what it means, what would happen."""
