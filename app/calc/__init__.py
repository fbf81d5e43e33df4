"""The engine: facts in, accruals with their reasons out. Pure."""

from __future__ import annotations
