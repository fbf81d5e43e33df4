"""Sentences of findings about motivation schemes: what ``calc.validate`` finds, and what their files get wrong."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark

_RATES: Mapping[str, str] = {
    "band_gap": mark("The tiers have a gap: this one begins at {start}, the one before it ends at {after}."),
    "band_inverted": mark("The tier ends at {up_to}, before it begins ({start})."),
    "band_open_inside": mark("Only the last tier has no upper bound. Give this one «up_to»."),
    "band_overlap": mark("The tiers overlap: this one begins at {start}, the one before ends at {after}."),
    "bands_unsorted": mark("Tiers go upwards: {up_to} does not come after {after}."),
    "bound_not_positive": mark("The upper bound of a tier must be greater than zero."),
    "days_late_marginal": mark('Days late have no slices: write tiers = "whole".'),
    "fading_floor_above_start": mark("The floor {floor_ppm} is above the start {start_ppm}."),
    "fading_step_zero": mark("With a step of zero the rate never falls. Use «percent»."),
    "fixed_not_positive": mark("The fixed sum must be greater than zero."),
    "last_band_closed": mark("Nothing is said of what lies above {up_to}. Add a last tier without a bound."),
    "late_days_negative": mark("Days late cannot be negative."),
    "late_keeps_more": mark("Who pays later would keep more: {found_ppm} after {before_ppm}."),
    "late_last_closed": mark("Nothing is said of more than {up_to_days} days late. Add a last row without days."),
    "late_open_inside": mark("Only the last row has no number of days. Give this one «up_to_days»."),
    "late_unsorted": mark("Days late go upwards: {up_to_days} does not come after {after}."),
    "premium_negative": mark("The sum of a tier cannot be negative."),
    "premium_outside_counts": mark("A sum for each belongs to a table over a number (month_count, quarter_count …)."),
    "premium_with_percent": mark("The tier gives a sum and a percentage at once. Leave one of them."),
    "premiums_mixed": mark("Some tiers give sums, others percentages. Use one of them in the whole table."),
    "rate_out_of_range": mark("The rate {found_ppm} must lie between 0 and 100 %."),
}
_PEOPLE: Mapping[str, str] = {
    "each_outside_period_end": mark("«each» is for the end of the month only. Name a function, people or a pool."),
    "function_without_order": mark(
        "The event «{event}» belongs to no order on which somebody could hold a function. Name people, a pool or each."
    ),
    "member_twice": mark("Staff number «{staff_no}» stands here twice. Leave one."),
    "part_unreadable": mark('«{found}» is no share. Write a whole number (2) or a percentage ("60 %").'),
    "parts_mixed": mark("Whole shares and percentages are mixed. Use one of them."),
    "parts_wrong_sum": mark("The percentages sum to {sum_ppm} and not to 100 %."),
    "people_missing": mark("Say who is paid. Use one of: {allowed}."),
    "people_several": mark("Named people and a pool at once. Leave one of them."),
    "pool_per_period": mark("A pool has no pay of its own that a period could limit. Remove «per_period»."),
    "pool_personal_table": mark(
        "A pool has no total, number or plan of its own. Take a table over the amount of the order."
    ),
    "share_not_positive": mark("The share of «{staff_no}» must be a whole number from 1 on."),
}
_CONDITIONS: Mapping[str, str] = {
    "condition_foreign": mark("The event «{event}» never meets this condition. Remove the condition."),
    "days_inverted": mark("The campaign ends ({end}) before it begins ({start})."),
    "extension_measure": mark(
        "The two tables count different things, and a refund would belong to two periods. Give both the same «over»."
    ),
    "extension_rate_missing": mark("Extensions are to have a rate of their own, and no rule gives one."),
    "extension_rate_unused": mark('A rate for extensions needs extensions = "separate_rate".'),
    "extensions_missing": mark(
        "The rule uses order numbers: say what extensions earn (extensions = as_parent, separate_rate or none)."
    ),
    "months_below_one": mark("Months since the client was won begin at 1."),
    "never_fires": mark("The conditions exclude one another: the rule can never pay."),
    "span_below_one": mark("Order numbers begin at 1."),
    "span_inverted": mark("The numbers run backwards: from {start} to {end}."),
}
_EVENTS: Mapping[str, str] = {
    "base_foreign": mark("The event «{event}» has no such base. Remove «base»."),
    "base_unused": mark("A fixed sum reads no base. Remove «base»."),
    "deciding_foreign": mark("The event «{event}» has no date of signing. Remove «deciding»."),
    "gates_together": mark("«full_payment» and «paid_and_accepted» exclude one another. Leave one of them."),
    "late_without_due": mark("The event «{event}» knows no days late. Remove the reduction."),
    "measure_foreign": mark("The event «{event}» has its own amount. Remove «measure»."),
    "measure_missing": mark(
        "Say which figure of the month the rule is paid on (measure = firm_receipts, firm_margin or own_receipts)."
    ),
    "measured_by_unused": mark('«measured_by» belongs to measure = "own_receipts" only.'),
    "no_days_late": mark("The event «{event}» knows no days late, and the table goes by them."),
    "own_receipts_of_nobody": mark('Own receipts are each person\'s own: write pays = "each".'),
    "pay_after_negative": mark("The number of months cannot be negative."),
    "payment_only": mark("«{key}» belongs to the event «payment_received» only."),
    "rate_foreign": mark("The event «{event}» belongs to no single order: such a rate has nothing to go by."),
    "won_by_unused": mark("Nothing in the rule asks when the client was won. Remove «won_by»."),
}
_LIMITS: Mapping[str, str] = {
    "cap_shorter_than_table": mark(
        "The table pays the reached rate on everything of a longer period than the cap has. Give both the same period."
    ),
    "hold_back_at_once": mark("What would release the sum has happened already when it is earned: nothing is held."),
    "hold_back_months": mark("Say after how many months the sum is released (months = 1 or more)."),
    "hold_back_months_unused": mark('«months» belongs to until = "months" only.'),
    "hold_back_without_contract": mark(
        'There is no order whose act or invoice could release the sum. Use until = "months".'
    ),
    "hold_back_zero": mark("Nothing is held back. Give a percentage, or remove «hold_back»."),
    "limit_not_positive": mark("A minimum or a cap must be greater than zero."),
    "limits_empty": mark("Give «minimum», «cap», or both."),
    "minimum_above_cap": mark("The minimum {minimum_minor} is above the cap {cap_minor}."),
}
_OVERRIDES: Mapping[str, str] = {
    "override_circle": mark("These rules are paid on one another in a circle: {rules}."),
    "override_foreign": mark("«{key}» means nothing in a rule that is paid on other people's accruals. Remove it."),
    "override_not_percent": mark("A rule that is paid on other people's accruals has a percentage: use «percent»."),
    "override_recipient": mark("A rule that is paid on other people's accruals pays named people or a function."),
    "override_scheme_unknown": mark("There is no motivation scheme «{scheme}»."),
    "override_source_unknown": mark("The scheme «{scheme}» has no rule «{rule}»."),
}
_VERSIONS: Mapping[str, str] = {
    "leaving_months_negative": mark("The number of months cannot be negative."),
    "leaving_months_unused": mark('«leaving_months» belongs to leaving = "keep_months" only.'),
    "rule_key_duplicate": mark("Two rules have the key «{key}». Give each its own."),
    "rules_empty": mark("The version has no rules."),
    "silence_not_positive": mark("A client is new again after one month of silence at the earliest."),
    "versions_empty": mark("The scheme has no versions."),
}
_TRIED: Mapping[str, str] = {
    "candidates_count": mark("{count} schemes cannot be set side by side: choose one to {most}."),
    "months_not_offered": mark(
        "The history is looked at for 12, 24 or 36 months. Choose one of them instead of {count}."
    ),
    "fewer_than_none": mark("More would go than there is ({found_ppm}): at most −100 %."),
}
FINDINGS_IN_SCHEMES: Mapping[str, str] = {
    **_RATES, **_PEOPLE, **_CONDITIONS, **_EVENTS, **_LIMITS, **_OVERRIDES, **_VERSIONS, **_TRIED,
}  # fmt: skip
"""A sentence for every code; a value stands in it with or without its unit (``{start}`` of start, start_minor …)."""
