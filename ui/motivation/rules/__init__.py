"""The rule editor: one rule, its tables, the terms of a version, the list of a scheme's rules."""

from __future__ import annotations
