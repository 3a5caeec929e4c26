// Reads what a person typed: the ways to understand the query, and for each typed word the known words it may stand
// for and how well. `book` is the engine: `forms`, `folds`, `seen` and `byFold` describe the words it knows.

import { canonical, fold, folded, words } from "./fold.js";

const MAX_WORDS = 24, MAX_PARTS = 4; // of a query that is read; the rest is dropped
const MAX_TERMS = 30; // of a reading; each is one bit of a mask
const LONG = 12; // words: somebody pasted a title, which needs no rewording
const MAX_READINGS = 8;

// How well a known word answers a typed one: same marks, no marks in the whole query, marks missing on this word, its
// beginning, one typing error away, other marks.
const EXACT = 1, PLAIN = 0.95, BARE = 0.9, PREFIX = 0.8;
export const TYPO = 0.6, CONFLICT = 0.2;

/** A typed word. `strict`: that it has no marks means something; `open`: it is still being typed. */
export const token = (word, strict = true, open = false) =>
  ({ word, form: canonical(word), plain: folded(word), strict, open });

/** The words of a query, in parts of at most as many words as one reading can take. */
export function parts(query) {
  const typed = words(query).slice(0, MAX_PARTS * MAX_WORDS), lists = [];
  const strict = typed.some((word) => canonical(word) !== folded(word));
  const open = !/[\s.,;)]$/.test(query);
  typed.forEach((word, i) => {
    if (i % MAX_WORDS === 0) lists.push([]);
    lists[lists.length - 1].push(token(word, strict, open && i === typed.length - 1));
  });
  return lists;
}

/**
 * The readings of some words and what each is worth: as typed; with abbreviations and everyday words replaced by what
 * titles say; and without the words that only wrap a question, such as «làm … ở đâu»: rules that have no meaning.
 */
export function read(book, tokens) {
  if (tokens.length > LONG) return [reading(book, tokens, 1)];
  const asTyped = { list: tokens, worth: 1 };
  const reworded = rewrite(tokens, book.rules.filter((rule) => rule.length > 1)).map((list) => ({ list, worth: 0.97 }));
  const unwrapped = rewrite(tokens, book.rules).map((list) => ({ list, worth: 0.85 }));
  return [asTyped, ...reworded, ...unwrapped]
    .filter(distinct)
    .slice(0, MAX_READINGS)
    .map(({ list, worth }) => reading(book, list.slice(0, MAX_TERMS), worth));
}

const key = ({ list }) => list.map(({ form }) => form).join(" ");
const distinct = (one, i, all) => one.list.length > 0 && all.findIndex((other) => key(other) === key(one)) === i;

function rewrite(tokens, rules) {
  const spots = [];
  for (let at = 0; at < tokens.length; ) {
    const rule = rules.find(([says]) => says.every((said, i) => tokens[at + i] && same(tokens[at + i], said)));
    const length = rule?.[0].length ?? 1;
    if (rule) spots.push({ at, length, means: rule.length > 1 ? rule.slice(1) : [[]] });
    if (rule) tokens.slice(at, at + length).forEach((typed) => (typed.reviewed = true)); // no misspelling
    at += length;
  }
  const replaced = (choose) => {
    const list = [...tokens];
    for (const spot of [...spots].reverse()) list.splice(spot.at, spot.length, ...choose(spot));
    return list;
  };
  const others = spots.flatMap((one) =>
    one.means.slice(1).map((other) => replaced((spot) => (spot === one ? other : spot.means[0]))));
  return [replaced((spot) => spot.means[0]), ...others];
}

const same = (typed, said) => typed.plain === said.plain && agreement(typed, said.form, said.plain) > CONFLICT;

/** The terms of one reading, and for each known word the terms it answers at all and the ones it answers for sure. */
function reading(book, tokens, worth) {
  const terms = tokens.map((typed) => term(book, typed));
  const mask = new Int32Array(book.forms.length), sure = new Int32Array(book.forms.length);
  terms.forEach(({ hits }, j) => {
    for (const [id, quality] of hits) {
      mask[id] |= 1 << j;
      if (quality > TYPO) sure[id] |= 1 << j;
    }
  });
  return { terms, mask, sure, worth, total: terms.reduce((sum, { weight }) => sum + weight, 0) };
}

