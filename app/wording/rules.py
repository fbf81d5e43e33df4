"""Sentences of the books' rules: codes of Refused."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark

RULES: Mapping[str, str] = {
    "append_only": mark("Payments, imports and the journal are never rewritten. Correct a payment by a storno pair."),
    "approval_stands": mark(
        "What was approved with a version of a scheme is never changed. Put a new version in force."
    ),
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
    "file_encrypted_already": mark("The file is encrypted already."),
    "file_plain": mark("The file is not encrypted: it has no keys."),
    "firm_exists": mark("The file has its firm already. For another firm make another file."),
    "foreign_key": mark("Other records point to it, or what it points to is not in the books ({detail})."),
    "invoice_cancelled": mark("The invoice is cancelled. Choose another invoice."),
    "invoice_closed_short": mark("The invoice is closed short already."),
    "invoice_has_money": mark("Money has come for this invoice. Make a refund or a credit note instead."),
    "invoice_not_draft": mark("The invoice is sent and is changed no more. Make a credit note or cancel it."),
    "invoice_not_sent": mark("The invoice is not sent. Send it first."),
    "journal_chain": mark("The chain of the journal does not fit. Check the file and restore a backup."),
    "last_director": mark("This is the last director. Give the role to somebody else first."),
    "month_not_next": mark("{month} is not the next month: {next} is. Months are worked out in their order."),
    "not_last_closed": mark("{month} is not the last closed month: {last} is. Only that one is opened again."),
    "not_null": mark("Something that must be there is missing ({detail}). Fill it in."),
    "operation_reused": mark("This action was done already; nothing was repeated. Refresh the list."),
    "lock_without_password": mark("Without a password there is nothing to unlock by. Set one first."),
    "own_only": mark("You may do this with your own tasks and clients only."),
    "password_of_others_missing": mark(
        "With several users everybody needs a password, and somebody has none. Set that password first."
    ),
    "payment_undone": mark("The payment is undone by a storno already."),
    "person_in_use": mark("The person stands in contracts or payroll and cannot be removed. Enter the leaving date."),
    "person_named": mark("A motivation scheme names this person by the staff number: the number stays as it is."),
    "run_exists": mark("There is such a revision of this month already. Refresh the list."),
    "run_frozen": mark("The payroll run is no draft: its lines stand. Return it to draft with a reason."),
    "run_identity": mark("The month and the revision of a run are never changed."),
    "run_not_draft": mark("{month} is no draft (it is: {state}). Return it to draft with a reason."),
    "import_in_closed_month": mark(
        "Rows of the import stand in a month whose payroll is fixed (through {month}). Correct them one by one."
    ),
    "import_in_use": mark("Something entered later hangs on what was imported. Take that back first."),
    "import_undone": mark("The import was taken back already."),
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
    "undo_final": mark("This is not undone: payments, payroll, users and the firm have their own ways back."),
    "users_exist": mark("The file has users already. Sign in."),
}
"""A sentence for every rule."""
