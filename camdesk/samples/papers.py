"""Invented papers of the sample: a commission with its order, and a scan that says it is none."""

from __future__ import annotations

import struct
import zlib

from camdesk.store import documents
from camdesk.store.attachments import attach
from camdesk.store.register import Register
from camdesk.store.tables import Value

ACT = "Акт о списании"
ACTS = ("3/2025", "6/2025", "9/2025")  # of the systems of 2014, as the story has them
COMMISSION = "Комиссия по списанию (выдумана для примера)"
ORDER = ("Приказ", "14", "2025-02-03")
CHAIR = "Образцов О. О., заместитель начальника"
MEMBERS = ("Примерова П. П., бухгалтер", "Выдуманов В. В., инженер связи")
_SCALE = 6  # pixels of one dot of a letter
# The letters of the stamp, five dots wide and seven high.
_LETTERS = {
    "О": ("01110", "10001", "10001", "10001", "10001", "10001", "01110"),
    "Б": ("11111", "10000", "10000", "11110", "10001", "10001", "11110"),
    "Р": ("11110", "10001", "10001", "11110", "10000", "10000", "10000"),
    "А": ("01110", "10001", "10001", "11111", "10001", "10001", "10001"),
    "З": ("01110", "10001", "00001", "00110", "00001", "10001", "01110"),
    "Е": ("11111", "10000", "10000", "11110", "10000", "10000", "11111"),
    "Ц": ("10010", "10010", "10010", "10010", "10010", "11111", "00001"),
}


def play(register: Register, reason: str) -> None:
    """Have an invented commission sign the write-off acts of 2025, and attach files to one."""
    with register.write("commission", COMMISSION, reason=reason, invented=True) as entry:
        kind, number, issued_on = ORDER
        order = entry.add("document", {"kind": kind, "number": number, "issued_on": issued_on})
        facts: dict[str, Value] = {
            "name": COMMISSION,
            "document": order,
            "chair": CHAIR,
            "members": "\n".join(MEMBERS),
        }
        commission = entry.add("commission", facts)
        acts = [
            twin.id
            for number in ACTS
            for twin in documents.same_paper(entry.connection, ACT, number)
        ]
        for act in acts:
            entry.correct("document", act, {"commission": commission})
    if not acts:
        return
    with register.write("attachment", f"{ACT} № {ACTS[0]}", reason=reason, invented=True) as entry:
        attach(entry, acts[0], "Акт № 3-2025, выдуман для примера.pdf", invented_pdf(ACTS[0]))
        attach(entry, acts[0], "Скан, выдуман для примера.png", invented_picture())


def invented_pdf(number: str) -> bytes:
    """A page that says what it is; its only font has no Cyrillic letters."""
    lines = (f"Write-off act no. {number}", "INVENTED FOR THE SAMPLE. NOT A REAL PAPER.")
    text = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 18 Tf 72 740 Td {text} ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number_of, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number_of, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(made)


def invented_picture(word: str = "ОБРАЗЕЦ") -> bytes:
    """A picture in PNG: the word "specimen" in large letters, and nothing else."""
    blank = "0" * (len(word) * 6 + 3)
    dots = [blank, blank]
    for line in range(7):
        dots.append("00" + "0".join(_LETTERS[letter][line] for letter in word) + "00")
    dots += [blank, blank]
    width = len(dots[2]) * _SCALE
    pixels = bytearray()
    for line_of in dots:
        row = "".join(dot * _SCALE for dot in line_of.ljust(len(dots[2]), "0"))[:width]
        shades = bytes(0x80 if dot == "1" else 0xFF for dot in row)
        pixels += (b"\x00" + shades) * _SCALE
    header = struct.pack(">IIBBBBB", width, len(dots) * _SCALE, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(pixels), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
