"""Documents from the pages of records: which, in which language, where to."""

from __future__ import annotations
