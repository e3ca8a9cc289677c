"""These tests start LibreOffice dozens of times: only `make office` asks for them."""

import os

collect_ignore_glob = [] if os.environ.get("CAMDESK_OFFICE") else ["test_*.py"]
