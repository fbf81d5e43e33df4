"""The sample firm: three invented years of a Ukrainian consultancy, the same ones every time."""

from __future__ import annotations
