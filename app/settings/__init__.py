"""The firm, its currency rates and its calendar."""

from __future__ import annotations
