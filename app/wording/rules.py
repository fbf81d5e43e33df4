"""Sentences of the books' rules: codes of Refused."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark

RULES: Mapping[str, str] = {
    "append_only": mark("Payments, imports and the journal are never rewritten. Correct a payment by a storno pair."),
    "books_closed": mark("A month is closed: the beginning of the books and the currency stay as they are."),
    "check": mark("The value is outside what the books allow ({detail}). Correct it."),
    "client_in_use": mark("The client has contracts or payments and cannot be removed."),
    "contract_cancelled": mark("The contract is terminated. Choose another contract."),
    "contract_counted": mark(
        "The order number of this contract stands in a closed month. Only the director can change it, with a reason."
    ),
    "contract_in_use": mark("The contract has invoices or acts and cannot be removed. Terminate it instead."),
    "contract_not_active": mark("The contract is not in force."),
    "facts_moved": mark("The books changed since {month} was worked out. Work the month out again."),
    "firm_exists": mark("The file has its firm already. For another firm make another file."),
    "foreign_key": mark("Other records point to it, or what it points to is not in the books ({detail})."),
    "run_not_open": mark("{month} is not open. Open or work out the month first."),
    "payroll_run_open": mark("Another month is still open. Close it first."),
    "run_open": mark("{month} is still open. Close it first."),
    "run_state": mark("A run cannot go from «{state}» to «{wanted}». Take the steps in their order."),
    "scheme_in_force": mark("A version in force is never changed. Add a new version with a later date."),
    "snapshot_missing": mark("The month has no snapshot of its inputs and cannot be closed. Compute it again."),
    "task_done": mark("The task is done already."),
    "undo_bulk": mark("So many rows at once cannot be put back. Restore the backup that was made before."),
    "undo_changed": mark("It was changed again since, so it cannot be undone."),
    "undo_import": mark("This was an import. Take the import back as a whole."),
    "undo_import": mark("An import is taken back as a whole, in the list of imports."),
    "undo_final": mark("This is not undone: payments, payroll, users and the firm have their own ways back."),
    "users_exist": mark("The file has users already. Sign in."),
}
"""A sentence for every rule."""
