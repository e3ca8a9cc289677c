"""The rules of the register: dates, money, identifiers, the life of a camera. Standard library only."""
