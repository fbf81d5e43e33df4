"""The forms of contracts: the contract with its people, its extension, amendments, acts, its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.bootstrap import Office
from app.calc.facts import ServiceKind
from app.contracts.model import Contract, ContractStatus, NewAct, NewAmendment, NewContract
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.settings.series import NumberedKind
from app.settings.vat import VAT_RATES_PPM, VatMode, VatTerms, parts, vat_on
from app.wording.terms import SERVICE_KINDS
from ui.contracts.earnings import earnings_field
from ui.contracts.matrix import roles_field
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    FormPlan,
    LongTextField,
    MoneyField,
    PickField,
    Stand,
    TextField,
    Values,
    WholeField,
    YesNoField,
    currency_choices,
    not_below_zero,
)
from ui.runtime.context import UiContext

_PLACES = {
    "net_minor": "amount", "vat_ppm": "vat", "vat_mode": "vat", "direct_cost_minor": "direct_cost",
    "extends_number": "extends_id",
}  # fmt: skip
"""Where the findings of a contract stand in its form."""


def new_contract(context: UiContext[Office], extends: Contract | None = None) -> FormPlan[Office]:
    """A contract that is not there yet, or the extension of one that is: the client and its people come along."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        today = context.clock.today()
        firm = office.settings.firm(actor)
        terms = vat_on(office.settings.vat_modes(actor), today) or VatTerms(VatMode.WITHOUT)
        values: dict[str, Any] = {
            "number": office.numbering.next_number(actor, NumberedKind.CONTRACT, today), "signed_on": today,
            "currency": firm.currency, "vat": terms, "with_vat": terms.rate_ppm > 0,
            "service_kind": ServiceKind.STANDARD.value, "quantity": 1, "roles": (),
        }  # fmt: skip
        if extends is not None:
            values |= {
                "client_id": extends.client_id, "extends_id": extends.id, "currency": extends.currency,
                "vat": VatTerms(extends.vat_mode, extends.vat_ppm), "service_kind": extends.service_kind.value,
                "roles": extends.roles,
            }  # fmt: skip
        return Stand(values, 0, _lists(office, context))

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.contracts.add(actor, _contract(values))

    title = words.text("New contract")
    if extends is not None:
        title = words.text("Extension of {number}").format(number=extends.number)
    return FormPlan(
        f"contracts.extend/{extends.id}" if extends else "contracts.new",
        title,
        _fields(context),
        load,
        save,
        words.text("Add the contract"),
        words.text("The contract is added."),
        places=_PLACES,
    )


def change_contract(context: UiContext[Office], contract: Contract) -> FormPlan[Office]:
    """The fields of a contract; its amount and people of a closed month are corrected by the next run."""
    words, actor, contract_id = context.words, context.actor, contract.id

    def load(office: Office) -> Stand:
        stands = office.contracts.get(actor, contract_id)
        return Stand(_values(stands), stands.version, _lists(office, context, without=contract_id))

    def save(office: Office, values: Values, version: int) -> Done[None]:
        stands = office.contracts.get(actor, contract_id)
        return office.contracts.change(actor, contract_id, version, _contract(values, stands))

    return FormPlan(
        f"contracts.change/{contract_id}",
        contract.number,
        _fields(context, contract),
        load,
        save,
        saved=words.text("The contract is saved."),
        places=_PLACES,
    )


