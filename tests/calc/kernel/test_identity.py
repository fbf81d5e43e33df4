"""Numbers of documents, names, operations, actors, and the errors of the world."""

from __future__ import annotations

import pytest

from app.kernel.actor import Actor, Permission, Role
from app.kernel.errors import Finding, Invalid, Refused, raise_if_any
from app.kernel.ids import name_key, natural_key, new_operation_id


def test_document_numbers_sort_as_people_read_them() -> None:
    numbers = ["A-10", "a-9", "A-010", "B-1", "A-9/2"]
    assert sorted(numbers, key=natural_key) == ["a-9", "A-9/2", "A-10", "A-010", "B-1"]
    assert natural_key("0") == "0010"


def test_names_are_compared_without_case_and_spare_spaces() -> None:
    assert name_key("  ТОВ   Оріон ") == name_key("тов оріон")


def test_operations_are_named_once() -> None:
    assert new_operation_id() != new_operation_id()


def test_an_actor_may_what_it_was_given() -> None:
    actor = Actor(1, "olha", Role.STAFF, frozenset({Permission.SEE_OWN}))
    assert actor.may(Permission.SEE_OWN)
    assert not actor.may(Permission.SEE_PAY)


def test_all_findings_are_raised_at_once() -> None:
    findings = (Finding("number_missing", "number"), Finding("amount_negative", "net").of_item(2))
    with pytest.raises(Invalid) as refused:
        raise_if_any(findings)
    assert refused.value.findings == findings
    assert refused.value.findings[1].values == {"item": 2}
    raise_if_any(())


def test_a_refusal_names_its_rule() -> None:
    assert Refused(rule="month_closed").rule == "month_closed"
