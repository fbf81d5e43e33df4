"""What a client has earned whom: the stored lines of the runs by person and rule, of one client and of its group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.actor import Role
from app.kernel.errors import Denied, NotFound
from app.payroll.model import ClientEarnings
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, close, finish, open_office, pays, small_firm
from tests.support.schemes import simple_file


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        yield small_firm(office)


def earnings(firm: Firm, client: str = "Orion") -> ClientEarnings:
    return firm.office.payroll.client_earnings(firm.actor, firm.clients[client])


def sums(told: ClientEarnings) -> list[tuple[str, int, int]]:
    """(person, in closed months, in the open run) of every line."""
    return [(line.person_name, line.closed_minor, line.open_minor) for line in told.own]


def test_closed_months_and_the_open_run_are_told_apart(firm: Firm) -> None:
    assert (sums(earnings(firm)), earnings(firm).closed_through, earnings(firm).open_run) == ([], None, None)
    close(firm, JANUARY)
    told = earnings(firm)
    assert sums(told) == [("Olena", 10_000, 0)]
    assert (told.closed_through, told.open_run, told.currency) == (JANUARY, None, "UAH")
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    told = earnings(firm)
    assert sums(told) == [("Olena", 10_000, 10_000)]
    assert told.open_run is not None
    assert (told.open_run.month, told.own[0].earned_minor) == (FEBRUARY, 20_000)


def test_a_line_says_its_person_function_scheme_and_rule(firm: Firm) -> None:
    close(firm, JANUARY)
    (line,) = earnings(firm).own
    assert (line.function, line.scheme_name, line.rule_key) == ("finding", "The finder", "paid")


def test_other_clients_are_left_out(firm: Firm) -> None:
    firm.client("Vega", found_by="Olena").contract("9", "Vega", signed="2024-01-05").invoice("A-9").payment("P-9")
    close(firm, JANUARY)
    assert sums(earnings(firm)) == sums(earnings(firm, "Vega")) == [("Olena", 10_000, 0)]
    assert (earnings(firm).group_name, earnings(firm).group) == ("", ())


def test_the_whole_group_is_summed_beside_the_client_alone(firm: Firm) -> None:
    firm.client("Vega", found_by="Petro").contract("9", "Vega", signed="2024-01-05").invoice("A-9").payment("P-9")
    pays(firm, "Petro", simple_file("{ percent = 5 }").replace('"finder"', '"petro"'))
    firm.group("Stars", "Orion", "Vega")
    close(firm, JANUARY)
    told = earnings(firm)
    assert (told.group_name, told.group_size) == ("Stars", 2)
    assert sums(told) == [("Olena", 10_000, 0)]
    assert [(line.person_name, line.closed_minor) for line in told.group] == [("Olena", 10_000), ("Petro", 5_000)]


def test_who_has_left_the_group_stands_alone(firm: Firm) -> None:
    firm.client("Vega").group("Stars", "Orion", "Vega").alone("Orion", "2024-06-01")
    assert (earnings(firm).group_name, earnings(firm).group_size) == ("", 0)
    assert (earnings(firm, "Vega").group_name, earnings(firm, "Vega").group_size) == ("Stars", 1)


def test_a_true_up_of_a_closed_month_belongs_to_its_client(firm: Firm) -> None:
    close(firm, JANUARY)
    firm.undone("P-1")
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    assert sums(earnings(firm)) == [("Olena", 10_000, 0)]  # 10,000 of February less the 10,000 of January


def test_a_month_that_is_opened_again_counts_by_its_new_revision_alone(firm: Firm) -> None:
    close(firm, JANUARY)
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    firm.office.payroll.reopen(firm.actor, JANUARY, "a payment came to light")
    told = earnings(firm)
    assert (sums(told), told.closed_through) == ([("Olena", 0, 20_000)], None)
    finish(firm, JANUARY)
    told = earnings(firm)
    assert (sums(told), told.closed_through) == ([("Olena", 20_000, 0)], JANUARY)


def test_nobody_without_the_right_is_told(firm: Firm) -> None:
    for role in (Role.OFFICE_MANAGER, Role.STAFF):
        with pytest.raises(Denied):
            firm.office.payroll.client_earnings(actor(role), 1)


def test_a_client_that_is_not_there_is_not_found(office: Office) -> None:
    firm = Firm(office)
    with pytest.raises(NotFound) as heard:
        office.payroll.client_earnings(firm.actor, 99)
    assert heard.value.values == {"kind": "client", "key": 99}
