"""The only room that knows a database engine."""

from __future__ import annotations
