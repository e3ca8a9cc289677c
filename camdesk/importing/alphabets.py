"""How much a text looks like words that people write, under an encoding that may be the wrong one.

A wrong encoding makes words of mixed scripts and cases, of rare letters, and of signs that stand
in no words; the right one makes words of the letters that a language uses most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# The letters of languages from the most to the least used; those of ASCII say nothing.
_LETTERS: Mapping[str, tuple[str, ...]] = {
    "cyrillic": ("оеаинтсрвлкм", "дпуяыьгзбчй", "хжшюцщэфъё", "іїєґў"),
    "kazakh": ("аеынітрлоқсд", "кмбғәжңупшұ", "өүгзяхвиуйэ", "цчфющһьёъ"),
    "western": ("éäöüèçáñóàíåøã", "êúßæôâëîïù", "òõûìœšžýÿ", "ðþ"),
    "central": ("áéíěščřžýůłóąęść", "żőűöüńźúňťďăâșțşţ", "đćäôľŕĺ", "ëç"),
    "turkish": ("ıüşğçö", "İâ", "îûé", "äàñ"),
    "baltic": ("āšėžēīķļņūųį", "äöüõąęčģ", "ćńóśź", "åéŗ"),
    "greek": ("αοιετσνρκπμλ", "υςίόάήέηύώθδγ", "χφβωξζψ", "ϊΐϋΰ"),
    "hebrew": ("יוהלאמרתבנשד", "כעחפקםטסזגןצ", "ךףץ", ""),
    "thai": ("านรอกเงมยล", "วดทสตะปบคแ", "จพชขใไหผโถธ", "ศซษภฉญณฐ"),
    "arabic": ("اليمنترودبعسه", "فكقحجشطصةأخ", "ضذثزغىئء", "ظآؤإپچگ"),
}
_LATIN = ("western", "central", "turkish", "baltic")
_CYRILLIC = ("cyrillic", "kazakh")
_VOWEL = re.compile("[аеёиоуыэюяіїєәөұү]", re.IGNORECASE)
_WEIGHTS = (1.0, 0.7, 0.4, 0.15)
_COMMON = frozenset(
    # Chinese, both ways of writing
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多"
    "天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外"
    "這來國個說們為時會過學對裡後麼沒於還發當無開經頭動兩長樣現將號機門車電區縣鎮村路街道監控攝像臺設備編"
    "号机门车电区县镇村路街监控摄像台设备编名称状态型安装日期位置址单价数量正常故障维修报废备注市省"
    # Japanese
    "のにはをたがでてとしれさあるいもなりこらっくきよすまやんおえけせそだつどめわアイウエオカキクケコサシスセソタチツテ"
    "トナニネノハヒフヘホマミムメモヤユラリルレロワンーッャュョガギグゲゴジズデドバビブベボパピプペポ"
    # Korean
    "이다는을의에가고하지한로기도서사자대인시스어나라리를은아해정일부수전그있동주보구원장상신성제공경관오과마비안여"
    "만조치선소유번호명중면화학교카메설량결입방무연세미회감차내진우모위계게용양요임실지역상태설치주소"
)
_WORD = re.compile(r"[^\W\d_]+")
_FINAL = re.compile(r"[םןץףך](?!$)")  # letters that stand only at the end of a word
_PLAIN = frozenset("«»„“”‘’—–…№°±×€§·\u00a0\u202f©®²³½£¥µºª´")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "CJK", "HIRAGANA", "KATAKANA",
            "HANGUL", "THAI")  # fmt: skip


def likeness(text: str, alphabet: str) -> float:
    """From about 1 for words in `alphabet` down to below 0 for signs without sense."""
    weights = _weights(alphabet)
    latin = alphabet in _LATIN  # there words are mostly of plain letters
    score, beyond = 0.0, 0
    for word in _WORD.findall(text):
        foreign = [letter for letter in word if letter > "\x7f"]
        if not foreign:
            continue
        beyond += len(foreign)
        if len({_script(letter) for letter in word}) > 1 and alphabet != "east":
            score -= len(foreign)
            continue
        mean = sum(weights.get(letter.lower(), 0.0) for letter in foreign)
        if alphabet == "hebrew" and _FINAL.search(word):
            mean = 0.0
        if alphabet == "east":
            mean = sum(1.0 if letter in _COMMON else 0.1 for letter in foreign)
        if alphabet in _CYRILLIC and len(word) > 3 and not _VOWEL.search(word):
            mean *= 0.2
        crowded = latin and len(word) > 3 and len(foreign) * 5 > len(word) * 3
        score += 0 if crowded else mean * _case(word) * (0.25 if len(word) == 1 else 1.0)
    for sign in text:
        if sign > "\x7f" and not sign.isalpha():
            beyond += 1
            score += 0.3 if sign in _PLAIN else _worth(sign, alphabet)
    return score / beyond if beyond else 0.0


def _case(word: str) -> float:
    """Words are small, or begin with a capital, or are all capitals; others are not words."""
    if word.islower() or word[1:].islower() or not (word.upper() != word or word.lower() != word):
        return 1.0
    return 0.85 if word.isupper() else 0.2


def _worth(sign: str, alphabet: str) -> float:
    category = unicodedata.category(sign)
    if category.startswith("C"):
        return -3.0
    if alphabet == "thai" and category.startswith("M"):
        return 0.7
    if alphabet == "east" and category.startswith("P"):
        return 0.5
    return -0.3 if category.startswith(("P", "M")) else -1.0


@lru_cache(maxsize=1 << 13)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if script in name), "other")


@lru_cache(maxsize=16)
def _weights(alphabet: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for weight, letters in zip(_WEIGHTS, _LETTERS.get(alphabet, ()), strict=False):
        for letter in letters:
            found.setdefault(letter.lower(), weight)
    return found
