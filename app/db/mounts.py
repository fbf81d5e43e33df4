"""Whether a path lies on a network share, where both journal modes lost acknowledged commits (DB-NOTES 3.1)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NETWORK_TYPES = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone",
    "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3",
    "smbfs", "vboxsf",
})  # fmt: skip
DRIVE_REMOTE = 4
"""What Windows' GetDriveTypeW gives for a mapped network drive."""

POINT = 4
"""Which field of a mountinfo line is the mount point, proc(5)."""

_MOUNTINFO = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")


def on_network(path: Path, mountinfo: str | None = None) -> bool:
    """True for a share. ``mountinfo`` is the text of /proc/self/mountinfo; tests pass their own."""
    if mountinfo is None and sys.platform == "win32":
        return _on_windows_share(path)
    if mountinfo is None:
        mountinfo = _MOUNTINFO.read_text(encoding="utf-8", errors="replace") if _MOUNTINFO.exists() else ""
    return _mount_type(str(path.resolve()), mountinfo) in NETWORK_TYPES


def _mount_type(path: str, mountinfo: str) -> str:
    """The type of the file system that ``path`` lies on: the longest mount point that leads to it, the last wins."""
    best, kind = "", ""
    for line in mountinfo.splitlines():
        mounted, separator, rest = line.partition(" - ")
        fields = mounted.split(" ")
        if not separator or len(fields) <= POINT:
            continue
        point = _OCTAL.sub(lambda octal: chr(int(octal[1], 8)), fields[POINT])
        leads = path == point or path.startswith(point.rstrip("/") + "/")
        if leads and len(point) >= len(best):
            best, kind = point, rest.split(" ", 1)[0]
    return kind


def _on_windows_share(path: Path) -> bool:
    """A UNC path, or a drive letter that stands for one."""
    import ctypes

    absolute = path.absolute()
    if absolute.drive.startswith("\\\\"):
        return True
    kernel32 = getattr(ctypes, "windll").kernel32  # ruff: ignore[get-attr-with-constant] (Windows only)
    return bool(kernel32.GetDriveTypeW(absolute.anchor) == DRIVE_REMOTE)
