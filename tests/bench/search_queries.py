"""Makes judged queries over any corpus, so that the ranking is measured on words nobody tuned it to.

A query is a few words cut from a real title, or a code or document number, spoilt the way people type: without marks,
with the tone mark elsewhere, with a typing error, in Telex, cut short. Its expected answers are all records whose title
holds the words it was cut from (at most ``MOST``, else another is drawn), or all that carry the number. Everything
depends on the seed alone.
"""

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.text.vietnamese import TONES, canonical_word, fold, folded_word, split_tone, syllables

MOST = 15

Record = Mapping[str, object]
Words = list[str]
Spoil = Callable[[Words, random.Random], Words | None]

_MARK = {digit: mark for mark, digit in TONES.items()}
_TELEX_TONE = {"": "", "1": "f", "2": "r", "3": "x", "4": "s", "5": "j"}
_TELEX_LETTER = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}


class Corpus:
    """Titles as sequences of canonical and of folded words, to find every record that holds a phrase."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.titles = [syllables(str(record["title"])) for record in records]
        self.canonical = [self._joined(map(canonical_word, title)) for title in self.titles]
        self.folded = [self._joined(map(folded_word, title)) for title in self.titles]
        self.known = {folded_word(word) for title in self.titles for word in title}

    def holding(self, phrase: Words, *, marks: bool, open_end: bool) -> list[str]:
        """Ids of the records whose title has ``phrase`` in a row, its last word as a beginning if ``open_end``."""
        wanted = self._joined(map(canonical_word if marks else folded_word, phrase))
        texts = self.canonical if marks else self.folded
        if open_end:
            wanted = wanted.rstrip()
        return [str(record["id"]) for record, text in zip(self.records, texts, strict=True) if wanted in text]

    def _joined(self, words: Iterable[str]) -> str:
        return f" {' '.join(words)} "


def make_queries(records: Sequence[Record], each: int, seed: int) -> list[dict[str, object]]:
    """Return up to ``each`` queries of every variant, as ``{"query", "variant", "expected"}``."""
    chance = random.Random(seed)
    corpus = Corpus(records)
    queries = [query for variant in _VARIANTS for query in _phrases(corpus, variant, each, chance)]
    return queries + list(_codes(records, each, chance)) + list(_documents(records, each, chance))


def _phrases(corpus: Corpus, variant: str, each: int, chance: random.Random) -> Iterator[dict[str, object]]:
    spoil, marks, open_end = _VARIANTS[variant]
    found = 0
    for _ in range(each * 40):
        title = chance.choice(corpus.titles)
        phrase = title if variant.endswith("title") else _cut(title, chance)
        typed = spoil(phrase, chance)
        if typed is None or (variant.startswith("typo") and _all_known(typed, corpus)):
            continue
        # Without marks several titles may read alike; all of them are right.
        truth = [*phrase[:-1], typed[-1]] if open_end else phrase
        expected = corpus.holding(truth, marks=marks, open_end=open_end)
        if 0 < len(expected) <= MOST:
            yield {"query": " ".join(typed), "variant": variant, "expected": expected}
            found += 1
        if found == each:
            return


def _all_known(typed: Words, corpus: Corpus) -> bool:
    return all(folded_word(word) in corpus.known for word in typed)


def _cut(title: Words, chance: random.Random) -> Words:
    length = chance.randint(2, 6)
    start = chance.randint(0, max(0, len(title) - length))
    return title[start : start + length]


def _codes(records: Sequence[Record], each: int, chance: random.Random) -> Iterator[dict[str, object]]:
    coded = [record for record in records if str(record.get("code") or "").count(".") == 1]
    for record in chance.sample(coded, min(each, len(coded))):
        code = str(record["code"]).strip()
        forms = {"code_short": code, "code_tail": code[2:], "code_full": str(record.get("code_full") or "")}
        variant = chance.choice([name for name, form in forms.items() if form])
        expected = [str(other["id"]) for other in coded if str(other["code"]).strip() == code]
        if variant == "code_tail":
            expected = [str(other["id"]) for other in coded if str(other["code"]).strip().endswith(code[2:])]
        yield {"query": forms[variant], "variant": variant, "expected": expected}


def _documents(records: Sequence[Record], each: int, chance: random.Random) -> Iterator[dict[str, object]]:
    citing: dict[str, list[str]] = {}
    for record in records:
        docs = record.get("docs") or ()
        for number in docs if isinstance(docs, list | tuple) else ():
            citing.setdefault(str(number), []).append(str(record["id"]))
    for number in chance.sample(sorted(citing), min(each, len(citing))):
        year = number.rpartition("/")[0]
        variant, query = chance.choice(
            [
                ("docno_exact", number),
                ("docno_nodia", fold(number)),
                ("docno_words", f"van ban so {fold(number)}"),
                *([("docno_partial", year)] if year.count("/") == 1 else []),
            ]
        )
        same = [ids for other, ids in citing.items() if other == number or other.startswith(f"{query}/")]
        yield {"query": query, "variant": variant, "expected": sorted({i for ids in same for i in ids})}


def _as_written(phrase: Words, _: random.Random) -> Words:
    return phrase


def _without_marks(phrase: Words, _: random.Random) -> Words:
    return [fold(word) for word in phrase]


def _some_marks(phrase: Words, chance: random.Random) -> Words | None:
    typed = [fold(word) if chance.random() < 0.5 else word for word in phrase]
    return typed if typed != phrase and any(word != fold(word) for word in typed) else None


def _d_for_d(phrase: Words, _: random.Random) -> Words | None:
    typed = [word.replace("đ", "d") for word in phrase]
    return typed if typed != phrase else None


def _moved_tone(phrase: Words, _: random.Random) -> Words | None:
    typed = [_move_tone(word) for word in phrase]
    return typed if typed != phrase else None


def _move_tone(word: str) -> str:
    """«hòa» as «hoà», «thủy» as «thuỷ», «khỏe» as «khoẻ»; other words as they are."""
    letters, tone = split_tone(word)
    if not tone or letters[-2:] not in {"oa", "oe", "uy"}:
        return word
    other = unicodedata.normalize("NFC", letters + _MARK[tone])
    return other if other != word else unicodedata.normalize("NFC", letters[:-1] + _MARK[tone] + letters[-1])


def _other_i(phrase: Words, _: random.Random) -> Words | None:
    """«ký» as «kí» and back."""
    typed = [_swap_i(word) for word in phrase]
    return typed if typed != phrase else None


def _swap_i(word: str) -> str:
    letters, tone = split_tone(word)
    mark = _MARK.get(tone, "")
    for end, other in (("y", "i"), ("i", "y")):
        if letters[:-1] in {"h", "k", "l", "m", "s", "t"} and letters.endswith(end):
            return unicodedata.normalize("NFC", letters[:-1] + other + mark)
    return word


def _decomposed(phrase: Words, _: random.Random) -> Words:
    return [unicodedata.normalize("NFD", word) for word in phrase]


def _capitals(phrase: Words, _: random.Random) -> Words:
    return [word.upper() for word in phrase]


def _mistyped(phrase: Words, chance: random.Random) -> Words | None:
    places = [place for place, word in enumerate(phrase) if len(word) >= 4 and not any(c.isdigit() for c in word)]
    if not places:
        return None
    place = chance.choice(places)
    return [*phrase[:place], _one_error(phrase[place], chance), *phrase[place + 1 :]]


def _one_error(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    key = chance.choice("abcdeghiklmnopqrstuvxy")
    return chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[: at + 1] + word[at + 2 :],
            word[: at + 1] + key + word[at + 2 :],
        ]
    )


def _mistyped_plain(phrase: Words, chance: random.Random) -> Words | None:
    return _mistyped(_without_marks(phrase, chance), chance)


def _telex(phrase: Words, _: random.Random) -> Words | None:
    typed = []
    for word in phrase:
        letters, tone = split_tone(word)
        typed.append("".join(_TELEX_LETTER.get(letter, letter) for letter in letters) + _TELEX_TONE[tone])
    return typed if typed != phrase else None


def _cut_short(phrase: Words, chance: random.Random) -> Words | None:
    last = phrase[-1]
    return [*phrase[:-1], last[: chance.randint(1, len(last) - 1)]] if len(last) > 2 else None


def _cut_short_plain(phrase: Words, chance: random.Random) -> Words | None:
    return _cut_short(_without_marks(phrase, chance), chance)


def _word_left_out(phrase: Words, chance: random.Random) -> Words | None:
    place = chance.randrange(1, len(phrase) - 1) if len(phrase) > 4 else None
    return None if place is None else [*phrase[:place], *phrase[place + 1 :]]


def _other_order(phrase: Words, chance: random.Random) -> Words | None:
    place = chance.randrange(2, len(phrase) - 1) if len(phrase) > 4 else None
    return None if place is None else [*phrase[place:], *phrase[:place]]


#: Variant → how to spoil a phrase, whether the marks of the title count for what is right, whether the end is open.
_VARIANTS: Mapping[str, tuple[Spoil, bool, bool]] = {
    "exact_title": (_as_written, True, False),
    "exact_phrase": (_as_written, True, False),
    "nodia_title": (_without_marks, False, False),
    "nodia_phrase": (_without_marks, False, False),
    "partial_dia": (_some_marks, True, False),
    "d_for_đ": (_d_for_d, True, False),
    "tone_place": (_moved_tone, True, False),
    "y_i": (_other_i, True, False),
    "nfd": (_decomposed, True, False),
    "upper": (_capitals, True, False),
    "typo_nodia": (_mistyped_plain, False, False),
    "typo_dia": (_mistyped, True, False),
    "telex_raw": (_telex, True, False),
    "prefix_nodia": (_cut_short_plain, False, True),
    "prefix_dia": (_cut_short, True, True),
    "word_left_out": (_word_left_out, True, False),
    "other_order": (_other_order, True, False),
}
