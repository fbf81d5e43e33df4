"""The rules of step 7: extensions, larger projects, kept clients, tables over receipts and plans."""

from __future__ import annotations

from collections.abc import Iterator

from app.calc.facts import Function
from app.calc.scheme import Base, Conditions, EventKind, Limits, OrderKind, Percent, Rate, Rule
from app.motivation.draft.answers import ExtensionWay, Growing
from app.motivation.draft.made import MadeRule
from app.motivation.draft.steps import Step


def growth_rules(growing: Growing) -> Iterator[MadeRule]:
    """One rule for every answer that pays something."""
    if growing.extensions is ExtensionWay.OWN_RULE and growing.extension_ppm > 0:
        rate = Percent(growing.extension_ppm)
        yield _of_orders("extensions", growing.extension_to, rate, growing.extension_base, OrderKind.EXTENSION)
    if growing.larger_ppm > 0:
        yield _of_orders("larger", growing.larger_to, Percent(growing.larger_ppm), Base.INCREASE, OrderKind.REPEAT)
    if growing.kept_ppm > 0:
        rule = Rule(
            key="kept",
            event=EventKind.CLIENT_ANNIVERSARY,
            recipient=growing.kept_to,
            rate=Percent(growing.kept_ppm),
            per_event=Limits(cap_minor=growing.kept_cap_minor),
        )
        yield MadeRule("kept", Step.GROWING, rule)
    if growing.ladder is not None:
        rule = Rule(
            key="ladder",
            event=EventKind.PAYMENT_RECEIVED,
            recipient=growing.ladder_to,
            rate=growing.ladder,
            per_period=growing.ladder_cap,
        )
        yield MadeRule("ladder", Step.GROWING, rule)
    if growing.accelerator is not None:
        rule = Rule("accelerator", EventKind.PAYMENT_RECEIVED, growing.accelerator_to, growing.accelerator)
        yield MadeRule("accelerator", Step.GROWING, rule)


def _of_orders(slot: str, function: Function, rate: Rate, base: Base, kind: OrderKind) -> MadeRule:
    when = Conditions(order_kinds=frozenset({kind}))
    return MadeRule(slot, Step.GROWING, Rule(slot, EventKind.PAYMENT_RECEIVED, function, rate, when, base))
