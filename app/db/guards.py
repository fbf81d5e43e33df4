"""Triggers that keep the books' promises even from a plain connection: written once, frozen, moving in order.

Every refusal reads ``rule:<code>`` and reaches the services as Refused(rule=code). ``INSERT OR REPLACE`` deletes
without firing DELETE triggers where recursive triggers are off (a foreign tool), hence the guards on INSERT.
"""

from __future__ import annotations

APPEND_ONLY = ("journal", "journal_body", "payment", "allocation", "refund", "payroll_step")
"""Rows that never change and never vanish (but with a whole import, see below); corrections are new rows."""

_BATCH_OF = {
    "payment": "SELECT 1 FROM import_batch WHERE id = OLD.import_id AND undone_at IS NOT NULL",
    "allocation": (
        "SELECT 1 FROM import_batch b JOIN payment p ON p.import_id = b.id "
        "WHERE p.id = OLD.payment_id AND b.undone_at IS NOT NULL"
    ),
    "refund": "SELECT 1 FROM import_batch WHERE id = OLD.import_id AND undone_at IS NOT NULL",
}
"""Money that came with an import goes with it when the import as a whole is undone, and in no other way."""

_DATED_BY_IMPORT = {
    "contract": "signed_on",
    "invoice": "issued_on",
    "payment": "received_on",
    "refund": "refunded_on",
}
"""Rows that name their import, with the day that says in which month they stand."""

FROZEN_WITH_RUN = {
    "payroll_line": "run_id",
    "accrual": "run_id",
    "adjustment": "run_id",
    "balance": "run_id",
    "payroll_snapshot": "id",
}
"""Results of a (month, revision) with the column that names the run: they move only while their run is a draft."""

TRANSITIONS = (
    ("draft", "submitted"),
    ("submitted", "draft"),
    ("submitted", "approved"),
    ("approved", "draft"),
    ("approved", "paid"),
    ("paid", "closed"),
)
"""How the state of a run moves (ARCHITECTURE, "Closing freezes results, never facts")."""

FIXED_AT_DRAFT = ("facts_token", "semantics", "currency", "notes")
"""What a run was computed from may be written anew only while it is a draft."""


FIXED_IN_FORCE = ("id", "scheme_id", "number", "valid_from", "terms", "definition", "state")
"""What a version of a scheme says once it is in force."""


def statements(*, of_first_schema: bool = False) -> tuple[str, ...]:
    """The text of every guard; or of those that the first schema had, whose versions had no terms and named nobody."""
    fixed = tuple(column for column in FIXED_IN_FORCE if not (of_first_schema and column == "terms"))
    return (
        *_append_only(),
        *_journal_chain(),
        *_frozen_with_run(),
        *_run(),
        *_scheme(fixed),
        *(() if of_first_schema else _scheme_person()),
        *_firm(),
        *_import_batch(),
    )


def of_approvals() -> tuple[str, ...]:
    """What came with the fourth schema: what was approved stands, and no insert takes the place of a version."""
    in_force = "OLD.version_id IS NOT NULL"
    same = (
        "EXISTS (SELECT 1 FROM scheme_version WHERE scheme_id = NEW.scheme_id AND state = 'in_force' "
        "AND (number = NEW.number OR valid_from = NEW.valid_from))"
    )
    accepted = "EXISTS (SELECT 1 FROM accepted_finding WHERE id = NEW.id)"
    approved = "EXISTS (SELECT 1 FROM scheme_approval WHERE id = NEW.id OR version_id = NEW.version_id)"
    return (
        _guard("scheme_version_same", "BEFORE INSERT ON scheme_version", same, "scheme_in_force"),
        _guard("accepted_finding_stays", "BEFORE UPDATE ON accepted_finding", in_force, "approval_stands"),
        _guard("accepted_finding_remains", "BEFORE DELETE ON accepted_finding", in_force, "approval_stands"),
        _guard("accepted_finding_once", "BEFORE INSERT ON accepted_finding", accepted, "approval_stands"),
        _guard("scheme_approval_stays", "BEFORE UPDATE ON scheme_approval", "", "approval_stands"),
        _guard("scheme_approval_remains", "BEFORE DELETE ON scheme_approval", "", "approval_stands"),
        _guard("scheme_approval_once", "BEFORE INSERT ON scheme_approval", approved, "approval_stands"),
    )


def _guard(name: str, when: str, condition: str, rule: str) -> str:
    guarded = f"\nWHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} {when}{guarded}\nBEGIN SELECT RAISE(ABORT, 'rule:{rule}'); END"


def _append_only() -> list[str]:
    texts = []
    for table in APPEND_ONLY:
        texts += [
            _guard(f"{table}_stays", f"BEFORE UPDATE ON {table}", "", "append_only"),
            _guard(f"{table}_remains", f"BEFORE DELETE ON {table}", _not_undone(table), "append_only"),
        ]
        if table != "journal":  # its own chain guard says more
            exists = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # ruff: ignore[hardcoded-sql-expression] (the names above)
            texts.append(_guard(f"{table}_once", f"BEFORE INSERT ON {table}", exists, "append_only"))
    return texts


def _journal_chain() -> list[str]:
    last = "coalesce((SELECT hash FROM journal ORDER BY id DESC LIMIT 1), '')"
    after = "coalesce((SELECT max(id) FROM journal), 0) + 1"
    follows = f"NEW.prev_hash <> {last} OR NEW.id <> {after}"
    return [_guard("journal_follows", "BEFORE INSERT ON journal", follows, "journal_chain")]


