"""Users, sign-in, and which role may do what."""

from __future__ import annotations
