"""Item models: values for views, asked off the GUI thread."""
