"""A worked example for each rule: a story that it catches, and what the engine says of it. Pure.

Nothing is worked out here: amounts, lines and reasons are the engine's (``calc.worked``), over facts that are invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calc.facts import Facts, Function
from app.calc.results import Accrual
from app.calc.scheme import (
    ByOrder,
    EventKind,
    Fading,
    Fixed,
    Leaving,
    Percent,
    PerUnit,
    Rate,
    Rule,
    Scheme,
    SchemeVersion,
    Source,
)
from app.calc.tables import Tiers
from app.calc.worked import Worked
from app.kernel.period import Month
from app.motivation.regulation.casting import cast_of
from app.motivation.regulation.fitting import last_day, stories
from app.motivation.regulation.staging import facts_of
from app.motivation.regulation.story import COLLEAGUE, EARNER, Cast, Story

ALL = "*"
_ENOUGH = 40
"""Stories to try for one source of an override."""
_OF_MONEY = frozenset({EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED})
_HALF_PPM = 500_000


@dataclass(frozen=True, slots=True)
class Example:
    """A story with what one person earns by one rule of a scheme in it."""

    story: Story
    cast: Cast
    facts: Facts
    schemes: tuple[Scheme, ...]
    through: Month
    person_id: int
    accruals: tuple[Accrual, ...]

    @property
    def total_minor(self) -> int:
        """What the person earns in it."""
        return sum(accrual.amount_minor for accrual in self.accruals)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the engine is asked about: the rule, with everything it is paid on."""

    rule: Rule
    scheme: Scheme
    base: Rule
    schemes: tuple[Scheme, ...]
    cast: Cast


def example_of(
    rule: Rule, version: SchemeVersion, scheme: Scheme, standing: Sequence[Scheme], currency: str, vat_ppm: int
) -> Example | None:
    """A worked example of the rule; None where nothing was found that it pays anything on.

    ``standing``: the other schemes in force, for a rule that is paid on theirs.
    """
    if pays_nothing(rule):
        return None
    for setting in _settings(rule, version, scheme, standing):
        for number, story in enumerate(stories(setting.base, version.valid_from, currency, vat_ppm)):
            if rule.override is not None and number == _ENOUGH:
                break
            found = worked(
                setting.rule, scheme.key, setting.schemes, story, setting.cast, last_day(story, setting.base)
            )
            if found is not None and any(accrual.amount_minor for accrual in found.accruals):
                return found
    return None


def pays_nothing(rule: Rule) -> bool:
    """Whether the rule gives nought whatever happens."""
    limits = (rule.per_event, rule.per_period)
    if any(one is not None and one.minimum_minor is not None for one in limits):
        return False
    return all(_nought(rate) for rate in (rule.rate, rule.extension_rate) if rate is not None)


def _nought(rate: Rate) -> bool:
    match rate:
        case Percent(rate_ppm):
            return rate_ppm == 0
        case Fixed(amount_minor) | PerUnit(amount_minor):
            return amount_minor == 0
        case ByOrder():
            return not any(rate.rates_ppm)
        case Fading():
            return rate.start_ppm == 0 == rate.floor_ppm
        case Tiers():
            return not any(band.rate_ppm or band.premium_minor for band in rate.bands)


def worked(
    rule: Rule, scheme_key: str, schemes: tuple[Scheme, ...], story: Story, cast: Cast, until: date
) -> Example | None:
    """What the engine says of the story; None where the rule gives nobody anything."""
    facts, through = facts_of(story, cast), Month.of(until)
    made = Worked(facts, schemes, through, bundled=False)
    path = f"{scheme_key}.{rule.key}"
    lines = [line for line in made.lines if line.catch.terms.path == path]
    by_person: dict[int, int] = {}
    for line in lines:
        by_person[line.person_id] = by_person.get(line.person_id, 0) + abs(line.amount_minor)
    if not by_person:
        return None
    person_id = max(by_person, key=lambda one: (by_person[one] > 0, one in cast.earners, -one))
    own = sorted((line for line in lines if line.person_id == person_id), key=lambda line: line.on)
    accruals = tuple(made.explainer.accrual(line) for line in own)
    return Example(story, cast, facts, schemes, through, person_id, accruals)


