"""The door: who somebody is, before anything may be asked on their behalf."""

from __future__ import annotations

from app.access.grants import GRANTS
from app.access.model import User
from app.access.passwords import Passwords
from app.access.store import AccessStore
from app.kernel.actor import Actor
from app.kernel.errors import SignInFailed


class SignIn:
    """Makes actors out of logins."""

    def __init__(self, store: AccessStore, passwords: Passwords) -> None:
        """Read users from ``store``; compare with ``passwords``."""
        self._store = store
        self._passwords = passwords

    def sign_in(self, login: str, password: str) -> Actor:
        """The actor behind a login. Raises SignInFailed, the same and as slowly whether login or password is wrong."""
        user = self._store.by_login(login)
        stored = self._store.password_hash(user.id) if user is not None and user.active else None
        if not self._passwords.match(stored, password) or user is None:
            raise SignInFailed
        return _actor(user)

    def sole_user(self) -> Actor | None:
        """The only user of a file, who has no password and so need not sign in; None where one must."""
        users = self._store.users()
        if len(users) == 1 and users[0].active and not users[0].has_password:
            return _actor(users[0])
        return None


def _actor(user: User) -> Actor:
    return Actor(user.id, user.login, user.role, GRANTS[user.role], user.person_id)
