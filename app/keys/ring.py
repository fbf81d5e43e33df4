"""Who may open an encrypted file: wrappings are given and taken while it is open, since that needs the data key.

Every method is called inside a write transaction: the file's one writer is then the one writer of its wrapped keys too.
A password in the file and its wrapping beside it cannot change in one step, so the new wrapping is added before the
transaction ends and the old one goes at the next sign-in; a kill in between locks nobody out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.kernel.errors import KeysDamaged, KeysMissing
from app.keys.attempts import AttemptRecord
from app.keys.data_key import DataKey
from app.keys.sidecar import Sidecar, Slot, read_sidecar, write_sidecar
from app.keys.wrapping import COSTS, Costs, unwrap, wrap


class KeyRing:
    """The wrapped keys of the open file at ``path``."""

    def __init__(self, path: Path, key: DataKey, costs: Costs = COSTS) -> None:
        """``key`` is the file's; ``costs`` are those of new wrappings."""
        self._path = path
        self.key = key
        self._costs = costs
        self.attempts = AttemptRecord(path)
        """What failed while the file was shut."""

    def grant(self, login: str, password: str) -> None:
        """Let ``login`` open the file by ``password`` too."""
        standing = self._standing()
        mark = standing.mark(login)
        slot = Slot(mark, wrap(self.key, password, standing.about(mark), self._costs))
        write_sidecar(self._path, replace(standing, slots=(*standing.slots, slot)))

    def revoke(self, login: str) -> None:
        """Take all wrappings of ``login`` away."""
        standing = self._standing()
        self._keep(standing, standing.without(standing.of(login)))

    def settle(self, login: str, password: str, logins: Iterable[str]) -> None:
        """Somebody came in: what their password does not open goes, and what belongs to none of ``logins``."""
        standing = self._standing()
        own = standing.of(login)
        marks = {standing.mark(known) for known in logins}
        gone = [slot for slot in standing.slots if slot.login not in marks]
        if len(own) > 1:
            fits = [slot for slot in own if unwrap(slot.wrapped, password, standing.about(slot.login)) is not None]
            gone += [slot for slot in own if slot != fits[-1]] if fits else []
        self._keep(standing, standing.without(tuple(gone)))

    def holders(self, logins: Iterable[str]) -> frozenset[str]:
        """Those of ``logins`` who can open the file by a password."""
        standing = self._standing()
        return frozenset(login for login in logins if standing.of(login))

    def mark(self, login: str) -> str:
        """How a login is named beside the file."""
        return self._standing().mark(login)

    def _standing(self) -> Sidecar:
        """What lies beside the file; nobody's where it is lost or another file's."""
        try:
            found = read_sidecar(self._path)
        except (KeysMissing, KeysDamaged):
            return Sidecar.empty(self.key)
        return found if found.key_id == self.key.id else Sidecar.empty(self.key)

    def _keep(self, standing: Sidecar, left: Sidecar) -> None:
        if left != standing:
            write_sidecar(self._path, left)
