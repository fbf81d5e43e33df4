"""What the engine is told: all feeds put together. The one importer of feeds, which ask for no permission themselves.

Whoever loads has asked for a permission and stands in one read snapshot or write transaction (``UseCases``).
"""

from __future__ import annotations

from app.calc.facts import Facts
from app.calc.results import Balance
from app.calc.scheme import Scheme
from app.clients import feed as clients
from app.contracts import feed as contracts
from app.invoices import feed as invoices
from app.kernel.database import Db
from app.kernel.period import Month
from app.motivation import feed as motivation
from app.motivation.model import Assignment
from app.motivation.store import MotivationStore
from app.payments import feed as payments
from app.settings import feed as settings
from app.staff import feed as staff


class FactsLoader:
    """Loads facts and schemes, and tells whether they have moved since."""

    def __init__(self, db: Db) -> None:
        """Load over ``db``."""
        self._db = db

    def load_facts(self) -> Facts:
        """Every fact of the firm."""
        db = self._db
        firm = settings.firm(db)
        return Facts(
            currency=firm.currency,
            books_from=firm.books_from,
            uses_acts=firm.uses_acts,
            people=staff.people(db),
            clients=clients.clients(db),
            memberships=clients.memberships(db),
            contracts=contracts.contracts(db),
            roles=contracts.roles(db),
            amendments=contracts.amendments(db),
            acts=contracts.acts(db),
            handovers=contracts.handovers(db),
            invoices=invoices.invoices(db),
            credit_notes=invoices.credit_notes(db),
            allocations=payments.allocations(db),
            refunds=payments.refunds(db),
            reminders=invoices.reminders(db),
            rates=settings.rates(db),
            assignments=motivation.assignments(db),
            quotas=motivation.quotas(db),
            pay_terms=staff.pay_terms(db),
            days_worked=staff.days_worked(db),
            opening_measures=motivation.opening_measures(db),
            working_days=settings.working_days(db),
        )

    def load_schemes(self) -> tuple[Scheme, ...]:
        """Every scheme in force."""
        return MotivationStore(self._db).schemes()

    def load_assignments(self) -> tuple[Assignment, ...]:
        """Every assignment as it is stored."""
        return MotivationStore(self._db).assignments()

    def load_opening(self) -> tuple[Balance, ...]:
        """What people bring into the books (SEMANTICS 1)."""
        return tuple(
            Balance(opening.person_id, opening.carry_minor, opening.draw_owed_minor, opening.held_minor)
            for opening in staff.opening_balances(self._db)
        )

    def token(self) -> str:
        """Another text after any fact, scheme or pay term has moved; payroll's own results do not move it."""
        return str(motivation.newest_change(self._db))

    def stamp(self) -> int:
        """Another number after anything was written that the journal knows of."""
        return motivation.newest_row(self._db)


def last_month_with_money(facts: Facts) -> Month:
    """The last month in which money came; where none ever came, in which a contract was signed or an invoice sent.

    At least the first month of the books.
    """
    days = [row.received_on for row in facts.allocations]
    if not days:
        days = [*(row.signed_on for row in facts.contracts), *(row.issued_on for row in facts.invoices)]
    return max([facts.books_from, *map(Month.of, days)])
