"""Schemes, who is paid by them, and loading of facts for the engine."""

from __future__ import annotations