function term(book, typed) {
  const hits = new Map();
  const put = (id, quality) => hits.get(id) >= quality || hits.set(id, quality);
  for (const id of book.byFold.get(typed.plain) ?? []) put(id, agree(book, typed, id));
  if (typed.open)
    for (const [known, ids] of book.byFold)
      if (known.length > typed.plain.length && known.startsWith(typed.plain))
        for (const id of ids) put(id, PREFIX * agree(book, typed, id));
  if (!typed.reviewed && !/\d/.test(typed.plain)) forgive(book, typed, hits, put);
  return { typed, hits, weight: rarity(book, hits) };
}

/** Telex keys and one typing error, only where the typed word is unknown, or as rare as an error in a title. */
function forgive(book, typed, hits, put) {
  let times = 0, best = 0;
  for (const [id, quality] of hits) (times += book.seen[id]), (best = Math.max(best, quality));
  if (best <= CONFLICT) for (const id of hits.keys()) put(id, TYPO); // the letters are known, not with this tone
  if (times > 2) return;
  if (!times && /^[a-z]+$/.test(typed.word)) {
    const meant = token(telex(typed.word));
    const ids = (book.byFold.get(meant.plain) ?? []).filter((id) => agree(book, meant, id) > CONFLICT);
    for (const id of ids) put(id, book.forms[id] === meant.form ? PLAIN : TYPO);
    if (ids.some((id) => book.forms[id] === meant.form)) return;
  }
  if (typed.plain.length > 2)
    for (const [known, ids] of book.byFold)
      if (known.length > 1 && distance(typed.plain, known, 1) === 1)
        for (const id of ids) if (book.seen[id]) put(id, likeness(book, typed, id));
}

/** A bit less where the first letter or a typed tone differs: those are seldom mistyped. */
function likeness(book, typed, id) {
  const tone = typed.form.slice(typed.plain.length);
  const sameTone = !tone || book.forms[id].endsWith(tone);
  return TYPO - (book.folds[id][0] === typed.plain[0] ? 0 : 0.05) - (sameTone ? 0 : 0.05);
}

/** What a term weighs: rare syllables tell more. Counts the records that have its best answers. */
function rarity(book, hits) {
  const best = Math.max(0, ...hits.values());
  let times = 0;
  for (const [id, quality] of hits) if (quality >= 0.9 * best) times += book.seen[id];
  times = Math.min(times, book.count);
  return Math.log(1 + (book.count - times + 0.5) / (times + 0.5));
}

function agree(book, typed, id) {
  const quality = agreement(typed, book.forms[id], book.folds[id]);
  return quality > CONFLICT && !typed.strict ? PLAIN : quality;
}

/** Compares marks; the letters of `typed` are known to begin `plain`. A mark not typed is missing, another conflicts. */
function agreement({ form, plain: letters }, knownForm, knownPlain) {
  if (form === knownForm) return EXACT;
  const tone = form.slice(letters.length);
  if (tone && tone !== knownForm.slice(knownPlain.length)) return CONFLICT;
  for (let i = 0; i < letters.length; i++)
    if (form[i] !== knownForm[i] && form[i] !== letters[i]) return CONFLICT;
  return BARE;
}

const KEYS = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };

/** A word left in Telex keystrokes, «thuwowngf», as the keyboard would have written it. */
function telex(word) {
  const [, head, rest] = word.match(/^([^aeiouy]*[aeiouyw])(.*)$/) ?? [, word, ""];
  let tone = "";
  const letters = head + rest.replace(/[sfrxj]/g, (key) => ((tone = KEYS[key]), ""));
  return (
    letters
      .replace(/dd/g, "đ")
      .replace(/aa/g, "â")
      .replace(/ee/g, "ê")
      .replace(/oo/g, "ô")
      .replace(/uw?ow/g, "ươ")
      .replace(/aw/g, "ă")
      .replace(/ow/g, "ơ")
      .replace(/uw|w/g, "ư") + tone
  );
}

/** Edits between two words, a swap of neighbours counting as one; gives up above `most`. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before, above, row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    [before, above, row] = [above, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.length];
}
