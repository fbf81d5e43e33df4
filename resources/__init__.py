"""Data only, read by importlib.resources."""

from __future__ import annotations
