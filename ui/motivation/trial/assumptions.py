"""What a forecast takes to happen and what it does not count on, in sentences: made on the lane, for there are many."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n.words import Words
from app.motivation.trial import Ground, Outlook
from app.wording.trials import assumed_sentence, doubtful_sentence


def assumption_lines(outlook: Outlook, ground: Ground, words: Words) -> Iterator[str]:
    """First what is assumed, by day; then what is not counted on."""

    def names(client_id: int, contract_id: int) -> tuple[str, str]:
        return ground.clients.get(client_id, ""), ground.contracts.get(contract_id, "")

    for assumed in outlook.assumed:
        yield assumed_sentence(words, assumed, *names(assumed.client_id, assumed.contract_id))
    for doubtful in outlook.doubtful:
        yield doubtful_sentence(words, doubtful, *names(doubtful.client_id, doubtful.contract_id))
