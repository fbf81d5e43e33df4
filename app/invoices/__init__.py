"""Invoices, credit notes, reminders and tasks."""

from __future__ import annotations
