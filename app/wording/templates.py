"""The schemes to start from: what each is called and its idea in one line."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark

TITLES: Mapping[str, str] = {
    "new-client-premium": mark("Premium for a new client"),
    "every-order": mark("Every order of my client"),
    "high-then-low": mark("First high, then low"),
    "seller-takes-all": mark("Who sold it earns it"),
    "one-manager": mark("One manager to the end"),
    "grow-the-client": mark("Grow the client"),
    "by-function": mark("Pay by function"),
    "salary-and-accelerator": mark("Salary and accelerator"),
    "keep-ploughing": mark("Keep ploughing"),
    "clean-cut": mark("Clean cut"),
}
"""Names of templates, in the order in which they are offered."""

IDEAS: Mapping[str, str] = {
    "new-client-premium": mark("A salary and one sum for each client won; nothing for what the client buys later."),
    "every-order": mark(
        "No salary: a percentage of each order for as long as the client buys, less for repeat orders."
    ),
    "high-then-low": mark("Whoever found the client earns 10 % of its first order and 1 % of the later ones."),
    "seller-takes-all": mark("The whole commission goes to whoever sold this order, project managers too."),
    "one-manager": mark(
        "A sales manager leads every order; project managers hand a client with a new need back to sales."
    ),
    "grow-the-client": mark(
        "Pay on the increase: for larger projects, for repeat orders, for each year with the firm."
    ),
    "by-function": mark("Small separate rates for finding, selling, delivering, invoicing, collecting, accepting."),
    "salary-and-accelerator": mark(
        "A salary, a rate that rises with the month's own receipts, and more above the plan."
    ),
    "keep-ploughing": mark("A premium for each new client that rises with the number won in the quarter."),
    "clean-cut": mark("Nothing for repeat orders, and those who sell no longer collect the money."),
}
"""One line for each template."""
