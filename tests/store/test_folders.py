"""A register lies on this computer, whatever name leads there."""

from pathlib import Path, PureWindowsPath

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store.folders import _is_unc, refuse_network_folder, sync_folder

LOCAL = [("/", "ext4", "rw"), ("/home", "ext4", "rw"), ("/tmp", "tmpfs", "rw")]


@pytest.mark.parametrize(
    "file_system",
    ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "davfs"],
)
def test_a_network_folder_is_refused_with_advice(tmp_path: Path, file_system: str) -> None:
    mounts = [*LOCAL, (str(tmp_path / "share"), file_system, "rw")]
    refuse_network_folder(tmp_path / "register.camdesk", mounts)
    refuse_network_folder(tmp_path / "shared" / "register.camdesk", mounts)
    for path in ("share/register.camdesk", "share/deep/er/register.camdesk"):
        with pytest.raises(KnownError, match=r"register\.camdesk.*network folder.*Keep"):
            refuse_network_folder(tmp_path / path, mounts)


def test_what_is_mounted_last_and_deepest_counts(tmp_path: Path) -> None:
    share, inner = str(tmp_path), str(tmp_path / "local")
    path = tmp_path / "local" / "register.camdesk"
    refuse_network_folder(path, [(share, "nfs", ""), (inner, "ext4", "")])
    refuse_network_folder(path, [(inner, "ext4", ""), (share, "nfs", "")])
    with pytest.raises(KnownError):
        refuse_network_folder(path, [(inner, "autofs", ""), (inner, "nfs4", "")])


def test_links_into_a_network_folder_are_followed(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    mounts = [("/", "ext4", "rw"), (str(share), "cifs", "rw")]
    (tmp_path / "folder").symlink_to(share)
    (tmp_path / "register.camdesk").symlink_to(share / "register.camdesk")
    for path in ("folder/register.camdesk", "register.camdesk"):
        with pytest.raises(KnownError):
            refuse_network_folder(tmp_path / path, mounts)


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\server\share\register.camdesk", True),
        (r"\\?\UNC\server\share\register.camdesk", True),
        (r"\\?\C:\register.camdesk", False),
        (r"C:\register.camdesk", False),
    ],
)
def test_unc_paths_are_network_folders(path: str, remote: bool) -> None:
    assert _is_unc(PureWindowsPath(path)) is remote


def test_a_unc_path_is_refused_whatever_is_mounted() -> None:
    with pytest.raises(KnownError, match="network folder"):
        refuse_network_folder(Path("//server/share/register.camdesk"), LOCAL)


def test_a_folder_of_this_computer_passes(tmp_path: Path) -> None:
    refuse_network_folder(tmp_path / "register.camdesk")
    sync_folder(tmp_path)
