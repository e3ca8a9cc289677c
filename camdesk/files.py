"""Files written whole or not at all, and why one could not be read or written."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from camdesk.domain.errors import N_, KnownError


@contextmanager
def whole_file(path: Path, encoding: str = "utf-8", newline: str = "") -> Iterator[IO[str]]:
    """A text file that appears at `path` when it is complete, synced and closed.

    Until then it lies beside it under another name; whatever is raised inside leaves nothing.
    Raises KnownError for what the disk or the folder refuses.
    """
    with _unfinished(path, "w", encoding, newline) as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all; KnownError for what the disk refuses."""
    with _unfinished(path, "wb") as file:
        file.write(data)


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """As `whole_file`, for a library that writes to the path it is given."""
    with _unfinished(path, "wb") as file:
        yield Path(file.name)


@contextmanager
def _unfinished(
    path: Path, mode: str, encoding: str | None = None, newline: str | None = None
) -> Iterator[IO[Any]]:
    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            mode,
            dir=path.absolute().parent,
            prefix=f".{path.name}."[:60],
            suffix=".unfinished",
            delete=False,
            encoding=encoding,
            newline=newline,
        ) as file:
            unfinished = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            unfinished.chmod(path.stat().st_mode & 0o777)
        else:
            unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def not_read(path: Path, error: OSError) -> KnownError:
    """Why `path` could not be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return KnownError(N_("There is no file “{path}”."), N_("Check the name."), path=path)
    return KnownError(
        N_("“{path}” cannot be read: {reason}."),
        N_("Check that it is a file and that you may open it."),
        path=path,
        reason=error.strerror,
    )


def not_written(path: Path, error: OSError) -> KnownError:
    """Why `path` could not be written, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return KnownError(
            N_("The disk is full: “{path}” was not written."),
            N_("Free some space, or choose another folder."),
            path=path,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return KnownError(
            N_("“{path}” may not be written."),
            N_("Close it in other programs (Excel locks it), or choose another name or folder."),
            path=path,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return KnownError(
            N_("There is no folder for “{path}”."), N_("Choose another folder."), path=path
        )
    return KnownError(
        N_("“{path}” was not written: {reason}."),
        N_("Check the disk, or choose another folder."),
        path=path,
        reason=error.strerror or error,
    )


def _umask() -> int:
    """The permissions that new files do not get; the system has no way to ask but to set."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
