"""The Qt desktop on top of the application."""

from __future__ import annotations
