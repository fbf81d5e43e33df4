"""Sums in words, as documents of money have them: «Двадцять одна тисяча гривень 47 коп.».

num2words was tried: it gives «одна миллион» and «польских слотых» in Russian, knows no feminine in Ukrainian, no pound
in Russian and no hryvnia in English.
"""

from __future__ import annotations

from app.wording.currencies import NAMES, Forms

_SCALES: dict[str, tuple[tuple[Forms, bool], ...]] = {
    "en": tuple(((word, word, word), False) for word in ("thousand", "million", "billion", "trillion")),
    "uk": (
        (("тисяча", "тисячі", "тисяч"), True),
        (("мільйон", "мільйони", "мільйонів"), False),
        (("мільярд", "мільярди", "мільярдів"), False),
        (("трильйон", "трильйони", "трильйонів"), False),
    ),
    "ru": (
        (("тысяча", "тысячи", "тысяч"), True),
        (("миллион", "миллиона", "миллионов"), False),
        (("миллиард", "миллиарда", "миллиардов"), False),
        (("триллион", "триллиона", "триллионов"), False),
    ),
}
"""The thousands, millions … of a language, each with whether it is feminine."""

_UNDER_TWENTY = {
    "en": (
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ),
    "uk": (
        "", "один", "два", "три", "чотири", "п’ять", "шість", "сім", "вісім", "дев’ять", "десять", "одинадцять",
        "дванадцять", "тринадцять", "чотирнадцять", "п’ятнадцять", "шістнадцять", "сімнадцять", "вісімнадцять",
        "дев’ятнадцять",
    ),
    "ru": (
        "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
        "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать",
        "девятнадцать",
    ),
}  # fmt: skip
_TENS = {
    "en": ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    "uk": (
        "", "", "двадцять", "тридцять", "сорок", "п’ятдесят", "шістдесят", "сімдесят", "вісімдесят", "дев’яносто",
    ),
    "ru": (
        "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
    ),
}  # fmt: skip
_HUNDREDS = {
    "uk": (
        "", "сто", "двісті", "триста", "чотириста", "п’ятсот", "шістсот", "сімсот", "вісімсот", "дев’ятсот",
    ),
    "ru": (
        "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
    ),
}  # fmt: skip
_FEMININE: dict[str, dict[int, str]] = {"uk": {1: "одна", 2: "дві"}, "ru": {1: "одна", 2: "две"}, "en": {}}
_NOUGHT = {"en": "zero", "uk": "нуль", "ru": "ноль"}
_MINUS = {"en": "minus", "uk": "мінус", "ru": "минус"}
_TEENS = range(11, 20)
_FEW = range(2, 5)
_HUNDRED = 100


def sum_in_words(amount_minor: int, currency: str, language: str) -> str:
    """The amount with its whole part in words and its hundredths in figures; begins with a capital letter.

    ``currency`` is one of ``app.kernel.money.CURRENCIES``, ``language`` one of en, uk, ru. Raises KeyError otherwise.
    """
    name = NAMES[language][currency]
    whole, rest = divmod(abs(amount_minor), 100)
    words = [_MINUS[language]] if amount_minor < 0 else []
    words += [number_in_words(whole, language, feminine=name.feminine), form_of(whole, name.whole, language)]
    words += ["and"] if language == "en" else []
    words += [f"{rest:02d}", form_of(rest, name.hundredth, language)]
    text = " ".join(words)
    return text[0].upper() + text[1:]


def number_in_words(number: int, language: str, *, feminine: bool = False) -> str:
    """A whole number from 0 to 10^15 − 1 in words; ``feminine`` when it counts something feminine."""
    if number == 0:
        return _NOUGHT[language]
    rest, last = divmod(number, 1000)
    parts = [_group(last, language, feminine=feminine)] if last else []
    for forms, is_feminine in _SCALES[language]:
        rest, group = divmod(rest, 1000)
        if group:
            parts.append(f"{_group(group, language, feminine=is_feminine)} {form_of(group, forms, language)}")
    if language == "en" and len(parts) > 1 and 0 < last < _HUNDRED:
        parts[0] = f"and {parts[0]}"
    return " ".join(reversed(parts))


def form_of(number: int, forms: Forms, language: str) -> str:
    """Which form stands after the number: 1, 21 … | 2, 3, 4, 22 … | the rest, and 11…14; in English 1 | the rest."""
    if language == "en":
        return forms[0] if number == 1 else forms[1]
    if number % 100 in _TEENS:
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in _FEW else forms[2]


def _group(number: int, language: str, *, feminine: bool) -> str:
    """1…999 in words."""
    hundreds, rest = divmod(number, _HUNDRED)
    tens, ones = divmod(rest, 10) if rest >= len(_UNDER_TWENTY[language]) else (0, rest)
    one = _FEMININE[language].get(ones) if feminine else None
    one = one or _UNDER_TWENTY[language][ones]
    if language == "en":
        below = "-".join(filter(None, (_TENS["en"][tens], one)))
        above = f"{_UNDER_TWENTY['en'][hundreds]} hundred" if hundreds else ""
        return " and ".join(filter(None, (above, below)))
    return " ".join(filter(None, (_HUNDREDS[language][hundreds], _TENS[language][tens], one)))
