"""Clients and their groups."""

from __future__ import annotations
