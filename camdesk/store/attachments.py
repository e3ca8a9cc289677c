"""Files attached to documents: kept inside the register, each content once, by its SHA-256."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_read, write_whole
from camdesk.store.damage import Damage
from camdesk.store.file_kinds import clean_name, media_type_of
from camdesk.store.writer import EntryWriter

LARGEST = 50 * 1024 * 1024  # bytes of one file
PIECE = 1024 * 1024  # bytes read at a time


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a document."""

    id: int
    document: int
    name: str
    media_type: str | None
    size: int
    sha256: str


def attach(entry: EntryWriter, document: int, name: str, data: bytes) -> int:
    """Keep `data` as a file of `document`; returns the attachment's id.

    Raises KnownError for an empty file, for one over `LARGEST` bytes, and for what
    `file_kinds.media_type_of` refuses.
    """
    name = clean_name(name)
    if not data:
        raise KnownError(N_("“{name}” is empty."), N_("Choose another file."), name=name)
    refuse_large(name, len(data))
    media_type = media_type_of(name, data)
    digest = hashlib.sha256(data).hexdigest()
    entry.flush()
    if any(file.sha256 == digest for file in attachments(entry.connection, document)):
        raise KnownError(N_("“{name}” is attached to this document already."), name=name)
    entry.keep_content(digest, data)
    return entry.add(
        "attachment",
        {
            "document": document,
            "name": name,
            "media_type": media_type,
            "size": len(data),
            "sha256": digest,
        },
    )


def refuse_large(name: str, size: int) -> None:
    """Raise KnownError for a file of more than `LARGEST` bytes."""
    if size > LARGEST:
        raise KnownError(
            N_("“{name}” is larger than {most} MB."),
            N_("Scan it with fewer dots per inch, or split it."),
            name=name,
            most=LARGEST // 1024 // 1024,
        )


def read_paper(path: Path, progress: Callable[[int, int], None]) -> bytes:
    """The content of a file that is to be attached, read piece by piece.

    `progress` is told how many bytes of how many; what it raises breaks the reading off. Raises
    KnownError for what cannot be read, is no file, or is too large.
    """
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise KnownError(N_("“{path}” is not a file."), N_("Choose a file."), path=path)
        size = path.stat().st_size
        refuse_large(path.name, size)
        data = bytearray()
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                data += piece
                refuse_large(path.name, len(data))
                progress(len(data), max(size, len(data)))
    except OSError as error:
        raise not_read(path, error) from error
    return bytes(data)


def attachment(connection: sqlite3.Connection, row: int) -> tuple[str, bytes]:
    """The name and the content of an attached file, both checked anew before they are let out.

    Raises KnownError where it is gone or not as it was attached.
    """
    found = connection.execute(
        "SELECT name, sha256 FROM attachment WHERE id = ?", (row,)
    ).fetchone()
    if found is None:
        raise KnownError(N_("It is no longer in the register."), N_("Refresh the list."))
    name, data = clean_name(found[0]), content(connection, found[1])
    media_type_of(name, data)
    return name, data


def put_out(connection: sqlite3.Connection, row: int, folder: Path) -> Path:
    """Write an attached file into a folder of its own under `folder`, for reading only."""
    name, data = attachment(connection, row)
    path = folder / hashlib.sha256(data).hexdigest()[:16] / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        write_whole(path, data)
        path.chmod(0o400)
    return path


def attachments(connection: sqlite3.Connection, document: int) -> list[Attachment]:
    """The files of a document, in the order in which they were attached."""
    rows = connection.execute(
        "SELECT id, document, name, media_type, size, sha256 FROM attachment"
        " WHERE document = ? AND removed IS NULL ORDER BY id",
        (document,),
    )
    return [Attachment(*row) for row in rows]


def content(connection: sqlite3.Connection, sha256: str) -> bytes:
    """The content of a file; KnownError where it is not, or no longer, what was attached."""
    row = connection.execute("SELECT data FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        raise Damage(N_("An attached file is not as it was attached."))
    return bytes(row[0])


def check_contents(connection: sqlite3.Connection) -> None:
    """Damage where an attached file is missing or not as it was attached."""
    row = connection.execute(
        "SELECT document, name FROM attachment WHERE NOT EXISTS"
        " (SELECT 1 FROM content WHERE content.sha256 = attachment.sha256) LIMIT 1"
    ).fetchone()
    if row is not None:
        raise Damage(
            N_("The file “{name}” of document {document} is missing."), document=row[0], name=row[1]
        )
    for sha256, size, data in connection.execute("SELECT sha256, size, data FROM content"):
        if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
            raise Damage(N_("An attached file is not as it was attached."))
