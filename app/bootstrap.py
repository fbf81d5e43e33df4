"""The Office: one open company file with its services, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.access.grants import founding_actor
from app.company_file import CompanyFile
from app.db.files import new_file, open_file
from app.journal.clock import SystemClock
from app.kernel.changes import Area
from app.kernel.errors import Refused
from app.kernel.use_cases import Clock
from app.keys.door import fitting

if TYPE_CHECKING:
    from app.access.drafts import DraftService
    from app.access.model import NewUser
    from app.access.service import AccessService
    from app.backup.service import BackupService
    from app.clients.groups import GroupService
    from app.clients.service import ClientService
    from app.contracts.service import ContractService
    from app.importing.service import ImportService
    from app.importing.session import Measures
    from app.invoices.service import InvoiceService
    from app.invoices.tasks import TaskService
    from app.journal.service import JournalService
    from app.journal.taking_back import TakingBack
    from app.kernel.actor import Actor
    from app.keys.data_key import DataKey
    from app.keys.ring import KeyRing
    from app.leaving.service import LeavingService
    from app.motivation.checking import SchemeCheck
    from app.motivation.draft.service import SchemeDraftService
    from app.motivation.previewing import OrderPreviews
    from app.motivation.regulation.service import RegulationService
    from app.motivation.service import MotivationService
    from app.motivation.simulation import SimulationService
    from app.overview.papers import PaperService
    from app.overview.service import OverviewService
    from app.payments.service import PaymentService
    from app.payroll.service import PayrollService
    from app.settings.model import NewFirm
    from app.settings.numbering import NumberingService
    from app.settings.service import SettingsService
    from app.staff.pay_terms import PayTermsService
    from app.staff.service import StaffService


class Office(CompanyFile):  # ruff: ignore[too-many-public-methods] (a register: one line per service)
    """A company file as one thread uses it; every lane opens its own."""

    @classmethod
    def open(cls, path: Path, clock: Clock | None = None, key: DataKey | None = None) -> Self:
        """Open the file at ``path``; an older one is migrated after a backup.

        An encrypted file (``app.keys.door.is_encrypted``) asks for its ``key``: ``access.front_door.unlock`` gives it
        for a login and a password, which the office then asks for as ever; ``recovery.read`` for the recovery key.
        Raises MissingFile, NetworkFile, CorruptFile, NotOurs, NewerFile, SchemaChanged, UnreachableFile, Busy,
        EncryptedFile, KeyUnfit.
        """
        clock = clock or SystemClock()
        return cls(path, open_file(path, clock.now(), key=key), clock, fitting(path, key))

    @classmethod
    def create(cls, path: Path, firm: NewFirm, user: NewUser, clock: Clock | None = None) -> Self:
        """Make a company file with its firm and its first director, and open it.

        Raises FileExists, NetworkFile, UnreachableFile, Invalid; then no file is left behind.
        """
        clock = clock or SystemClock()
        with new_file(path) as db:
            office = cls(path, db, clock)
            founder = founding_actor(user.login)
            office.access.first_user(founder, user)
            office.settings.create_firm(founder, firm)
        return cls.open(path, clock)

    def encrypt(self, actor: Actor, password: str, key: DataKey | None = None) -> DataKey:
        """Close the office and encrypt its file; ``password`` is the actor's, or becomes it. Gives the key.

        Without a ``key`` a new one is made; one may come along that stands on paper already. Others who had a password
        need a new one. Raises Denied, SignInFailed, Refused(rule=file_encrypted_already), Invalid; Busy while another
        program or lane has the file open: then it stands as before.
        """
        from app.backup.converting import encrypt_file

        if self._key is not None:
            raise Refused(rule="file_encrypted_already")
        self.access.confirm(actor, password)
        self.close()
        return encrypt_file(self.path, actor.login, password, key)

    def decrypt(self, actor: Actor, password: str) -> None:
        """Close the office and make its file a plain one. Raises as ``encrypt``, with Refused(rule=file_plain)."""
        from app.backup.converting import decrypt_file

        if self._key is None:
            raise Refused(rule="file_plain")
        self.access.confirm(actor, password)
        self.close()
        decrypt_file(self.path, self._key)

    @cached_property
    def journal(self) -> JournalService:
        """The journal: entries, verification, undo."""
        from app.journal.service import JournalService
        from app.journal.store import JournalStore

        return JournalService(self.use_cases, JournalStore(self._db), self._taking_back)

    @cached_property
    def access(self) -> AccessService:
        """Users, roles and signing in."""
        from app.access.service import AccessService
        from app.access.store import AccessStore

        return AccessService(self.use_cases, AccessStore(self._db), keys=self._ring)

    @cached_property
    def settings(self) -> SettingsService:
        """The firm, its currency rates and its calendar."""
        from app.settings.service import SettingsService
        from app.settings.store import SettingsStore, VatStore

        return SettingsService(self.use_cases, SettingsStore(self._db), VatStore(self._db))

    @cached_property
    def numbering(self) -> NumberingService:
        """Number series of contracts, invoices, acts and credit notes."""
        from app.settings.numbering import NumberingService

        return NumberingService(self.use_cases, self._series)

    @cached_property
    def drafts(self) -> DraftService:
        """What users are typing."""
        from app.access.drafts import DraftService
        from app.access.store import DraftStore

        return DraftService(self.use_cases, DraftStore(self._db))

    @cached_property
    def backup(self) -> BackupService:
        """Copies of the file."""
        from app.backup.service import BackupService

        return BackupService(self.use_cases, self.path, self._key)

    @cached_property
    def overview(self) -> OverviewService:
        """The read-only tables across features."""
        from app.overview.service import OverviewService

        return OverviewService(self.use_cases, self._db)

    @cached_property
    def papers(self) -> PaperService:
        """Invoices, acts and statements as documents, and the letters that bring them."""
        from app.contracts.store import CourseStore
        from app.overview.paper_sources import Sources
        from app.overview.papers import PaperService
        from app.settings.store import SettingsStore

        firms, course = SettingsStore(self._db), CourseStore(self._db)
        sources = Sources(firms, self._clients, self._contracts, course, self._invoices)
        return PaperService(self.use_cases, self._db, sources)

    @cached_property
    def staff(self) -> StaffService:
        """People."""
        from app.staff.service import StaffService

        return StaffService(self.use_cases, self._people)

    @cached_property
    def pay_terms(self) -> PayTermsService:
        """What people are paid: secret."""
        from app.staff.pay_terms import PayTermsService
        from app.staff.store import PayStore

        return PayTermsService(self.use_cases, PayStore(self._db), self._people, self._payroll_months)

    @cached_property
    def clients(self) -> ClientService:
        """Payers and their contacts."""
        from app.clients.service import ClientService

        return ClientService(self.use_cases, self._clients, self._people, self._order_counts)

    @cached_property
    def client_groups(self) -> GroupService:
        """Groups of clients, with dated membership."""
        from app.clients.groups import GroupService
        from app.clients.store import GroupStore

        return GroupService(self.use_cases, GroupStore(self._db), self._clients, self._order_counts, self.clients)

    @cached_property
    def contracts(self) -> ContractService:
        """Contracts with their roles, amendments, acts, and hand-overs."""
        from app.contracts.service import ContractService
        from app.contracts.store import CourseStore

        course, counts = CourseStore(self._db), self._order_counts
        return ContractService(self.use_cases, self._contracts, course, counts, self._near_contracts)

    @cached_property
    def invoices(self) -> InvoiceService:
        """Invoices and credit notes."""
        from app.invoices.service import InvoiceService

        return InvoiceService(self.use_cases, self._invoices, self._near_invoices)

    @cached_property
    def tasks(self) -> TaskService:
        """Reminders, and what people have to do about a client."""
        from app.invoices.store import TaskStore
        from app.invoices.tasks import TaskService

        return TaskService(self.use_cases, TaskStore(self._db), self._invoices, self._near_invoices)

    @cached_property
    def leaving(self) -> LeavingService:
        """What somebody holds is handed on, and the last day noted."""
        from app.leaving.neighbours import Neighbours
        from app.leaving.service import LeavingService

        return LeavingService(self.use_cases, Neighbours(self._people, self.staff, self.contracts, self.tasks))

    @cached_property
    def payments(self) -> PaymentService:
        """Payments, what they pay, refunds."""
        from app.payments.neighbours import Neighbours
        from app.payments.service import PaymentService
        from app.settings.store import SettingsStore

        near = Neighbours(SettingsStore(self._db), self._clients, self._invoices)
        return PaymentService(self.use_cases, self._payments, near)

    @cached_property
    def importing(self) -> ImportService:
        """Records from the spreadsheets of an office."""
        from app.importing.service import ImportService
        from app.importing.session import Care, Records
        from app.importing.store import ImportStore
        from app.journal.store import JournalStore

        records = Records(
            settings=self.settings,
            staff=self.staff,
            pay_terms=self.pay_terms,
            clients=self.clients,
            groups=self.client_groups,
            contracts=self.contracts,
            invoices=self.invoices,
            payments=self.payments,
            measures=self._measures,
        )
        journal, months = JournalStore(self._db), self._payroll_months
        care = Care(self._taking_back, self.backup.copy_before_import, lambda: journal.head()[1], months.fixed_through)
        return ImportService(self.use_cases, ImportStore(self._db), records, care)

    @cached_property
    def motivation(self) -> MotivationService:
        """Schemes and who is paid by them: secret."""
        from app.motivation.neighbours import Neighbours
        from app.motivation.service import MotivationService
        from app.motivation.store import MotivationStore

        near = Neighbours(self._people, self._payroll_months)
        return MotivationService(self.use_cases, MotivationStore(self._db), near)

    @cached_property
    def scheme_check(self) -> SchemeCheck:
        """Schemes examined on the firm's own history: secret."""
        from app.motivation.checking import SchemeCheck
        from app.motivation.loading import FactsLoader

        return SchemeCheck(self.use_cases, FactsLoader(self._db), self._people)

    @cached_property
    def order_previews(self) -> OrderPreviews:
        """What an order that is being typed would bring whom: secret."""
        from app.contracts.proposing import Proposals
        from app.motivation.loading import FactsLoader
        from app.motivation.neighbours import PreviewNeighbours
        from app.motivation.previewing import OrderPreviews

        orders = Proposals(self._contracts, self._order_counts, self._near_contracts)
        near = PreviewNeighbours(self._people, self._clients, orders, self._payroll_months)
        return OrderPreviews(self.use_cases, FactsLoader(self._db), near)

    @cached_property
    def scheme_drafts(self) -> SchemeDraftService:
        """The wizard: schemes in the making, and their way into force. Secret."""
        from app.motivation.draft.service import SchemeDraftService
        from app.motivation.draft.store import SchemeDraftStore
        from app.motivation.loading import FactsLoader
        from app.motivation.neighbours import Neighbours

        near = Neighbours(self._people, self._payroll_months)
        store, loader = SchemeDraftStore(self._db), FactsLoader(self._db)
        return SchemeDraftService(self.use_cases, store, self.motivation, loader, near)

    @cached_property
    def simulation(self) -> SimulationService:
        """Schemes tried on the firm's own history: secret."""
        from app.motivation.loading import FactsLoader
        from app.motivation.simulation import SimulationService

        return SimulationService(self.use_cases, FactsLoader(self._db), self._people, self._clients)

    @cached_property
    def regulations(self) -> RegulationService:
        """What a scheme says, as a document to be approved and signed: secret."""
        from app.motivation.draft.store import SchemeDraftStore
        from app.motivation.regulation.service import RegulationService, Sources
        from app.motivation.store import MotivationStore
        from app.settings.store import SettingsStore, VatStore

        schemes, drafts = MotivationStore(self._db), SchemeDraftStore(self._db)
        near = Sources(schemes, drafts, SettingsStore(self._db), VatStore(self._db), self._people)
        return RegulationService(self.use_cases, near)

    @cached_property
    def payroll(self) -> PayrollService:
        """The month: drafts, approval, closing. Secret."""
        from app.clients.store import GroupStore
        from app.motivation.loading import FactsLoader
        from app.payroll.adjustments import Adjustments
        from app.payroll.approvals import Approvals
        from app.payroll.computing import Computing
        from app.payroll.earnings import Earnings
        from app.payroll.neighbours import Neighbours
        from app.payroll.runs import Runs
        from app.payroll.service import PayrollService
        from app.payroll.sheets import Sheets
        from app.payroll.store import ResultStore
        from app.payroll.whys import Whys

        cases, runs, months, results = self.use_cases, self._runs, self._payroll_months, ResultStore(self._db)
        near = Neighbours(self._people, self._clients, self.contracts, FactsLoader(self._db), GroupStore(self._db))
        computing = Computing(runs, results, months, near)
        return PayrollService(
            Runs(cases, runs, months, computing),
            Approvals(cases, runs, results, computing, near),
            Adjustments(cases, runs, results, computing, near),
            Sheets(cases, runs, results, months, near),
            Whys(cases, months, near),
            Earnings(cases, runs, results, months, near),
        )

    @cached_property
    def _ring(self) -> KeyRing | None:
        if self._key is None:
            return None
        from app.keys.ring import KeyRing

        return KeyRing(self.path, self._key)

    @cached_property
    def _taking_back(self) -> TakingBack:
        from app.journal.store import JournalStore
        from app.journal.taking_back import TakingBack

        def count_orders() -> None:  # order numbers are derived: they leave no images that could be put back
            self._order_counts.recount(None)

        after_undo = {Area.CLIENTS: count_orders, Area.CONTRACTS: count_orders}
        return TakingBack(JournalStore(self._db), after_undo)

    @cached_property
    def _measures(self) -> Measures:
        from app.motivation.measures import MeasureDesk

        return MeasureDesk(lambda: self.motivation)
