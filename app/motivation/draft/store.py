"""The SQL of drafts, accepted findings, the director's limit and approvals."""

from __future__ import annotations

from datetime import date, datetime
from itertools import starmap

from app.calc.remarks import Remark
from app.kernel.actor import Actor
from app.kernel.cells import day, instant, text, whole
from app.kernel.database import Cell, Db
from app.kernel.errors import NotFound, Stale
from app.motivation import canonical
from app.motivation.draft.examining import Acceptance, rules_hash, said_by, subject_of
from app.motivation.draft.model import Draft
from app.motivation.draft.records import Approval, DraftRow, StoredDraft
from app.motivation.draft.steps import Step

_ROW = "SELECT id, version, name, login, step, saved_at, body FROM scheme_draft"
_ACCEPTED = (
    "SELECT id, version, code, place, subject_key, said, rules_hash, reason, login, accepted_at FROM accepted_finding"
)


class SchemeDraftStore:
    """Reads and writes the tables of drafts. Drafts leave no images: what is being thought over is no record."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    # drafts

    def list(self) -> tuple[DraftRow, ...]:
        """Every draft, the one that was saved last first."""
        return tuple(_row(*cells) for *cells, _ in self._db.rows(f"{_ROW} ORDER BY saved_at DESC, id DESC"))

    def get(self, draft_id: int) -> StoredDraft:
        """One draft. Raises NotFound."""
        rows = self._db.rows(f"{_ROW} WHERE id = :id", {"id": draft_id})
        if not rows:
            raise NotFound(kind="scheme_draft", key=draft_id)
        *cells, body = rows[0]
        return StoredDraft(_row(*cells), canonical.loads(text(body), Draft))

    def add(self, draft: Draft, actor: Actor, now: datetime) -> int:
        """Store a draft of ``actor``, give its id."""
        self._db.execute(
            "INSERT INTO scheme_draft(name, user_id, login, step, body, saved_at)"
            " VALUES (:name, :user_id, :login, :step, :body, :saved_at)",
            {**_cells(draft, now), "user_id": actor.user_id, "login": actor.login},
        )
        ((draft_id,),) = self._db.rows("SELECT max(id) FROM scheme_draft")
        return whole(draft_id)

    def save(self, draft_id: int, version: int, draft: Draft, now: datetime) -> int:
        """Keep what was changed, give the new version. Raises NotFound, Stale."""
        touched = self._db.execute(
            "UPDATE scheme_draft SET name = :name, step = :step, body = :body, saved_at = :saved_at,"
            " version = version + 1 WHERE id = :id AND version = :version",
            {**_cells(draft, now), "id": draft_id, "version": version},
        )
        if not touched:
            self._refuse_stale(draft_id)
        return version + 1

    def remove(self, draft_id: int, version: int) -> None:
        """Forget a draft with what was accepted for it. Raises NotFound, Stale."""
        for one in self.accepted(draft_id):
            self._db.remove("accepted_finding", one.id, one.version)
        touched = self._db.execute(
            "DELETE FROM scheme_draft WHERE id = :id AND version = :version", {"id": draft_id, "version": version}
        )
        if not touched:
            self._refuse_stale(draft_id)

    def _refuse_stale(self, draft_id: int) -> None:
        self.get(draft_id)
        raise Stale(table="scheme_draft", row_id=draft_id)

    # accepted findings

    def accepted(self, draft_id: int) -> tuple[Acceptance, ...]:
        """What was accepted for a draft, in the order in which it was."""
        rows = self._db.rows(f"{_ACCEPTED} WHERE draft_id = :id ORDER BY id", {"id": draft_id})
        return tuple(starmap(_acceptance, rows))

    def accept(self, stored: StoredDraft, remark: Remark, reason: str, actor: Actor, now: datetime) -> int:
        """Accept a finding, or accept it anew for the rules as they are now; give the id."""
        subject = subject_of(remark)
        said: dict[str, Cell] = {
            "said": said_by(remark),
            "rules_hash": rules_hash(stored.draft),
            "reason": reason,
            "user_id": actor.user_id,
            "login": actor.login,
            "accepted_at": instant(now),
        }
        for one in self.accepted(stored.row.id):
            if (one.code, one.place, one.subject) == (remark.code, remark.place, subject):
                self._db.change("accepted_finding", one.id, one.version, **said)
                return one.id
        about: dict[str, Cell] = {"code": remark.code, "place": remark.place, "subject_key": subject}
        return self._db.insert("accepted_finding", {"draft_id": stored.row.id, **about, **said})

    def withdraw(self, acceptance_id: int, version: int) -> None:
        """Accept a finding no longer. Raises Stale."""
        self._db.remove("accepted_finding", acceptance_id, version)

    # the director's limit

    def limit(self) -> tuple[int, int] | None:
        """The share of margin (ppm) that all bonuses may cost and the row's version; None where nobody has said."""
        rows = self._db.rows("SELECT limit_ppm, version FROM scheme_limit WHERE id = 1")
        return (whole(rows[0][0]), whole(rows[0][1])) if rows else None

    def set_limit(self, limit_ppm: int) -> None:
        """Set the share."""
        standing = self.limit()
        if standing is None:
            self._db.insert("scheme_limit", {"id": 1, "limit_ppm": limit_ppm})
        elif standing[0] != limit_ppm:
            self._db.change("scheme_limit", 1, standing[1], limit_ppm=limit_ppm)

    # approvals

    def approve(
        self, scheme_id: int, valid_from: date, accepted: tuple[Acceptance, ...], *, limit_ppm: int, actor: Actor,
        now: datetime,
    ) -> None:  # fmt: skip
        """Note who approved the version of that day; what was accepted for its draft is of the version from now on."""
        ((version_id,),) = self._db.rows(
            "SELECT id FROM scheme_version WHERE scheme_id = :scheme_id AND valid_from = :valid_from",
            {"scheme_id": scheme_id, "valid_from": valid_from.isoformat()},
        )
        self._db.insert(
            "scheme_approval",
            {
                "version_id": version_id,
                "user_id": actor.user_id,
                "login": actor.login,
                "approved_at": instant(now),
                "limit_ppm": limit_ppm,
            },
        )
        for one in accepted:
            self._db.change("accepted_finding", one.id, one.version, draft_id=None, version_id=version_id)

    def approvals(self, key: str) -> tuple[Approval, ...]:
        """The approvals of a scheme's versions, by their dates; versions that came from files have none."""
        rows = self._db.rows(
            "SELECT v.id, v.number, v.valid_from, a.login, a.approved_at, a.limit_ppm FROM scheme_approval a"
            " JOIN scheme_version v ON v.id = a.version_id JOIN scheme s ON s.id = v.scheme_id"
            " WHERE s.key = :key ORDER BY v.valid_from",
            {"key": key},
        )
        return tuple(starmap(self._approval, rows))

    def _approval(self, *cells: Cell) -> Approval:
        version_id, number, valid_from, login, approved_at, limit_ppm = cells
        accepted = self._db.rows(f"{_ACCEPTED} WHERE version_id = :id ORDER BY id", {"id": version_id})
        return Approval(
            whole(number),
            day(valid_from),
            text(login),
            datetime.fromisoformat(text(approved_at)),
            whole(limit_ppm),
            tuple(starmap(_acceptance, accepted)),
        )


def _cells(draft: Draft, now: datetime) -> dict[str, Cell]:
    return {
        "name": draft.name.strip() or draft.key,
        "step": draft.step.value,
        "body": canonical.dumps(draft, Draft),
        "saved_at": instant(now),
    }


def _row(*cells: Cell) -> DraftRow:
    row_id, version, name, login, step, saved_at = cells
    return DraftRow(
        whole(row_id), whole(version), text(name), text(login), Step(text(step)), datetime.fromisoformat(text(saved_at))
    )


def _acceptance(*cells: Cell) -> Acceptance:
    row_id, version, *said, accepted_at = cells
    code, place, subject, values, digest, reason, login = map(text, said)
    when = datetime.fromisoformat(text(accepted_at))
    return Acceptance(whole(row_id), whole(version), code, place, subject, values, digest, reason, login, when)
