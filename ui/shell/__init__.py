"""The window around the pages."""

from __future__ import annotations
