"""The door: who somebody is, before anything may be asked on their behalf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.grants import GRANTS
from app.access.model import User
from app.access.passwords import Passwords
from app.access.rules import password_problems
from app.access.slow_down import FORGOTTEN_AFTER, bucket, wait_seconds
from app.access.store import AccessStore
from app.kernel.actor import Actor, Permission, Role
from app.kernel.cells import instant
from app.kernel.errors import SignInFailed, SignInWait, raise_if_any
from app.kernel.use_cases import UseCases

if TYPE_CHECKING:
    from app.keys.ring import KeyRing

FAILED = SignInFailed.code
NOBODY = Actor(0, "", Role.STAFF, frozenset({Permission.SEE_OWN}))
"""Who knocks. An unknown login is not written down: it may be a password in the wrong field."""


class SignIn:
    """Makes actors out of logins, slower and slower after failures."""

    def __init__(self, frame: UseCases, store: AccessStore, passwords: Passwords, keys: KeyRing | None) -> None:
        """Read users from ``store``; compare with ``passwords``; ``frame`` journals failures.

        ``keys`` are those of an encrypted file.
        """
        self._keys = keys
        self._use_cases = frame
        self._store = store
        self._passwords = passwords

    def sign_in(self, login: str, password: str) -> Actor:
        """The actor behind a login.

        Raises SignInFailed, the same and as slowly whether login or password is wrong, and journals it; SignInWait with
        the ``seconds`` to wait after many failures, whoever asks; Busy. An attempt is counted before the password is
        looked at, so that neither many programs at once nor a kill in between give free guesses.
        """
        self._claim(login)
        user = self._store.by_login(login)
        stored = self._store.password_hash(user.id) if user is not None and user.active else None
        if not self._passwords.match(stored, password) or user is None:
            self._use_cases.turn_away(_knocking(user), FAILED, lambda: None, action="access.sign_in")
            raise SignInFailed
        self._forget(login)
        self._settle(login, password)
        self._write_down_attempts()
        return _actor(user)

    def sole_user(self) -> Actor | None:
        """The only user of a file, who has no password and so need not sign in; None where one must."""
        users = self._store.users()
        if len(users) == 1 and users[0].active and not users[0].has_password:
            return _actor(users[0])
        return None

    def recover(self, login: str, password: str, recovery_key: str) -> Actor:
        """Give a director a new password by the recovery key, and their actor: who has it has the whole file anyway.

        Raises RecoveryKeyWrong; SignInFailed where the key is another file's or no director is called so; Invalid.
        """
        from app.keys.recovery import read

        user = self._store.by_login(login)
        if self._keys is None or read(recovery_key) != self._keys.key:
            raise SignInFailed
        if user is None or not user.active or user.role is not Role.DIRECTOR:
            raise SignInFailed

        def work() -> None:
            raise_if_any(password_problems(password))
            self._set_password(user, password)
            self._store.forget_failures(bucket(user.login))

        actor = _actor(user)
        self._use_cases.perform(actor, Permission.EDIT_USERS, None, work, action="access.recover")
        self._settle(user.login, password)
        self._write_down_attempts()
        return actor

    # inside

    def _set_password(self, user: User, password: str | None) -> None:
        self._store.set_password_hash(user.id, None if password is None else self._passwords.hash(password))
        if self._keys is not None and password is not None and user.active:
            self._keys.grant(user.login, password)

    def _settle(self, login: str, password: str) -> None:
        """Of an encrypted file: what wrapped its key for a former password, or for somebody who left, goes."""
        keys = self._keys
        if keys is None:
            return

        def work() -> None:
            keys.settle(login, password, [user.login for user in self._store.users() if user.active])

        self._use_cases.perform(NOBODY, Permission.SEE_OWN, None, work, action="access.settle")

    def _write_down_attempts(self) -> None:
        """Of an encrypted file: attempts that failed while it was shut come into its journal, by login.

        A login that nobody here has stays a keyed hash: it may be a password in the wrong field. A kill in between
        writes them down twice, never not at all.
        """
        if self._keys is None:
            return
        from app.keys.attempts import folded

        failed = self._keys.attempts.failed()
        known = {self._keys.mark(user.login): user for user in self._store.users()}
        for one in folded(failed):
            user = known.get(one.mark)
            about: dict[str, str | int | None] = {
                "count": one.count,
                "first_at": instant(one.first_at, "seconds"),
                "last_at": instant(one.last_at, "seconds"),
            }
            told = about if user else {**about, "mark": one.mark}
            self._use_cases.turn_away(_knocking(user), FAILED, lambda: None, action="access.unlock", about=told)
        self._keys.attempts.forget(failed)

    def _claim(self, login: str) -> None:
        """Take one attempt, in a transaction of its own. Raises SignInWait."""

        def work() -> None:
            self._look(login)
            self._store.count_failure(bucket(login), self._use_cases.clock.now())

        self._use_cases.perform(NOBODY, Permission.SEE_OWN, None, work, action="access.claim")

    def _look(self, login: str) -> None:
        now = self._use_cases.clock.now()
        self._store.forget_failures_before(now - FORGOTTEN_AFTER)
        seconds = wait_seconds(self._store.failures(bucket(login)), self._store.failures(None), now)
        if seconds:
            raise SignInWait(seconds=seconds)

    def _forget(self, login: str) -> None:
        self._use_cases.perform(
            NOBODY, Permission.SEE_OWN, None, lambda: self._store.forget_failures(bucket(login)), action="access.let_in"
        )


def _knocking(user: User | None) -> Actor:
    return NOBODY if user is None else Actor(user.id, user.login, user.role, frozenset())


def _actor(user: User) -> Actor:
    return Actor(user.id, user.login, user.role, GRANTS[user.role], user.person_id)
