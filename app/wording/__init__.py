"""Codes and numbers become sentences, for window, command line and workbook alike."""

from __future__ import annotations
