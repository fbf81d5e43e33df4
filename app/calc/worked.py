"""Everything that facts and schemes come to, worked out once: lines, and what is due of them in a month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter, itemgetter

from app.calc.bundles import Bundle, plain_bundles
from app.calc.events import Span
from app.calc.explain import Explainer, true_up
from app.calc.facts import Facts
from app.calc.lines import Line, line_key
from app.calc.match import Matcher
from app.calc.match_terms import Catch
from app.calc.plans import Plan
from app.calc.rating import Rater
from app.calc.results import Accrual, Given
from app.calc.scheme import Scheme
from app.calc.stream import World
from app.kernel.period import Month


class Worked:
    """Events, catches and lines to the end of a month. Raises ``exchange.RatesMissing`` with every missing rate."""

    def __init__(self, facts: Facts, schemes: Sequence[Scheme], through: Month, *, bundled: bool = True) -> None:
        """Work it out; plain contracts stay in columns where ``bundled``."""
        self.world = World(facts)
        self.through = through
        self._begin = facts.books_from
        self._matcher = Matcher(self.world, schemes, through)
        self._bundles: dict[int, Bundle] = {}
        if bundled:
            self._bundles = plain_bundles(self.world, self._matcher, through.last)
        span = Span(self._matcher.since, through.last)
        stream = self.world.events(self._matcher.strands, span, self._bundles)
        self.matched = self._matcher.match(stream)
        self.rater = Rater(self.world, self._matcher.plans, self.matched, through)
        self.lines = self.rater.rate()
        self.world.exchange.raise_missing()
        self.explainer = Explainer(self.world)

    @property
    def plans(self) -> list[Plan]:
        """The schemes as they were matched."""
        return self._matcher.plans

    @property
    def bundles(self) -> Collection[Bundle]:
        """The plain contracts."""
        return self._bundles.values()

    def measures(self, catch: Catch) -> bool:
        """Whether a table over a measure of the recipient follows what the rule catches, in any version."""
        return self._matcher.measures(catch.terms)

    def due(self, month: Month) -> list[Line]:
        """The lines that ``month`` pays, by day."""
        due = [line for line in self.lines if _pay_month(line) == month]
        if not self._bundles:
            return due
        waits = {terms.rule.pay_after_months for bundle in self._bundles.values() for terms in bundle.terms}
        found: list[tuple[date, str, int, Line]] = []
        for months in waits:
            earlier = month.plus(-months)
            if earlier >= self._begin:
                found += self._bundled(Span(earlier.first, earlier.last), months)
        found.sort(key=itemgetter(0, 1, 2))
        return sorted([*(line for *_, line in found), *due], key=attrgetter("on"))

    def _bundled(self, span: Span, pay_after_months: int) -> Iterator[tuple[date, str, int, Line]]:
        for bundle in self._bundles.values():
            for row, line in bundle.lines(self.world, span):
                if line.catch.terms.rule.pay_after_months == pay_after_months:
                    yield line.on, row.payment_number_key, row.id, line

    def true_ups(self, given: Iterable[Given], month: Month) -> Iterator[Accrual]:
        """One line per key whose earlier months come to something else now than they paid (SEMANTICS 9)."""
        paid = {row.key: row for row in given}
        for line in self.lines:
            if _pay_month(line) < month:
                row = paid.pop(line_key(line), None)
                before_minor = 0 if row is None else row.amount_minor
                if line.amount_minor != before_minor:
                    yield true_up(self.explainer.accrual(line), month, before_minor)
        for bundle in self._bundles.values():
            yield from self._bundle_true_ups(bundle, paid, month)
        for row in paid.values():
            if row.amount_minor:
                yield true_up(row.line, month, row.amount_minor, gone=True)

    def _bundle_true_ups(self, bundle: Bundle, paid: dict[str, Given], month: Month) -> Iterator[Accrual]:
        changed: set[str] = set()
        for terms in bundle.terms:
            before = month.plus(-terms.rule.pay_after_months).first
            head, begin = f"{terms.holders.people[0]}|{terms.path}|pay:", self._begin.first
            for on, row, amount_minor in zip(
                bundle.days, bundle.rows, bundle.amounts(terms, self.world.bases), strict=True
            ):
                if begin <= on < before:
                    key = f"{head}{row.id}|main"
                    given = paid.get(key)
                    if (0 if given is None else given.amount_minor) != amount_minor:
                        changed.add(key)
                    elif given is not None:
                        del paid[key]
        if changed:
            for _, line in bundle.lines(self.world, Span(self._begin.first, month.last)):
                key = line_key(line)
                if key in changed:
                    given = paid.pop(key, None)
                    yield true_up(self.explainer.accrual(line), month, 0 if given is None else given.amount_minor)


def _pay_month(line: Line) -> Month:
    after = line.catch.terms.rule.pay_after_months
    return line.month.plus(after) if after else line.month
