"""From the spreadsheets an office has today into the books."""

from __future__ import annotations
