"""What an order will bring: to the cent what payroll pays once it is really entered, invoiced, paid and accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.calc.facts import Function
from app.contracts.model import RolePart, ShareKind
from app.kernel.errors import NotFound
from app.kernel.period import Month
from app.motivation.model import NewQuota
from tests.support.firm import Firm
from tests.support.months import close
from tests.support.promised import TODAY, Promised, said
from tests.support.rights import ACCOUNTANT, DIRECTOR, found, who_may

RULE = """
[[version.rule]]
key = "{key}"
event = "payment_received"
pays = "{pays}"
rate = {rate}
"""


def scheme(*rules: tuple[str, str, str], rest: str = "") -> str:
    """A file of rules on payments: key, function, rate with what else; ``rest`` goes below the last."""
    head = 'premia_scheme = 1\nkey = "all"\nname = "All"\n[[version]]\nvalid_from = 2024-01-01\n'
    return head + "".join(RULE.format(key=key, pays=function, rate=rate) for key, function, rate in rules) + rest


BY_ORDER = '{ by_order = [10, 1] }\nwhen = { extensions = "as_parent" }'
SIMPLE = scheme(("found", "finding", BY_ORDER), ("sold", "selling", "{ percent = 5 }"))
MARGINAL = '{ tiers = "marginal", over = "month_total", bands = [{ up_to = 10000, percent = 2 }, { percent = 4 }] }'
WHOLE = MARGINAL.replace("marginal", "whole").replace("month_total", "quarter_total")
QUOTA = (
    '{ tiers = "marginal", over = "quota", bands = [{ up_to = 100, percent = 6 }, { up_to = 120, percent = 8 },'
    " { percent = 10 }] }"
)
CAPPED = '{ percent = 20 }\nper_period = { every = "month", cap = 2000 }'
INCREASE = '{ percent = 10 }\nbase = "increase"\nwhen = { extensions = "as_parent" }'
HEADS = scheme(
    ("sold", "selling", '{ percent = 5 }\nhold_back = { percent = 20, until = "accepted" }'),
    rest="""
[[version.rule]]
key = "head"
event = "payment_received"
pays = { named = ["3"] }
rate = { percent = 10 }
override = { of = [{ rule = "sold" }] }
""",
)
EVENTS = scheme(
    ("kept", "selling", '{ percent = 5 }\nhold_back = { percent = 20, until = "months", months = 2 }'),
    ("both", "delivering", "{ percent = 3 }\npaid_and_accepted = true"),
    rest="""
