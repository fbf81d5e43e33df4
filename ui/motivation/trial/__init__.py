"""Schemes tried on the firm's own months: pictures that follow the sliders, what-if beside them, a forecast."""

from __future__ import annotations
