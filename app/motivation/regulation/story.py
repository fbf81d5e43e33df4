"""An invented bit of history that a rule catches: one client or several, their orders, invoices, money and acts. Pure.

A story says what happens; ``facts_of`` writes it down as the facts of a firm that has nothing else. Numbers of
documents are plain, so that they read in every language; people are known by what they are in the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calc.facts import Function
from app.calc.scheme import EventKind, OrderKind
from app.kernel.money import PPM

EARNER, COLLEAGUE, HEAD = 1, 2, 3
"""People of every story: who earns by the rule, who else is there, and who leads them."""
FIRST_NAMED = 11
"""Ids of people whom rules name begin here."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a story and who does what."""

    staff_nos: dict[int, str]
    """Staff number by person."""
    functions: tuple[tuple[Function, int], ...]
    """Who holds what on every order."""
    earners: tuple[int, ...]
    """Who may earn by the rule that the story is about."""
    scheme_ids: tuple[int, ...] = ()
    """Schemes that pay everybody."""
    left_on: date | None = None
    """The earner's last day."""
    follower: Function | None = None
    """What the colleague takes over on the day after."""


@dataclass(frozen=True, slots=True)
class Story:
    """What happens around the day on which the rule pays."""

    event: EventKind
    event_on: date
    currency: str
    net_minor: int
    vat_ppm: int = 0
    gated: bool = False
    """Paid and accepted."""
    number: int = 1
    kind: OrderKind = OrderKind.FIRST
    orders: int = 1
    """How many orders of the client follow one another, a month apart."""
    extended: bool = False
    """The first of them is extended a month later."""
    days_late: tuple[int, ...] = (0,)
    """One client for each."""
    month: int = 1
    """Month since the client was won in which the event falls."""
    payments: tuple[tuple[int, int], ...] = ((0, PPM),)
    """Months after the event, and the part of the invoice that is paid then."""
    asks_month: bool = False
    """The month since winning matters: everything of the order happens within it."""
    money_wins: bool = False
    tag: str = ""
    service_kind: str = "standard"
    earlier_minor: int = 0
    """What the client's earlier project came to; 0: nothing is known of it."""
    cost_minor: int = 0
    quantity: int = 1
    plan_minor: int = 0
    reminded: bool = False
    refunded_ppm: int = 0
    """How much of the first payment goes back in the month after."""
    one_day: bool = False
    """Clients come on one day and not on days that follow one another: a campaign is short."""
