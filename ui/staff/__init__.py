"""The page of staff."""

from __future__ import annotations