[[version.rule]]
key = "signed"
event = "contract_signed"
pays = "finding"
rate = { percent = 1 }
[[version.rule]]
key = "won"
event = "client_won"
pays = "finding"
rate = { fixed = 1000 }
[[version.rule]]
key = "bill"
event = "invoice_issued"
pays = "selling"
rate = { fixed = 100 }
[[version.rule]]
key = "team"
event = "period_end"
measure = "firm_receipts"
pays = { pool = "everybody" }
rate = { percent = 1 }
""",
)


def quota(firm: Firm) -> None:
    """Petro is to sell 10,000 in the quarter."""
    plan = NewQuota(firm.people["Petro"], date(2024, 1, 1), date(2024, 3, 31), 10_000_00)
    firm.office.motivation.set_quota(firm.actor, plan)


def test_a_repeat_order_by_hand(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    preview = firm.preview(firm.order())
    assert said(preview) == {("Olena", "finding", "found"): 120_00, ("Petro", "selling", "sold"): 600_00}
    course = preview.course
    assert (course.invoiced_on, course.paid_on, course.accepted_on) == (TODAY, date(2024, 3, 29), date(2024, 3, 29))
    assert (preview.net_minor, preview.margin_minor, preview.total_minor) == (12_000_00, None, 720_00)
    (idle,) = preview.unpaid
    assert (idle.code, idle.function, idle.person_name) == ("nothing", "delivering", "Iryna")
    assert idle.nothing is not None
    assert idle.nothing.code == "no_rule"


def test_tables_caps_and_plans_of_the_month_by_hand(tmp_path: Path) -> None:
    """8,000 have come this month already: T(20,000) - T(8,000); 2,000 - 1,600; 6 % of 2,000, 8 %, 10 %."""
    for name, rate, expected in (
        ("marginal", MARGINAL, 600_00 - 160_00),
        ("whole", WHOLE, 20_000 * 4 - 8_000 * 2),
        ("cap", CAPPED, 2_000_00 - 1_600_00),
        ("quota", QUOTA, 120_00 + 160_00 + 800_00),
    ):
        (tmp_path / name).mkdir()
        firm = Promised(tmp_path / name, scheme(("sold", "selling", rate)))
        firm.told(quota)
        assert sum(said(firm.preview(firm.order())).values()) == expected, name


def test_an_extension_brings_its_increase_by_hand(tmp_path: Path) -> None:
    firm = Promised(tmp_path, scheme(("grown", "upselling", INCREASE)))
    roles = (RolePart(Function.UPSELLING, firm.person("Petro")),)
    preview = firm.preview(firm.order(extends_id=firm.contract("1"), roles=roles))
    assert said(preview) == {("Petro", "upselling", "grown"): 1_200_00}


@pytest.mark.parametrize(
    "rules",
    [
        SIMPLE,
        scheme(("sold", "selling", MARGINAL), ("found", "finding", WHOLE)),
        scheme(("sold", "selling", QUOTA)),
        scheme(("sold", "selling", CAPPED), ("led", "delivering", '{ percent = 2 }\nbase = "margin"')),
        scheme(("sold", "selling", INCREASE), ("found", "finding", BY_ORDER)),
        HEADS,
        EVENTS,
    ],
    ids=["by order", "tiers", "quota", "cap", "increase", "heads and held", "other events"],
)
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"signed_on": date(2024, 2, 1), "direct_cost_minor": 4_000_01, "net_minor": 12_345_67},
        {"signed_on": date(2024, 4, 20), "number": "0"},
        {"extends": True},
    ],
    ids=["today", "before the first", "next month", "extension"],
)
def test_payroll_then_pays_just_that(tmp_path: Path, rules: str, typed: dict[str, object]) -> None:
    firm = Promised(tmp_path, rules)
    firm.told(quota)
    other = {"extends_id": firm.contract("1")} if typed.get("extends") else typed
    shared = (
        RolePart(Function.FINDING, firm.person("Olena")),
        RolePart(Function.SELLING, firm.person("Petro"), 600_000, ShareKind.PERCENT),
        RolePart(Function.SELLING, firm.person("Olena"), 400_000, ShareKind.PERCENT),
        RolePart(Function.DELIVERING, firm.person("Iryna")),
    )
    new = firm.order(roles=shared, **other)
    preview = firm.preview(new)
    assert said(preview)
    assert said(preview) == firm.comes_true(new, preview)


def test_an_order_in_a_closed_month_is_paid_by_the_open_one(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    firm.told(lambda told: close(told, Month(2024, 1), Month(2024, 2)))
    new = firm.order(signed_on=date(2024, 1, 20))
    preview = firm.preview(new)
    assert preview.first_open == Month(2024, 3)
    assert min(earning.gain.accrual.pay_month for earning in preview.earnings) < preview.first_open
    assert said(preview) == firm.comes_true(new, preview)


def test_a_contract_that_stands_brings_what_is_left_of_it(tmp_path: Path) -> None:
    """Half of it is paid, a quarter asked: only what is still to come counts, and what a change does to the rest."""
    firm = Promised(tmp_path, scheme(("sold", "selling", MARGINAL), ("found", "finding", BY_ORDER)))

    def tell(told: Firm) -> None:
        told.contract("2", "Orion", signed="2024-03-01", net="12 000.00", sold_by="Petro")
        told.invoice("A-2", net="6 000.00").payment("P-2", received="2024-03-05")
        told.invoice("A-3", contract="2", issued="2024-03-06", net="3 000.00", due="2024-03-10")
        told.act("2", on="2024-03-06", net="5 000.00")

    firm.told(tell)
    contract_id = firm.contract("2")
    petro = (RolePart(Function.SELLING, firm.person("Petro")),)
    new = firm.order(signed_on=date(2024, 3, 1), roles=petro)
    preview = firm.preview(new, contract_id)
    assert preview.net_minor == 6_000_00
    assert (preview.course.invoiced_on, preview.course.paid_on) == (TODAY, date(2024, 3, 19))
    assert said(preview) == firm.comes_true(new, preview, contract_id)
    other = replace(new, net_minor=15_000_00, roles=(RolePart(Function.SELLING, firm.person("Iryna")),))
    changed = firm.preview(other, contract_id)
    assert said(changed)["Petro", "selling", "sold"] < 0
    assert said(changed) == firm.comes_true(other, changed, contract_id)


def test_a_finished_contract_brings_nothing_more(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    firm.told(lambda told: told.act("1", on="2024-03-12", net="8 000.00", final=True))
    stands = firm.order(number="1", signed_on=date(2024, 2, 10), net_minor=8_000_00)
    stands = replace(stands, roles=(RolePart(Function.SELLING, firm.person("Petro")),))
    preview = firm.preview(stands, firm.contract("1"))
    assert (preview.course.days, preview.earnings, preview.net_minor) == ((), (), 0)


def test_a_foreign_order_goes_by_the_last_known_rate(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    new = firm.order(currency="USD", net_minor=1_000_00)
    assert found(lambda: firm.preview(new)) == {("rates", "rate_missing")}
    firm.told(lambda told: told.rate("USD", "2024-03-14", "40"))
    preview = firm.preview(new)
    assert preview.course.rate is not None
    assert (preview.course.rate.rate_micro, preview.net_minor) == (40_000_000, 40_000_00)
    assert said(preview)["Petro", "selling", "sold"] == 2_000_00
    firm.told(lambda told: told.rate("USD", "2024-03-29", "40"))
    assert said(preview) == firm.comes_true(new, preview)


def test_who_is_paid_by_no_scheme_is_named(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    firm.told(lambda told: told.person("Taras"))
    preview = firm.preview(firm.order(roles=(RolePart(Function.SELLING, firm.person("Taras")),)))
    assert ("no_scheme", "selling", "Taras") in {(one.code, one.function, one.person_name) for one in preview.unpaid}
    nobody = firm.preview(firm.order(roles=()))
    assert ("nobody_holds", "selling") in {(one.code, one.function) for one in nobody.unpaid}


def test_what_saving_would_refuse_is_refused(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    half = (RolePart(Function.SELLING, firm.person("Petro"), 500_000, ShareKind.PERCENT),)
    assert found(lambda: firm.preview(firm.order(roles=half))) == {("roles", "percents_wrong_sum")}
    assert found(lambda: firm.preview(firm.order(number="1"))) == {("number", "number_taken")}
    with pytest.raises(NotFound):
        firm.preview(firm.order(), 99)


def test_only_those_who_see_pay_may_ask_and_nothing_is_written(tmp_path: Path) -> None:
    firm = Promised(tmp_path, SIMPLE)
    with firm.open() as office:
        actor = Firm(office).actor
        before = office.journal.token(actor)
        first = office.order_previews.preview(actor, firm.order())
        assert office.order_previews.preview(actor, firm.order()) == first
        assert office.journal.token(actor) == before
        assert who_may(lambda one: office.order_previews.preview(one, firm.order())) == {DIRECTOR, ACCOUNTANT}
        office.contracts.add(actor, firm.order())
        later = office.order_previews.preview(actor, firm.order(number="3", net_minor=24_000_00))
        assert later.total_minor == 2 * first.total_minor
