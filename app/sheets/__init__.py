"""Bounded readers of spreadsheets: rows of cells with their addresses."""

from __future__ import annotations
