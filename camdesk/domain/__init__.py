"""The rules: dates, money, identifiers, the life of a camera. Standard library only."""
