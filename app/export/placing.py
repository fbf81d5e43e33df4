"""How files come to stand where people asked for them: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.kernel.errors import FileProblem


class ExportLocked(FileProblem):
    """The file at ``path`` cannot be written: it is open in another program, or the folder allows no writing."""

    code = "export_locked"


@contextmanager
def placed(path: Path) -> Generator[Path, None, None]:
    """A file to write beside ``path``, which takes its place when all went well. Raises ExportLocked."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as problem:
        raise ExportLocked(path=str(path)) from problem
    os.close(handle)
    made = Path(name)
    try:
        yield made
        _put_in_place(made, path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once, over one that stands there. Raises ExportLocked."""
    with placed(path) as made:
        made.write_bytes(content)


def _put_in_place(made: Path, path: Path) -> None:
    """Replace ``path`` at once; Windows refuses while another program has the old file open."""
    if not path.exists():
        made.chmod(0o666 & ~_umask())
    else:
        made.chmod(path.stat().st_mode & 0o777)
    try:
        made.replace(path)
    except OSError as problem:
        raise ExportLocked(path=str(path)) from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
