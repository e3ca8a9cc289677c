"""What the program says: translations, and the formats of a locale."""
