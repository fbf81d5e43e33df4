"""The frame of a use case and the hash-chained journal."""

from __future__ import annotations
