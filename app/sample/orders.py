"""Who comes when, and what is ordered: clients, groups, contracts with their roles and extensions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calc.facts import Function, ServiceKind
from app.clients.model import Membership, NewClient
from app.contracts.model import NewContract, RolePart, ShareKind
from app.sample.cast import Cast
from app.sample.dice import Dice, weekday
from app.sample.story import HISTORY_FROM, LAST_MONTH, Entered, entered_on
from app.settings.vat import VatMode

VAT_PPM = 200_000
OLD_CLIENTS = 20
LOST_PERCENT = 8
"""How often an order is a client's last."""
PAYERS = ("punctual", "slow", "late")

# Net amounts in major units: lowest, highest, step.
PRICES = {
    ("UAH", ServiceKind.STANDARD): (24_000, 140_000, 1_000),
    ("UAH", ServiceKind.COMPLEX): (180_000, 860_000, 5_000),
    ("USD", ServiceKind.STANDARD): (1_200, 6_000, 100),
    ("USD", ServiceKind.COMPLEX): (8_000, 24_000, 500),
    ("EUR", ServiceKind.STANDARD): (1_000, 5_500, 100),
    ("EUR", ServiceKind.COMPLEX): (7_000, 21_000, 500),
}
HOME_CITIES = ("Київ", "Львів", "Одеса", "Дніпро", "Вінниця", "Тернопіль", "Полтава", "Луцьк")
COUNTRIES = {
    "Brightwater Analytics": "US", "Cedar Peak Software": "US", "Lone Star Grain": "US", "Maple Ridge Foods": "CA",
    "Quarry Bay Trading": "HK", "Tallgrass Media": "US", "Nordhafen Logistik": "DE", "Nordhafen Handel": "DE",
    "Alpenblick Hotels": "AT", "Bursztyn Meble": "PL", "Cantiere Sereno": "IT", "Vilniaus Langai": "LT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """How a client behaves; people are places in the cast."""

    place: int
    name: str
    currency: str
    vat_ppm: int
    payer: str
    first_on: date
    gap_days: int
    finder: int
    project_manager: int
    due_days: int
    orders_before: int
    won_on: date | None


@dataclass(frozen=True, slots=True)
class Order:
    """A contract before it has its number; ``root`` is the order that it extends."""

    profile: Profile
    new: NewContract
    root: Order | None = None


def profiles(dice: Dice, cast: Cast) -> tuple[Profile, ...]:
    """Every client with its habits; members of one group were found by the same person."""
    made: dict[str, Profile] = {}
    heads = {member: members[0] for _, members in cast.groups for member in members}
    span = LAST_MONTH.first - HISTORY_FROM.first
    order = sorted(range(len(cast.clients)), key=lambda place: (cast.clients[place][0] not in heads, place))
    for place in order:
        name, currency = cast.clients[place]
        old = place % 3 == 0 and place // 3 < OLD_CLIENTS
        first_on = weekday(HISTORY_FROM.first + timedelta(days=dice.between(0, 120 if old else span.days - 60)))
        head = made.get(heads.get(name, ""))
        finder = head.finder if head else dice.choice(cast.number_of("sales", first_on))
        made[name] = Profile(
            place=place + 1,
            name=name,
            currency=currency,
            vat_ppm=VAT_PPM if currency == "UAH" and dice.chance(75) else 0,
            payer=PAYERS[dice.weighted((55, 30, 15))],
            first_on=max(first_on, head.first_on + timedelta(days=30)) if head else first_on,
            gap_days=dice.choice((85, 130, 180, 280)),
            finder=finder,
            project_manager=dice.choice(cast.number_of("projects", first_on)),
            due_days=dice.choice((10, 14, 14, 30)),
            orders_before=dice.between(1, 4) if old else 0,
            won_on=weekday(date(dice.between(2020, 2022), dice.between(1, 12), dice.between(1, 28))) if old else None,
        )
    return tuple(sorted(made.values(), key=lambda profile: profile.place))


def clients(dice: Dice, people: tuple[Profile, ...]) -> tuple[Entered[NewClient], ...]:
    """The clients' cards, each entered when it first orders."""
    cards = []
    for profile in people:
        home = profile.currency == "UAH"
        card = NewClient(
            code=f"К-{profile.place:03d}",
            name=profile.name,
            legal_name=f"ТОВ «{profile.name}»" if home else profile.name,
            tax_no=str(dice.between(30_000_000, 44_999_999)) if home else "",
            country="UA" if home else COUNTRIES[profile.name],
            address=f"{dice.choice(HOME_CITIES)}, вул. Центральна, {dice.between(1, 120)}" if home else "",
            bank_details=f"UA00 3000 0200 0000 2600 0000 {profile.place:05d}, АТ «Приклад Банк»" if home else "",
            orders_before=profile.orders_before,
            won_on=profile.won_on,
            found_by=profile.finder,
            tags=(("vip",) if dice.chance(12) else ()) + (() if home else ("експорт",)),
        )
        cards.append(Entered(entered_on(profile.first_on), card))
    return tuple(cards)


def memberships(cast: Cast, people: tuple[Profile, ...]) -> tuple[Entered[Membership], ...]:
    """Who belongs to which group (by place) from the day of its first order on."""
    by_name = {profile.name: profile for profile in people}
    return tuple(
        Entered(
            entered_on(by_name[member].first_on),
            Membership(by_name[member].place, by_name[member].first_on, group),
        )
        for group, (_, members) in enumerate(cast.groups, start=1)
        for member in members
    )


def orders(dice: Dice, cast: Cast, people: tuple[Profile, ...]) -> tuple[Order, ...]:
    """Every contract in order of signing, numbered."""
    made: list[Order] = []
    for profile in people:
        signed_on, count = profile.first_on, 0
        while signed_on <= LAST_MONTH.last:
            root = _root(dice, cast, profile, signed_on, count)
            made += [root, *_extension(dice, cast, root)]
            count += 1
            if dice.chance(LOST_PERCENT):
                break
            signed_on = dice.days_after(signed_on, profile.gap_days // 2, profile.gap_days * 2)
    made.sort(key=lambda order: (order.new.signed_on, order.profile.place, order.root is not None))
    return _numbered(made)


def _numbered(made: list[Order]) -> tuple[Order, ...]:
    numbers: dict[int, str] = {}
    counts: dict[int, int] = {}
    done = []
    for order in made:
        year = order.new.signed_on.year
        counts[year] = counts.get(year, 0) + 1
        numbers[id(order)] = f"Д-{year}/{counts[year]}"
        extends = numbers[id(order.root)] if order.root else ""
        done.append(replace(order, new=replace(order.new, number=numbers[id(order)], extends_number=extends)))
    return tuple(done)


def _root(dice: Dice, cast: Cast, profile: Profile, signed_on: date, count: int) -> Order:
    kind = ServiceKind.COMPLEX if dice.chance(27) else ServiceKind.STANDARD
    net_minor = dice.round_amount(*PRICES[profile.currency, kind])
    new = NewContract(
        number="",
        client_id=profile.place,
        signed_on=signed_on,
        net_minor=net_minor,
        currency=profile.currency,
        vat_ppm=profile.vat_ppm,
        vat_mode=VatMode.PAYER if profile.currency == "UAH" else VatMode.OUTSIDE,
        service_kind=kind,
        subject=dice.choice(cast.services[kind.value]),
        direct_cost_minor=net_minor * dice.between(5, 20) // 100 if dice.chance(35) else 0,
        roles=_roles(dice, cast, profile, signed_on, first=count == 0 and profile.orders_before == 0),
    )
    return Order(profile, new)


def _roles(dice: Dice, cast: Cast, profile: Profile, signed_on: date, *, first: bool) -> tuple[RolePart, ...]:
    """Who does what: a new client's order is sold by its finder, a later one as often by the project manager."""
    sales = cast.number_of("sales", signed_on)
    finder = profile.finder if profile.finder in sales else dice.choice(sales)
    manager = profile.project_manager
    seller = finder if first else (finder, manager, dice.choice(sales))[dice.weighted((40, 50, 10))]
    office = cast.number_of("office", signed_on)[0]
    parts = [RolePart(Function.FINDING, finder)] if first else []
    parts += [RolePart(Function.SELLING, seller), *_delivering(dice, cast, manager, signed_on)]
    parts += [
        RolePart(Function.INVOICING, office),
        RolePart(Function.COLLECTING, finder if dice.chance(60) else office),
        RolePart(Function.ACCEPTING, manager if dice.chance(70) else office),
    ]
    return tuple(parts)


def _delivering(dice: Dice, cast: Cast, manager: int, signed_on: date) -> list[RolePart]:
    others = [place for place in cast.number_of("projects", signed_on) if place != manager]
    if not dice.chance(20):
        return [RolePart(Function.DELIVERING, manager)]
    other = dice.choice(others)
    if dice.chance(50):
        return [RolePart(Function.DELIVERING, manager, 2), RolePart(Function.DELIVERING, other, 1)]
    shares = ((manager, 600_000), (other, 400_000))
    return [RolePart(Function.DELIVERING, person, weight, ShareKind.PERCENT) for person, weight in shares]


def _extension(dice: Dice, cast: Cast, root: Order) -> list[Order]:
    """More work on the same project, brought by its manager."""
    if not dice.chance(36 if root.new.service_kind is ServiceKind.COMPLEX else 8):
        return []
    signed_on = dice.days_after(root.new.signed_on, 40, 130)
    if signed_on > LAST_MONTH.last:
        return []
    manager = root.profile.project_manager
    office = cast.number_of("office", signed_on)[0]
    new = replace(
        root.new,
        signed_on=signed_on,
        net_minor=root.new.net_minor * dice.between(20, 150) // 100_000 * 1_000,
        subject=f"{dice.choice(cast.services['extension'])}: {root.new.subject}",
        direct_cost_minor=0,
        roles=(
            RolePart(Function.SELLING, manager),
            RolePart(Function.UPSELLING, manager),
            RolePart(Function.DELIVERING, manager),
            RolePart(Function.INVOICING, office),
            RolePart(Function.COLLECTING, office),
            RolePart(Function.ACCEPTING, manager),
        ),
    )
    return [Order(root.profile, new, root)]
