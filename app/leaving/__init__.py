"""Handing on everything that a person holds, and the person's last day, in one go."""

from __future__ import annotations
