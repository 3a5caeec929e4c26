"""Folding and ordering of Vietnamese text, and that the browser folds exactly as the build does."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.text.vietnamese import (
    ALPHABET,
    TONES,
    canonical,
    canonical_word,
    fold,
    folded_word,
    slug,
    sort_key,
    split_tone,
    syllables,
)
from tests.bench.search_site import ROOT, served

TEXTS = (
    "tests/fixtures/seeds/plans/**/*.yml",
    "tests/fixtures/seeds/plans/**/source.txt",
    "content/**/*.md",
    "theme_overrides/**/*.html",
)

# Both sides know every character of Unicode 14, Python 3.11's; a newer browser knows more letters, and that is fine.
characters = st.characters(exclude_categories=("Cs", "Cn", "Co"))
vietnamese = st.text(st.sampled_from(sorted({*ALPHABET, *ALPHABET.upper(), *TONES, *" -/.1250đĐðÐ", *"ẮệỡỵƠ"})))
texts = st.one_of(vietnamese, st.text(characters))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Thủ Đức", "thu duc"),
        ("ĐƯỜNG BỘ", "duong bo"),
        ("Ðường", "duong"),  # the Icelandic Ð of old Word files
        ("kỹ-thuật", "ky-thuat"),
        ("61/2018/NĐ-CP", "61/2018/nd-cp"),
        ("", ""),
    ],
)
def test_fold_leaves_bare_letters(typed: str, plain: str) -> None:
    assert fold(typed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("quý", "quí"),
        ("Công Ty", "công ti"),
        ("Hoà Bình", unicodedata.normalize("NFD", "hòa bình")),
    ],
)
def test_spelling_habits_are_one_in_canonical_form(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hoa", "hòa"), ("thuy", "thui"), ("da", "đa"), ("ban", "bàn"), ("tuy", "tui")]
)
def test_different_words_stay_different_in_canonical_form(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_syllables_are_runs_of_letters_and_digits() -> None:
    assert syllables("Sở KH&CN: 1.004194 (QĐ-UBND)") == ["sở", "kh", "cn", "1", "004194", "qđ", "ubnd"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("61/2018/NĐ-CP", "61-2018-nd-cp"),
        ("  Sở Xây dựng — An Giang ", "so-xay-dung-an-giang"),
        ("Ðất đai", "dat-dai"),
        ("…", ""),
    ],
)
def test_slug_is_an_ascii_part_of_an_address(text: str, address: str) -> None:
    assert slug(text) == address


def test_order_is_the_dictionary_s() -> None:
    ordered = ["2", "10", "An Giang", "áp", "ăn", "ấp", "ba chân", "bà ba", "bả", "bã", "bá", "bạ", "cáp treo", "cấp"]
    ordered += ["cấp lại", "cập nhật", "da", "đa", "em", "ê", "quý 2", "Quý 10", "ưa", "va"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_equal_spellings_sort_side_by_side_whatever_their_case() -> None:
    assert sorted(["hòa ca", "Hoà an", "hòa an", "hoà"], key=sort_key) == ["hoà", "Hoà an", "hòa an", "hòa ca"]


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)
    assert canonical(composed) == canonical(decomposed)
    assert sort_key(composed) == sort_key(decomposed)
    assert slug(composed) == slug(decomposed)


@given(texts)
def test_a_slug_folds_to_itself_and_is_plain(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.sampled_from(["hoa", "khoe", "thuy", "loa", "que"]), st.sampled_from(sorted(TONES)))
def test_where_the_tone_sits_does_not_count(letters: str, mark: str) -> None:
    last = unicodedata.normalize("NFC", letters + mark)
    before = unicodedata.normalize("NFC", letters[:-1] + mark + letters[-1])
    assert canonical_word(last) == canonical_word(before)
    assert split_tone(last) == split_tone(before)


@given(st.lists(vietnamese, max_size=8))
def test_the_order_is_total_and_does_not_depend_on_the_input(names: list[str]) -> None:
    names = [unicodedata.normalize("NFC", name) for name in names]
    backwards = names[::-1]
    assert sorted(names, key=sort_key) == sorted(backwards, key=sort_key)


def test_single_syllables_sort_as_in_unicode_s_own_vietnamese_order(browser: Browser) -> None:
    words = sorted(
        word for word in _corpus_words() if set(split_tone(word)[0]) <= set(ALPHABET) and split_tone(word)[0]
    )
    page = browser.new_page()
    theirs = page.evaluate("words => words.sort(new Intl.Collator('vi').compare)", words)
    page.close()
    assert len(words) > 1_000
    assert sorted(words, key=sort_key) == theirs


def test_the_browser_folds_every_word_of_the_corpus_alike(browser: Browser) -> None:
    words = sorted(_corpus_words())
    assert len(words) > 2_000
    assert _in_browser(browser, words) == [_here(word) for word in words]


def test_the_browser_folds_any_text_alike(browser: Browser) -> None:
    drawn: list[str] = []

    @given(texts)
    def draw(text: str) -> None:
        drawn.append(text)

    draw()
    assert len(drawn) >= 100
    assert _in_browser(browser, drawn) == [_here(text) for text in drawn]


def _here(text: str) -> list[object]:
    return [fold(text), canonical_word(text), folded_word(text), syllables(text)]


def _in_browser(browser: Browser, texts: list[str]) -> list[list[object]]:
    """What ``fold.js`` makes of the texts, in one page and one call."""
    script = (
        "async (texts) => { const { fold, canonical, folded, words } = await import(location.href + 'fold.js');"
        " return JSON.stringify(texts.map((text) => [fold(text), canonical(text), folded(text), words(text)])); }"
    )
    page = browser.new_page()
    with served(ROOT / "theme_overrides/assets/js") as address:
        page.route(address, lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(address)
        answer = page.evaluate(script, texts)
    page.close()
    return list(json.loads(answer))


def _corpus_words() -> set[str]:
    """Every distinct word the site can show: data, sources, pages and templates."""
    files: list[Path] = [path for pattern in TEXTS for path in sorted(ROOT.glob(pattern))]
    return {word for path in files for word in syllables(path.read_text("utf-8"))}
