"""Keys of encrypted company files: made, wrapped for people, written on paper."""

from __future__ import annotations