def _frozen_with_run() -> list[str]:
    texts = []
    for table, run_id in FROZEN_WITH_RUN.items():
        for event, sides in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            frozen = " OR ".join(f"coalesce({_state_of(f'{side}.{run_id}')}, '') <> 'draft'" for side in sides)
            name = f"{table}_frozen_{event.lower()}"
            texts.append(_guard(name, f"BEFORE {event} ON {table}", frozen, "run_frozen"))
    return texts


def _run() -> list[str]:
    moves = ", ".join(f"'{before}>{after}'" for before, after in TRANSITIONS)
    moved = f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({moves})"
    fixed = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in FIXED_AT_DRAFT)
    identity = "OLD.id <> NEW.id OR OLD.month <> NEW.month OR OLD.revision <> NEW.revision"
    no_snapshot = (
        "OLD.state = 'paid' AND NEW.state = 'closed' AND NOT EXISTS (SELECT 1 FROM payroll_snapshot WHERE id = OLD.id)"
    )
    return [
        _guard("payroll_run_begins", "BEFORE INSERT ON payroll_run", "NEW.state <> 'draft'", "run_state"),
        _guard(
            "payroll_run_once",
            "BEFORE INSERT ON payroll_run",
            "EXISTS (SELECT 1 FROM payroll_run WHERE id = NEW.id OR (month = NEW.month AND revision = NEW.revision))",
            "run_exists",
        ),
        _guard(
            "payroll_run_single",
            "BEFORE INSERT ON payroll_run",
            "EXISTS (SELECT 1 FROM payroll_run WHERE state <> 'closed')",
            "run_open",
        ),
        _guard("payroll_run_moves", "BEFORE UPDATE ON payroll_run", moved, "run_state"),
        _guard("payroll_run_identity", "BEFORE UPDATE ON payroll_run", identity, "run_identity"),
        _guard(
            "payroll_run_fixed", "BEFORE UPDATE ON payroll_run", f"OLD.state <> 'draft' AND ({fixed})", "run_frozen"
        ),
        _guard("payroll_run_closes", "BEFORE UPDATE ON payroll_run", no_snapshot, "snapshot_missing"),
        _guard("payroll_run_remains", "BEFORE DELETE ON payroll_run", "OLD.state <> 'draft'", "run_frozen"),
    ]


def _scheme(columns: tuple[str, ...]) -> list[str]:
    edited = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)
    return [
        _guard(
            "scheme_version_stays",
            "BEFORE UPDATE ON scheme_version",
            f"OLD.state = 'in_force' AND ({edited})",
            "scheme_in_force",
        ),
        _guard(
            "scheme_version_remains", "BEFORE DELETE ON scheme_version", "OLD.state = 'in_force'", "scheme_in_force"
        ),
        _guard(
            "scheme_version_once",
            "BEFORE INSERT ON scheme_version",
            "EXISTS (SELECT 1 FROM scheme_version WHERE id = NEW.id AND state = 'in_force')",
            "scheme_in_force",
        ),
    ]


def _scheme_person() -> list[str]:
    """Whom a version names is fixed with it, and so is the number by which it does: else it would pay another one."""
    renumbered = "OLD.staff_no_key <> NEW.staff_no_key OR OLD.id <> NEW.id"
    named = "EXISTS (SELECT 1 FROM scheme_person WHERE person_id = OLD.id)"
    in_force = "EXISTS (SELECT 1 FROM scheme_version WHERE id = OLD.version_id AND state = 'in_force')"
    return [
        _guard("scheme_person_stays", "BEFORE UPDATE ON scheme_person", "", "scheme_in_force"),
        _guard("scheme_person_remains", "BEFORE DELETE ON scheme_person", in_force, "scheme_in_force"),
        _guard(
            "scheme_person_once",
            "BEFORE INSERT ON scheme_person",
            "EXISTS (SELECT 1 FROM scheme_person WHERE id = NEW.id)",
            "scheme_in_force",
        ),
        _guard("person_numbered", "BEFORE UPDATE ON person", f"({renumbered}) AND {named}", "person_named"),
    ]


def _firm() -> list[str]:
    closed = "EXISTS (SELECT 1 FROM payroll_run WHERE state = 'closed')"
    changed = f"(OLD.books_from <> NEW.books_from OR OLD.currency <> NEW.currency) AND {closed}"
    return [_guard("firm_books_stand", "BEFORE UPDATE ON firm", changed, "books_closed")]


def _import_batch() -> list[str]:
    """An import is noted once; all that may still happen to it is that it is undone, while no month of it is fixed."""
    columns = ("id", "imported_at", "user_id", "mapping_digest", "source_digest", "counts", "operation_id")
    edited = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)
    stands = " OR ".join(
        # ruff: ignore[hardcoded-sql-expression] (the names above)
        f"EXISTS (SELECT 1 FROM {table} t JOIN payroll_run r ON r.month >= substr(t.{day}, 1, 7) "
        f"WHERE t.import_id = NEW.id AND r.state <> 'draft')"
        for table, day in _DATED_BY_IMPORT.items()
    )
    update = "BEFORE UPDATE ON import_batch"
    return [
        _guard("import_batch_stays", update, f"OLD.undone_at IS NOT NULL OR {edited}", "append_only"),
        _guard("import_batch_undone", update, stands, "import_in_closed_month"),
        _guard("import_batch_remains", "BEFORE DELETE ON import_batch", "", "append_only"),
        _guard(
            "import_batch_once",
            "BEFORE INSERT ON import_batch",
            "EXISTS (SELECT 1 FROM import_batch WHERE id = NEW.id)",
            "append_only",
        ),
    ]


def _not_undone(table: str) -> str:
    return f"NOT EXISTS ({_BATCH_OF[table]})" if table in _BATCH_OF else ""


def _state_of(run_id: str) -> str:
    return f"(SELECT state FROM payroll_run WHERE id = {run_id})"  # ruff: ignore[hardcoded-sql-expression] (columns of the guards above)
