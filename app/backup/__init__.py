"""Copies of the company file, and the way back."""

from __future__ import annotations
