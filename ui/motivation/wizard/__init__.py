"""The wizard's steps and what they share."""

from __future__ import annotations
