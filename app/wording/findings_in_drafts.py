"""Sentences of what is open or wrong in a scheme that is still being designed, and of what keeps it from force."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark

FINDINGS_IN_DRAFTS: Mapping[str, str] = {
    "functions_undecided": mark("Functions of which nobody has said whether they are needed: {count}."),
    "function_nobody": mark("«{function}» is needed, but nobody does it and no machine either. Name somebody."),
    "function_unneeded": mark("The rule «{rule}» pays for «{function}», which step 1 says is not needed."),
    "services_unanswered": mark("Say what is sold: standard services, complex ones, or both."),
    "pay_unanswered": mark("Say how people are paid: salary and bonus, bonus only, or salary only."),
    "first_unanswered": mark("Say what the first order of a client earns."),
    "later_unanswered": mark("Say who earns by the orders after the first."),
    "collecting_unanswered": mark("Say who sees to it that the money comes."),
    "salary_only_pays": mark("People are to have a salary only, but the scheme has rules that pay: {count}."),
    "salary_only_no_scheme": mark(
        "With a salary only no scheme is needed: end the assignments of these people and leave the draft."
    ),
    "pay_has_salary": mark("{person} has a salary of {salary}, though bonuses only are meant. Change the pay terms."),
    "pay_no_salary": mark("{person} has no salary, though one is meant. Enter the pay terms."),
    "pay_guarantee": mark("{person}: a guarantee of {wanted} is meant, {found} stands. Change the pay terms."),
    "pay_draw": mark("{person}: a draw of {wanted} is meant, {found} stands. Change the pay terms."),
    "premium_missing": mark("Enter the amount of the premium."),
    "premium_on_invoice": mark(
        "On the invoice the premium would be paid once more with every invoice. Choose signing or payment."
    ),
    "rising_needs_win": mark("Premiums that rise count clients won: choose signing or the first payment."),
    "draft_rate_missing": mark("Enter the percentage."),
    "draft_months_missing": mark("Enter for how many months it is paid."),
    "shares_missing": mark("Say who shares the pay for later orders, and at which percentages."),
    "collector_missing": mark("Choose the person who collects the money."),
    "draft_people_missing": mark("Choose the people whom the scheme is to pay."),
    "finding_gone": mark("The check no longer finds this. Check again."),
    "limit_out_of_range": mark("The limit must lie between 0 and 100 % of the margin."),
    "version_says_the_same": mark(
        "The version of {valid_from} says the same. People can be assigned to it without a new version."
    ),
    "remark_open": mark("The check has found something that is neither mended nor accepted."),
}
"""A sentence for every code of ``motivation.draft``; ``remark_open`` says the finding itself."""
