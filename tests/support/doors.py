"""Every use case of an office, found in the code: what the permission matrix and the secrecy of pay are tried on."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from app.bootstrap import Office
from app.journal.use_case import Order, UseCaseFrame
from app.kernel.actor import Actor, Permission
from app.kernel.period import Month

WITHOUT_ACTOR = frozenset({"access.recover", "access.sign_in", "access.sole_user"})
"""How somebody becomes an actor."""


class Door(NamedTuple):
    """A public method of a service, under the name of the service in the office: ``clients.add``."""

    name: str
    method: Callable[..., Any]

    @property
    def writes(self) -> bool:
        """Whether it changes the books."""
        return "Done[" in str(inspect.signature(self.method).return_annotation)

    def needed(self) -> list[str]:
        """Its parameters after the actor that have no default."""
        given = list(inspect.signature(self.method).parameters.values())[1:]
        return [one.name for one in given if one.default is inspect.Parameter.empty]

    def call(self, actor: Actor, values: dict[str, Any]) -> Any:
        """Call it; a parameter is taken by ``service.method.name``, by its name, or is nothing at all."""
        named = {name: values.get(f"{self.name}.{name}", values.get(name)) for name in self.needed()}
        return self.method(actor, **named)


def doors(office: Office) -> Iterator[Door]:
    """All of them."""
    for service_name, made in inspect.getmembers(Office, lambda member: isinstance(member, cached_property)):
        if service_name.startswith("_"):
            continue
        assert made is not None
        service = getattr(office, service_name)
        for name, _ in inspect.getmembers(type(service), inspect.isfunction):
            if not name.startswith("_") and f"{service_name}.{name}" not in WITHOUT_ACTOR:
                yield Door(f"{service_name}.{name}", getattr(service, name))


class Opened(Exception):
    """The permission was there; what lies behind the door is not tried."""


class Gate(UseCaseFrame):
    """The real frame up to the moment where the permission was found sufficient."""

    def _check(self, order: Order, permission: Permission) -> None:
        super()._check(order, permission)
        raise Opened


def values_of(folder: Path) -> dict[str, Any]:
    """What parameters are called with when the matrix is tried: only what is looked at before the permission."""
    return {"month": Month(2024, 1), "today": date(2024, 2, 1), "path": folder / "x.csv", "backup": folder / "x.premia"}
