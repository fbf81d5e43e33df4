"""Regulations to look at: a firm, its people, and schemes small and large."""

from __future__ import annotations

from datetime import date

from app.calc.scheme import Scheme
from app.kernel.period import Month
from app.motivation.regulation.model import RegulationPaper
from app.motivation.scheme_file import examine
from app.settings.model import Firm
from app.staff.model import Person

FIRM = Firm(
    version=1, name="Орієнтир", currency="UAH", books_from=Month(2024, 1), language="uk",
    legal_name="ТОВ «Орієнтир & <Партнери>»", tax_no="43218765", uses_acts=True, address="м. Київ, вул. Садова, 12",
    phone="", email="", bank_details="", signatory="Олена Мельник", signatory_position="директорка",
)  # fmt: skip
LONG_NAME = "Північноукраїнська-Вернадська Єлизавета-Анастасія Володимирівна"
LONG_POSITION = "провідна менеджерка з продажу складних консультаційних послуг і супроводу ключових клієнтів"
_HEAD = """premia_scheme = 1
key = "everything"
name = "Усе одразу: «залучення», ведення & оплата <2026>"
[[version]]
valid_from = 2026-12-01
terms = { silence_months = 12, leaving = "new_holder" }
"""
_TABLES = (
    (
        'rate = { tiers = "marginal", over = "month_total", bands = [{ up_to = 100000, percent = 1 }, '
        "{ up_to = 250000, percent = 2 }, { up_to = 600000, percent = 3.5 }, { percent = 5 }] }"
    ),
    (
        'rate = { tiers = "whole", over = "quota", bands = [{ up_to = 80, percent = 0 }, '
        "{ up_to = 100, percent = 1 }, { percent = 2 }] }"
    ),
    'rate = { tiers = "whole", over = "days_late", bands = [{ up_to = 0, percent = 1 }, { percent = 0.5 }] }',
    'rate = { tiers = "whole", over = "event_amount", bands = [{ up_to = 50000, percent = 1 }, { percent = 2 }] }',
    'rate = { by_order = [10, 5, 1] }\nwhen = { extensions = "as_parent" }',
)


def person(number: int, name: str = "", position: str = "менеджер") -> Person:
    """Somebody of the firm."""
    return Person(number, 1, f"{number:02d}", name or f"Особа Номер {number}", position, "", None, None)


def read(text: str) -> Scheme:
    """A scheme of a file without findings."""
    file, findings = examine(text)
    assert findings == ()
    return file.as_scheme(1)


def large_scheme() -> Scheme:
    """Twenty rules, most of them with a table, and a head over them all."""
    rules = []
    for number in range(19):
        late = "late = [{ up_to_days = 7, keep = 100 }, { up_to_days = 30, keep = 50 }, { keep = 0 }]"
        more = late if number % 2 else 'hold_back = { percent = 20, until = "months", months = 2 }'
        rules.append(
            f'[[version.rule]]\nkey = "rule-{number + 1}"\nevent = "payment_received"\npays = "selling"\n'
            f"{_TABLES[number % len(_TABLES)]}\n{more}"
        )
    rules.append(
        '[[version.rule]]\nkey = "head"\nevent = "payment_received"\npays = { named = { "01" = 2, "02" = 1 } }\n'
        'rate = { percent = 10 }\noverride = { of = [{ rule = "*" }] }'
    )
    return read(_HEAD + "\n".join(rules))


def paper_of(scheme: Scheme, people: tuple[Person, ...] = (person(1),), vat_ppm: int = 200_000) -> RegulationPaper:
    """The regulation of a scheme's newest version."""
    names = {one.staff_no: one.name for one in people}
    return RegulationPaper(FIRM, scheme, scheme.versions[-1], people, names, (), vat_ppm)


def large_paper() -> RegulationPaper:
    """Twenty rules for sixty people, one of them with a long name and position."""
    people = (person(1, LONG_NAME, LONG_POSITION), *(person(number) for number in range(2, 61)))
    return paper_of(large_scheme(), people)


NEXT_MONTH = date(2026, 12, 1)
