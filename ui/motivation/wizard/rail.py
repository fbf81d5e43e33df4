"""The steps as the rail shows them: what was chosen in a few words, and how each of them stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.i18n.words import Words
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import points
from app.motivation.draft.steps import Step
from app.wording.draft_steps import COLLECTING_WAYS, FIRST_WAYS, LATER_WAYS, PAY_KINDS, STEPS
from app.wording.terms import SERVICE_KINDS
from ui.kit.wizard import Step as Shown
from ui.kit.wizard import StepState


def shown_steps(words: Words, draft: Draft) -> tuple[Shown, ...]:
    """All ten. What is wrong is said of steps that the director has been at; the others simply wait."""
    found = points(draft)
    wrong = {point.step for point in found if point.wrong}
    open_ = {point.step for point in found}
    shown = []
    for step in Step:
        visited = step.number < draft.step.number or step in draft.answered
        state = StepState.OPEN
        if step in wrong and visited:
            state = StepState.WRONG
        elif visited and step not in open_:
            state = StepState.DONE
        shown.append(Shown(words.text(STEPS[step]), note_of(words, draft, step), state))
    return tuple(shown)


def note_of(words: Words, draft: Draft, step: Step) -> str:
    """What was chosen in a step, in a few words; nothing where nothing was."""
    return _NOTES[step](words, draft) if step in _NOTES else ""


def _functions(words: Words, draft: Draft) -> str:
    needed = sum(1 for one in draft.answers.functions.functions if one.needed)
    return words.text("Needed: {count}").format(count=needed) if needed else ""


def _services(words: Words, draft: Draft) -> str:
    return ", ".join(words.text(SERVICE_KINDS[one]) for one in sorted(draft.answers.services))


def _growing(words: Words, draft: Draft) -> str:
    count = sum(1 for one in draft.rules if one.step is Step.GROWING)
    return words.plural("{n} rule", "{n} rules", count) if count else ""


def _in_force(words: Words, draft: Draft) -> str:
    return words.text("From {day}").format(day=words.date(draft.valid_from))


def _chosen(titles: Mapping[str, str], value: str | None, words: Words) -> str:
    return words.text(titles[value]) if value is not None else ""


_NOTES: Mapping[Step, Callable[[Words, Draft], str]] = {
    Step.FUNCTIONS: _functions,
    Step.SERVICES: _services,
    Step.PAY: lambda words, draft: _chosen(PAY_KINDS, draft.answers.pay.kind, words),
    Step.FIRST: lambda words, draft: _chosen(FIRST_WAYS, draft.answers.first.way, words),
    Step.LATER: lambda words, draft: _chosen(LATER_WAYS, draft.answers.later.way, words),
    Step.COLLECTING: lambda words, draft: _chosen(COLLECTING_WAYS, draft.answers.collecting.way, words),
    Step.GROWING: _growing,
    Step.IN_FORCE: _in_force,
}
