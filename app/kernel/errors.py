"""The world's errors: what can go wrong though the program is right. They carry codes and numbers, never sentences.

``app.wording.errors`` turns them into language. Anything else that is raised is a bug and is shown as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

Plain = str | int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (or worth a look) and where: ``place`` is a field, a path in a file, or ``sheet!B7``."""

    code: str
    place: str = ""
    values: Mapping[str, Plain] = field(default_factory=dict)

    def of_item(self, index: int) -> Finding:
        """The finding as one about item ``index`` (from 0) of a list: the value ``item``."""
        return replace(self, values={**self.values, "item": index})


class PremiaError(Exception):
    """Base of the world's errors; ``code`` names the sentence, ``values`` fill it."""

    code = "error"

    def __init__(self, **values: Plain) -> None:
        """Keep the values for the sentence."""
        super().__init__(self.code, values)
        self.values: Mapping[str, Plain] = values


class Invalid(PremiaError):
    """The input is wrong; every finding is named, and nothing was changed."""

    code = "invalid"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Take all findings, never the first only."""
        super().__init__(count=len(findings))
        self.findings = findings


def raise_if_any(findings: Iterable[Finding]) -> None:
    """Raise Invalid with all findings, if there are any."""
    found = tuple(findings)
    if found:
        raise Invalid(found)


class Denied(PremiaError):
    """The actor lacks ``permission``."""

    code = "denied"


class SignInFailed(PremiaError):
    """Login or password is wrong; which of them is never told."""

    code = "sign_in_failed"


class SignInWait(PremiaError):
    """Too many sign-ins have failed: the next one is looked at after ``seconds``."""

    code = "sign_in_wait"


class SessionLocked(PremiaError):
    """Whoever is signed in has left the place: their session is locked until they sign in again."""

    code = "session_locked"


class NotFound(PremiaError):
    """No such row: ``kind`` and ``key``."""

    code = "not_found"


class Stale(PremiaError):
    """Somebody else changed the row (``table``, ``row_id``) since it was read."""

    code = "stale"


class Busy(PremiaError):
    """Another program holds the file's write lock."""

    code = "busy"


class Refused(PremiaError):
    """A rule of the books forbids it; ``rule`` names the rule."""

    code = "refused"

    @property
    def rule(self) -> str:
        """The code of the broken rule."""
        return str(self.values.get("rule", ""))


class Duplicate(PremiaError):
    """A number or name that must be unique stands already: ``table`` and ``field``."""

    code = "duplicate"


class FileProblem(PremiaError):
    """A company file that cannot be used; ``path`` names it."""

    code = "file"


class NotOurs(FileProblem):
    """The file is no Premia file."""

    code = "file_foreign"


class NewerFile(FileProblem):
    """The file was written by a newer version of the program."""

    code = "file_newer"


class CorruptFile(FileProblem):
    """The file is damaged."""

    code = "file_corrupt"


class NetworkFile(FileProblem):
    """The file lies on a network share, where acknowledged writes get lost (DB-NOTES 3.1)."""

    code = "file_network"


class MissingFile(FileProblem):
    """There is no file at the path."""

    code = "file_missing"


class NotText(FileProblem):
    """A file that somebody writes by hand (a mapping, a scheme) is no text in UTF-8."""

    code = "file_not_text"


class FileExists(FileProblem):
    """A file stands already where a new one should be made."""

    code = "file_exists"


class SchemaChanged(FileProblem):
    """Tables or guards of the file are not those that the program made: somebody changed them from outside."""

    code = "file_schema_changed"


class ReadOnlyFile(FileProblem):
    """The file or its folder may not be written."""

    code = "file_read_only"


class UnreachableFile(FileProblem):
    """The file cannot be opened: no such folder, no right, or the disk does not answer."""

    code = "file_unreachable"


class DiskFull(FileProblem):
    """There is no room left where the file lies."""

    code = "file_disk_full"


class EncryptedFile(FileProblem):
    """The file is encrypted, and no key was given."""

    code = "file_encrypted"


class KeyUnfit(FileProblem):
    """The key is not the one of the file; without its wrapped keys, damage to its beginning looks the same."""

    code = "file_key_wrong"


class KeysMissing(FileProblem):
    """The wrapped keys of an encrypted file are not beside it; the recovery key opens it."""

    code = "keys_missing"


class KeysDamaged(FileProblem):
    """The wrapped keys of an encrypted file cannot be read; the recovery key opens it."""

    code = "keys_damaged"


class CipherMissing(FileProblem):
    """This installation lacks the library that encrypts."""

    code = "file_cipher_missing"


class RecoveryKeyWrong(PremiaError):
    """What was typed is no recovery key: too long, too short, or a letter of it is wrong."""

    code = "recovery_key_wrong"
