"""How currencies are called in sums in words: their forms after numbers in the three languages, and their genders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Forms = tuple[str, str, str]
"""After 1, after 2, after 5. English has two forms: its third is the second again."""


class Name(NamedTuple):
    """A currency's name in one language, and that of its hundredth, which is written after figures."""

    whole: Forms
    hundredth: Forms
    feminine: bool = False


def _still(word: str) -> Forms:
    """A word that does not change."""
    return word, word, word


def _english(one: str, many: str, hundredth: str, hundredths: str) -> Name:
    return Name((one, many, many), (hundredth, hundredths, hundredths))


_KOP = _still("коп.")
_CENT_UK: Forms = ("цент", "центи", "центів")
_CENT_RU: Forms = ("цент", "цента", "центов")

NAMES: Mapping[str, Mapping[str, Name]] = {
    "en": {
        "UAH": _english("hryvnia", "hryvnias", "kopiyka", "kopiykas"),
        "USD": _english("US dollar", "US dollars", "cent", "cents"),
        "EUR": _english("euro", "euros", "cent", "cents"),
        "PLN": _english("Polish zloty", "Polish zlotys", "grosz", "groszy"),
        "GBP": _english("pound sterling", "pounds sterling", "penny", "pence"),
        "CHF": _english("Swiss franc", "Swiss francs", "centime", "centimes"),
        "CZK": _english("Czech koruna", "Czech korunas", "haler", "halers"),
        "RUB": _english("Russian rouble", "Russian roubles", "kopeck", "kopecks"),
        "BYN": _english("Belarusian rouble", "Belarusian roubles", "kopeck", "kopecks"),
        "KZT": _english("tenge", "tenge", "tiyn", "tiyn"),
        "MDL": _english("Moldovan leu", "Moldovan lei", "ban", "bani"),
        "GEL": _english("lari", "lari", "tetri", "tetri"),
    },
    "uk": {
        "UAH": Name(("гривня", "гривні", "гривень"), _KOP, feminine=True),
        "USD": Name(("долар США", "долари США", "доларів США"), _CENT_UK),
        "EUR": Name(_still("євро"), _CENT_UK),
        "PLN": Name(("польський злотий", "польські злоті", "польських злотих"), ("грош", "гроші", "грошів")),
        "GBP": Name(("фунт стерлінгів", "фунти стерлінгів", "фунтів стерлінгів"), ("пенні", "пенси", "пенсів")),
        "CHF": Name(
            ("швейцарський франк", "швейцарські франки", "швейцарських франків"), ("сантим", "сантими", "сантимів")
        ),
        "CZK": Name(("чеська крона", "чеські крони", "чеських крон"), ("гелер", "гелери", "гелерів"), feminine=True),
        "RUB": Name(("російський рубль", "російські рублі", "російських рублів"), _KOP),
        "BYN": Name(("білоруський рубль", "білоруські рублі", "білоруських рублів"), _KOP),
        "KZT": Name(_still("теньге"), ("тиїн", "тиїни", "тиїнів")),
        "MDL": Name(("молдовський лей", "молдовські леї", "молдовських леїв"), ("бан", "бани", "банів")),
        "GEL": Name(_still("ларі"), _still("тетрі")),
    },
    "ru": {
        "UAH": Name(("гривна", "гривны", "гривен"), _KOP, feminine=True),
        "USD": Name(("доллар США", "доллара США", "долларов США"), _CENT_RU),
        "EUR": Name(_still("евро"), _CENT_RU),
        "PLN": Name(("польский злотый", "польских злотых", "польских злотых"), ("грош", "гроша", "грошей")),
        "GBP": Name(("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"), ("пенни", "пенса", "пенсов")),
        "CHF": Name(
            ("швейцарский франк", "швейцарских франка", "швейцарских франков"), ("сантим", "сантима", "сантимов")
        ),
        "CZK": Name(
            ("чешская крона", "чешские кроны", "чешских крон"), ("геллер", "геллера", "геллеров"), feminine=True
        ),
        "RUB": Name(("российский рубль", "российских рубля", "российских рублей"), _KOP),
        "BYN": Name(("белорусский рубль", "белорусских рубля", "белорусских рублей"), _KOP),
        "KZT": Name(_still("тенге"), ("тиын", "тиына", "тиынов")),
        "MDL": Name(("молдавский лей", "молдавских лея", "молдавских леев"), ("бан", "бана", "банов")),
        "GEL": Name(_still("лари"), _still("тетри")),
    },
}
