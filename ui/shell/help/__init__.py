"""Help: texts that lie under ``resources/help``, and the window in which they are read."""

from __future__ import annotations
