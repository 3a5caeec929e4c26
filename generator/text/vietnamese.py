"""Folding and ordering of Vietnamese text, in one place.

People type «cap giay phep», «hoà» or «hòa», «kỹ» or «kĩ», capitals, and text whose marks are
separate characters (NFD); all must find the same page and sort to the same spot. Every module that
compares, sorts or names by Vietnamese text uses these functions, and the search script in the
browser repeats them (``assets/js/fold.js``); a test holds the two equal.

A *word* here is a run of letters and digits: mostly one written syllable («thủ», «tục», «1.004194»
gives two). Sources: Unicode Standard Annex #15 for NFC and NFD; the order of letters and tones is that
of the Unicode CLDR collation «vi» (``a ă â b c d đ e ê …``; ngang, huyền, hỏi, ngã, sắc, nặng).
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Combining mark → the digit that stands for the tone in a canonical word, in dictionary order:
#: (none) ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

#: The alphabet with the four Latin letters Vietnamese only borrows (f j w z) in their usual place.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_MARK = re.compile("[\u0300-\u036f]")
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_CHUNK = re.compile("[0-9]+|(?:[^\\W0-9_]|[\u0300-\u036f])+")
_FINAL_Y = re.compile("(?:[hklmstv]|qu)y")
_WEIGHT = {letter: weight for weight, letter in enumerate(ALPHABET)}
_TABLE_D = str.maketrans("đð", "dd")
_TABLE_ETH = str.maketrans("ð", "đ")


def fold(text: str) -> str:
    """Return ``text`` in lower case without any mark, đ as d: «Thủ Đức» → «thu duc».

    NFC and NFD input give the same result. Punctuation and spaces stay. The Icelandic letter «Ð»,
    which many Word files carry in place of «Đ», folds to d as well.
    """
    return unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", text).lower()).translate(_TABLE_D))


def syllables(text: str) -> list[str]:
    """Return the words of ``text`` in order, NFC and lower case; punctuation separates them."""
    return _WORD.findall(unicodedata.normalize("NFC", text.lower()))


def split_tone(word: str) -> tuple[str, str]:
    """Return a word's letters (NFC, lower case, without tone) and its tone digit («» for ngang).

    ``split_tone("Hoà") == split_tone("hòa") == ("hoa", "1")``; ``split_tone("được")`` is ``("đươc", "5")``.
    Of several tone marks, which no Vietnamese word has, the last counts.
    """
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word).lower().translate(_TABLE_ETH):
        if char in TONES:
            tone = TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=65536)
def canonical_word(word: str) -> str:
    """Return the one form of a word whatever its spelling habit: letters, then the tone digit.

    Where the tone mark sits does not count («thuỷ», «thủy» → «thuy2») and a final y after
    h k l m s t v qu is i, as both are written («kỹ», «kĩ» → «ki3»; «quý», «quí» → «qui4»).
    """
    letters, tone = split_tone(word)
    return _y_as_i(letters) + tone


@lru_cache(maxsize=65536)
def folded_word(word: str) -> str:
    """Return the word as someone without diacritics may type it, final y as i: «Kỹ» → «ki»."""
    return _y_as_i(fold(word))


def canonical(text: str) -> str:
    """Return ``text`` with every word replaced by its canonical form, the rest kept.

    Two texts that differ only in spelling habit are equal here; a missing or other tone differs:
    ``canonical("Hoà Bình") == canonical("hòa bình") == "hoa1 binh1"``.
    """
    text = unicodedata.normalize("NFC", text.lower())
    return _WORD.sub(lambda match: canonical_word(match.group()), text)


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """Return the key that sorts ``text`` as a Vietnamese dictionary does. It is a string, which compares in one step.

    Syllable by syllable: first the letters by the alphabet, then the tone of that syllable, only then
    the next syllable, so that all «cấp …» stand before all «cập …». Digits count by their number
    (2 before 10) and stand before letters; punctuation does not count. Texts that still tie are ordered
    by code point, so the order is total. (CLDR «vi» compares tones only after all letters of the
    whole text; for single syllables the two orders are the same.)
    """
    between_spaces = unicodedata.normalize("NFC", text.lower()).split()
    return "".join(map(_key_between_spaces, between_spaces)) + "\0" + unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def _key_between_spaces(text: str) -> str:
    """What a text without spaces weighs: tens of thousands of names are made of a few thousand such."""
    return "".join(map(_chunk_key, _CHUNK.findall(text)))


LONGEST_SLUG = 100
"""Characters of one part of an address that is made of a name."""


def slug(text: str) -> str:
    """Return ``text`` as part of an address: ASCII letters and digits joined by single hyphens.

    ``slug("61/2018/NĐ-CP") == "61-2018-nd-cp"``. Empty where nothing is left. A long one is cut and keeps a digest of the
    whole, so that every file system can hold it and two of them still differ.
    """
    found = "-".join(re.findall("[a-z0-9]+", fold(text)))
    if len(found) <= LONGEST_SLUG:
        return found
    return f"{found[: LONGEST_SLUG - 9].rstrip('-')}-{hashlib.sha256(found.encode()).hexdigest()[:8]}"


def _y_as_i(letters: str) -> str:
    return letters[:-1] + "i" if _FINAL_Y.fullmatch(letters) else letters


def _chunk_key(chunk: str) -> str:
    """What a run of letters or digits weighs: its characters, an end that is less than any of them, and the tone."""
    if chunk[0] in "0123456789":
        # The length of a number without leading zeros orders as its value and is safe at any length.
        digits = chunk.lstrip("0")
        return _BEFORE_LETTERS + _weighing([len(digits), *map(int, digits)]) + _END + _weighing([len(chunk)])
    letters, tone = split_tone(chunk)
    return _weighing(_WEIGHT.get(char, 100 + ord(char)) for char in letters) + _END + _weighing([int(tone or 0)])


_END, _BEFORE_LETTERS = "\1", "\2"


def _weighing(weights: Iterable[int]) -> str:
    """A character for each weight from 0; the largest there is for more than there are."""
    return "".join(chr(min(3 + weight, sys.maxunicode)) for weight in weights)
