// Reads a query: the number it asks for, or what its words may mean and how well each known word answers them.

import { canonical, fold, folded, words } from "./fold.js";

const TERMS = 30, READINGS = 8; // a term is one bit of a mask
const PLAIN = 0.95, BARE = 0.9, PREFIX = 0.8, TYPO = 0.6; // PLAIN: no marks in the whole query, BARE: none on this word

const CODE = /(?:^|\s)(\d\.\d{6})(?:[.]0+)*(?:[.]h\d*)?(?!\d)/;
const PART = /(?:^|\s)(\d\.\d{3,5}|\d{5,6})$/;
const DOCUMENT = /(?:^|[\s(])(\d+[a-z]?\s*[/-]\s*(?:(?:19|20)\d\d\b|[a-z]{2,}\d*)(?:\s*[/-]\s*[a-z]+\d*)*)/;
const YEAR = / (19|20)\d\d/;

/** The code or document number asked for, the other words, and whether it can be nothing else; or null. */
export function asked(query) {
  const text = fold(query).trim();
  const found = text.match(CODE) ?? text.match(DOCUMENT) ?? text.match(PART);
  if (!found) return null;
  const rest = text.replace(found[0], " ").trim();
  const number = found[1].replace(/\s/g, "");
  return { number, rest, sure: CODE.test(text) || /\/.*[a-z]/.test(number) || (!rest && /\D/.test(number)) };
}

/** A number without what people vary: «061/2018/NĐ-CP», «61-2018-nd-cp» -> "61 2018 ndcp". */
export function numberKey(number) {
  if (/^\d\.\d{6}$/.test(number)) return number.replace(".", " "); // a code, as most are
  const parts = fold(number).replace(/^0+(?=\d+[/-])/, "").match(/[a-z\d]+/g) ?? [];
  const letters = parts.filter((part) => /^[a-z]/.test(part)).join("");
  return [...parts.filter((part) => /^\d/.test(part)), letters].join(" ").trim();
}

/** How near a number is to the one asked for, as keys: 3 the same, 2 a whole part of it left out, 1 its beginning. */
export function closeness(key, other) {
  if (other === key) return 3;
  if (other.startsWith(key + " ") || other.endsWith(" " + key) || other.replace(YEAR, "") === key) return 2;
  return other.startsWith(key) ? 1 : 0;
}

/** The highest of some numbers, 0 if there is none. */
export const highest = (numbers) => numbers.reduce((most, one) => Math.max(most, one), 0);

const token = (word, strict, open) => ({ word, form: canonical(word), plain: folded(word), strict, open });

/** A reviewed word, `[says, ...means]`, as tokens. */
export const rule = (texts) => texts.map((text) => words(text).map((word) => token(word, true)));

/** The readings of a query: as typed, with the rules of `book` applied, and without the words that wrap a question. */
export function read(book, query) {
  let typed = words(query);
  if (typed.length > TERMS) typed = [...typed.slice(0, TERMS / 2), ...typed.slice(-TERMS / 2)];
  const strict = typed.some((word) => canonical(word) !== folded(word));
  const tokens = typed.map((word, i) => token(word, strict, i === typed.length - 1 && !/[\s.,;)]$/.test(query)));
  const readings = new Map();
  const put = (worth) => (list, i = 0) => {
    const key = list.map(({ form }) => form).join(" ");
    if (!key || readings.size === READINGS || readings.has(key)) return;
    readings.set(key, reading(book, list.slice(0, TERMS), worth - i / 50));
  };
  const reworded = reword(tokens, book.rules.filter((one) => one.length > 1));
  put(1)(tokens);
  reworded.forEach(put(0.97));
  if (typed.length < TERMS / 2) reword(tokens, book.rules).forEach(put(0.85));
  return [...readings.values()];
}

