"""Where each thing to do is done, and how its card looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.overview.to_do import ToDo
from ui.runtime.intents import Intent, OpenPage, OpenRun, ShowView


class Way(NamedTuple):
    """The icon of a card, its tone, and where it leads; None: to the payroll of its month."""

    icon: str
    tone: str
    intent: Intent | None = None


WAYS: Mapping[str, Way] = {
    "drafts": Way("receipt-text", "info", ShowView("invoices", "drafts")),
    "acts": Way("file-text", "info", ShowView("contracts", "no_act")),
    "acts_out": Way("file-text", "info", ShowView("contracts", "act_out")),
    "to_call": Way("bell", "bad", ShowView("invoices", "overdue")),
    "promises": Way("calendar-check", "bad", ShowView("invoices", "overdue")),
    "advances": Way("wallet", "warn", ShowView("payments", "rest")),
    "run_missing": Way("calculator", "info"),
    "run_draft": Way("calculator", "info"),
    "run_submitted": Way("check-check", "warn"),
    "run_approved": Way("banknote", "info"),
    "run_paid": Way("lock", "info"),
    "true_ups": Way("history", "warn"),
    "rates": Way("triangle-alert", "bad", OpenPage("settings", "rates")),
    "without_pay": Way("circle-user-round", "warn", ShowView("staff", "here")),
    "without_scheme": Way("users", "warn", ShowView("staff", "here")),
    "handovers": Way("user-plus", "info", OpenPage("clients")),
}


def intent_of(to_do: ToDo) -> Intent | None:
    """The place where it is done."""
    way = WAYS[to_do.code]
    if way.intent is None and to_do.month is not None:
        return OpenRun(to_do.month)
    return way.intent
