"""A rule as the fields of a form, and back: pure, so that no part of a rule is out of the editor's reach."""

from __future__ import annotations
