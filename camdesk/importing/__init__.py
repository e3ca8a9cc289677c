"""Other people's tables: read as they are, mapped, judged row by row, and imported as one entry."""
