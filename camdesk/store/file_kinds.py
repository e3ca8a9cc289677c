"""What sort of file an attached file is, by what is in it and not by what its name says.

Kept are papers: scans, photographs, PDF, texts and office files. Programs and scripts are not,
whatever they are called, and no file is whose name says something else than its content: it
would be opened by a program that was not meant for it.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError

LONGEST_NAME = 200  # bytes; file systems take 255
LONGEST_ENDING = 10
PLAIN_TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A sort of file that is kept: its media type and what its names end with."""

    media_type: str
    endings: tuple[str, ...]


KINDS = (
    FileKind("application/pdf", ("pdf",)),
    FileKind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    FileKind("image/png", ("png",)),
    FileKind("image/tiff", ("tif", "tiff")),
    FileKind("image/gif", ("gif",)),
    FileKind("image/webp", ("webp",)),
    FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    FileKind("application/vnd.oasis.opendocument.text", ("odt",)),
    FileKind("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    FileKind(PLAIN_TEXT, ("txt",)),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
_BY_ENDING = MappingProxyType({ending: kind for kind in KINDS for ending in kind.endings})
_BY_TYPE = MappingProxyType({kind.media_type: kind for kind in KINDS})

_OPENDOCUMENT = frozenset(
    kind.media_type for kind in KINDS if kind.media_type.startswith("application/vnd.oasis")
)
_OFFICE_PARTS = MappingProxyType(
    {
        "word/document.xml": "docx",
        "xl/workbook.xml": "xlsx",
    }
)
_MACROS = re.compile(r"vbaproject|macrosheets|^basic/|^scripts/", re.IGNORECASE)
# Names that Windows keeps for devices, whatever stands behind the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = frozenset('<>:"|?*')


def clean_name(name: str) -> str:
    """`name` as it is kept: the last part of a path, without what could deceive or do harm.

    Control characters, the marks that turn the direction of writing, and what no file system
    takes are left out. Raises KnownError where nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(
        " " if character.isspace() else character
        for character in last
        if character.isspace() or not _harmful(character)
    )
    kept = " ".join(kept.split()).strip(" .")
    if _DEVICES.fullmatch(kept):
        kept = f"_{kept}"
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= LONGEST_ENDING:
        kept = f"{_shortened(stem, LONGEST_NAME - len(ending.encode()) - 1)}.{ending}"
    if not kept.strip("_"):
        raise KnownError(N_("The file has no name."), N_("Rename it, and attach it again."))
    return _shortened(kept, LONGEST_NAME)


def media_type_of(name: str, data: bytes) -> str:
    """The media type of a file that may be kept; `name` has been cleaned.

    Raises KnownError for programs, scripts and whatever is not known, and for a name that says
    something else than the content does.
    """
    found = _sniff(data)
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    said = _BY_ENDING.get(ending)
    if found is None or (said is None and found.media_type == PLAIN_TEXT):
        # A script is plain text too: nothing but its name tells.
        raise KnownError(
            N_("“{name}” is not a file of a kind that is kept."),
            N_("Kept are PDF, pictures (JPEG, PNG, TIFF, GIF, WEBP), DOCX, XLSX, ODT, ODS, TXT."),
            name=name,
        )
    if said is None or said.media_type != found.media_type:
        raise KnownError(
            N_("“{name}” is not what its name says: it is a file of the kind {kind}."),
            N_("Make sure where it comes from. If it is right, rename it."),
            name=name,
            kind=found.endings[0].upper(),
        )
    return found.media_type


def _shortened(text: str, most: int) -> str:
    """The beginning of `text` in at most so many bytes."""
    return text.encode()[:most].decode(errors="ignore").rstrip()


def _harmful(character: str) -> bool:
    """Control characters, marks of direction and other invisible ones; what Windows refuses."""
    return unicodedata.category(character)[0] == "C" or character in _NOT_IN_NAMES


def _sniff(data: bytes) -> FileKind | None:
    """The kind that the content is of; None for any other."""
    if data[:64].lstrip(b"\xef\xbb\xbf\x00\t\r\n ").startswith(b"%PDF-"):
        return _BY_ENDING["pdf"]
    if data.startswith(b"\xff\xd8\xff"):
        return _BY_ENDING["jpg"]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _BY_ENDING["png"]
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return _BY_ENDING["tif"]
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _BY_ENDING["gif"]
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _BY_ENDING["webp"]
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return _BY_TYPE[PLAIN_TEXT] if _is_text(data) else None


def _office(data: bytes) -> FileKind | None:
    """The kind of office file that a zip archive holds; None for any other, and with macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if any(_MACROS.search(name) for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return _BY_TYPE[said] if said in _OPENDOCUMENT else None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return None
    return next(
        (_BY_ENDING[ending] for part, ending in _OFFICE_PARTS.items() if part in names), None
    )


def _is_text(data: bytes) -> bool:
    """Whether it is plain text, in UTF-8, UTF-16 or an eight-bit alphabet; scripts say `#!`."""
    if data.startswith((b"#!", b"MZ")):
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return "\x00" not in data.decode("utf-16")
        except UnicodeDecodeError:
            return False
    controls = sum(data.count(bytes([byte])) for byte in range(32) if byte not in b"\t\n\r\f")
    return bool(data) and controls == 0
