"""A damaged XLS whose sectors lead in circles is refused before anybody follows them."""

import struct

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing import workbooks
from camdesk.importing.ole_chains import chains_end

END, FREE = -2, -1


def ole(path, *after):
    """A file with one sector of the table, in which sector n is followed by after[n]."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<iiiii", header, 60, END, 0, END, 0, 0)  # no small sectors; table in sector 0
    struct.pack_into("<108i", header, 80, *[FREE] * 108)
    table = struct.pack("<128i", *after, *[FREE] * (128 - len(after)))
    path.write_bytes(bytes(header) + table + bytes(512 * len(after)))
    return path


def test_chains_that_end_are_followed(tmp_path):
    assert chains_end(ole(tmp_path / "t.xls", -3, 2, 3, END, END))


@pytest.mark.parametrize("after", [(-3, 1), (-3, 2, 3, 1), (-3, 3, 3, END), (-3, 500)])
def test_a_chain_in_circles_is_refused(tmp_path, after):
    path = ole(tmp_path / "t.xls", *after)
    assert not chains_end(path)
    with pytest.raises(KnownError, match="broken"):
        workbooks.sheets(path)
