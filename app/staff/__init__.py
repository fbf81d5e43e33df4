"""People and what they are paid."""

from __future__ import annotations
