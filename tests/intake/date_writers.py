"""Ways in which people and programs write a day: each a function from the day to its text."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Final

Writer = Callable[[date], str]

# Genitives and full names, by language, from January to December.
MONTHS: Final = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta"
    " lokakuuta marraskuuta joulukuuta",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def name_month(language: str) -> Writer:
    """3 mars 2025, in a language."""
    names = MONTHS[language].split()
    return lambda day: f"{day.day} {names[day.month - 1]} {day.year}"


def follow(form: str) -> Writer:
    """A form of strftime."""
    return lambda day: day.strftime(form)


def write_mail(day: date) -> str:
    """The header of a mail that was written late in the evening west of Greenwich."""
    zone = timezone(timedelta(hours=-8))
    return format_datetime(datetime(day.year, day.month, day.day, 23, 30, tzinfo=zone))


SURE_FORMS: Final = """
%Y-%m-%d|%Y/%m/%d|%Y.%m.%d|%Y%m%d|%Y-%m-%d %H:%M|%Y-%m-%dT23:30:00-08:00|%Y-%m-%dT00:15:00+09:00
%Y-%m-%dT09:12:00Z|%Y-%m-%dT09:12:00.123456|%d %B %Y|%d %b %Y|%d-%b-%Y|%d-%b-%y|%d. %b %Y|%B %d, %Y
%b %d, %Y|%b. %d, %Y|%A, %B %d, %Y|%a %d %b %Y|%a, %d %b %Y 23:12:00 -0800 (PST)
%a %b %d %Y 23:12:00 GMT-0800 (Pacific Standard Time)|%a %b %d 23:12:00 %Y|%B %d, %Y at 4:11 PM
%b %d '%y|%Y年%m月%d日|%Y年%m月%d日 9時12分|%Y년 %m월 %d일|%Y. %m. %d.|%G-W%V-%u|%d.%m.%Y|%d.%m.%y
%d.%m.%Y 16:11 Uhr|%a %d.%m.%Y|%Y-%m-%d (%a)|✅ %Y-%m-%d
"""
SLASHED: Final = """
%d/%m/%Y|%d-%m-%Y|%d/%m/%y|%d-%m-%y|%d/%m/%Y %H:%M|%d/%m/%Y, 16:11:05|%a %d/%m/%Y|%d/%m/'%y
%d/%m/%Y 16h11|%d/%m/%Y 4pm|%d/%m/%y, 4:11 PM|%d %m %Y
"""


def split_forms(forms: str) -> list[str]:
    """The forms of a list."""
    return forms.strip().replace("\n", "|").split("|")


SURE: Final[tuple[Writer, ...]] = (
    *map(follow, split_forms(SURE_FORMS)),
    *map(name_month, MONTHS),
    lambda day: day.isoformat().translate(ARABIC),
    lambda day: day.strftime("%Y/%m/%d").translate(PERSIAN),
    lambda day: f"{day.day}.{ROMAN[day.month - 1]}.{day.year}",
    lambda day: str((day - date(1899, 12, 30)).days),
    lambda day: f"{(day - date(1899, 12, 30)).days}.4375",
    write_mail,
)
"""Written without doubt: named, the year first, points, numbers of days."""
DAY_FIRST: Final = tuple(map(follow, split_forms(SLASHED)))
MONTH_FIRST: Final = tuple(
    follow(form.replace("%d", "%x").replace("%m", "%d").replace("%x", "%m")) for form in split_forms(SLASHED)
)
