"""Why somebody got nothing for an event: the nearest rule, and the condition that failed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.calc.nothing import WhyNothing
from app.calc.scheme import EventKind
from app.kernel.period import Month
from tests.support.calc_cases import Case

FAR = Month(2030, 12)
THOUSAND = {"net": 1000, "gross": 1000}
FIRM: dict[str, Any] = {
    "books_from": "2024-01",
    "staff": ["Ivan", "Olha", "Petro"],
    "employment": {"Petro": {"left": date(2024, 1, 31)}},
    "clients": [{"name": "Orion", "found_by": "Ivan"}],
    "contracts": [
        {"number": "A-1", "client": "Orion", "signed": date(2024, 1, 10), "net": 1000, "order": 1, "selling": "Olha"},
        {"number": "A-2", "client": "Orion", "signed": date(2024, 2, 10), "net": 1000, "order": 2, "selling": "Petro"},
    ],
    "invoices": [
        {"number": "1", "contract": "A-1", "issued": date(2024, 1, 11), "due": date(2024, 1, 20), **THOUSAND},
        {"number": "2", "contract": "A-2", "issued": date(2024, 2, 11), "due": date(2024, 2, 20), **THOUSAND},
    ],
    "payments": [
        {"number": "P1", "invoice": "1", "received": date(2024, 1, 25), "amount": 1000},
        {"number": "P2", "invoice": "2", "received": date(2024, 2, 15), "amount": 1000},
    ],
    "expect": {},
}
PAID = {"event": "payment_received", "pays": "finding", "rate": {"percent": 10}}


def why(rules: list[dict[str, Any]], event: str, person: str, **more: Any) -> tuple[str, str, object]:
    case = Case({**FIRM, "rules": [{"key": f"rule-{at}", **row} for at, row in enumerate(rules, 1)], **more})
    found = WhyNothing(case.facts(), case.schemes, FAR).why(event, case.people.id(person))
    return found.code, found.rule, found.found


@pytest.mark.parametrize(
    ("when", "code", "found"),
    [
        ({"order_number": {"from": 2}, "extensions": "as_parent"}, "order_number", 1),
        ({"order_kind": ["repeat"]}, "order_kind", "first"),
        ({"service": "complex"}, "service_kind", "standard"),
        ({"tag": "key client"}, "client_tag", ""),
        ({"months_since_won": {"from": 2}}, "months_since_won", 1),
        ({"amount": {"from": 2000}}, "amount", 1000_00),
        ({"days_late": {"from": 6}}, "days_late", 5),
        ({"campaign": {"from": date(2024, 2, 1)}}, "campaign", "2024-01-25"),
        ({"recipient_sold": "yes"}, "recipient_sold", 0),
        ({"recipient_reminded": "yes"}, "recipient_reminded", 0),
    ],
)
def test_the_condition_that_failed(when: dict[str, Any], code: str, found: object) -> None:
    assert why([{**PAID, "when": when}], "pay:1", "Ivan") == (code, "scheme.rule-1", found)


def test_no_rule_listens() -> None:
    assert why([PAID], "sign:1", "Ivan") == ("no_rule", "", "contract_signed")


def test_nobody_pays_the_person_that_day() -> None:
    assigned = [{"person": "Ivan", "from": date(2024, 2, 1)}]
    assert why([PAID], "pay:1", "Ivan", assigned=assigned) == ("not_assigned", "scheme.rule-1", None)


def test_somebody_else_holds_the_function() -> None:
    assert why([PAID], "pay:1", "Olha") == ("not_holder", "scheme.rule-1", "finding")


def test_the_rule_that_came_nearest_is_named() -> None:
    """The first rule fails on the order, the second only on who holds the function."""
    rules = [{**PAID, "when": {"order_kind": ["repeat"]}}, {**PAID, "pays": "selling"}]
    assert why(rules, "pay:1", "Ivan") == ("not_holder", "scheme.rule-2", "selling")


def test_who_has_left() -> None:
    version = {
        "terms": {"leaving": "keep_months", "leaving_months": 0},
        "rules": [{"key": "rule-1", **PAID, "pays": "selling"}],
    }
    schemes = [{"name": "scheme", "versions": [version]}]
    case = Case({**FIRM, "schemes": schemes})
    found = WhyNothing(case.facts(), case.schemes, FAR).why("pay:2", case.people.id("Petro"))
    assert (found.code, found.found) == ("left", "2024-01-31")


def test_what_was_caught_and_came_to_nothing() -> None:
    assert why([{**PAID, "rate": {"percent": 0}}], "pay:1", "Ivan") == ("nothing_earned", "scheme.rule-1", 1000_00)


def test_the_events_of_a_document() -> None:
    case = Case({**FIRM, "rules": [{"key": "rule-1", **PAID}]})
    asked = WhyNothing(case.facts(), case.schemes, FAR)
    assert asked.events_of(1) == ("sign:1", "won:1", "inv:1", "pay:1", "settle:1:1")
    assert asked.events_of(2, 2) == ("inv:2", "pay:2", "settle:2:1")
    with pytest.raises(KeyError):
        asked.why("pay:99", 1)


def test_what_an_event_is_and_when_it_was() -> None:
    case = Case({**FIRM, "rules": [PAID]})
    asked = WhyNothing(case.facts(), case.schemes, FAR)
    assert asked.event_of("pay:1") == (EventKind.PAYMENT_RECEIVED, date(2024, 1, 25))
    with pytest.raises(KeyError):
        asked.event_of("pay:99")


def test_before_the_books_nobody_earns_anything() -> None:
    assert why([PAID], "pay:1", "Ivan", books_from="2024-02") == ("before_books", "", "2024-01-25")


def test_the_rule_leaves_extensions_to_others() -> None:
    contracts = [*FIRM["contracts"], {**FIRM["contracts"][0], "number": "A-3", "extends": "A-1"}]
    rule = {"event": "contract_signed", "pays": "finding", "rate": {"percent": 10}, "when": {"extensions": "none"}}
    assert why([rule], "sign:3", "Ivan", contracts=contracts) == ("extensions", "scheme.rule-1", "extension")


def test_named_people_and_pools() -> None:
    named = {**PAID, "pays": {"named": {"001": 1}}}
    assert why([named], "pay:1", "Olha") == ("not_holder", "scheme.rule-1", "")
    assert why([{**PAID, "pays": {"pool": "everybody"}}], "pay:1", "Olha")[0] == "nothing_earned"


def test_an_anniversary_goes_by_the_client_s_holder() -> None:
    rule = {"event": "client_anniversary", "pays": "finding", "rate": {"percent": 10}}
    assert why([rule], "year:client:1:2025-01-10", "Olha") == ("not_holder", "scheme.rule-1", "finding")


def test_the_end_of_a_month_has_no_order() -> None:
    rule = {"event": "period_end", "measure": "firm_receipts", "pays": {"named": "Olha"}, "rate": {"percent": 1}}
    assert why([rule], "month:2024-01", "Ivan") == ("not_holder", "scheme.rule-1", "")
