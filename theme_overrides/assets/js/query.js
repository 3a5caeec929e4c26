// Reads a query: what its words may mean.

import { canonical, folded, words } from "./fold.js";

const TERMS = 30, READINGS = 10, FEWER = 6, LONG = 12; // a term is one bit of a mask; a long question is read fewer ways
const PLAIN = 0.95, BARE = 0.9, PREFIX = 0.8, TYPO = 0.6; // PLAIN: no marks in the whole query, BARE: none on this word
const OTHER = 0.4, GUESS = 0.3; // another word with the same letters, or one letter away: a hint, never an answer
export const SURE = 0.5; // what a word must reach to be found
const ASIDE = 0.125; // of its weight, for a word that only wraps the question

/** The highest of some numbers, 0 if there is none. */
export const highest = (numbers) => numbers.reduce((most, one) => Math.max(most, one), 0);

const NUMERALS = " mot hai ba bon nam sau bay tam chin muoi".split(" ");
const ROMAN = " i ii iii iv v vi vii viii ix x".split(" ");
const RANKED = /^(cap|hang|loai|nhom|muc|qui|bac|thang|giai|bang|so)$/; // words that a grade or a month follows

/** The value of a numeral after a word that takes one, «cấp I», «hạng ba», «tháng 06»; else 0. */
function numeral(before, { plain }) {
  if (!before || !RANKED.test(before.plain)) return 0;
  if (/^0?\d\d?$/.test(plain)) return Number(plain);
  return Math.max(0, ROMAN.indexOf(plain), NUMERALS.indexOf(plain), { nhat: 1, nhi: 2, tu: 4 }[plain] ?? 0);
}

/** With «tháng 3» and «quý I» as the one word by which the index knows them. */
const dated = (list) => list.flatMap((one, i) => {
  const { value } = list[i + 1] ?? {}, before = /^(thang|qui)$/.test(list[i - 1]?.plain);
  if (one.value && before) return [];
  return value && /^(thang|qui)$/.test(one.plain) ? [token((one.plain === "qui" ? "quý" : "tháng") + value, true)] : [one];
});

const token = (word, strict, open) => ({ word, form: canonical(word), plain: folded(word), strict, open });

/** A reviewed word, `[says, ...means]`, as tokens. */
export const rule = (texts) => texts.map((text) => words(text).map((word) => token(word, true)));

/** The words of a query as tokens: keys decoded, joined words split, words that only wrap the question marked `aside`. */
function tokens(book, query) {
  const typed = words(query), last = !/[\s.,;)?!]$/.test(query);
  const knows = (word) => book.knows(folded(word));
  const parts = typed.map((word) => (knows(word) || book.says.has(folded(word)) ? [] : book.spell("decoded", word, knows) ?? []));
  const whole = parts.map((part, i) => (part.length ? part : [typed[i]]));
  const strict = whole.flat().some((word) => canonical(word) !== folded(word));
  const list = whole.flatMap((part, i) => part.map((word, k) =>
    token(word, strict, last && i === typed.length - 1 && k === part.length - 1)));
  list.forEach((one, i) => (one.value = numeral(list[i - 1], one)));
  for (let at = 0; at < list.length; ) {
    const found = match(book.rules, list, at), length = found?.[0].length ?? 1;
    if (found?.length === 1 && !found[0].every((said, i) => says(list[at + i], said))) {
      at++;
      continue;
    }
    const flag = found?.length === 1 ? "aside" : "reviewed"; // reviewed: so it is no misspelling
    if (found) for (let i = 0; i < length; i++) list[at + i][flag] = true;
    at += length;
  }
  list.forEach((one, i) => foreign(book, one, list[i + 1], list[i + 2]) && list.slice(i, i + 3).forEach((part) => (part.aside = true)));
  // A word that only wraps a question is more where titles have it beside the next: «đăng ký», «cho thuê», «nhà ở».
  const alone = (one, i) => one.aside && !list[i + 1]?.aside;
  const bound = (a, b) => a && b && book.together(a, b);
  const more = list.flatMap((one, i) => {
    const before = list[i - 1], whole = bound(before, one);
    return alone(one, i) && (whole || bound(one, list[i + 1])) ? [[one, !whole || before.aside]] : []; // «bản sao» is one thing
  });
  for (const [one, spare] of more) Object.assign(one, { aside: false, spare });
  formerBodies(book, list);
  if (list.every(({ aside }) => aside)) for (const one of list) one.aside = false;
  return list.length <= TERMS ? list : list.filter(({ aside }) => !aside).slice(0, TERMS);
}

