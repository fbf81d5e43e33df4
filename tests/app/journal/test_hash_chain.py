"""Any changed byte of the journal is found, and the first broken row is named."""

from __future__ import annotations

from typing import Any

import pytest

from app.journal.chain import GENESIS, Broken, Kept, Link, body_hash, sealed, verify


def chain(bodies: tuple[str, ...] = ("[1]", "[2]", "[3]")) -> list[tuple[Link, Kept]]:
    links: list[tuple[Link, Kept]] = []
    previous = GENESIS
    for number, body in enumerate(bodies, start=1):
        link = sealed(
            Link(
                id=number,
                at=f"2026-11-20T12:00:0{number}.000Z",
                user_id=1,
                login="olha",
                operation_id=f"op{number}",
                action="clients.add",
                outcome="done",
                area="clients",
                result="7",
                body_hash=body_hash(body),
                prev_hash=previous,
                hash="",
            )
        )
        links.append((link, Kept("clients", body)))
        previous = link.hash
    return links


def test_an_untouched_chain_holds() -> None:
    links = chain()
    verdict = verify(links)
    assert (verdict.rows, verdict.head, verdict.broken) == (3, links[-1][0].hash, None)


def test_an_empty_chain_holds() -> None:
    assert verify([]).broken is None


@pytest.mark.parametrize("field", [name for name in Link._fields if name not in {"id", "prev_hash"}])
def test_a_changed_field_is_found(field: str) -> None:
    links = chain()
    link, body = links[1]
    old = getattr(link, field)
    new: Any = old + 1 if isinstance(old, int) else old[:-1] + "~"
    links[1] = link._replace(**{field: new}), body
    assert verify(links).broken == Broken(2, "row")


def test_a_changed_body_is_found() -> None:
    links = chain()
    links[1] = links[1][0], Kept("clients", "[2 ]")
    assert verify(links).broken == Broken(2, "body")
    links[1] = links[1][0], Kept(None, None)
    assert verify(links).broken == Broken(2, "body_missing")


def test_a_body_that_was_put_before_other_eyes_is_found() -> None:
    links = chain()
    links[1] = links[1][0], Kept("payroll", "[2]")
    assert verify(links).broken == Broken(2, "body_area")


def test_a_removed_row_is_found() -> None:
    links = chain()
    assert verify([links[0], links[2]]).broken == Broken(3, "gap")
    assert verify(links[1:]).broken == Broken(2, "gap")


def test_a_row_put_in_another_place_is_found() -> None:
    links = chain()
    swapped = links[2][0]._replace(id=2), links[2][1]
    assert verify([links[0], swapped]).broken == Broken(2, "order")


def test_a_row_forged_with_a_right_hash_of_its_own_breaks_the_next() -> None:
    links = chain()
    forged = sealed(links[1][0]._replace(login="ivan"))
    links[1] = forged, links[1][1]
    assert verify(links).broken == Broken(3, "order")


def test_fields_cannot_flow_into_each_other() -> None:
    link = chain()[0][0]
    one = sealed(link._replace(login="a", operation_id="bc"))
    other = sealed(link._replace(login="ab", operation_id="c"))
    assert one.hash != other.hash
