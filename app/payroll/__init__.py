"""The month: runs, approval, closing, true-ups, workbook."""

from __future__ import annotations
