"""Counting: entering results as they come, and closing a stock-take."""
