"""Payments, allocations and refunds."""

from __future__ import annotations
