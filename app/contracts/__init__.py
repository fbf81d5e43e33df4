"""Contracts with roles, amendments, acts and hand-overs."""

from __future__ import annotations