def refunded(example: Example, rule: Rule, scheme_key: str) -> Example | None:
    """The same story when a half of the first payment goes back a month later; None where no money counts."""
    if rule.override is not None or rule.event not in _OF_MONEY:
        return None
    story = replace(example.story, refunded_ppm=_HALF_PPM, days_late=example.story.days_late[:1], orders=1)
    until = example.through.plus(1).last
    found = worked(rule, scheme_key, example.schemes, story, example.cast, until)
    taken_back = found is not None and any(accrual.amount_minor < 0 for accrual in found.accruals)
    return found if taken_back else None


def left(example: Example, rule: Rule, version: SchemeVersion, scheme_key: str) -> Example | None:
    """The same story when the earner left three days before; None where the rule then gives nobody anything.

    Under ``Leaving.NEW_HOLDER`` a colleague has taken the client over, and it is the colleague who earns.
    """
    if not isinstance(rule.recipient, Function) or EARNER not in example.cast.staff_nos:
        return None
    takes_over = version.terms.leaving is Leaving.NEW_HOLDER
    cast = replace(
        example.cast,
        left_on=example.story.event_on - timedelta(days=3),
        follower=rule.recipient if takes_over else None,
    )
    story = replace(example.story, days_late=example.story.days_late[:1])
    found = worked(rule, scheme_key, example.schemes, story, cast, example.through.last)
    return found if found is None or found.person_id == (COLLEAGUE if takes_over else EARNER) else None


def _settings(rule: Rule, version: SchemeVersion, scheme: Scheme, standing: Sequence[Scheme]) -> Iterator[_Setting]:
    others = {one.key: one for one in standing if one.key != scheme.key and one.versions}
    if rule.override is None:
        alone = _with(scheme, version, (rule,))
        yield _Setting(rule, scheme, rule, (alone,), cast_of(rule, (), (alone.id,)))
        return
    known = {scheme.key: (scheme, version)}
    known |= {key: (one, one.version_on(version.valid_from)) for key, one in others.items()}
    for chain in _chains(rule, scheme.key, known):
        owner, base = chain[-1]
        above = [one for _, one in chain[:-1]]
        schemes = []
        for key in dict.fromkeys(key for key, _ in chain):
            whole, its_version = known[key]
            rules = tuple(one for owner_key, one in chain if owner_key == key)
            schemes.append(_with(whole, its_version, rules))
        team = next((one.override.team for one in reversed(above) if one.override and one.override.team), ())
        cast = cast_of(base, above, (one.id for one in schemes), team)
        yield _Setting(rule, known[owner][0], base, tuple(schemes), cast)


_Known = dict[str, tuple[Scheme, SchemeVersion]]
_Chain = tuple[tuple[str, Rule], ...]


def _chains(rule: Rule, key: str, known: _Known, seen: tuple[str, ...] = ()) -> Iterator[_Chain]:
    """From the override down to a rule that is paid on an event, each with the key of its scheme."""
    here = (key, rule)
    if rule.override is None:
        yield (here,)
        return
    path = f"{key}.{rule.key}"
    if path in seen:
        return
    for source in rule.override.sources:
        for owner, found in _sources(source, key, known):
            for chain in _chains(found, owner, known, (*seen, path)):
                yield here, *chain


def _sources(source: Source, key: str, known: _Known) -> Iterator[tuple[str, Rule]]:
    for owner, (_, version) in known.items():
        if source.scheme_key not in {ALL, owner} and not (not source.scheme_key and owner == key):
            continue
        for rule in version.rules:
            if rule.key == source.rule_key or (source.rule_key == ALL and rule.override is None):
                yield owner, rule


def _with(scheme: Scheme, version: SchemeVersion, rules: tuple[Rule, ...]) -> Scheme:
    """The scheme as if this version had always stood, with these rules only."""
    kept = tuple(rule for rule in version.rules if rule in rules)
    return replace(scheme, id=scheme.id, versions=(replace(version, valid_from=date.min, rules=kept),))