def amendment(context: UiContext[Office], contract: Contract) -> FormPlan[Office]:
    """A dated change of the contract's net."""
    words, actor = context.words, context.actor

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewAmendment(contract.id, values["on_date"], values["net_change_minor"], values["reason"])
        return office.contracts.amend(actor, new)

    return FormPlan(
        f"contracts.amend/{contract.id}",
        words.text("Amendment of {number}").format(number=contract.number),
        (
            DateField("on_date", mark("Date of the amendment"), required=True, short=True),
            MoneyField(
                "net_change_minor", mark("Change without VAT"), hint=mark("with a minus where it falls"), required=True,
                short=True, currency=contract.currency,
            ),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        lambda _office: Stand({"on_date": context.clock.today()}),
        save,
        words.text("Add the amendment"),
        words.text("The amendment is added."),
    )  # fmt: skip


def act(context: UiContext[Office], contract: Contract) -> FormPlan[Office]:
    """An acceptance certificate: typed with or without VAT, as on its paper."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        today = context.clock.today()
        accepted = sum(one.act.net_minor for one in office.contracts.acts(actor, contract.id))
        values = {
            "number": office.numbering.next_number(actor, NumberedKind.ACT, today), "accepted_on": today,
            "amount": max(0, contract.net_minor - accepted), "with_vat": False, "subject": contract.subject,
        }  # fmt: skip
        return Stand(values)

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        typed = parts(values["amount"], contract.vat_ppm, includes_vat=values["with_vat"])
        new = NewAct(
            contract.id, values["number"], values["accepted_on"], typed.net_minor, typed.vat_minor, values["final"],
            values["subject"], values["returned_on"],
        )  # fmt: skip
        return office.contracts.add_act(actor, new)

    return FormPlan(
        f"contracts.act/{contract.id}",
        words.text("Act under {number}").format(number=contract.number),
        (
            TextField("number", mark("Number"), required=True, missing="number_missing", short=True),
            DateField("accepted_on", mark("Date of the act"), required=True, short=True),
            MoneyField("amount", mark("Amount"), required=True, currency=contract.currency),
            YesNoField("with_vat", mark("The amount is with VAT"), when=lambda _values: contract.vat_ppm > 0),
            LongTextField("subject", mark("What was done")),
            YesNoField("final", mark("It is the last act: the work is accepted as a whole")),
            DateField("returned_on", mark("Signed copy came back on")),
        ),
        load,
        save,
        words.text("Add the act"),
        words.text("The act is added."),
        places=_PLACES,
    )


def cancellation(context: UiContext[Office], contract: Contract) -> FormPlan[Office]:
    """The end of a contract before its time."""
    words, actor = context.words, context.actor

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.contracts.cancel(actor, contract.id, version, values["on"], values["reason"])

    def load(office: Office) -> Stand:
        return Stand({"on": context.clock.today()}, office.contracts.get(actor, contract.id).version)

    return FormPlan(
        f"contracts.cancel/{contract.id}",
        words.text("Cancel {number}").format(number=contract.number),
        (
            DateField("on", mark("Cancelled on"), required=True),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        load,
        save,
        words.text("Cancel the contract"),
        words.text("The contract is cancelled."),
        note=words.text("What was earned on its signing is taken back; what was paid and delivered stays."),
    )


def _fields(context: UiContext[Office], stands: Contract | None = None) -> tuple[Field, ...]:
    return (
        TextField("number", mark("Number"), required=True, missing="number_missing", short=True),
        DateField("signed_on", mark("Signed on"), required=True, short=True),
        PickField("client_id", mark("Client"), required=True),
        LongTextField("subject", mark("What it is about")),
        MoneyField("amount", mark("Amount"), required=True, short=True, currency_key="currency", check=not_below_zero),
        ChoiceField("currency", mark("Currency"), required=True, short=True),
        ChoiceField("vat", mark("VAT"), required=True, short=True),
        ChoiceField(
            "service_kind", mark("Service"), required=True, short=True,
            choices=tuple(SERVICE_KINDS.items()),
        ),
        YesNoField("with_vat", mark("The amount is with VAT"), when=_asks_vat),
        roles_field("roles", mark("Who does what")),
        *_earnings(context, stands),
        PickField("extends_id", mark("Extends an earlier contract")),
        MoneyField("direct_cost", mark("Direct cost"), short=True, currency_key="currency", check=not_below_zero),
        WholeField("quantity", mark("Quantity"), short=True, check=_positive),
        TextField("unit", mark("Unit"), short=True),
    )  # fmt: skip


def _earnings(context: UiContext[Office], stands: Contract | None) -> Iterator[Field]:
    """What it will bring whom is for those who see pay alone."""
    if context.actor.may(Permission.SEE_PAY):
        contract_id = None if stands is None else stands.id
        yield earnings_field(context, lambda values: _contract(values, stands), contract_id)


def _vat_choices(words: Words) -> list[Choice]:
    """The rates of a payer, and how else a contract may stand to VAT."""
    return [
        *(
            Choice(VatTerms(VatMode.PAYER, rate_ppm), words.text("VAT {rate}").format(rate=words.percent(rate_ppm)))
            for rate_ppm in VAT_RATES_PPM
        ),
        Choice(VatTerms(VatMode.WITHOUT), words.text("Without VAT")),
        Choice(VatTerms(VatMode.OUTSIDE), words.text("Outside VAT")),
    ]


def _asks_vat(values: Values) -> bool:
    terms = values.get("vat")
    return isinstance(terms, VatTerms) and terms.rate_ppm > 0


def _positive(value: Any, _values: Values) -> Finding | None:
    if value is not None and value <= 0:
        return Finding("quantity_not_positive", "", {"quantity": value})
    return None


def _contract(values: Values, stands: Contract | None = None) -> NewContract:
    """What was typed; what the form does not ask stays as it stands."""
    terms: VatTerms = values["vat"]
    typed = parts(values["amount"], terms.rate_ppm, includes_vat=bool(values.get("with_vat")))
    return NewContract(
        values["number"], values["client_id"], values["signed_on"], typed.net_minor, values["currency"], terms.rate_ppm,
        ServiceKind(values["service_kind"]), values["subject"], values["extends_id"], values["direct_cost"] or 0,
        values["quantity"] or 1, values["unit"], stands.status if stands else ContractStatus.ACTIVE,
        stands.cancelled_on if stands else None, stands.cancel_reason if stands else "",
        stands.paid_before_minor if stands else 0, values["roles"], vat_mode=terms.mode,
    )  # fmt: skip


def _values(stands: Contract) -> dict[str, Any]:
    return {
        "number": stands.number, "signed_on": stands.signed_on, "client_id": stands.client_id,
        "subject": stands.subject, "amount": stands.net_minor, "currency": stands.currency, "with_vat": False,
        "vat": VatTerms(stands.vat_mode, stands.vat_ppm), "service_kind": stands.service_kind.value,
        "roles": stands.roles, "extends_id": stands.extends_id, "direct_cost": stands.direct_cost_minor or None,
        "quantity": stands.quantity, "unit": stands.unit,
    }  # fmt: skip


def _lists(office: Office, context: UiContext[Office], without: int = 0) -> dict[str, Sequence[Choice]]:
    """Whom and what a contract may name."""
    actor = context.actor
    clients = {client.id: client for client in office.clients.list(actor)}
    return {
        "client_id": [Choice(client.id, client.name, client.code) for client in clients.values()],
        "extends_id": [
            Choice(one.id, one.number, clients[one.client_id].name)
            for one in office.contracts.list(actor)
            if one.id != without and one.status is not ContractStatus.CANCELLED
        ],
        "vat": _vat_choices(context.words),
        "currency": currency_choices(context.currency, (rate.currency for rate in office.settings.rates(actor))),
        "roles": [Choice(one.id, one.name, one.staff_no) for one in office.staff.list(actor)],
    }
