"""The saved database of a schema, made once when it is released: `python -m tests.migrations.make_databases`.

It is never made anew: it stands for the files that people have.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from app.access.model import NewUser
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.migrations.chain import NEWEST
from app.kernel.actor import Permission, Role
from app.kernel.database import Cell
from app.motivation import canonical
from app.motivation.draft.model import Draft
from app.motivation.draft.opening import draft_of
from app.motivation.scheme_file import read_scheme
from tests.support.clock import FrozenClock
from tests.support.database import DIRECTOR, FIRM, actor
from tests.support.schemes import simple_file

FOLDER = Path(__file__).parent / "databases"

ROWS: tuple[tuple[str, dict[str, Cell]], ...] = (
    ("person", {"staff_no": "1", "staff_no_key": "0011", "name": "Ольга Коваль", "name_key": "ольга коваль"}),
    ("pay_terms", {"person_id": 1, "valid_from": "2024-01-01", "engagement": "employee", "salary_minor": 2_000_000}),
    ("client_group", {"name": "Промінь", "name_key": "промінь"}),
    ("client", {"code": "C1", "name": "Обрій", "name_key": "обрій", "found_by": 1}),
    ("client_membership", {"client_id": 1, "group_id": 1, "valid_from": "2024-01-01"}),
    (
        "contract",
        {
            "number": "A-1",
            "number_key": "a-0011",
            "client_id": 1,
            "signed_on": "2024-02-01",
            "net_minor": 1_000_000,
            "currency": "UAH",
            "order_number": 1,
        },
    ),
    ("contract_role", {"contract_id": 1, "function": "selling", "person_id": 1}),
    (
        "invoice",
        {
            "number": "I-1",
            "number_key": "i-0011",
            "contract_id": 1,
            "issued_on": "2024-02-05",
            "due_on": "2024-02-20",
            "net_minor": 1_000_000,
            "gross_minor": 1_200_000,
        },
    ),
    (
        "payment",
        {
            "number": "P-1",
            "number_key": "p-0011",
            "client_id": 1,
            "received_on": "2024-02-18",
            "amount_minor": 1_200_000,
            "currency": "UAH",
            "entered_on": "2024-02-19",
        },
    ),
    ("allocation", {"payment_id": 1, "invoice_id": 1, "allocated_on": "2024-02-19", "amount_minor": 1_200_000}),
    ("currency_rate", {"currency": "USD", "on_date": "2024-02-18", "rate_micro": 37_980_000}),
    ("calendar_day", {"day": "2024-03-08", "working": 0}),
)

RULES = (
    '[{"base":"net","deciding":"event","event":"payment_received","extension_rate":null,"key":"paid","late":[],'
    '"pay_after_months":0,"rate":{"is":"Percent","rate_ppm":100000},"recipient":"finding","when":{"extensions":null,'
    '"order_kinds":null,"order_number":null,"recipient_sold":null,"service_kind":null}}]'
)
"""A definition as the first schema kept it."""

SINCE: Mapping[int, tuple[tuple[str, dict[str, Cell]], ...]] = {
    2: (
        ("scheme", {"key": "finder", "name": "Хто знайшов"}),
        (
            "scheme_version",
            {
                "scheme_id": 1,
                "number": 1,
                "valid_from": "2024-01-01",
                "terms": '{"floor_negative":true,"leaving":"keep_months","leaving_months":3,"silence_months":12}',
                "definition": RULES,
            },
        ),
        ("scheme_person", {"version_id": 1, "person_id": 1}),
        ("assignment", {"scheme_id": 1, "person_id": 1, "valid_from": "2024-01-01"}),
        (
            "payroll_run",
            {"month": "2024-02", "revision": 1, "facts_token": "t", "semantics": 1, "currency": "UAH"},
        ),
        (
            "accrual",
            {
                "run_id": 1,
                "person_id": 1,
                "key": "1|finder.paid|pay:1|hold:main",
                "kind": "hold_back",
                "scheme_id": 1,
                "scheme_version": 1,
                "rule_key": "paid",
                "event_key": "pay:1",
                "event_kind": "payment_received",
                "event_on": "2024-02-18",
                "month": "2024-02",
                "order_number": 1,
                "function": "finding",
                "base_minor": 1_000_000,
                "amount_minor": -20_000,
                "why": '{"code":"held","values":[]}',
            },
        ),
    ),
    3: (
        ("vat_mode", {"valid_from": "2024-01-01", "mode": "payer", "rate_ppm": 200_000}),
        ("number_series", {"kind": "invoice", "pattern": "INV-{year}-{n:4}"}),
        (
            "act",
            {"contract_id": 1, "number": "1", "accepted_on": "2024-02-29", "net_minor": 1, "returned_on": "2024-03-04"},
        ),
        ("form_draft", {"user_id": 1, "form_key": "client", "body": "{}", "saved_at": "2024-03-04T10:00:00.000Z"}),
    ),
    4: (
        (
            "scheme_draft",
            {
                "name": "Хто знайшов",
                "user_id": 1,
                "login": "olha",
                "step": "later",
                "body": canonical.dumps(draft_of(read_scheme(simple_file()).as_scheme()), Draft),
                "saved_at": "2024-03-04T10:00:00.000Z",
            },
        ),
        (
            "accepted_finding",
            {
                "version_id": 1,
                "code": "rule_silent",
                "place": "finder.paid",
                "subject_key": "[]",
                "said": "[]",
                "rules_hash": "r",
                "reason": "новий напрям",
                "user_id": 1,
                "login": "olha",
                "accepted_at": "2024-03-04T10:00:00.000Z",
            },
        ),
        ("scheme_limit", {"id": 1, "limit_ppm": 250_000}),
        (
            "scheme_approval",
            {
                "version_id": 1,
                "user_id": 1,
                "login": "olha",
                "approved_at": "2024-03-04T10:00:00.000Z",
                "limit_ppm": 250_000,
            },
        ),
    ),
}
"""Rows that files of a later schema hold too."""


def rows_of(number: int) -> tuple[tuple[str, dict[str, Cell]], ...]:
    """What a saved database of schema ``number`` holds."""
    return (*ROWS, *(row for since, rows in SINCE.items() if since <= number for row in rows))


def saved(number: int) -> Path:
    """Where the database of schema ``number`` lies."""
    return FOLDER / f"schema-{number:04d}.premia"


def make(path: Path) -> None:
    """A small office with rows in the tables that everything hangs on, journaled."""
    Office.create(path, FIRM, NewUser(DIRECTOR.login, Role.DIRECTOR), FrozenClock()).close()
    db = SqliteDb(path)
    office = Office(path, db, FrozenClock())

    def work() -> None:
        for table, row in rows_of(NEWEST):
            db.insert(table, row)

    office.use_cases.perform(actor(Role.DIRECTOR), Permission.EDIT_SETTINGS, None, work, action="tests.make")
    db.execute("PRAGMA journal_mode=DELETE")
    office.close()


if __name__ == "__main__":
    target = saved(NEWEST)
    if target.exists():
        sys.exit(f"{target} stands already: a released schema does not change")
    make(target)
