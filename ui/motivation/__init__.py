"""Motivation schemes: their list, the rule editor, the wizard."""

from __future__ import annotations
