"""The payroll page."""

from __future__ import annotations
