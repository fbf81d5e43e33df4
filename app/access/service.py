"""Users of the file: who may sign in, and as what."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.access.model import NewUser, User
from app.access.passwords import Passwords
from app.access.rules import password_problems, problems
from app.access.sign_in import FAILED, SignIn
from app.access.slow_down import bucket
from app.access.store import AccessStore
from app.kernel.actor import Actor, Permission, Role
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid, NotFound, Refused, SignInFailed, Stale, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases

if TYPE_CHECKING:
    from app.keys.ring import KeyRing


class AccessService(SignIn):
    """Use cases about users, and the door that they come in by. What a role may do stands in ``grants``."""

    def __init__(
        self,
        use_cases: UseCases,
        store: AccessStore,
        passwords: Passwords | None = None,
        keys: KeyRing | None = None,
    ) -> None:
        """``passwords`` sets the cost of hashing; ``keys`` are those of an encrypted file."""
        super().__init__(use_cases, store, passwords or Passwords(), keys)

    def first_user(self, actor: Actor, new: NewUser) -> Done[int]:
        """Make the first user of a new file, a director. Raises Invalid, Refused(rule=users_exist)."""

        def work() -> int:
            if self._store.users():
                raise Refused(rule="users_exist")
            raise_if_any(problems(new, alone=True))
            return self._insert(new)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, None, work, action="access.first_user")

    def users(self, actor: Actor) -> tuple[User, ...]:
        """Everybody who may sign in or once could, by login."""
        return self._use_cases.view(actor, Permission.EDIT_USERS, self._store.users, action="access.users")

    def add_user(self, actor: Actor, new: NewUser, operation_id: OperationId | None = None) -> Done[int]:
        """Add a login. Raises Invalid, Duplicate(field=login_key), Refused(rule=password_of_others_missing)."""

        def work() -> int:
            raise_if_any(problems(new, alone=False))
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
                raise Invalid((Finding("login_of_nobody", "person_id"),))
            if role is not Role.DIRECTOR:
                self._keep_a_director(standing)
            self._store.set_role(standing, role, person_id)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_role")

    def set_active(
        self, actor: Actor, user: User, *, active: bool, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Let a user in or shut one out. Raises Stale, Refused(rule=last_director, password_of_others_missing).

        Who is shut out loses the wrapped key of an encrypted file, and needs a new password when let in again.
        """

        def work() -> None:
            standing = self._standing(user)
            if not active:
                self._keep_a_director(standing)
                self._revoke(standing)
            elif not standing.has_password:
                raise Refused(rule="password_of_others_missing")
            self._store.set_active(standing, active=active)

        return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_active")

    def set_password(
        self, actor: Actor, user_id: int, password: str | None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Set a user's password; None takes it away, which only the one user of a plain file can do. Raises Invalid."""

        def work() -> None:
            user = self._user(user_id)
            raise_if_any(password_problems(password))
            if password is None and (self.encrypted or len(self._store.users()) > 1):
                raise Invalid((Finding("password_missing", "password"),))
            self._set_password(user, password)

        done = self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.set_password")
        if password is not None:
            self._settle(self._user(user_id).login, password)
        return done

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
            raise_if_any(password_problems(new))
            self._set_password(self._user(actor.user_id), new)

        with self._counting_failures(actor, "access.own_password"):
            done = self._use_cases.perform(actor, Permission.SEE_OWN, operation_id, work, action="access.own_password")
        self._settle(actor.login, new)
        return done

    # encryption

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted; one with passwords should be (PRODUCT, "Who uses it")."""
        return self._keys is not None

    def should_be_encrypted(self, actor: Actor) -> bool:
        """Whether a plain file has several users or a password: then the program offers to encrypt it."""

        def work() -> bool:
            users = self._store.users()
            return not self.encrypted and (len(users) > 1 or any(user.has_password for user in users))

        return self._use_cases.view(actor, Permission.EDIT_USERS, work, action="access.should_be_encrypted")

    def without_key(self, actor: Actor) -> tuple[User, ...]:
        """Active users who cannot open the encrypted file until somebody sets their password anew."""

        def work() -> tuple[User, ...]:
            users = tuple(user for user in self._store.users() if user.active)
            holders = self._keys.holders(user.login for user in users) if self._keys else {user.login for user in users}
            return tuple(user for user in users if user.login not in holders)

        return self._use_cases.view(actor, Permission.EDIT_USERS, work, action="access.without_key")

    def recovery_key(self, actor: Actor) -> str:
        """What is to be printed and locked away: it opens the file alone. Raises Refused(rule=file_plain)."""
        from app.keys.recovery import written

        def work() -> str:
            if self._keys is None:
                raise Refused(rule="file_plain")
            return written(self._keys.key)

        return self._use_cases.view(actor, Permission.EDIT_USERS, work, action="access.recovery_key")

    def confirm(self, actor: Actor, password: str, operation_id: OperationId | None = None) -> Done[None]:
        """Prove that the actor knows their password, or set the first one: before a file is encrypted or decrypted.

        The password is hashed anew, which puts the step into the journal. Raises SignInFailed, SignInWait, Invalid.
        """

        def work() -> None:
            self._look(actor.login)
            stored = self._store.password_hash(actor.user_id)
            if stored is not None and not self._passwords.match(stored, password):
                raise SignInFailed
            raise_if_any(password_problems(password))
            self._store.set_password_hash(actor.user_id, self._passwords.hash(password))

        with self._counting_failures(actor, "access.confirm"):
            return self._use_cases.perform(actor, Permission.EDIT_USERS, operation_id, work, action="access.confirm")

    # inside

    def _insert(self, new: NewUser) -> int:
        user_id = self._store.add(new)
        if new.password is not None:
            self._set_password(self._user(user_id), new.password)
        return user_id

    def _revoke(self, user: User) -> None:
        if self._keys is not None:
            self._keys.revoke(user.login)

    @contextmanager
    def _counting_failures(self, actor: Actor, action: str) -> Generator[None]:
        """Journal a wrong password and count it with those of signing in."""
        try:
            yield
        except SignInFailed:
            now = self._use_cases.clock.now()
            self._use_cases.turn_away(
                actor, FAILED, lambda: self._store.count_failure(bucket(actor.login), now), action=action
            )
            raise

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
