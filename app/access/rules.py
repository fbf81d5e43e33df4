"""What makes a login or a password unusable; pure."""

from __future__ import annotations

from app.access.model import NewUser
from app.kernel.actor import Role
from app.kernel.errors import Finding

PASSWORD_MIN = 8
LOGIN_MAX = 64


def problems(new: NewUser, *, alone: bool) -> tuple[Finding, ...]:
    """Findings about a new login; only a user who is ``alone`` in the file may go without a password."""
    login = new.login.strip()
    findings = []
    if not login:
        findings.append(Finding("login_missing", "login"))
    if len(login) > LOGIN_MAX:
        findings.append(Finding("login_too_long", "login", {"most": LOGIN_MAX}))
    if new.role is Role.STAFF and new.person_id is None:
        findings.append(Finding("login_of_nobody", "person_id"))
    if alone and new.role is not Role.DIRECTOR:
        findings.append(Finding("first_user_not_director", "role"))
    if new.password is None and not alone:
        findings.append(Finding("password_missing", "password"))
    return (*findings, *password_problems(new.password))


def password_problems(password: str | None) -> tuple[Finding, ...]:
    """Findings about a password; None is no password."""
    if password is not None and len(password) < PASSWORD_MIN:
        return (Finding("password_short", "password", {"least": PASSWORD_MIN}),)
    return ()
