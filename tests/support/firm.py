"""A firm told in a few lines: people, clients, contracts, invoices and payments by their names and numbers.

    firm = Firm(office).person("Olena").client("Orion", found_by="Olena")
    firm.contract("7", "Orion", net="1 000.00", sold_by="Olena").invoice("31", "7").payment("P-1", "31")

Amounts are typed as text, dates as ISO text; every step returns the firm. What a step does not say has a plain value.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from app.bootstrap import Office
from app.calc.facts import Function, ServiceKind
from app.clients.model import Membership, NewClient, NewGroup
from app.contracts.model import NewAct, NewAmendment, NewContract, NewHandover, RolePart, ShareKind
from app.invoices.model import Channel, InvoiceStatus, NewCreditNote, NewInvoice, NewReminder, Outcome
from app.kernel.actor import Actor
from app.kernel.money import with_vat, without_vat
from app.payments.model import NewAllocation, NewPayment, NewRefund
from app.settings.model import CurrencyRate
from app.staff.model import Engagement, NewPerson, OpeningBalance, PayTerms

People = str | dict[str, int] | None
"""A name, or names with their weights: ``{"Olena": 2, "Petro": 1}``; weights that sum to 1,000,000 are percents."""

HOLDERS = {
    "found_by": Function.FINDING,
    "sold_by": Function.SELLING,
    "upsold_by": Function.UPSELLING,
    "delivered_by": Function.DELIVERING,
    "invoiced_by": Function.INVOICING,
    "collected_by": Function.COLLECTING,
    "accepted_by": Function.ACCEPTING,
}


def minor(amount: str) -> int:
    """``"1 000.00"`` → 100000; raises ValueError when there are more than two decimals."""
    scaled = Decimal(amount.replace(" ", "").replace("\u00a0", "")) * 100
    if scaled != int(scaled):
        raise ValueError(f"more than two decimals: {amount!r}")
    return int(scaled)


def day(text: str) -> date:
    """``"2024-03-05"`` → date."""
    return date.fromisoformat(text)


class Firm:
    """Builds records in an office through its services, as its director."""

    def __init__(self, office: Office, actor: Actor | None = None) -> None:
        sole = actor or office.access.sole_user()
        assert sole is not None
        self.office = office
        self.actor = sole
        self.people: dict[str, int] = {}
        self.clients: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.contracts: dict[str, int] = {}
        self.invoices: dict[str, int] = {}
        self.payments: dict[str, int] = {}

    # people

    def person(self, name: str, number: str = "", hired: str | None = None, left: str | None = None) -> Self:
        """Somebody who works here; staff numbers count from 1 unless given."""
        new = NewPerson(
            staff_no=number or str(len(self.people) + 1),
            name=name,
            hired_on=day(hired) if hired else None,
            left_on=day(left) if left else None,
        )
        self.people[name] = self.office.staff.add(self.actor, new).value
        return self

    def paid(
        self,
        name: str,
        salary: str,
        since: str = "2024-01-01",
        guarantee: str = "0",
        draw: str = "0",
        engagement: Engagement = Engagement.EMPLOYEE,
    ) -> Self:
        """Pay terms of somebody from a day on."""
        terms = PayTerms(self.people[name], day(since), engagement, minor(salary), minor(guarantee), minor(draw))
        self.office.pay_terms.set_pay_terms(self.actor, terms)
        return self

    def brings(self, name: str, carry: str = "0", draw_owed: str = "0", held: str = "0") -> Self:
        """What somebody brings into the books."""
        balance = OpeningBalance(self.people[name], minor(carry), minor(draw_owed), minor(held))
        self.office.pay_terms.set_opening_balance(self.actor, balance)
        return self

    # clients

    def client(
        self,
        code: str,
        found_by: str | None = None,
        orders_before: int = 0,
        won: str | None = None,
        tags: tuple[str, ...] = (),
    ) -> Self:
        """A payer; its name is its code."""
        new = NewClient(
            code=code,
            name=code,
            orders_before=orders_before,
            won_on=day(won) if won else None,
            found_by=self.people[found_by] if found_by else None,
            tags=tags,
        )
        self.clients[code] = self.office.clients.add(self.actor, new).value
        return self

    def group(self, name: str, *codes: str, since: str = "2000-01-01") -> Self:
        """Clients that belong to a group from a day on; the group is made when it is first named."""
        if name not in self.groups:
            self.groups[name] = self.office.client_groups.add(self.actor, NewGroup(name)).value
        for code in codes:
            membership = Membership(self.clients[code], day(since), self.groups[name])
            self.office.client_groups.join(self.actor, membership)
        return self

    def alone(self, code: str, since: str) -> Self:
        """A client that leaves its group on a day."""
        self.office.client_groups.join(self.actor, Membership(self.clients[code], day(since), None))
        return self

    def hand_over(self, code: str, function: Function, to: str, on: str) -> Self:
        """From a day on somebody else holds a function for a client."""
        new = NewHandover(self.clients[code], function, self.people[to], day(on), "agreed")
        self.office.contracts.hand_over(self.actor, new)
        return self

    # contracts

    def contract(  # ruff: ignore[too-many-arguments] (an example says only what it is about)
        self,
        number: str,
        client: str = "",
        signed: str = "2024-01-10",
        net: str = "1 000.00",
        vat: int = 20,
        currency: str = "UAH",
        extends: str = "",
        kind: ServiceKind = ServiceKind.STANDARD,
        cost: str = "0",
        paid_before: str = "0",
        **holders: People,
    ) -> Self:
        """An order of a client (the last one named when left out); ``sold_by="Olena"`` and the like name its people."""
        new = NewContract(
            number=number,
            client_id=self.clients[client] if client else list(self.clients.values())[-1],
            signed_on=day(signed),
            net_minor=minor(net),
            currency=currency,
            vat_ppm=vat * 10_000,
            service_kind=kind,
            extends_number=extends,
            direct_cost_minor=minor(cost),
            paid_before_minor=minor(paid_before),
            roles=self.roles(**holders),
        )
        self.contracts[number] = self.office.contracts.add(self.actor, new).value
        return self

    def roles(self, **holders: People) -> tuple[RolePart, ...]:
        """Parts in functions: one person, or weights by name; weights that sum to 1,000,000 are percents."""
        parts = []
        for holder, people in holders.items():
            weights = {people: 1} if isinstance(people, str) else people or {}
            share = ShareKind.PERCENT if sum(weights.values()) == 1_000_000 else ShareKind.PARTS
            parts += [RolePart(HOLDERS[holder], self.people[name], weight, share) for name, weight in weights.items()]
        return tuple(parts)

    def cancelled(self, number: str, on: str) -> Self:
        """A contract cancelled on a day."""
        version = self.office.contracts.get(self.actor, self.contracts[number]).version
        self.office.contracts.cancel(self.actor, self.contracts[number], version, day(on), "the client withdrew")
        return self

    def amended(self, number: str, change: str, on: str) -> Self:
        """A contract whose net changes from a day on."""
        new = NewAmendment(self.contracts[number], day(on), minor(change), "less work")
        self.office.contracts.amend(self.actor, new)
        return self

    def act(self, contract: str, on: str, net: str, final: bool = False) -> Self:
        """Work accepted; acts of a contract count from 1."""
        contract_id = self.contracts[contract]
        count = len(self.office.contracts.acts(self.actor, contract_id))
        new = NewAct(contract_id, f"{contract}/{count + 1}", day(on), minor(net), final=final)
        self.office.contracts.add_act(self.actor, new)
        return self

    # invoices

    def invoice(  # ruff: ignore[too-many-arguments] (an example says only what it is about)
        self,
        number: str,
        contract: str = "",
        issued: str = "",
        due: str = "",
        net: str = "",
        gross: str = "",
        draft: bool = False,
    ) -> Self:
        """An invoice, of the whole contract (the last one named) unless an amount is said; due after 30 days."""
        contract_id = self.contracts[contract] if contract else list(self.contracts.values())[-1]
        order = self.office.contracts.get(self.actor, contract_id)
        gross_minor = minor(gross) if gross else None
        net_minor = order.net_minor if gross_minor is None else without_vat(gross_minor, order.vat_ppm)
        net_minor = minor(net) if net else net_minor
        issued_on = day(issued) if issued else order.signed_on
        new = NewInvoice(
            number=number,
            contract_id=contract_id,
            issued_on=issued_on,
            due_on=day(due) if due else issued_on + timedelta(days=30),
            net_minor=net_minor,
            gross_minor=with_vat(net_minor, order.vat_ppm) if gross_minor is None else gross_minor,
            status=InvoiceStatus.DRAFT if draft else InvoiceStatus.SENT,
        )
        self.invoices[number] = self.office.invoices.add(self.actor, new).value
        return self

    def credited(self, invoice: str, on: str, net: str, gross: str) -> Self:
        """A credit note on an invoice."""
        new = NewCreditNote(f"C-{invoice}-{on}", self.invoices[invoice], day(on), minor(net), minor(gross), "agreed")
        self.office.invoices.credit_note(self.actor, new)
        return self

    def invoice_cancelled(self, invoice: str, on: str) -> Self:
        """An invoice cancelled on a day."""
        version = self.office.invoices.get(self.actor, self.invoices[invoice]).version
        self.office.invoices.cancel(self.actor, self.invoices[invoice], version, day(on), "issued by mistake")
        return self

    def closed_short(self, invoice: str, on: str) -> Self:
        """An invoice on which no more money is asked."""
        version = self.office.invoices.get(self.actor, self.invoices[invoice]).version
        self.office.invoices.close_short(self.actor, self.invoices[invoice], version, day(on), "bank fee")
        return self

    def reminded(self, invoice: str, by: str, on: str, outcome: Outcome = Outcome.FORGOT, promised: str = "") -> Self:
        """A call about an invoice; a day that was ``promised`` makes it a promise."""
        new = NewReminder(self.invoices[invoice], day(on), Channel.CALL, self.people[by], outcome)
        if promised:
            new = replace(new, outcome=Outcome.PROMISED, promised_on=day(promised))
        self.office.tasks.remind(self.actor, new)
        return self

    # payments

    def payment(self, number: str, invoice: str = "", received: str = "", amount: str = "") -> Self:
        """Money for an invoice (the last one named): all of it on its day unless said."""
        name = invoice or list(self.invoices)[-1]
        bill = self.office.invoices.get(self.actor, self.invoices[name])
        order = self.office.contracts.get(self.actor, bill.contract_id)
        amount_minor = minor(amount) if amount else bill.gross_minor
        new = NewPayment(
            number=number,
            client_id=order.client_id,
            received_on=day(received) if received else bill.issued_on,
            amount_minor=amount_minor,
            currency=order.currency,
            allocations=(NewAllocation(bill.id, amount_minor),),
        )
        self.payments[number] = self.office.payments.add(self.actor, new).value
        return self

    def advance(self, number: str, client: str, received: str, amount: str, currency: str = "UAH") -> Self:
        """Money of a client that pays no invoice yet."""
        new = NewPayment(number, self.clients[client], day(received), minor(amount), currency)
        self.payments[number] = self.office.payments.add(self.actor, new).value
        return self

    def allocated(self, payment: str, invoice: str, amount: str) -> Self:
        """A part of an advance put on an invoice."""
        part = NewAllocation(self.invoices[invoice], minor(amount))
        self.office.payments.allocate(self.actor, self.payments[payment], (part,))
        return self

    def refunded(self, payment: str, invoice: str, on: str, amount: str) -> Self:
        """Money given back."""
        new = NewRefund(self.payments[payment], self.invoices[invoice], day(on), minor(amount), "overpaid")
        self.office.payments.refund(self.actor, new)
        return self

    def undone(self, payment: str) -> Self:
        """A payment that was entered wrongly."""
        self.office.payments.storno(self.actor, self.payments[payment], "entered wrongly")
        return self

    # settings

    def rate(self, currency: str, on: str, price: str) -> Self:
        """The price of a unit of a currency, typed with up to six decimals."""
        scaled = Decimal(price) * 1_000_000
        assert scaled == int(scaled)
        self.office.settings.add_rate(self.actor, CurrencyRate(currency, day(on), int(scaled)))
        return self
