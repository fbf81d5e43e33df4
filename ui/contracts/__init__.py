"""The page of contracts."""

from __future__ import annotations
