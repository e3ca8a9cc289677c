"""Starts camdesk from a checkout; takes the same arguments as the command `camdesk`."""

import sys

from camdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
