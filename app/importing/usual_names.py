"""What offices usually call their columns, sheets and states, in English, Ukrainian and Russian.

Names are compared as ``plain`` gives them: small letters, no signs, no currency, no brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from app.importing.fields import Kind

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(r"[^\w]+|_")
_CURRENCIES = frozenset({"uah", "usd", "eur", "gbp", "pln", "грн", "гривня", "гривень", "руб", "euro"})


def plain(name: str) -> str:
    """A name as it is compared: ``Net_Amount, UAH`` and ``net amount (UAH)`` are ``net amount``."""
    words = _SIGNS.sub(" ", _BRACKETS.sub(" ", name.casefold()).replace("№", " no ")).split()
    kept = [word for word in words if word not in _CURRENCIES]
    if len(kept) > 1 and kept[-1] == "no":  # «Contract No», «Договір №»
        del kept[-1]
    return " ".join(kept)


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name) for name in text.split(";")))


def _names(**fields: str) -> dict[str, tuple[str, ...]]:
    """Field → its names, which are parted by semicolons in the text."""
    return {field: _split(text) for field, text in fields.items()}


_PERSON = (
    "person; staff id; staff no; staff number; employee id; no; nr; таб no; табельний номер; табельный номер; "
    "employee; name; співробітник; працівник; піб; сотрудник; работник; фио; кому"
)
_CLIENT = (
    "client; client id; client code; client no; client name; customer; customer id; customer code; customer name; "
    "payer; "
    "buyer; company; supplier; supplier name; клієнт; код клієнта; замовник; покупець; платник; контрагент; "
    "компанія; клиент; "
    "код клиента; заказчик; покупатель; плательщик; компания"
)
_CONTRACT = (
    "contract; contract no; contract number; contract id; agreement; agreement no; order; order no; order number; "
    "order id; "
    "договір; номер договору; no договору; договору; замовлення; номер замовлення; договор; номер договора; "
    "no договора; заказ; "
    "номер заказа"
)
_INVOICE = (
    "invoice; invoice no; invoice number; invoice id; bill; bill no; рахунок; номер рахунку; no рахунку; "
    "рахунок фактура; счет; "
    "счёт; номер счета; номер счёта; no счета; счет фактура"
)
_PAYMENT = (
    "payment; payment no; payment number; payment id; receipt; receipt no; платіж; номер платежу; номер платіжки; "
    "платеж; "
    "платёж; номер платежа; номер платежки"
)
_ACT = "act; act no; act number; certificate; акт; номер акта; номер акту; no акта; no акту"
_NUMBER = "no; number; nr; номер; id"
_DATE = "date; day; дата; день"
_NET = (
    "net; net amount; net sum; amount without vat; sum without vat; amount excl vat; price without vat; без пдв; "
    "сума без пдв; "
    "вартість без пдв; без ндс; сумма без ндс; стоимость без ндс; amount; sum; total; price; value; сума; "
    "вартість; ціна; сумма; "
    "стоимость; цена"
)
_GROSS = (
    "gross; gross amount; amount with vat; sum with vat; amount incl vat; total with vat; з пдв; сума з пдв; "
    "разом з пдв; "
    "усього з пдв; с ндс; сумма с ндс; итого с ндс; всего с ндс"
)
_VAT = "vat; vat rate; vat percent; пдв; ставка пдв; ндс; ставка ндс"
_CURRENCY = "currency; currency code; валюта; код валюти; код валюты"
_STATUS = "status; state; order status; статус; стан; состояние"
_CANCELLED = "cancelled; cancelled on; terminated on; дата розірвання; розірвано; дата расторжения; расторгнут"
_CANCEL_REASON = "reason for termination; cancel reason; причина розірвання; причина расторжения"
_SUBJECT = (
    "subject; description; item; service description; предмет; предмет договору; предмет договора; опис; "
    "описание; зміст; "
    "содержание; найменування; наименование"
)
_REASON = "reason; cause; comment; причина; підстава; основание; коментар; комментарий"
_NOTE = "note; notes; comment; remark; purpose; примітка; коментар; призначення; примечание; комментарий; назначение"
_FUNCTION = "function; part; role; функція; роль; функция"

_CLIENTS = _names(
    code="code; nr; client code; client id; client no; customer id; customer code; customer number; no; id; код; "
    "код клієнта; "
    "код клиента; номер; номер клієнта; номер клиента",
    name="name; client; client name; customer; customer name; company; company name; title; клієнт; назва; "
    "назва клієнта; "
    "замовник; компанія; контрагент; клиент; название; наименование; заказчик; компания",
    legal_name="legal name; full name; повна назва; юридична назва; полное название; юридическое название; "
    "полное наименование",
    tax_no="tax no; tax number; tax id; vat no; vat number; єдрпоу; код єдрпоу; іпн; рнокпп; инн; егрпоу; код егрпоу",
    country="country; країна; страна",
    address="address; адреса; адрес",
    bank_details="bank details; bank account; iban; рахунок; реквізити; банківські реквізити; реквизиты; "
    "банковские реквизиты",
    signatory="signatory; director; підписант; директор; керівник; подписант; руководитель",
    signatory_position="signatory position; посада підписанта; должность подписанта",
    note=_NOTE,
    orders_before="orders before; earlier orders; попередні замовлення; прежние заказы",
    won_on="client since; won on; since; клієнт з; клиент с",
    found_by="found by; finder; хто знайшов; знайшов; залучив; кто нашел; кто нашёл; нашел; привлек",
    tags="tags; tag; мітки; теги; метки",
    group="group; client group; holding; група; група клієнтів; холдинг; группа; группа клиентов",
    group_from="group from; у групі з; в группе с",
    contact="contact; contact name; contact person; контакт; контактна особа; контактное лицо",
    contact_position="contact position; посада контакта; посада; должность; должность контакта",
    contact_phone="phone; telephone; contact phone; тел; телефон",
    contact_email="email; e mail; mail; contact email; пошта; електронна пошта; почта; электронная почта",
)
_CONTRACTS = _names(
    number=f"{_CONTRACT}; {_NUMBER}",
    client=_CLIENT,
    signed_on=f"signed; signed on; date signed; contract date; order date; дата договору; дата підписання; "
    f"підписано; "
    f"дата замовлення; дата договора; дата подписания; подписан; дата заказа; {_DATE}",
    net=_NET,
    gross=_GROSS,
    vat=_VAT,
    vat_mode="vat mode; режим пдв; режим ндс",
    currency=_CURRENCY,
    service_kind="service; kind of service; service kind; послуга; вид послуги; услуга; вид услуги",
    subject=_SUBJECT,
    extends="extends; extends contract; extension of; додаток до; розширює; расширяет; дополнение к",
    direct_cost="direct cost; direct costs; cost; прямі витрати; собівартість; прямые расходы; себестоимость",
    quantity="quantity; qty; кількість; к сть; количество; кол во",
    unit="unit; одиниця; од; од виміру; единица; ед; ед изм",
    status=_STATUS,
    cancelled_on=_CANCELLED,
    cancel_reason=_CANCEL_REASON,
    paid_before="paid before; сплачено раніше; оплачено ранее",
    finding="found by; finder; хто знайшов; знайшов; залучив; кто нашел; нашел; привлек",
    selling="sold by; seller; seller id; sales manager; salesperson; salesman; sales rep; manager; account manager; "
    "менеджер; менеджер з продажу; менеджер з продажів; продавець; продав; продавец; менеджер по продажам; продал",
    upselling="upsold by; upselling; допродав; допродал",
    delivering="project manager; delivered by; consultant; trainer; керівник проєкту; керівник проекту; консультант; "
    "тренер; виконавець; руководитель проекта; исполнитель; manager; менеджер",
    invoicing="invoiced by; виставив рахунок; выставил счет",
    collecting="collected by; collector; збирає оплату; собирает оплату",
    accepting="accepted by; act by; підписує акт; подписывает акт",
)
NAMES: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.STAFF: _names(
        staff_no="staff no; nr; staff id; staff number; employee id; employee no; employee number; no; id; таб no; "
        "табельний номер; "
        "табельный номер; номер",
        name="name; full name; employee; employee name; піб; прізвище; ім я; прізвище та ім я; співробітник; "
        "працівник; фио; "
        "фамилия; имя; сотрудник; работник",
        position="position; job title; title; post; посада; должность",
        email="email; e mail; mail; пошта; електронна пошта; почта; электронная почта",
        hired_on="hired; hired on; hire date; start date; прийнято; дата прийняття; дата прийому; принят; "
        "дата приема; дата приёма",
        left_on="left; left on; end date; звільнено; дата звільнення; уволен; дата увольнения",
    ),
    Kind.PAY_TERMS: _names(
        person=_PERSON,
        valid_from="valid from; from; paid from; діє з; з; з дати; действует с; с; с даты; дата",
        engagement="engagement; employment; contract; оформлення; вид договору; оформление; вид договора",
        salary="salary; wage; base salary; оклад; зарплата; ставка",
        guarantee="guarantee; guaranteed minimum; гарантія; гарантований мінімум; гарантия; гарантированный минимум",
        draw="draw; advance; аванс",
        draw_recoverable="draw recoverable; аванс повертається; аванс возвращается",
    ),
    Kind.OPENING_BALANCES: _names(
        person=_PERSON,
        carry="carry; carried over; перенесено; перенос; перенесений борг; перенесенный долг",
        draw_owed="draw owed; борг за авансом; долг по авансу",
        held="held; held back; утримано; удержано",
    ),
    Kind.OPENING_MEASURES: _names(
        scheme="scheme; схема", rule="rule; правило", person=_PERSON, amount="amount; sum; сума; сумма",
        count="count; кількість; количество",
    ),
    Kind.GROUPS: _names(name="group; client group; name; група; група клієнтів; назва групи; группа; группа клиентов"),
    Kind.CLIENTS: _CLIENTS,
    Kind.CONTRACTS: _CONTRACTS,
    Kind.ROLES: _names(
        contract=_CONTRACT, function=_FUNCTION, person=_PERSON, weight="weight; parts; вага; частини; вес; части",
        percent="share; percent; частка; відсоток; доля; процент",
    ),
    Kind.AMENDMENTS: _names(
        contract=_CONTRACT, on_date=f"amended on; дата зміни; дата изменения; {_DATE}",
        net_change="change; net change; зміна; зміна суми; изменение; изменение суммы", reason=_REASON,
    ),
    Kind.ACTS: _names(
        contract=_CONTRACT, number=f"{_ACT}; {_NUMBER}",
        accepted_on=f"accepted; accepted on; act date; дата акта; дата акту; прийнято; принят; {_DATE}",
        net=_NET, gross=_GROSS, vat=_VAT, final="final; last; останній; заключний; последний; заключительный",
        subject=_SUBJECT,
        returned_on="returned; returned on; signed copy returned; повернуто; дата повернення; возвращен; "
        "дата возврата",
    ),
    Kind.HANDOVERS: _names(
        client=_CLIENT, function=_FUNCTION, person=f"to; handed to; new manager; новий менеджер; новый менеджер; "
        f"{_PERSON}",
        on_date=f"from; on; з; с; дата передачі; дата передачи; {_DATE}", reason=_REASON,
    ),
    Kind.INVOICES: _names(
        number=f"{_INVOICE}; {_NUMBER}", contract=_CONTRACT,
        issued_on=f"issued; issued on; issue date; invoice date; дата рахунку; виставлено; дата счета; "
        f"дата счёта; выставлен; "
        f"{_DATE}",
        due_on="due; due on; due date; pay by; сплатити до; термін оплати; строк оплати; оплатить до; срок оплаты",
        net=_NET, gross=_GROSS, vat=_VAT, currency=_CURRENCY, status=_STATUS, cancelled_on=_CANCELLED,
        cancel_reason=_CANCEL_REASON, subject=_SUBJECT,
    ),
    Kind.CREDIT_NOTES: _names(
        number=f"credit note; credit note no; коригування; кредит нота; корректировка; кредит нота; {_NUMBER}",
        invoice=_INVOICE, issued_on=f"issued; issued on; {_DATE}", net=_NET, gross=_GROSS, reason=_REASON,
    ),
    Kind.PAYMENTS: _names(
        number=f"{_PAYMENT}; transaction number; transaction no; internal ref; номер документа; документ; {_NUMBER}",
        client=_CLIENT,
        received_on=f"received; received on; paid; paid on; paid date; payment date; дата оплати; дата платежу; "
        f"надійшло; оплачено; "
        f"дата оплаты; дата платежа; поступило; {_DATE}",
        amount="amount; sum; total; paid amount; payment amount; сума; сума оплати; сума платежу; надійшло; сумма; "
        "сумма оплаты; сумма платежа",
        invoice=_INVOICE,
        invoice_amount="invoice amount; in the invoice s currency; у валюті рахунку; в валюте счета",
        currency=_CURRENCY, note=_NOTE,
    ),
    Kind.REFUNDS: _names(
        payment=_PAYMENT, client=_CLIENT, invoice=_INVOICE,
        received_on="received; received on; дата оплати; дата оплаты",
        refunded_on=f"refunded; refunded on; refund date; дата повернення; повернуто; дата возврата; возвращено; "
        f"{_DATE}",
        amount="amount; sum; refund amount; сума; сума повернення; сумма; сумма возврата", reason=_REASON,
    ),
    Kind.RATES: _names(
        currency=_CURRENCY, on_date=_DATE, rate="rate; exchange rate; курс; курс нбу; офіційний курс; "
        "официальный курс",
        units="units; одиниць; кількість одиниць; единиц; количество единиц",
    ),
}  # fmt: skip
"""Kind → field → the names of its column, the surest first."""

TITLES: Mapping[Kind, tuple[str, ...]] = {
    kind: _split(text)
    for kind, text in {
        Kind.RATES: "rates; exchange rates; курси; курси валют; курсы; курсы валют",
        Kind.STAFF: "staff; employees; people; team; персонал; співробітники; працівники; штат; сотрудники; работники",
        Kind.PAY_TERMS: "salaries; pay; pay terms; оклади; зарплати; оклады; зарплаты",
        Kind.OPENING_BALANCES: "balances; opening balances; залишки; остатки",
        Kind.OPENING_MEASURES: "opening measures; measures; показники; показатели",
        Kind.GROUPS: "groups; client groups; групи; группы",
        Kind.CLIENTS: "clients; customers; companies; клієнти; замовники; контрагенти; клиенты; заказчики; контрагенты",
        Kind.CONTRACTS: "contracts; orders; agreements; sales; договори; договора; замовлення; договоры; заказы",
        Kind.ROLES: "roles; shares; parts; частки; ролі; доли; роли",
        Kind.AMENDMENTS: "amendments; changes; зміни; додаткові угоди; изменения; допсоглашения",
        Kind.ACTS: "acts; certificates; акти; акты",
        Kind.HANDOVERS: "handovers; передачі; передачи",
        Kind.INVOICES: "invoices; bills; рахунки; счета",
        Kind.CREDIT_NOTES: "credit notes; кредит ноти; коригування; кредит ноты; корректировки",
        Kind.PAYMENTS: "payments; receipts; bank; платежі; оплати; надходження; банк; платежи; оплаты; поступления",
        Kind.REFUNDS: "refunds; повернення; возвраты",
    }.items()
}
"""What a sheet or file of each kind is usually called."""

MEANINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status": _names(
        active="active; in work; in process; in progress; open; on hold; disputed; new; чинний; діє; діючий; "
        "активний; "
        "в роботі; у роботі; відкрито; действует; действующий; активный; в работе; открыт",
        completed="completed; complete; done; closed; shipped; finished; resolved; виконано; виконаний; "
        "завершено; завершений; "
        "закрито; выполнен; завершен; завершён; закрыт",
        cancelled="cancelled; canceled; terminated; void; скасовано; скасований; розірвано; розірваний; "
        "анульовано; отменен; "
        "отменён; расторгнут; аннулирован",
        draft="draft; чернетка; черновик",
        sent="sent; issued; paid; overdue; надіслано; виставлено; оплачено; сплачено; прострочено; отправлен; "
        "выставлен; оплачен; "
        "просрочен",
    ),
    "engagement": _names(
        employee="employee; labour contract; staff; трудовий договір; штат; штатний; найманий; трудовой договор; "
        "штатный",
        contractor="contractor; freelancer; sole trader; фоп; договір цпх; цпх; підрядник; фриланс; гпх; ип; подрядчик",
        owner="owner; partner; власник; партнер; собственник; владелец; партнёр",
    ),
    "service_kind": _names(
        standard="standard; training; course; стандартна; стандарт; тренінг; курс; стандартная; тренинг",
        complex="complex; consulting; project; складна; консалтинг; проєкт; сложная; проект",
    ),
    "vat_mode": _names(
        payer="payer; vat payer; платник; платник пдв; плательщик; плательщик ндс",
        without="without; without vat; без пдв; без ндс",
        outside="outside; outside the scope; поза пдв; не є об єктом; вне ндс; не облагается",
    ),
    "function": _names(
        finding="finding; found; пошук; залучення; поиск; привлечение",
        selling="selling; sold; sales; продаж; продажі; продажа; продажи",
        upselling="upselling; допродаж; допродажа",
        delivering="delivering; delivery; project; виконання; ведення проєкту; исполнение; ведение проекта",
        invoicing="invoicing; виставлення рахунків; рахунки; выставление счетов; счета",
        collecting="collecting; collection; збір оплати; збирання оплати; сбор оплаты",
        accepting="accepting; acceptance; акти; підписання актів; акты; подписание актов",
    ),
}
"""Field → what its value may be → the words for it."""

TOTALS: tuple[str, ...] = (
    *("total", "total:", "grand total", "разом", "разом:", "усього", "усього:", "всього", "всього:"),
    *("итого", "итого:", "всего", "всего:"),
)
"""Cells that stand for a row of totals."""


def meaning_of(field: str, word: str, choices: Iterable[str]) -> str:
    """Which of ``choices`` a word of the office stands for; empty where nobody knows."""
    key, allowed = plain(word), tuple(choices)
    if key in allowed:
        return key
    known = MEANINGS.get(field, {})
    return next((choice for choice in allowed if key in known.get(choice, ())), "")
