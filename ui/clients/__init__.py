"""The page of clients."""

from __future__ import annotations
