"""How plausible a decoded text is: letters that one language writes together, in places where it does."""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

# The letters beyond ASCII of languages in which trackers are written, by the encodings that hold them.
WESTERN: Final = ("äöüß", "åäöé", "æøåéöäü", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "áâãàçéêíóôõúªº", "àèéìíîòóùú")
MORE_WESTERN: Final = ("éëïóöüáèê", "áðéíóúýþæö")
CENTRAL: Final = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšž",
    "ăâîșțşţ",
    "äöüß",
)
LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    "cp1252": WESTERN + MORE_WESTERN,
    "mac_roman": WESTERN + MORE_WESTERN,
    "cp850": WESTERN,
    "iso8859_15": WESTERN + MORE_WESTERN,
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
# Scripts with an alphabet, their letters from the most frequent one down.
ALPHABETS: Final[dict[str, str]] = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюіцщэїєфъёґ",
    "koi8_r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "cp1253": "αοιετσνηυρπκμλόςάίέωήγδύχθφώβξζψϊΐϋΰ",
    "cp1255": "יוהלאמרתבשנםדפקעחטכסצגןזךץף",
    "cp1256": "اليمنورتبةعدسفهكقأحجشطصخضذىإثئءغظآؤپچگژیکـًٌَُِّْٰ",
}
SCRIPTS: Final[dict[str, tuple[range, ...]]] = {
    "cp932": (range(0x3040, 0x30FF), range(0x4E00, 0x9FA6), range(0x3005, 0x3008)),
    "euc_jp": (range(0x3040, 0x30FF), range(0x4E00, 0x9FA6), range(0x3005, 0x3008)),
    "cp949": (range(0xAC00, 0xD7A4),),
    "gb18030": (range(0x4E00, 0x9FA6),),
    "big5": (range(0x4E00, 0x9FA6),),
}
# Where the everyday characters stand in the national sets: first bytes of their codes.
EVERYDAY: Final[dict[str, tuple[str, range]]] = {
    "cp932": ("shift_jis", range(0x81, 0x99)),
    "euc_jp": ("euc_jp", range(0xA1, 0xD0)),
    "cp949": ("euc_kr", range(0xB0, 0xC9)),
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
}
PUNCTUATION: Final = frozenset(
    "’‘“”„«»‹›–—…•·€£¥°§©®™\xa0¡¿½¼¾²³×→←✓✔✗º、。,（）「」『』・ー～：；！？《》【】／＋￥،؛؟ـ№"
)
SYMBOLS: Final = frozenset("©®™°§£¥½¼¾²³×€¢¤¦¨¬±¶¸¹÷")
JOINERS: Final = frozenset("’·・ー…")
WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\x00-\x2c\x2e-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]*")
MOST_WORDS: Final = 400
LONGEST_WORD: Final = 60


def rate_text(text: str, encoding: str) -> float:
    """How well the letters beyond ASCII fit a language that `encoding` is made for, from 0 to 1."""
    words = Counter(WORD.findall(text))
    sample = [word[:LONGEST_WORD] for word, _ in words.most_common(MOST_WORDS)]
    letters: Counter[str] = Counter()
    odd, total = 0.0, 0
    for word in sample:
        for character in word:
            if character < "\x80":
                continue
            total += 1
            if character in PUNCTUATION:
                continue
            if character.isalpha():
                letters[character] += 1
            else:
                odd += 2
        odd += count_breaks(word)
    if not total:
        return 1.0
    known = rate_letters(letters, encoding) if letters else 0.9
    return max(0.0, known - odd / total)


def count_breaks(word: str) -> float:
    """How often neighbours in a word cannot stand so: a capital behind a small letter, a sign between
    letters, letters of two alphabets."""
    odd = 0.0
    for before, after in pairwise(word):
        if after.isascii() and before.isascii():
            continue
        if before.isalpha() and after.isalpha():
            odd += before.islower() and after.isupper() and not after.isascii()
            odd += before.isascii() != after.isascii() and not is_latin(before + after)
            odd += before in "õÕ" and after not in "eE"  # only in "ões"; elsewhere it is the Hungarian ő
        elif after.isalpha() and before in SYMBOLS:
            odd += 1
    return odd + sum(
        1
        for at in range(1, len(word) - 1)
        if word[at] in PUNCTUATION
        and word[at] not in JOINERS
        and word[at - 1 : at + 2].count("-") == 0
        and word[at - 1].isalpha()
        and word[at + 1].isalpha()
    )


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones, or of a script that is written without blanks between words."""
    return all(c < "\u0250" or c >= "\u2e80" or c in "ªº" for c in text)


def rate_letters(letters: Counter[str], encoding: str) -> float:
    """How well the letters fit the best language of the encoding."""
    total = sum(letters.values())
    if encoding in SCRIPTS:
        inside = {c: n for c, n in letters.items() if any(ord(c) in part for part in SCRIPTS[encoding])}
        return sum(n * rate_character(c, encoding) for c, n in inside.items()) / total
    if encoding in ALPHABETS:
        alphabet = ALPHABETS[encoding]
        often, seldom = alphabet[: len(alphabet) // 2], alphabet[len(alphabet) // 2 :]
        weights = {c: 1.0 if c.lower() in often else 0.7 if c.lower() in seldom else 0.0 for c in letters}
        return sum(n * weights[c] for c, n in letters.items()) / total
    best = 0.0
    for alphabet in LANGUAGES.get(encoding, ()):
        known = frozenset(alphabet + alphabet.upper())
        best = max(best, sum(n for c, n in letters.items() if c in known) / total)
    return best


def rate_character(character: str, encoding: str) -> float:
    """1 for a character of everyday use, less for a rare one."""
    name, everyday = EVERYDAY[encoding]
    try:
        code = character.encode(name)
    except UnicodeEncodeError:
        return 0.1
    return 1.0 if code[0] in everyday else 0.4