/** Marks the name of a department of before 2025, and the place after it, where the question is about something else. */
function formerBodies(book, list) {
  list.forEach((one, at) => {
    const found = /^(so|bo)$/.test(one.plain) && match(book.meanings, list, at);
    if (!found || found[1].length < 2) return; // no body, or one that titles write short
    if (list.filter(({ aside }) => !aside).length - found[0].length < 3) return;
    const end = at + found[0].length, [first, second] = list.slice(end, end + 2);
    const place = second && !book.together(first, second) ? 2 : 0;
    for (const part of list.slice(at, end + place)) part.aside = true;
  });
}

const UNIT = /^(huyện|huyen|quận|xã|phường|tỉnh|phố|trấn)$/; // without marks only what can be nothing else

/** Whether a place follows that no title names, «huyện Đức Thọ»: where somebody lives does not change what they look for. */
function foreign(book, unit, first, second) {
  if (!second || first.aside || second.aside || !UNIT.test(unit.word)) return false;
  return !book.together(unit, first) && !book.together(first, second);
}

const same = (typed, said) => typed?.plain === said.plain && agreement(typed, said.form, said.plain);

/** Whether a typed word is just this one, marks left out or all as they are: «dược» is not «được». */
export const says = (typed, said) =>
  typed.plain === said.plain && (!typed.strict || typed.form === typed.plain || typed.form === said.form);

/** The longest of the rules that what was typed from `at` on matches. */
const match = (rules, list, at) =>
  rules.get(list[at].plain)?.find(([says]) => says.every((said, i) => same(list[at + i], said)));

/** The readings of a query: as typed, without the words that wrap it, and with the rules of `book` applied. */
export function read(book, query) {
  const list = tokens(book, query), terms = new Map(), readings = new Map();
  const heard = list.filter(({ aside }) => !aside);
  const put = (worth) => (some, i = 0) => {
    const key = some.map(({ form, value }) => form + (value || "")).join(" ");
    if (!key || readings.size === (heard.length > LONG ? FEWER : READINGS) || readings.has(key)) return;
    readings.set(key, reading(book, some.slice(0, TERMS), worth - i / 100, terms));
  };
  put(1)(list);
  put(0.98)(heard);
  const days = dated(heard);
  put(0.97)(days);
  reword(book, days).forEach(put(0.96));
  return { list: heard, readings: [...readings.values()] };
}

/** Every rule that applies with its first meaning; then each alone; then their other meanings, one at a time. */
function reword(book, list) {
  const spans = [];
  for (let at = 0; at < list.length; ) {
    const found = match(book.meanings, list, at) ?? initials(book, list[at]), length = found?.[0].length ?? 1;
    spans.push([list.slice(at, at + length), ...(found?.slice(1) ?? [])]);
    at += length;
  }
  const said = (choose) => spans.flatMap((span, i) => span[choose(span, i)] ?? span[0]);
  const changing = [...spans.keys()].filter((i) => spans[i].length > 1);
  const all = (span) => Math.min(1, span.length - 1);
  const others = changing.flatMap((k) =>
    [...spans[k].keys()].slice(2).map((meaning) => said((span, i) => (i === k ? meaning : all(span)))));
  const alone = changing.map((k) => said((span, i) => Number(i === k)));
  return changing.length ? [said(all), ...others, ...(alone.length > 1 ? alone : [])] : [];
}

