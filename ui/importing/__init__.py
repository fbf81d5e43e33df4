"""The office's own tables into the books: what came in, and the way in."""

from __future__ import annotations
