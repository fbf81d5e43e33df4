"""Read-only tables across features."""

from __future__ import annotations
