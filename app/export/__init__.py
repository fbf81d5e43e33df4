"""Writers of workbooks and text tables."""

from __future__ import annotations
