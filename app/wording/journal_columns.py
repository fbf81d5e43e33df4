"""What the columns of the file are called in the journal, and which of them are nobody's reading."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark
from app.wording.fields import FIELDS

COLUMNS: Mapping[str, str] = {
    **FIELDS,
    "accepted_at": mark("Accepted"),
    "active": mark("May sign in"),
    "adjustments_minor": mark("Adjustments"),
    "after_minor": mark("After"),
    "allocated_on": mark("Allocated on"),
    "approved_at": mark("Approved on"),
    "at": mark("When"),
    "base_minor": mark("Base"),
    "before_minor": mark("Before"),
    "bonus_minor": mark("Bonus"),
    "carry_in_minor": mark("Carried in"),
    "carry_out_minor": mark("Carried on"),
    "channel": mark("Channel"),
    "closed_short_on": mark("Closed short on"),
    "closed_short_reason": mark("Why it was closed short"),
    "done_on": mark("Done on"),
    "draft": mark("Draft"),
    "draw_recoverable": mark("The draw is paid back"),
    "draw_repaid_minor": mark("Draw repaid"),
    "draw_top_up_minor": mark("Draw paid"),
    "entered_on": mark("Entered on"),
    "event_kind": mark("Event"),
    "event_on": mark("Date of the event"),
    "final": mark("The last act"),
    "firm_amount_minor": mark("In the firm's currency"),
    "floored_minor": mark("Forgiven below zero"),
    "from_state": mark("From the state"),
    "guarantee_top_up_minor": mark("Guarantee paid"),
    "imported_at": mark("Imported"),
    "kind": mark("Kind"),
    "legal_name_key": mark("Legal name"),
    "limit_ppm": mark("Limit"),
    "order_number": mark("Order number"),
    "order_number_fixed": mark("The number was set by hand"),
    "outcome": mark("Outcome"),
    "phone": mark("Telephone"),
    "place": mark("Place"),
    "rate_ppm": mark("Rate"),
    "reminder": mark("Reminder"),
    "revision": mark("Revision"),
    "scheme_version": mark("Version of the scheme"),
    "state": mark("State"),
    "storno_of": mark("Takes back payment no."),
    "text": mark("Text"),
    "to_state": mark("To the state"),
    "true_ups_minor": mark("True-ups"),
    "undone_at": mark("Taken back"),
    "user": mark("User"),
    "uses_acts": mark("The firm signs acts"),
    "version": mark("Version"),
    "working": mark("Working day"),
    "import_id": mark("Import"),
}
TECHNICAL = frozenset({
    "id", "version", "counts", "definition", "facts_token", "inputs", "inputs_hash", "mapping_digest", "notes",
    "operation_id", "password_hash", "results_hash", "rules_hash", "run_id", "said", "semantics", "source_digest",
    "terms", "why",
})  # fmt: skip
"""Columns that say nothing to a reader: marks, digests, and texts that stand elsewhere in words."""
YES_OR_NO = frozenset({"active", "draw_recoverable", "final", "order_number_fixed", "uses_acts", "working"})
