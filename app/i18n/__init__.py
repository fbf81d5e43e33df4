"""Languages: text, plurals, numbers, dates."""

from __future__ import annotations