/** What the initials of words side by side in titles stand for, as a rule; undefined where nothing does. */
function initials(book, one) {
  const meanings = book.knows(one.plain) ? [] : book.spell("initials", one.plain, book) ?? [];
  return meanings.length ? [[one], ...meanings.map((texts) => texts.map((word) => token(word, true)))] : undefined;
}

/**
 * One reading: its terms; for each known word the terms it answers surely (`mask`) or may answer (`hint`); the terms
 * that make the content of the question (`needed`), and what all weigh.
 */
function reading(book, list, worth, known) {
  const terms = list.map((typed) => {
    if (!known.has(typed)) known.set(typed, term(book, typed));
    return known.get(typed);
  });
  const mask = new Int32Array(book.forms.length), hint = new Int32Array(book.forms.length);
  terms.forEach(({ hits }, j) => hits.forEach((quality, id) => {
    hint[id] |= 1 << j;
    if (quality >= SURE) mask[id] |= 1 << j;
  }));
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const needed = list.reduce((set, { aside, spare }, j) => (aside || spare ? set : set | (1 << j)), 0);
  return { terms, mask, hint, worth, total, needed };
}

/** How well each known word answers a typed one, in `hits` (word number -> quality), and its weight: rare tells more. */
function term(book, typed) {
  const { forms, folds, seen, having, records } = book, { plain, word } = typed, hits = new Map();
  const add = (id, quality) => quality > (hits.get(id) ?? 0) && hits.set(id, quality);
  const times = (least) => [...hits].reduce((sum, [id, quality]) => sum + (quality >= least ? seen[id] : 0), 0);
  const alike = book.alike(plain);
  for (const id of alike) add(id, agreement(typed, forms[id], plain));
  if (typed.open)
    folds.forEach((letters, id) =>
      letters !== plain && letters.startsWith(plain) && add(id, PREFIX * agreement(typed, forms[id], letters)));
  if (typed.value)
    for (const way of [`${typed.value}`, `0${typed.value}`, ROMAN[typed.value], NUMERALS[typed.value]])
      if (way) for (const id of book.alike(way)) add(id, PLAIN);
  const often = times(0), known = often ? often > 2 : hits.size;
  if (!typed.value) for (const id of alike) if (seen[id]) add(id, OTHER);
  // One typing error, only where the word is unknown or as rare as an error in a title.
  if (!known && !typed.reviewed && !/\d/.test(plain) && plain.length > 2) {
    const whole = book.spell("isSyllable", plain);
    for (const id of book.spell("like", plain, book) ?? [])
      add(id, (whole ? GUESS : TYPO) - (folds[id][0] === plain[0] ? 0 : 0.05));
    if (!whole) for (const id of alike) if (seen[id]) add(id, TYPO);
  }
  // Rare is what few titles have; that every record names a department says nothing.
  const best = highest([...hits.values()]), count = records.length;
  const titles = [...hits].reduce((sum, [id, quality]) => sum + (quality >= 0.9 * best ? having[id]?.length || seen[id] : 0), 0);
  const held = Math.min(count, titles), weight = best && Math.log(1 + (count - held + 0.5) / (held + 0.5));
  return { word, hits, weight: typed.aside ? weight * ASIDE : weight, aside: typed.aside };
}

const HATS = /[ăâêôơư]/; // whoever types these types tones

/** How well the marks typed agree with a known word that begins with the letters: one missing is little, another 0. */
export function agreement({ form, plain, strict, open }, known, letters) {
  if (!letters.startsWith(plain)) return 0;
  const tone = form.slice(plain.length);
  let exact = tone === known.slice(letters.length);
  if (!exact && (tone || (HATS.test(form) && !(open && letters !== plain)))) return 0;
  for (let i = 0; i < plain.length; i++)
    if (form[i] !== known[i]) {
      if (form[i] !== plain[i]) return 0;
      exact = false;
    }
  return strict ? (exact ? 1 : BARE) : PLAIN;
}
