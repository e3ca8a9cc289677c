"""The parts of the main window, each with one care of its own."""
