"""Administration: users, one's own password, encryption, copies, the journal."""

from __future__ import annotations
