"""A month's sheet and its lines as tables."""

from __future__ import annotations

from app.cli.console import Desk
from app.cli.table import Cell, Column, Kind, Table
from app.i18n.words import Words, mark
from app.kernel.period import Month
from app.payroll.model import AccrualLine, Sheet
from app.payroll.whys import Answer
from app.wording import terms
from app.wording.accruals import accrual_sentence, adjustment_sentence
from app.wording.nothing import nothing_sentence

PEOPLE = (
    Column("staff_no", mark("No.")),
    Column("name", mark("Name")),
    Column("engagement", mark("Engagement"), names=terms.ENGAGEMENTS),
    Column("salary_minor", mark("Salary"), Kind.AMOUNT),
    Column("bonus_minor", mark("Bonus"), Kind.AMOUNT),
    Column("adjustments_minor", mark("Adjustments"), Kind.AMOUNT),
    Column("true_ups_minor", mark("True-ups"), Kind.AMOUNT),
    Column("carry_in_minor", mark("Carried in"), Kind.AMOUNT),
    Column("carry_out_minor", mark("Carried out"), Kind.AMOUNT),
    Column("draw_top_up_minor", mark("Draw paid"), Kind.AMOUNT),
    Column("draw_repaid_minor", mark("Draw repaid"), Kind.AMOUNT),
    Column("guarantee_top_up_minor", mark("Guarantee"), Kind.AMOUNT),
    Column("gross_minor", mark("To be paid"), Kind.AMOUNT),
)
ACCRUALS = (
    Column("staff_no", mark("No.")),
    Column("person", mark("Name")),
    Column("kind", mark("Kind"), names=terms.ACCRUAL_KINDS),
    Column("event_on", mark("Date"), Kind.DATE),
    Column("client", mark("Client")),
    Column("contract", mark("Contract")),
    Column("order_number", mark("Order"), Kind.NUMBER),
    Column("invoice", mark("Invoice")),
    Column("payment", mark("Payment")),
    Column("function", mark("Function"), names=terms.FUNCTIONS),
    Column("scheme", mark("Scheme")),
    Column("rule", mark("Rule")),
    Column("base_minor", mark("Base"), Kind.AMOUNT),
    Column("rate_ppm", mark("Rate"), Kind.PERCENT),
    Column("amount_minor", mark("Amount"), Kind.AMOUNT),
    Column("reason", mark("Reason")),
)
_MANUAL = "adjustment"


def people_table(sheet: Sheet) -> Table:
    """A row for each person; columns that are empty for everybody are left out."""
    rows = []
    for line in sheet.lines:
        pay = line.pay
        amounts = [getattr(pay, column.key) for column in PEOPLE[3:]]
        rows.append([line.staff_no, line.person_name, pay.engagement, *amounts])
    return Table(PEOPLE, rows)


def without_empty_columns(table: Table) -> Table:
    """The table without the columns of amounts that are nothing but noughts: for the eye."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.kind is not Kind.AMOUNT or column is table.columns[-1] or any(row[place] for row in table.rows)
    ]
    return Table(tuple(table.columns[place] for place in kept), [[row[place] for place in kept] for row in table.rows])


def accrual_table(sheet: Sheet, words: Words) -> Table:
    """Every accrual line and every manual line with its sentence."""
    numbers = {line.pay.person_id: line.staff_no for line in sheet.lines}
    rows = [_row(line, numbers.get(line.accrual.person_id, ""), words) for line in sheet.accruals]
    for manual in sheet.adjustments:
        row = dict.fromkeys((column.key for column in ACCRUALS), None) | {
            "staff_no": numbers.get(manual.person_id, ""),
            "person": manual.person_name,
            "kind": _MANUAL,
            "amount_minor": manual.amount_minor,
            "reason": adjustment_sentence(words, manual.reason, manual.login),
        }
        rows.append(list(row.values()))
    return Table(ACCRUALS, rows)


def lines_by_person(sheet: Sheet, words: Words) -> str:
    """Every line with its sentence under the name of whoever earned it: for the eye."""
    text = []
    for line in sheet.lines:
        person_id = line.pay.person_id
        said = [
            (
                each.accrual.event_on,
                each.accrual.amount_minor,
                accrual_sentence(words, each.accrual, each.client_name, each.source_name),
            )
            for each in sheet.accruals
            if each.accrual.person_id == person_id
        ]
        said += [
            (sheet.run.month.last, each.amount_minor, adjustment_sentence(words, each.reason, each.login))
            for each in sheet.adjustments
            if each.person_id == person_id
        ]
        if said:
            text.append(f"\n{line.staff_no} {line.person_name}\n")
            text += [f"  {words.date(on)} {words.amount(minor):>14}  {why}\n" for on, minor, why in said]
    return "".join(text)


def answer_text(answer: Answer, words: Words) -> str:
    """An event of a document: each line that somebody got with its sentence, or why nothing."""
    text = f"{words.date(answer.event_on)} {terms.event_kind(words, answer.event_kind)}\n"
    for line in answer.lines:
        said = accrual_sentence(words, line.accrual, line.client_name, line.source_name)
        text += f"  {words.amount(line.accrual.amount_minor):>14}  {said}\n"
    if answer.nothing is not None:
        text += f"  {nothing_sentence(words, answer.nothing, answer.currency)}\n"
    return text


def _row(line: AccrualLine, staff_no: str, words: Words) -> list[Cell]:
    accrual = line.accrual
    row: dict[str, Cell] = {
        "staff_no": staff_no,
        "person": line.person_name,
        "kind": accrual.kind.value,
        "event_on": accrual.event_on,
        "client": line.client_name,
        "contract": line.contract_number,
        "order_number": accrual.order_number or None,
        "invoice": line.invoice_number,
        "payment": line.payment_number,
        "function": accrual.function,
        "scheme": line.scheme_name,
        "rule": accrual.rule_key,
        "base_minor": accrual.base_minor,
        "rate_ppm": accrual.rate_ppm,
        "amount_minor": accrual.amount_minor,
        "reason": accrual_sentence(words, accrual, line.client_name, line.source_name),
    }
    return [row[column.key] for column in ACCRUALS]


def sheet_of(desk: Desk, month: Month | None) -> Sheet:
    """The sheet of a month's latest run; without a month, of the latest run at all. Raises NotFound."""
    return desk.office.payroll.sheet(desk.actor, month or _latest(desk))


def _latest(desk: Desk) -> Month:
    from app.kernel.errors import NotFound

    runs = desk.office.payroll.runs(desk.actor)
    if not runs:
        raise NotFound(kind="run", key="")
    return runs[0].month
