"""Where a register may lie: not in a network folder, where WAL does not work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from camdesk.domain.errors import N_, KnownError

_NETWORK = (
    *("nfs", "cifs", "smb", "afpfs", "ncpfs", "9p", "davfs", "webdav", "gvfs", "ceph", "glusterfs"),
    *("lustre", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.gvfsd", "fuse.davfs", "fuse.smb"),
    *("fuse.rclone", "fuse.glusterfs", "fuse.ceph"),
)


def refuse_network_folder(path: Path, mounts: Iterable[tuple[str, str, str]] | None = None) -> None:
    """Raise KnownError where `path` lies on another computer.

    `mounts` are (mount point, file system, options) as psutil lists them; given in tests.
    """
    folder = path.resolve().parent  # of the file itself: SQLite follows a link and logs beside it
    if _is_unc(path) or _is_unc(folder) or _is_remote(folder, mounts):
        raise KnownError(
            N_("“{path}” lies in a network folder, where a register is not safe."),
            N_(
                "Keep the register on this computer and let backups go to the network folder;"
                " a copy of the file can be opened from any local folder."
            ),
            path=path,
        )


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` survive the plug too, where the system has a way to ask for it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_unc(path: Path) -> bool:
    text = str(path)
    local = text.startswith("\\\\?\\") and not text.startswith("\\\\?\\UNC")
    return text.startswith(("\\\\", "//")) and not local


def _is_remote(folder: Path, mounts: Iterable[tuple[str, str, str]] | None) -> bool:
    if mounts is None:
        import psutil  # imported late: it is needed once, when a register is opened

        mounts = [(p.mountpoint, p.fstype, p.opts) for p in psutil.disk_partitions(all=True)]
    best, remote = -1, False
    for mount_point, file_system, options in mounts:
        point = Path(mount_point)
        # Of two that are mounted on one folder the later one counts.
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best = len(point.parts)
            remote = file_system.lower().startswith(_NETWORK) or (
                sys.platform == "win32" and "remote" in options.split(",")
            )
    return remote
