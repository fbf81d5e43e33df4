"""Network shares are told by the mount table, whose longest matching mount point decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db.mounts import on_network

TABLE = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/office rw,relatime - cifs //server/office rw,vers=3.0
31 22 0:41 / /mnt/office/local rw - ext4 /dev/sdb1 rw
32 22 0:42 / /mnt/my\\040share rw shared:7 master:2 - nfs4 nas:/books rw
33 22 0:43 / /home/olha/remote rw - fuse.sshfs olha@host: rw
34 22 0:44 / /home/olha/cloud rw - fuse.rclone drive: rw
35 22 0:45 / /media/usb rw - vfat /dev/sdc1 rw
36 22 0:46 / /twice rw - nfs nas:/a rw
37 22 0:47 / /twice rw - ext4 /dev/sdd1 rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/olha/books.premia", False),
        ("/mnt/office/books.premia", True),
        ("/mnt/office", True),
        ("/mnt/office/local/books.premia", False),
        ("/mnt/officeworks/books.premia", False),
        ("/mnt/my share/books.premia", True),
        ("/home/olha/remote/a/books.premia", True),
        ("/home/olha/cloud/books.premia", True),
        ("/media/usb/books.premia", False),
        ("/twice/books.premia", False),
    ],
)
def test_the_longest_mount_point_decides(path: str, *, network: bool) -> None:
    assert on_network(Path(path), TABLE) is network


def test_without_a_table_nothing_is_a_share() -> None:
    assert on_network(Path("/anywhere"), "") is False


def test_the_machines_own_table_is_understood(tmp_path: Path) -> None:
    assert on_network(tmp_path) is False
