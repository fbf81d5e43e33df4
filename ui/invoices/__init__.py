"""The page of invoices."""

from __future__ import annotations
