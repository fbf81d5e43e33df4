"""What a bar is called in the head of its accruals. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.i18n.words import Words
from app.wording.trials import part_name
from ui.motivation.trial.bench import FORECAST, WHAT_IF, On
from ui.motivation.trial.charts import Bar
from ui.motivation.trial.lineup import Entrant


def bar_title(words: Words, on: On, bar: Bar, entrants: Collection[Entrant], people: Mapping[int, str]) -> str:
    """The scheme, then month, person and part; what is no history is called so."""
    parts = [one.name for one in entrants if one.id == bar.entrant_id]
    if on is WHAT_IF:
        parts.append(words.text("what if"))
    if on is FORECAST:
        parts.append(words.text("forecast"))
    if bar.window is not None:
        parts.append(words.month(bar.window.first))
    if bar.person_id is not None:
        parts.append(people.get(bar.person_id, ""))
    if bar.part is not None:
        parts.append(part_name(words, bar.part.value))
    return ", ".join(parts)
