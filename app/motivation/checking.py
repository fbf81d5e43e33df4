"""Use case of the scheme check: schemes in force, or one that is still a file, examined on the firm's own history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.calc.check_scheme import check_schemes
from app.calc.remarks import Remark
from app.calc.scheme import Scheme
from app.kernel.actor import Actor, Permission
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.motivation.candidates import Tried, applied
from app.motivation.loading import FactsLoader, last_month_with_money
from app.motivation.neighbours import People

DRAFT_ID = 1
USUAL_LIMIT_PPM = 300_000
"""The share of margin that bonuses may cost where the director has said nothing: 30 %."""


@dataclass(frozen=True, slots=True)
class CheckedSchemes:
    """What the check has to say, with the names that its sentences need. Secret: Permission.SEE_PAY."""

    remarks: tuple[Remark, ...]
    through: Month
    """The last month of the history that was looked at."""
    currency: str
    people: Mapping[int, str]
    contracts: Mapping[int, str]


class SchemeCheck:
    """Examines schemes before they are put in force, and afterwards."""

    def __init__(self, use_cases: UseCases, loader: FactsLoader, people: People) -> None:
        """Facts and schemes come from ``loader``, names from ``people``."""
        self._use_cases = use_cases
        self._loader = loader
        self._people = people

    def check(self, actor: Actor, limit_ppm: int = USUAL_LIMIT_PPM, text: str | None = None) -> CheckedSchemes:
        """Examine the schemes in force; or the scheme file ``text`` as if it alone had always paid everybody.

        ``limit_ppm``: the share of margin that all bonuses may cost. Raises Invalid: the file cannot be read, a rate of
        exchange is missing.
        """

        def work() -> CheckedSchemes:
            facts, schemes = self._loader.load_facts(), self._loader.load_schemes()
            through = last_month_with_money(facts)
            if text is not None:
                facts, schemes = applied(facts, (), Tried(_read(text)), through.last)
            return CheckedSchemes(
                check_schemes(facts, schemes, through, limit_ppm),
                through,
                facts.currency,
                {person.id: person.name for person in self._people.list()},
                {contract.id: contract.number for contract in facts.contracts},
            )

        return self._use_cases.view(actor, Permission.EDIT_SCHEMES, work, action="motivation.check")


def _read(text: str) -> Scheme:
    """The scheme of a file; what makes no sense in it is a remark and not a refusal. Raises Invalid: its form."""
    from app.kernel.errors import Invalid
    from app.motivation.scheme_file import read_form

    file, wrong = read_form(text)
    if wrong:
        raise Invalid(wrong)
    return file.as_scheme(DRAFT_ID)
