"""The wizard without its window: answers, the rules that they make, what is open, and the way into force."""

from __future__ import annotations
