"""Somebody with a folder of small files and a mapping, and the sentences of an import over them."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from app.bootstrap import Office
from app.importing.plan import ImportPlan, ImportReport
from app.kernel.actor import Actor


class Desk:
    """Writes files, plans and runs imports of them."""

    def __init__(self, office: Office, actor: Actor, folder: Path) -> None:
        self.office = office
        self.actor = actor
        self.folder = folder

    def file(self, name: str, *lines: str) -> Self:
        """A UTF-8 file of these lines."""
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self

    def mapping(self, text: str, head: str = "premia_import = 1\n") -> Self:
        (self.folder / "mapping.toml").write_text(head + text, encoding="utf-8")
        return self

    def plan(self) -> ImportPlan:
        return self.office.importing.plan(self.actor, self.folder / "mapping.toml", self.folder)

    def run(self) -> ImportReport:
        plan = self.plan()
        assert plan.problems == ()
        return self.office.importing.run(self.actor, plan).value

    def problems(self) -> list[tuple[str, str]]:
        """(Code, place) of every problem of a dry run."""
        return [(problem.code, problem.place) for problem in self.plan().problems]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Kind → (new, unchanged) of a dry run."""
        return {count.kind.value: (count.new, count.unchanged) for count in self.plan().counts}
