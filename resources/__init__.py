"""Data only, read by ``app.paths.resource``."""

from __future__ import annotations