/** Puts for the longest rule at each place its first meaning; then, one place at a time, its other meanings. */
function reword(tokens, rules) {
  let lists = [[]];
  for (let at = 0; at < tokens.length; ) {
    const found = rules.find(([says]) => says.every((said, i) => same(tokens[at + i], said)));
    const length = found?.[0].length ?? 1, put = tokens.slice(at, at + length);
    if (found) for (const typed of put) typed.reviewed = true; // so it is no misspelling
    const [first = [], ...others] = found ? found.slice(1) : [put];
    lists = [...lists.map((list) => [...list, ...first]), ...others.map((other) => [...lists[0], ...other])];
    at += length;
  }
  return lists;
}

const same = (typed, said) => typed?.plain === said.plain && agreement(typed, said.form, said.plain);

/** One reading: its terms, the `mask` of terms each known word answers, what they weigh in `total`. */
function reading(book, tokens, worth) {
  const terms = tokens.map((typed) => term(book, typed)), mask = new Int32Array(book.forms.length);
  terms.forEach(({ hits }, j) => hits.forEach((quality, id) => quality && (mask[id] |= 1 << j)));
  return { terms, mask, worth, total: terms.reduce((sum, { weight }) => sum + weight, 0) };
}

/** How well each known word answers a typed one, in `hits`, and its weight: rare syllables tell more. */
function term({ forms, folds, seen, records }, typed) {
  const hits = new Float32Array(forms.length), { plain } = typed;
  const add = (quality) => forms.forEach((form, id) => (hits[id] = Math.max(hits[id], quality(id))));
  const times = (least) => hits.reduce((sum, quality, id) => sum + (quality && quality >= least ? seen[id] : 0), 0);
  add((id) => (folds[id] === plain ? 1 : typed.open ? PREFIX : 0) * agreement(typed, forms[id], folds[id]));
  // Telex keys and one typing error, only where the word is unknown or as rare as an error in a title.
  const often = times(0), known = often ? often > 2 : hits.some(Boolean);
  if (!known && !typed.reviewed && !/\d/.test(plain)) {
    const keys = canonical(telex(typed.word)), error = (id) => TYPO - (folds[id][0] === plain[0] ? 0 : 0.05);
    if (/^[a-z]+$/.test(typed.word)) add((id) => (forms[id] === keys ? PLAIN : 0));
    const like = (other) => other === plain || (plain.length > 2 && near(plain, other)); // a tone is one error
    if (!times(PLAIN)) add((id) => (seen[id] && like(folds[id]) ? error(id) : 0));
  }
  const best = highest(hits), count = records.length, having = Math.min(count, times(0.9 * best));
  return { word: typed.word, hits, weight: best && Math.log(1 + (count - having + 0.5) / (having + 0.5)) };
}

/** How well the marks typed agree with a known word that begins with the letters: one missing is little, another 0. */
function agreement({ form, plain, strict }, known, letters) {
  if (!letters.startsWith(plain)) return 0;
  const tone = form.slice(plain.length);
  let exact = tone === known.slice(letters.length);
  if (tone && !exact) return 0;
  for (let i = 0; i < plain.length; i++)
    if (form[i] !== known[i]) {
      if (form[i] !== plain[i]) return 0;
      exact = false;
    }
  return strict ? (exact ? 1 : BARE) : PLAIN;
}

/** Whether two words are at most one edit apart, a swap of neighbours counting as one. */
export function near(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [x, y] = [a.slice(i), b.slice(i)];
  const swapped = x.length > 1 && y.startsWith(x[1] + x[0]) ? x[1] + x[0] + x.slice(2) : x;
  return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) || swapped === y;
}

const LETTERS = { dd: "đ", aa: "â", ee: "ê", oo: "ô", "uw?ow": "ươ", aw: "ă", ow: "ơ", "uw|w": "ư" };
const KEYS = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };

/** A word left in Telex keys, «thuwowngf», as the keyboard would have written it. */
function telex(word) {
  let tone = "";
  const untoned = (_, vowel, rest) => vowel + rest.replace(/[sfrxj]/g, (key) => ((tone = KEYS[key]), ""));
  let text = word.replace(/([aeiouyw])(.*)/, untoned);
  for (const [keys, letter] of Object.entries(LETTERS)) text = text.replace(RegExp(keys, "g"), letter);
  return text + tone;
}
