"""Files attached to documents: kept inside the register, each content once, by its SHA-256."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from camdesk.domain.errors import N_, KnownError
from camdesk.store.damage import Damage
from camdesk.store.file_kinds import clean_name, media_type_of
from camdesk.store.writer import EntryWriter

LARGEST = 50 * 1024 * 1024  # bytes of one file


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
    for sha256, data in connection.execute("SELECT sha256, data FROM content"):
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damage(N_("An attached file is not as it was attached."))
