"""Users of the file: who may sign in, and as what."""

from __future__ import annotations

from app.access.model import NewUser, User
from app.access.passwords import Passwords
from app.access.rules import password_problems, problems
from app.access.sign_in import FAILED, SignIn
from app.access.slow_down import bucket
from app.access.store import AccessStore
from app.kernel.actor import Actor, Permission, Role
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid, NotFound, Refused, SignInFailed, Stale
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases


class AccessService(SignIn):
    """Use cases about users, and the door that they come in by. What a role may do stands in ``grants``."""

    def __init__(self, use_cases: UseCases, store: AccessStore, passwords: Passwords | None = None) -> None:
        """``passwords`` sets the cost of hashing."""
        super().__init__(use_cases, store, passwords or Passwords())

    def first_user(self, actor: Actor, new: NewUser) -> Done[int]:
        """Make the first user of a new file, a director. Raises Invalid, Refused(rule=users_exist)."""

        def work() -> int:
            if self._store.users():
                raise Refused(rule="users_exist")
            _raise(problems(new, alone=True))
            return self._insert(new)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, None, work, action="access.first_user")

    def users(self, actor: Actor) -> tuple[User, ...]:
        """Everybody who may sign in or once could, by login."""
        return self._use_cases.view(actor, Permission.EDIT_USERS, self._store.users, action="access.users")

    def add_user(self, actor: Actor, new: NewUser, operation_id: OperationId | None = None) -> Done[int]:
        """Add a login. Raises Invalid, Duplicate(field=login_key), Refused(rule=password_of_others_missing)."""

        def work() -> int:
            _raise(problems(new, alone=False))
            if any(user.active and not user.has_password for user in self._store.users()):
                raise Refused(rule="password_of_others_missing")
            return self._insert(new)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.add_user")

    def set_role(
        self, actor: Actor, user: User, role: Role, person_id: int | None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Give ``user`` another role. Raises Stale, Invalid, Refused(rule=last_director)."""

        def work() -> None:
            standing = self._standing(user)
            if role is Role.STAFF and person_id is None:
                raise Invalid((Finding("person_missing", "person_id"),))
            if role is not Role.DIRECTOR:
                self._keep_a_director(standing)
            self._store.set_role(standing, role, person_id)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_role")

    def set_active(
        self, actor: Actor, user: User, *, active: bool, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Let a user in or shut one out. Raises Stale, Refused(rule=last_director, password_of_others_missing)."""

        def work() -> None:
            standing = self._standing(user)
            if not active:
                self._keep_a_director(standing)
            elif not standing.has_password:
                raise Refused(rule="password_of_others_missing")
            self._store.set_active(standing, active=active)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_active")

    def set_password(
        self, actor: Actor, user_id: int, password: str | None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Set a user's password; None takes it away, which only the one user of a file can do. Raises Invalid."""

        def work() -> None:
            self._user(user_id)
            _raise(password_problems(password))
            if password is None and len(self._store.users()) > 1:
                raise Invalid((Finding("password_missing", "password"),))
            self._store.set_password_hash(user_id, None if password is None else self._passwords.hash(password))

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_password")

    def change_own_password(
        self, actor: Actor, old: str, new: str, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Change the actor's own password. Raises SignInFailed when ``old`` is not the one, SignInWait, Invalid.

        Failures count with those of signing in: who finds a signed-in program guesses no faster.
        """

        def work() -> None:
            self._look(actor.login)
            if not self._passwords.match(self._store.password_hash(actor.user_id), old):
                raise SignInFailed
            _raise(password_problems(new))
            self._store.set_password_hash(actor.user_id, self._passwords.hash(new))

        try:
            return self._use_cases.perform(actor, Permission.SEE_OWN, operation_id, work, action="access.own_password")
        except SignInFailed:
            now = self._use_cases.clock.now()
            self._use_cases.turn_away(
                actor,
                FAILED,
                lambda: self._store.count_failure(bucket(actor.login), now),
                action="access.own_password",
            )
            raise

    # inside

    def _insert(self, new: NewUser) -> int:
        user_id = self._store.add(new)
        if new.password is not None:
            self._store.set_password_hash(user_id, self._passwords.hash(new.password))
        return user_id

    def _user(self, user_id: int) -> User:
        user = self._store.user(user_id)
        if user is None:
            raise NotFound(kind="user", key=user_id)
        return user

    def _standing(self, seen: User) -> User:
        standing = self._user(seen.id)
        if standing.version != seen.version:
            raise Stale(table="user_account", row_id=seen.id)
        return standing

    def _keep_a_director(self, leaving: User) -> None:
        """Without a director nobody could give rights again."""
        others = [user for user in self._store.users() if user.id != leaving.id]
        directs = leaving.role is Role.DIRECTOR and leaving.active
        if directs and not any(user.active and user.role is Role.DIRECTOR for user in others):
            raise Refused(rule="last_director")


def _raise(findings: tuple[Finding, ...]) -> None:
    if findings:
        raise Invalid(findings)
