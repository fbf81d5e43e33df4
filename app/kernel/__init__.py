"""What every room may know: money, months, ids, errors, actors, the seam. Pure."""

from __future__ import annotations
