"""Step 1's answers beside what history says of them. Pure: every change gives other answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.calc.facts import Function
from app.kernel.ids import natural_key
from app.motivation.draft.answers import FunctionAnswer, Functions, Hours
from app.motivation.draft.records import WorkTable
from app.motivation.draft.work_history import FunctionWork, prefilled

FUNCTIONS = tuple(Function)
MACHINES = frozenset({Function.INVOICING, Function.COLLECTING, Function.ACCEPTING})
"""What a machine could do: reminders, the matching of receipts, papers."""


class WhoDoesWhat:
    """The answers over the history: what nobody has answered yet stands as history has it."""

    def __init__(self, given: Functions, table: WorkTable) -> None:
        """``given`` are the draft's."""
        told = {one.function: one for one in given.functions}
        offered = {one.function: one for one in prefilled(table.history, table.staff_nos)}
        self.table = table
        self.answers = {function: told.get(function) or offered[function] for function in FUNCTIONS}
        self.hours = given.hours
        self.ids = {natural_key(number): person_id for person_id, number in table.staff_nos.items()}

    def functions(self) -> Functions:
        """All of it as an answer."""
        return Functions(tuple(self.answers.values()), self.hours)

    def people(self) -> tuple[int, ...]:
        """Whoever did or is to do anything, those with the most receipts first."""
        net = dict.fromkeys(self._named(), 0)
        for one in self.table.history.done:
            net[one.person_id] = net.get(one.person_id, 0) + one.net_minor
        return tuple(sorted(net, key=lambda one: (-net[one], self.table.people.get(one, ""))))

    def done(self, function: Function, person_id: int) -> FunctionWork | None:
        """What the person did of it."""
        return next(
            (one for one in self.table.history.done if (one.function, one.person_id) == (function, person_id)), None
        )

    def does(self, function: Function, person_id: int) -> bool:
        """Whether the answer names the person."""
        own = natural_key(self.table.staff_nos[person_id])
        return any(natural_key(number) == own for number in self.answers[function].people)

    def doers(self, function: Function) -> tuple[int, ...]:
        """Whom the answer names (ids)."""
        found = (self.ids.get(natural_key(number)) for number in self.answers[function].people)
        return tuple(one for one in found if one is not None)

    def minutes(self, function: Function, person_id: int) -> int:
        """What the director typed, a month."""
        own = natural_key(self.table.staff_nos[person_id])
        return next(
            (h.minutes_per_month for h in self.hours if h.function is function and natural_key(h.staff_no) == own), 0
        )

    def named(self, function: Function, person_id: int, *, does: bool) -> Functions:
        """With the person named for it or no longer; who is named is needed."""
        number = self.table.staff_nos[person_id]
        before = self.answers[function]
        people = tuple(one for one in before.people if natural_key(one) != natural_key(number))
        people = (*people, number) if does else people
        return self._with(replace(before, people=people, needed=True if does else before.needed))

    def needed(self, function: Function, *, needed: bool | None) -> Functions:
        """With the function needed, not needed, or to be decided."""
        return self._with(replace(self.answers[function], needed=needed))

    def automated(self, function: Function, *, automated: bool) -> Functions:
        """With a machine that does it, or without."""
        before = self.answers[function]
        return self._with(replace(before, automated=automated, needed=True if automated else before.needed))

    def positioned(self, function: Function, position: str) -> Functions:
        """With a position instead of, or beside, people."""
        return self._with(replace(self.answers[function], position=position))

    def timed(self, function: Function, person_id: int, minutes: int) -> Functions:
        """With so many minutes a month; none forgets them."""
        number = self.table.staff_nos[person_id]
        others = tuple(
            one
            for one in self.hours
            if not (one.function is function and natural_key(one.staff_no) == natural_key(number))
        )
        hours = (*others, Hours(function, number, minutes)) if minutes else others
        return replace(self.functions(), hours=hours)

    def _with(self, answer: FunctionAnswer) -> Functions:
        answers = {**self.answers, answer.function: answer}
        return Functions(tuple(answers.values()), self.hours)

    def _named(self) -> Sequence[int]:
        return [person_id for function in FUNCTIONS for person_id in self.doers(function)]
