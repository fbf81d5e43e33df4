"""The users' SQL."""

from __future__ import annotations

from datetime import datetime

from app.access.model import FormDraft, NewUser, User
from app.access.slow_down import Failures
from app.kernel.actor import Role
from app.kernel.cells import instant, text, whole, whole_or_none
from app.kernel.database import Db, Row
from app.kernel.ids import name_key

_USERS = """
SELECT u.id, u.version, u.login, u.role, u.person_id, u.active, s.id IS NOT NULL AS has_password
FROM user_account u LEFT JOIN user_secret s ON s.id = u.id"""


class AccessStore:
    """Writes ``user_account``, ``user_secret`` and ``sign_in_failure``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def users(self) -> tuple[User, ...]:
        """All users, by login."""
        return tuple(_user(row) for row in self._db.query(f"{_USERS} ORDER BY u.login_key"))

    def user(self, user_id: int) -> User | None:
        """The user with that id."""
        found = self._db.query(f"{_USERS} WHERE u.id = :id", {"id": user_id})
        return _user(found[0]) if found else None

    def by_login(self, login: str) -> User | None:
        """The user who signs in as ``login``, however it is written."""
        found = self._db.query(f"{_USERS} WHERE u.login_key = :key", {"key": name_key(login)})
        return _user(found[0]) if found else None

    def password_hash(self, user_id: int) -> str | None:
        """What the password is checked against."""
        found = self._db.rows("SELECT password_hash FROM user_secret WHERE id = :id", {"id": user_id})
        return text(found[0][0]) if found else None

    def add(self, new: NewUser) -> int:
        """Add a login, give its id."""
        login = " ".join(new.login.split())
        return self._db.insert(
            "user_account",
            {"login": login, "login_key": name_key(login), "role": new.role.value, "person_id": new.person_id},
        )

    def set_role(self, user: User, role: Role, person_id: int | None) -> None:
        """Give another role."""
        self._db.change("user_account", user.id, user.version, role=role.value, person_id=person_id)

    def set_active(self, user: User, *, active: bool) -> None:
        """Let in, or shut out."""
        self._db.change("user_account", user.id, user.version, active=int(active))

    def set_password_hash(self, user_id: int, password_hash: str | None) -> None:
        """Store a hash, or take it away."""
        standing = self._db.query("SELECT version FROM user_secret WHERE id = :id", {"id": user_id})
        if not standing:
            if password_hash is not None:
                self._db.insert("user_secret", {"id": user_id, "password_hash": password_hash})
            return
        version = whole(standing[0]["version"])
        if password_hash is None:
            self._db.remove("user_secret", user_id, version)
        else:
            self._db.change("user_secret", user_id, version, password_hash=password_hash)

    # failed sign-ins: a count, of which the journal knows nothing (it has a line for each failure)

    def failures(self, of_bucket: int | None) -> Failures | None:
        """Failures counted in a bucket, or in all of them."""
        ((count, last_at),) = self._db.rows(
            "SELECT sum(failures), max(last_at) FROM sign_in_failure WHERE id = coalesce(:id, id)", {"id": of_bucket}
        )
        return None if count is None else Failures(whole(count), datetime.fromisoformat(text(last_at)))

    def count_failure(self, of_bucket: int, now: datetime) -> None:
        """One more."""
        self._db.execute(
            "INSERT INTO sign_in_failure(id, failures, last_at) VALUES (:id, 1, :now) "
            "ON CONFLICT (id) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = :now",
            {"id": of_bucket, "now": instant(now)},
        )

    def forget_failures(self, of_bucket: int) -> None:
        """Somebody came in."""
        self._db.execute("DELETE FROM sign_in_failure WHERE id = :id", {"id": of_bucket})

    def forget_failures_before(self, moment: datetime) -> None:
        """Those whose latest lies before ``moment``."""
        self._db.execute("DELETE FROM sign_in_failure WHERE last_at < :moment", {"moment": instant(moment)})


class DraftStore:
    """Writes ``form_draft``, without images: what is being typed is no record."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def save(self, user_id: int, draft: FormDraft) -> None:
        """Keep a draft in the place of the one before."""
        self._db.execute(
            "INSERT INTO form_draft(user_id, form_key, body, saved_at) VALUES (:user_id, :form_key, :body, :saved_at) "
            "ON CONFLICT (user_id, form_key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
            {
                "user_id": user_id,
                "form_key": draft.form_key,
                "body": draft.body,
                "saved_at": instant(draft.saved_at),
            },
        )

    def list(self, user_id: int) -> tuple[FormDraft, ...]:
        """A user's drafts, the newest first."""
        sql = "SELECT form_key, body, saved_at FROM form_draft WHERE user_id = :id ORDER BY saved_at DESC, id DESC"
        return tuple(
            FormDraft(text(form_key), text(body), datetime.fromisoformat(text(saved_at)))
            for form_key, body, saved_at in self._db.rows(sql, {"id": user_id})
        )

    def drop(self, user_id: int, form_key: str) -> None:
        """Forget a draft, if there is one."""
        self._db.execute(
            "DELETE FROM form_draft WHERE user_id = :id AND form_key = :form_key", {"id": user_id, "form_key": form_key}
        )


def _user(row: Row) -> User:
    return User(
        id=whole(row["id"]),
        version=whole(row["version"]),
        login=text(row["login"]),
        role=Role(text(row["role"])),
        person_id=whole_or_none(row["person_id"]),
        active=row["active"] == 1,
        has_password=row["has_password"] == 1,
    )
