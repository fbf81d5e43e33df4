"""The wizard's steps, the ways to answer them, the reasons for what is preselected, and what an answer would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.i18n.words import Words, mark

STEPS: Mapping[str, str] = {
    "functions": mark("Who does what"),
    "services": mark("What is sold"),
    "pay": mark("How people are paid"),
    "first": mark("The first order"),
    "later": mark("The orders after it"),
    "collecting": mark("Collecting the money"),
    "growing": mark("Growing the client"),
    "history": mark("Try it on history"),
    "check": mark("Check"),
    "in_force": mark("Put it in force"),
}
QUESTIONS: Mapping[str, str] = {
    "functions": mark("Which functions are needed, who has them, and what could a machine do?"),
    "services": mark("Are services found and handed over, or do they grow with the client?"),
    "pay": mark("What do people live on: a salary, bonuses, or both?"),
    "first": mark("What does a new client's first order earn, and when?"),
    "later": mark("Who earns when the finder no longer takes part?"),
    "collecting": mark("Who sees to it that the money comes, and what if it is late?"),
    "growing": mark("What is it worth when a client grows?"),
    "history": mark("What would it have cost?"),
    "check": mark("What would you regret?"),
    "in_force": mark("From when, and for whom?"),
}
PAY_KINDS: Mapping[str, str] = {
    "salary_and_bonus": mark("Salary and bonus"),
    "bonus_only": mark("Bonus only"),
    "salary_only": mark("Salary only"),
}
FIRST_WAYS: Mapping[str, str] = {
    "nothing": mark("Nothing"),
    "premium": mark("A one-off premium"),
    "percent": mark("A percentage"),
}
MOMENTS: Mapping[str, str] = {
    "signing": mark("When the contract is signed"),
    "invoice": mark("When the invoice is issued"),
    "payment": mark("With every payment"),
    "paid_in_full": mark("When the invoice is paid in full"),
    "payment_and_act": mark("When it is both paid and accepted"),
}
LATER_WAYS: Mapping[str, str] = {
    "nobody": mark("Nobody"),
    "finder_lower": mark("The finder, at a lower rate"),
    "finder_fading": mark("The finder, at a rate that fades"),
    "finder_limited": mark("The finder, for a limited time"),
    "seller": mark("Whoever sells the order takes all"),
    "back_to_sales": mark("The client goes back to sales"),
    "split": mark("Several share it"),
}
LATER_IDEAS: Mapping[str, str] = {
    "nobody": mark("Later orders are the work of those who have a salary for it; finders look for new clients."),
    "finder_lower": mark("The finder goes on earning a little, also where others negotiate and deliver."),
    "finder_fading": mark("With every order the finder earns less, until a floor is reached."),
    "finder_limited": mark("The finder earns for some months after the client was won, then nothing."),
    "seller": mark("Whoever negotiates the order earns by it, project managers too."),
    "back_to_sales": mark("Project managers do not sell: they leave a new need to sales and are thanked for it."),
    "split": mark("Every function has its own small percentage."),
}
COLLECTING_WAYS: Mapping[str, str] = {
    "part_of_sales": mark("A part of sales"),
    "own_pay": mark("Pay of its own"),
    "another_person": mark("Another person"),
    "automated": mark("A machine"),
}
EXTENSION_WAYS: Mapping[str, str] = {
    "as_order": mark("As the order that is enlarged"),
    "own_rule": mark("A rule of its own"),
    "nothing": mark("Nothing"),
}
REASONS: Mapping[str, str] = {
    "premium_beside_salary": mark(
        "People with a salary are paid for their time already: a one-off premium thanks them for a new client."
    ),
    "nothing_later_beside_salary": mark(
        "Later orders come by the work of the whole firm, which salaries pay: a percentage would go on without it."
    ),
    "every_order_without_salary": mark("Whoever has no salary lives on orders: each of them has to earn."),
    "less_later_without_salary": mark("A later order costs less work than a new client, hence the lower rate."),
    "nothing_with_salary_only": mark("With a salary only no rule pays anything."),
    "complex_grows": mark(
        "Complex services begin small and grow: reward the growth in step 7, not only the first order."
    ),
}
PARTS: Mapping[str, str] = {
    "event": mark("event"),
    "recipient": mark("who is paid"),
    "rate": mark("rate"),
    "base": mark("base"),
    "late": mark("reduction for lateness"),
    "deciding": mark("deciding date"),
    "pay_after_months": mark("month of payment"),
    "extension_rate": mark("rate for extensions"),
    "won_by": mark("what wins a client"),
    "full_payment": mark("full payment"),
    "paid_and_accepted": mark("payment and act"),
    "measure": mark("figure of the month"),
    "measured_by": mark("whose receipts"),
    "per_event": mark("limits of one document"),
    "per_period": mark("limits of a period"),
    "hold_back": mark("hold-back"),
    "override": mark("share in other people's pay"),
    "order_number": mark("order number"),
    "order_kinds": mark("kind of order"),
    "extensions": mark("extensions"),
    "service_kind": mark("service"),
    "recipient_sold": mark("sold by the same person"),
    "months_since_won": mark("months since the client was won"),
    "client_tag": mark("tag of the client"),
    "amount_minor": mark("amount of the contract"),
    "days_late": mark("days late"),
    "campaign": mark("campaign"),
    "recipient_reminded": mark("reminder made"),
}
"""Parts of a rule, in the middle of a sentence."""
_COMES_BACK = "comes_back"


def loss_sentence(words: Words, rule_key: str, parts: Sequence[str]) -> str:
    """What of a rule that was edited by hand a new answer would take (``motivation.draft.changing.Loss``)."""
    if not parts:
        return words.text("The rule «{rule}», which you changed by hand, would go.").format(rule=rule_key)
    if _COMES_BACK in parts:
        return words.text("The rule «{rule}», which you removed, would come back.").format(rule=rule_key)
    named = ", ".join(words.text(PARTS[part]) for part in parts)
    return words.text("The rule «{rule}» would lose what you changed by hand: {parts}.").format(
        rule=rule_key, parts=named
    )
