"""What a contract can be printed as: its acceptance acts."""

from __future__ import annotations

from collections.abc import Mapping

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.overview.model import ContractRow
from ui.printing.deeds import Paper


def _acts(office: Office, actor: Actor, row: ContractRow, words: Words) -> Mapping[str, str]:
    """The contract's acts, the newest first."""
    acts = reversed(office.contracts.acts(actor, row.id))
    return {
        str(one.id): " · ".join((
            one.act.number,
            words.date(one.act.accepted_on),
            words.money(one.act.net_minor + one.act.vat_minor, row.currency),
        ))
        for one in acts
    }


PAPERS: Mapping[str, Paper[ContractRow]] = {
    "act": Paper(
        mark("Print an act"),
        lambda office, asked: office.papers.act(asked.actor, asked.row.id, int(asked.which), asked.language),
        lambda office, asked: office.papers.act_letter(asked.actor, asked.row.id, int(asked.which), asked.language),
        which=mark("Acceptance act"),
        choices=_acts,
        nothing=mark("This contract has no acceptance act yet. Enter the act first."),
    )
}
