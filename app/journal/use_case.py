"""The frame of every use case: permission, one transaction, journal, what changed (ARCHITECTURE, "The frame")."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import cached_property
from logging import getLogger
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Area, Done
from app.kernel.database import Db
from app.kernel.errors import Busy, Denied, Plain, Refused
from app.kernel.ids import OperationId, new_operation_id
from app.kernel.use_cases import Clock

if TYPE_CHECKING:
    from app.journal.entries import Entries

Value = TypeVar("Value")

_LOG = getLogger(__name__)


_UNNAMED = OperationId("")
"""Reading leaves no operation behind; only its refusal gets a name."""


class Order(NamedTuple):
    """One call as the journal names it."""

    actor: Actor
    operation_id: OperationId
    action: str


class UseCaseFrame:
    """Implements the kernel's ``UseCases`` over one connection."""

    def __init__(self, db: Db, clock: Clock) -> None:
        """Frame work over ``db``; the journal's times come from ``clock``."""
        self._db = db
        self._clock = clock
        self._running: Order | None = None
        self._depth = 0
        self._refusals: list[tuple[Order, Permission]] = []
        self.guard: Callable[[Actor], None] | None = None
        """Asked before every call from outside; raises what keeps the actor from calling now."""

    @cached_property
    def _entries(self) -> Entries:
        from app.journal.entries import Entries  # reading needs nothing of it: 3 ms of the start

        return Entries(self._db, self._clock)

    @property
    def clock(self) -> Clock:
        """The clock of this office."""
        return self._clock

    def perform(
        self,
        actor: Actor,
        permission: Permission,
        operation_id: OperationId | None,
        work: Callable[[], Value],
        *,
        action: str,
    ) -> Done[Value]:
        """Run ``work`` in one journaled write transaction, or join the open one; see the Protocol."""
        order = Order(actor, operation_id or new_operation_id(), action)
        with self._frame():
            self._check(order, permission)
            if self._running is not None:
                return self._join(self._running, work)
            try:
                return self._whole(order, work)
            except Busy:
                return self._whole(order, work)

    def turn_away(
        self,
        actor: Actor,
        reason: str,
        work: Callable[[], Value],
        *,
        action: str,
        about: Mapping[str, Plain] | None = None,
    ) -> Value:
        """Journal a refusal for a ``reason`` that is no permission, in one transaction with ``work``. Raises Busy."""
        with self._db.write():
            value = work()
            self._entries.refused(Order(actor, new_operation_id(), action), {**(about or {}), "reason": reason})
        return value

    def view(self, actor: Actor, permission: Permission, work: Callable[[], Value], *, action: str) -> Value:
        """Run ``work`` in one read snapshot. Raises Denied."""
        with self._frame():
            self._check(Order(actor, _UNNAMED, action), permission)
            with self._db.read():
                return work()

    @contextmanager
    def _frame(self) -> Generator[None]:
        """Count the nesting; refusals are written when the outermost call has let its transaction go."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._refusals:
                self._journal_refusals()

    def _check(self, order: Order, permission: Permission) -> None:
        if self.guard is not None and self._depth == 1:  # what has begun goes on
            self.guard(order.actor)
        if not order.actor.may(permission):
            named = order if order.operation_id else order._replace(operation_id=new_operation_id())
            self._refusals.append((named, permission))
            raise Denied(permission=permission.value, action=order.action)

    def _whole(self, order: Order, work: Callable[[], Value]) -> Done[Value]:
        entries = self._entries
        with self._db.write() as log:
            written = entries.written(order.operation_id)
            if written is not None:
                if written.action != order.action:
                    raise Refused(rule="operation_reused")
                areas = frozenset(Area(area) for area in written.areas)
                return Done(cast("Value", entries.value_of(written)), areas, order.operation_id)
            self._running = order
            try:
                value = work()
            finally:
                self._running = None
            undoable = entries.undoable(log.images)
            areas = entries.done(order, value, log.images)
        return Done(value, areas, order.operation_id, undoable)

    def _join(self, outer: Order, work: Callable[[], Value]) -> Done[Value]:
        entries = self._entries
        with self._db.write() as log:
            mark = len(log.images)
            value = work()
            images = log.images[mark:]
            return Done(value, entries.areas_of(images), outer.operation_id, entries.undoable(images))

    def _journal_refusals(self) -> None:
        refusals, self._refusals = self._refusals, []
        try:
            with self._db.write():
                for order, permission in refusals:
                    self._entries.refused(order, {"permission": permission.value})
        except Busy:  # the refusal itself stands; only its line is missing
            _LOG.warning("a refusal could not be journaled: the file is busy")
