"""What every screen runs on: lanes, changes, intents, crashes."""

from __future__ import annotations
