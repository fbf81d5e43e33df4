"""Sentences of findings about records: fields of clients, contracts, invoices, payments, people, schemes in force."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark
from app.wording.findings_in_drafts import FINDINGS_IN_DRAFTS

_AMOUNTS: Mapping[str, str] = {
    "amount_ambiguous": mark("«{text}» can be read in two ways. Write the decimals after a comma: 1 234,00."),
    "amount_empty": mark("Enter an amount."),
    "amount_negative": mark("The amount cannot be negative."),
    "amount_not_a_number": mark("«{text}» is no amount. Write it like 1 234,56."),
    "allocations_missing": mark("Say how much goes to which invoice."),
    "amount_not_positive": mark("The amount must be greater than zero."),
    "amount_range": mark("The amount is outside what the books can hold."),
    "amount_too_large": mark("The amount is too large for the books."),
    "amount_too_precise": mark("«{text}» has too many decimals."),
    "amount_zero": mark("The amount cannot be zero."),
    "count_negative": mark("The number cannot be negative."),
    "percent_not_a_number": mark("«{text}» is no percentage. Write it like 12.5 or 12.5 %."),
    "currency_unknown": mark("The program keeps no books in the currency «{currency}». Use a code like UAH, USD, EUR."),
    "quantity_not_positive": mark("The quantity must be greater than zero."),
    "pattern_too_long": mark("The pattern is too long: at most {most} characters."),
    "pattern_unreadable": mark("«{pattern}» cannot be read. Write it like {example}: one year, one number."),
    "pattern_without_number": mark("«{pattern}» has no running number. Write {example} where it stands, once."),
    "returned_before_made": mark("The act was made on {accepted_on}: its copy cannot have come back earlier."),
    "vat_rate_unknown": mark("A VAT payer's rate is 20, 14, 7 or 0 %. Choose one of them."),
    "vat_without_payer": mark("Only a VAT payer charges VAT. Set the rate to 0 %, or the mode to «VAT payer»."),
    "vat_out_of_range": mark("The VAT rate must lie between 0 and 100 %."),
}
_PEOPLE: Mapping[str, str] = {
    "carry_positive": mark("What is carried over is a debt of the person: it is zero or negative."),
    "days_out_of_range": mark("The month has {length} days: enter between 0 and {length}."),
    "file_taken": mark("There is a file «{path}» there already. Choose another name."),
    "folder_missing": mark("There is no folder {path}. Choose one that is there."),
    "email_wrong": mark("«{email}» is no e-mail address. Write it like name@firm.com."),
    "first_user_not_director": mark("The first user of a file is the director."),
    "language_unknown": mark("There is no language «{language}». Choose en, uk or ru."),
    "left_before_hired": mark("The person leaves before being hired ({hired_on})."),
    "login_missing": mark("Enter a login."),
    "login_too_long": mark("The login is too long: at most {most} characters."),
    "month_out_of_range": mark("The month {month} is outside what the books can hold."),
    "name_missing": mark("Enter a name."),
    "name_taken": mark("There is one with the name «{name}» already. Choose another name."),
    "number_missing": mark("Enter a number."),
    "number_taken": mark("The number «{number}» is taken. Enter another one."),
    "password_missing": mark("Enter a password."),
    "passwords_differ": mark("The two passwords are not the same. Type them again."),
    "password_short": mark("The password is too short: at least {least} characters."),
    "person_ambiguous": mark("Several people are called «{value}». Use staff numbers."),
    "person_missing": mark("Choose a person."),
    "login_of_nobody": mark(
        "A member of staff sees what is their own: choose whose login it is. People are added under «Staff»."
    ),
    "person_unknown": mark("There is no such person among the staff."),
    "person_unknown/staff_no": mark("Nobody on the staff has the number «{staff_no}»."),
    "person_unknown/value": mark("Nobody on the staff is called «{value}». Correct it, or add the person first."),
    "rate_missing/currency": mark("The rate of {currency} for {date} is missing. Enter it in the currency rates."),
    "rate_not_positive": mark("The rate must be greater than zero."),
    "rate_of_own_currency": mark("{currency} is the firm's own currency and needs no rate."),
    "nothing_handed_on": mark("Choose at least one client or task, and to whom it goes."),
    "opening_closed": mark("A month is closed already: what was brought into the books cannot change any more."),
    "pay_month_closed": mark("Months before {first_open} are closed and paid: enter a date from then on."),
    "rate_twice": mark("There are two rates for one day. Leave one."),
    "reason_missing": mark("Enter the reason."),
    "taker_has_left": mark("{name} leaves on {left_on} and cannot take over after that. Choose somebody else."),
    "taker_is_leaver": mark("{name} cannot take over from {name}. Choose somebody else."),
    "year_out_of_range": mark("Enter a year from {first_year} to {last_year}."),
    "terms_taken": mark("There is another entry from {valid_from}. Correct that one, or enter another day."),
}
_TYPED: Mapping[str, str] = {
    "choice_missing": mark("Choose one."),
    "day_missing": mark("Enter a date."),
    "day_not_there": mark("There is no such day: «{text}»."),
    "day_unreadable": mark("«{text}» is no date. Write it like 31.01.2026."),
    "entry_unknown": mark("There is no «{text}» in the list. Choose one, or add a new one."),
    "field_missing": mark("Fill this in."),
    "rows_wrong": mark("A row is not right yet: see the sentence under it."),
    "whole_unreadable": mark("«{text}» is no whole number."),
}
_CLIENTS: Mapping[str, str] = {
    "client_ambiguous": mark("Several clients are called «{value}». Use their codes."),
    "client_unknown": mark("There is no such client."),
    "client_unknown/value": mark("There is no client «{value}». Correct it, or add the client first."),
    "code_missing": mark("Enter a code."),
    "code_taken": mark("The code «{code}» is taken. Enter another one."),
    "group_unknown": mark("There is no such client group."),
    "membership_before_closed": mark(
        "An order of {signed_on} stands in a closed month: membership can change only after it."
    ),
    "membership_not_forward": mark("Membership works forward only: enter a date after {last}."),
    "orders_negative": mark("The number of earlier orders cannot be negative."),
    "tag_empty": mark("A tag cannot be empty."),
}
_CONTRACTS: Mapping[str, str] = {
    "accepted_below_zero": mark("More is taken back than was accepted ({accepted_minor})."),
    "before_signed": mark("The date lies before the contract was signed ({signed_on})."),
    "cancelled_before_signed": mark("The contract ends before it was signed ({signed_on})."),
    "cancelled_on_missing": mark("Enter the date of cancellation."),
    "client_invoiced": mark("The contract has invoices: its client cannot change."),
    "contract_unknown": mark("There is no such contract."),
    "contract_unknown/value": mark("There is no contract «{value}». Correct it, or add the contract first."),
    "currency_invoiced": mark("The contract has invoices in {currency}: its currency cannot change."),
    "extends_before_root": mark("An extension is signed no earlier than contract {number} ({on})."),
    "extends_cancelled": mark("Contract {number} is terminated and cannot be extended."),
    "extends_circle": mark("The contracts extend one another in a circle ({number})."),
    "extends_other_client": mark("Contract {number} belongs to another client. Extend a contract of the same group."),
    "extends_other_currency": mark("Contract {number} is in {currency}: an extension has the same currency."),
    "extends_unknown": mark("There is no contract that this one could extend."),
    "extends_unknown/number": mark("There is no contract «{number}» that this one could extend."),
    "extension_breaks": mark("Its extension {number} would no longer fit it. Correct the extension first."),
    "handover_taken": mark("«{function}» is handed over on {on} already. Enter another day."),
    "net_below_zero": mark("The contract would fall below zero: it stands at {net_minor}."),
    "not_cancelled": mark("There is a date of cancellation, but the status is another one. Make them agree."),
    "order_number_not_positive": mark("Order numbers begin at 1."),
    "percents_wrong_sum": mark("«{function}»: the shares sum to {sum_ppm} and not to 100 %."),
    "person_twice": mark("«{function}»: a person is named twice."),
    "shares_mixed": mark("«{function}»: parts and percentages are mixed. Use one of them."),
    "weight_not_positive": mark("«{function}»: every share must be greater than zero."),
}
_INVOICES: Mapping[str, str] = {
    "allocated_amount_missing": mark("Enter how much of invoice {invoice} it pays, in {currency}."),
    "allocated_exceeds_open": mark("Invoice {invoice}: {open_minor} is open, and {amount_minor} is allocated to it."),
    "allocated_exceeds_payment": mark("More is allocated than the payment has: {over_minor} too much."),
    "before_issued": mark("The date lies before the invoice was issued ({issued_on})."),
    "contract_cancelled": mark("Contract {number} was terminated on {cancelled_on}."),
    "credit_exceeds_invoice": mark("At most {rest_minor} can be credited, and {amount_minor} was entered."),
    "currency_differs": mark("Invoice {invoice} is in another currency than the payment ({currency})."),
    "date_in_future": mark("The date lies in the future."),
    "due_before_issued": mark("The invoice would be due before it is issued ({issued_on})."),
    "firm_amount_missing": mark(
        "Invoice {invoice} is in another currency: enter the amount received in {currency} too."
    ),
    "firm_amount_not_meant": mark("Invoice {invoice} is in the currency of the payment: no second amount is needed."),
    "gross_below_net": mark("The amount with VAT is less than without it."),
    "invoice_ambiguous": mark("There are several invoices «{value}»."),
    "invoice_cancelled": mark("Invoice {invoice} is cancelled."),
    "invoice_draft": mark("Invoice {invoice} is a draft. Send it first."),
    "invoice_of_other_client": mark("Invoice {invoice} belongs to another client."),
    "invoice_other_currency": mark("The invoice is in {given}, its contract is in {stands}."),
    "invoice_unknown": mark("There is no such invoice."),
    "invoice_unknown/value": mark("There is no invoice «{value}». Correct it, or add the invoice first."),
    "payment_ambiguous": mark("There are several payments «{value}». Add the date or the client."),
    "payment_unknown": mark("There is no payment «{value}»."),
    "promise_not_meant": mark("A promised date belongs to the outcome «Promised to pay» only."),
    "promised_in_past": mark("The promised date lies before the reminder ({on})."),
    "refund_exceeds_payment": mark("At most {refundable_minor} can be given back, and {amount_minor} was entered."),
    "refunded_before_received": mark("The refund lies before the payment ({received_on})."),
}
_SCHEMES: Mapping[str, str] = {
    "assignment_month_closed": mark("Months before {first_open} are closed: enter a date from then on."),
    "assignment_overlaps": mark("The person is paid by this scheme from {valid_from} already. End that first."),
    "assignment_too_early": mark("Months before {first_open} are closed: begin on that day or later."),
    "ends_before_start": mark("The last day lies before the first."),
    "quota_overlaps": mark("There is a quota from {valid_from} to {valid_to}: periods cannot overlap."),
    "rule_unknown": mark("The scheme has no rule «{key}»."),
    "scheme_unknown": mark("There is no such motivation scheme."),
    "scheme_unknown/key": mark("There is no motivation scheme «{key}»."),
    "version_in_force": mark(
        "The version of {valid_from} is in force with other rules. Give the new one a later date."
    ),
    "version_too_early": mark("Months before {first_open} are closed: a version begins on that day or later."),
}

FINDINGS: Mapping[str, str] = {
    **_TYPED,
    **_AMOUNTS,
    **_PEOPLE,
    **_CLIENTS,
    **_CONTRACTS,
    **_INVOICES,
    **_SCHEMES,
    **FINDINGS_IN_DRAFTS,
}
"""A sentence for every code; ``code/value`` is said where that value is given."""
