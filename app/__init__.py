"""Premia without any window: the books, the engine, the payroll, the command line."""

from __future__ import annotations
