"""What is wrong with a client, a group, a membership or a contact before it is written. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from app.clients.model import Contact, Membership, NewClient, NewGroup
from app.kernel.errors import Finding


def client_problems(new: NewClient, people: Collection[int]) -> Iterator[Finding]:
    """Everything wrong with a client; ``people`` are the ids of all staff."""
    if not new.code.strip():
        yield Finding("code_missing", "code")
    if not new.name.strip():
        yield Finding("name_missing", "name")
    if new.orders_before < 0:
        yield Finding("orders_negative", "orders_before", {"count": new.orders_before})
    if new.found_by is not None and new.found_by not in people:
        yield Finding("person_unknown", "found_by", {"id": new.found_by})
    if any(not tag.strip() for tag in new.tags):
        yield Finding("tag_empty", "tags")


def group_problems(new: NewGroup) -> Iterator[Finding]:
    """A group has a name."""
    if not new.name.strip():
        yield Finding("name_missing", "name")


def contact_problems(new: Contact) -> Iterator[Finding]:
    """A contact has a name, and an address that could be one."""
    if not new.name.strip():
        yield Finding("name_missing", "name")
    if new.email and "@" not in new.email:
        yield Finding("email_wrong", "email", {"email": new.email})


def membership_problems(new: Membership, earlier: Sequence[Membership], counted_on: date | None) -> Iterator[Finding]:
    """Membership works forward only (SEMANTICS 5).

    It begins after the client's earlier ones, and after ``counted_on``: the signing of the client's last contract whose
    order number stands in a closed month.
    """
    last = max((membership.valid_from for membership in earlier), default=None)
    if last is not None and new.valid_from <= last:
        yield Finding("membership_not_forward", "valid_from", {"last": last.isoformat()})
    if counted_on is not None and new.valid_from <= counted_on:
        yield Finding("membership_before_closed", "valid_from", {"signed_on": counted_on.isoformat()})
