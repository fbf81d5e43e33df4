"""What can be imported, by its names; and what a mapping in the making still lacks, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.i18n.words import Words, mark
from app.kernel.errors import Finding
from app.wording.errors import finding_text
from app.wording.fields import FIELDS
from app.wording.terms import CONTRACT_STATUSES, ENGAGEMENTS, FUNCTIONS, INVOICE_STATES, SERVICE_KINDS, VAT_MODES

KINDS: Mapping[str, str] = {
    "clients": mark("Clients"),
    "contracts": mark("Contracts"),
    "invoices": mark("Invoices"),
    "payments": mark("Payments"),
    "staff": mark("Staff"),
    "acts": mark("Acts"),
    "pay_terms": mark("Pay of people"),
    "rates": mark("Currency rates"),
    "roles": mark("People's parts in contracts"),
    "amendments": mark("Changes of contracts"),
    "handovers": mark("Hand-overs"),
    "credit_notes": mark("Credit notes"),
    "refunds": mark("Refunds"),
    "groups": mark("Client groups"),
    "opening_balances": mark("Opening balances of people"),
    "opening_measures": mark("Opening measures of rules"),
}
"""The kinds of rows, the usual ones first."""

_OWN: Mapping[str, str] = {
    "carry": mark("Carried over"),
    "contact": mark("Contact person"),
    "contact_email": mark("Contact's e-mail"),
    "contact_phone": mark("Contact's phone"),
    "contact_position": mark("Contact's position"),
    "count": mark("Number of events"),
    "due_days": mark("Days to the due date"),
    "draw": mark("Advance on bonuses (draw)"),
    "draw_owed": mark("Draw owed"),
    "draw_recoverable": mark("Draw is paid back"),
    "final": mark("Last act of the contract"),
    "group_from": mark("In the group from"),
    "guarantee": mark("Guaranteed minimum"),
    "held": mark("Held back"),
    "invoice_amount": mark("Amount in the invoice's currency"),
    "net_change": mark("Change of the amount"),
    "paid_before": mark("Paid before the books begin"),
    "percent": mark("Share in per cent"),
    "rule": mark("Rule"),
    "salary": mark("Salary"),
    "scheme": mark("Motivation scheme"),
    "vat": mark("VAT rate"),
}
_KEYS: Mapping[tuple[str, str], str] = {
    ("staff", "name"): mark("Name of the person"),
    ("clients", "name"): mark("Name of the client"),
    ("clients", "code"): mark("Client code"),
    ("contracts", "number"): mark("Contract no."),
    ("invoices", "number"): mark("Invoice no."),
    ("payments", "number"): mark("Payment no."),
    ("acts", "number"): mark("Act no."),
    ("credit_notes", "number"): mark("Credit note no."),
}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "engagement": ENGAGEMENTS,
    "function": FUNCTIONS,
    "service_kind": SERVICE_KINDS,
    "vat_mode": VAT_MODES,
}


def field_title(words: Words, kind: str, field: str) -> str:
    """What a field of a kind is called; people in a function are called by the function."""
    code = str(field)
    for names, key in ((_KEYS, (kind, code)), (_OWN, code), (FUNCTIONS, code), (FIELDS, code)):
        if key in names:
            return words.text(names[key])  # type: ignore[index]
    return code


def choice_title(words: Words, kind: str, field: str, choice: str) -> str:
    """What one of the choices of a field is called."""
    states = INVOICE_STATES if kind == "invoices" else CONTRACT_STATUSES
    names = states if field == "status" else _CHOICES.get(field, {})
    return words.text(names[choice]) if choice in names else choice


def lacks_sentence(words: Words, kind: str, findings: Iterable[Finding]) -> str:
    """What is missing or wrong in a table of the mapping; empty where nothing is."""
    missing: list[str] = []
    said: list[str] = []
    for finding in findings:
        field = str(finding.values.get("field", ""))
        if finding.code == "field_missing":
            missing.append(field_title(words, kind, field))
        elif finding.code == "meaning_missing":
            text = words.text("Say what «{value}» means in the column of «{field}».")
            said.append(text.format(value=finding.values["value"], field=field_title(words, kind, field)))
        else:
            name = field_title(words, kind, finding.place.rpartition(".")[2])
            said.append(words.text("{place}: {said}").format(place=name, said=finding_text(words, finding)))
    if missing:
        names = ", ".join(f"«{name}»" for name in missing)
        first = words.text(
            "Still missing: {fields}. Choose the column above which it stands, or a value for every row."
        )
        said.insert(0, first.format(fields=names))
    return " ".join(said)


def counts_text(words: Words, counts: Mapping[str, int]) -> str:
    """How many rows of what, the usual kinds first: ``Clients: 91 · Contracts: 830``."""
    parts = [(words.text(KINDS[kind]), counts[kind]) for kind in KINDS if counts.get(kind)]
    return " · ".join(words.text("{place}: {said}").format(place=name, said=words.number(n)) for name, n in parts)
