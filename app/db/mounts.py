"""Whether a path lies on a network share, where both journal modes lost acknowledged commits (DB-NOTES 3.1)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NETWORK_TYPES = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.smbnetfs",
    "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs", "vboxsf", "fuse.vmhgfs-fuse",
})  # fmt: skip
DRIVE_REMOTE = 4
"""What Windows' GetDriveTypeW gives for a mapped network drive."""

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
        if not separator or len(fields) < 5:  # noqa: PLR2004 - the fifth field is the mount point, proc(5)
            continue
        point = _OCTAL.sub(lambda octal: chr(int(octal[1], 8)), fields[4])
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
    kernel32 = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows only
    return bool(kernel32.GetDriveTypeW(absolute.anchor) == DRIVE_REMOTE)
