"""The reason of every line, as a code and the numbers that fill its sentence. ``app.wording.accruals`` makes the sentence.

Values that every code carries (names and meaning; amounts are whole minor units, rates ppm, dates ISO text)::

    event             the event's kind (EventKind); a reversal has the kind of what it takes back
    event_on          its date
    contract          the contract's number
    invoice           the invoice's number, "" where the event has none
    payment           the payment's number, "" where the event has none
    gross_minor       the event's amount with VAT, in ``currency``; negative for what takes back
    net_minor         the same without VAT
    currency          the document's currency
    firm_currency     the currency of base and amount
    base              net | gross | margin
    base_minor        the whole base in the firm's currency, before it is shared
    order_number      0: the order has none
    order_kind        first | repeat | extension, "" for an order that does not count
    function          the recipient's part in the contract (Function)
    sold              1: the recipient also sold this order, 0: did not

and where it applies::

    exchange_micro, exchange_units, exchange_on   the rate that converted the base: six decimals, per n units, its date
    firm_amount_minor                             instead of a rate: what came in the firm's currency (SEMANTICS 10)
    share_weight, share_total                     the recipient's weight, where the function is shared
    whole_minor                                   the amount before it was shared, where the function is shared

Codes with the values they add::

    percent           rate_ppm
    fixed             fixed_minor; on payment_received also part_minor (net paid until and with this payment),
                      before_minor_paid (net paid before it), of_minor (the contract's net)
    order_list        rate_ppm, last (1: the last rate of the list, repeated)
    fading            rate_ppm, start_ppm, step_ppm, floor_ppm, at_floor (1: the floor holds)
    tier_event        rate_ppm (effective), mode (marginal | whole), contract_net_minor (in the firm's currency)
    tier_marginal     month, from_minor, to_minor (the recipient's total before and after), slices (count), and per slice
                      n = 1…: slice_n_minor (the part of the base in the band), slice_n_ppm
    tier_whole        month, total_minor (the recipient's total at the month's end), rate_ppm
    late              kept_ppm, days_late, full_minor (the line that is reduced), rate_ppm where the line has one
    reversal          original_key (event), original_on, original_minor (the line taken back), reversed_minor and
                      of_minor (how much of the original is taken back until now), part (main | late)
    true_up           changed_month (YYYY-MM, the month that was closed), before_minor, after_minor, gone (1: the line is
                      no longer earned), inner (the code of the changed line), then the values of that line's own reason

A reversal inside the tier month of its original has the code of its tier (``tier_marginal``, ``tier_whole``) and, beside
that code's values, ``original_key`` and ``original_on``.
"""

from __future__ import annotations
