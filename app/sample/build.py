"""Builds the sample file: three years of records, the months of the books closed but for the last one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Actor, Permission, Role
from app.kernel.errors import FileExists
from app.kernel.period import Month
from app.motivation.model import NewAssignment
from app.payroll.model import NewAdjustment
from app.sample.books import Books
from app.sample.cast import Cast, cast, scheme_text
from app.sample.clock import StoryClock, after
from app.sample.orders import VAT_PPM
from app.sample.plot import LEAVER, story
from app.sample.story import BOOKS_FROM, LAST_CLOSED, LAST_MONTH
from app.settings.model import CalendarDay, NewFirm
from app.settings.series import NumberedKind
from app.settings.vat import VatMode, VatTerms
from app.staff.model import Engagement, NewPerson, PayTerms

LOGIN = "director"
SCHEMES = {"sales": ("sales",), "projects": ("projects", "office")}
LEAVER_PAID_UNTIL = Month(2026, 6)
COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file that was not closed."""

Progress = Callable[[int, int], None]


def build_sample(path: Path, language: str = "uk", progress: Progress | None = None) -> None:
    """Make the sample firm at ``path``; its only user needs no password. Takes some seconds.

    ``progress`` is told (months done, months in all). Raises FileExists and the other file problems. Until the last
    month stands the file has another name: whoever stops half-way finds no half of a firm.
    """
    if path.exists():
        raise FileExists(path=str(path))
    unfinished = path.with_name(f"{path.name}.unfinished")
    for left in (unfinished, *(path.with_name(unfinished.name + ending) for ending in COMPANIONS)):
        left.unlink(missing_ok=True)
    _build(unfinished, language, progress or (lambda _done, _all: None))
    unfinished.replace(path)


def _build(path: Path, language: str, progress: Progress) -> None:
    clock = StoryClock(BOOKS_FROM.first)
    play = cast()
    firm = NewFirm(
        **play.firm,
        currency="UAH",
        books_from=BOOKS_FROM,
        language=language,
        vat=VatTerms(VatMode.PAYER, VAT_PPM),
    )
    months = [BOOKS_FROM.plus(n) for n in range(LAST_MONTH.months_since(BOOKS_FROM) + 1)]
    with Office.create(path, firm, NewUser(LOGIN, Role.DIRECTOR), clock) as office:
        actor = office.access.sole_user()
        if actor is None:
            raise AssertionError("the sample's only user has no password")
        books = Books(office, actor, story(), clock)
        _together(office, actor, lambda: books.take_people(_settle_in(office, actor, play)))
        for done, month in enumerate(months, start=1):
            clock.stand_on(month.last)
            _together(office, actor, partial(books.write, month))
            if month <= LAST_CLOSED:
                clock.stand_on(after(month.last, 4))
                _close(office, actor, month, play)
            progress(done, len(months))


def _together(office: Office, actor: Actor, work: Callable[[], None]) -> None:
    """Do ``work`` in one transaction: a month on a slow disk then waits once, not a hundred times."""
    office.use_cases.perform(actor, Permission.EDIT_SETTINGS, None, work, action="sample.write")


def _settle_in(office: Office, actor: Actor, play: Cast) -> list[int]:
    """Staff, pay, rates, calendar, schemes: what stands before the first month. Gives the staff's ids."""
    people = [NewPerson(p.staff_no, p.name, p.position, "", p.hired_on, p.left_on) for p in play.players]
    office.staff.add_many(actor, people)
    ids_by_number = office.staff.ids(actor)
    ids = [ids_by_number[player.staff_no] for player in play.players]
    for person_id, player in zip(ids, play.players, strict=True):
        for pay in player.pay:
            terms = PayTerms(
                person_id=person_id,
                valid_from=pay.valid_from,
                engagement=Engagement(pay.engagement),
                salary_minor=pay.salary_minor,
                guarantee_minor=pay.guarantee_minor,
                draw_minor=pay.draw_minor,
            )
            office.pay_terms.set_pay_terms(actor, terms)
    for kind, pattern in play.series.items():
        office.numbering.set_pattern(actor, NumberedKind(kind), pattern)
    office.settings.add_rates(actor, story().rates)
    for day, working, note in play.days:
        office.settings.set_calendar_day(actor, CalendarDay(day, working, note))
    for name, parts in SCHEMES.items():
        scheme_id = office.motivation.add_scheme(actor, scheme_text(name)).value
        for place, player in enumerate(play.players):
            if player.part in parts:
                begins = max(BOOKS_FROM.first, Month.of(player.hired_on).first)
                ends = LEAVER_PAID_UNTIL.last if place + 1 == LEAVER else None
                office.motivation.assign(actor, NewAssignment(scheme_id, ids[place], begins, ends))
    return ids


def _close(office: Office, actor: Actor, month: Month, play: Cast) -> None:
    """Work a month out, write its manual lines, and take it through approval to its close."""
    payroll = office.payroll
    payroll.compute(actor, month)
    ids = office.staff.ids(actor)
    for told in play.reasons["adjustment"]:
        if told["month"] == month.text:
            payroll.adjust(actor, month, NewAdjustment(ids[told["staff_no"]], told["amount"] * 100, told["reason"]))
    payroll.submit(actor, month)
    payroll.approve(actor, month)
    payroll.pay(actor, month)
    payroll.close(actor, month)
