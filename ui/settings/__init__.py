"""What holds for the whole firm."""

from __future__ import annotations
