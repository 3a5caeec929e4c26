// Reads a word that no title has: left in VNI or Telex keys, joined to its neighbours, or one slip away from a known one.

import { folded } from "./fold.js";

const ONSET = "(?:[bdhklmrsvx]|ch?|g[hi]?|n(?:gh?|h)?|kh|ph?|qu|t[hr]?)?";
const RIME =
  "(?:[aeiou]|y|[aou]i|[ao]y|uy|[aeio]o|[aeiouy]u|i[ae]|u[aeo]|o[ae]|ye)(?:[uiyae])?(?:c|ch|m|ng?|nh|p|t)?";
const SYLLABLE = RegExp(`^(?!n?ge|ngi|c[eiy]|n?gh[aouy]|k[aou])${ONSET}${RIME}$`);
const LONGEST = 7, MOST = 8; // letters of a syllable, syllables of a joined word

/** Whether letters without marks can be a syllable of Vietnamese: such a word is never a slip to be mended. */
export const isSyllable = (plain) => plain.length <= LONGEST && SYLLABLE.test(plain);

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
export function telex(word) {
  let tone = "";
  const untoned = (_, vowel, rest) => vowel + rest.replace(/[sfrxj]/g, (key) => ((tone = KEYS[key]), ""));
  let text = word.replace(/([aeiouyw])(.*)/, untoned);
  for (const [keys, letter] of Object.entries(LETTERS)) text = text.replace(RegExp(keys, "g"), letter);
  return text + tone;
}

const MARKS = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323", 6: "\u0302", 7: "\u031b", 8: "\u0306" };

/** A word left in VNI keys, «d9a8ng», «thuong72»: tones 1 to 5, then ^ 6, the horn 7, the breve 8, đ 9. */
export function vni(word) {
  let text = word;
  if (/9/.test(text)) text = text.replace("9", "").replace("d", "đ");
  for (const [key, mark] of Object.entries({ 6: /[aeo]/, 7: /uo|[uo]/, 8: /a/ }))
    if (text.includes(key)) text = text.replace(key, "").replace(mark, (found) => [...found].map((one) => one + MARKS[key]).join(""));
  let tone = "";
  return text.replace(/[1-5]/g, (key) => ((tone = MARKS[key]), "")).normalize("NFC") + tone;
}

/** The fewest known syllables that a word is made of, «xâydựng» -> «xây», «dựng»; nothing where it is not. */
export function split(word, known) {
  const letters = word.normalize("NFC"), best = [[]];
  for (let end = 1; end <= letters.length; end++)
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const part = letters.slice(start, end);
      if (!best[start] || best[start].length >= MOST || !known(part)) continue;
      if (!best[end] || best[start].length + 1 < best[end].length) best[end] = [...best[start], part];
    }
  return best[letters.length] ?? [];
}

/** How the keys of a word that nobody knows would read, as words; nothing where they read as nothing known. */
export function decoded(word, knows) {
  if (/[a-z]\d|\d[a-z]/.test(word)) {
    const read = vni(word);
    if (knows(read)) return [read];
  }
  if (isSyllable(folded(word)) || /\d/.test(word)) return [];
  const keys = /^[a-z]+$/.test(word) ? telex(word) : "";
  if (keys && knows(keys)) return [keys];
  return word.length > 4 ? split(word, (part) => knows(part) && isSyllable(folded(part))) : [];
}


/** The known words one slip away from one that nobody knows. */
export function like(plain, { folds, seen }) {
  return [...folds.keys()].filter((id) => seen[id] && folds[id] !== plain && near(plain, folds[id]));
}

/** What three or more letters stand for as initials of words side by side in titles, the most used first. */
export function initials(letters, { records, folds, spelt }) {
  const counts = new Map(), first = (id) => folds[id][0];
  if (letters.length < 3 || /\d/.test(letters) || isSyllable(letters)) return [];
  for (const { tokens } of records) {
    const begin = tokens.map(first).join("");
    for (let at = begin.indexOf(letters); at >= 0; at = begin.indexOf(letters, at + 1)) {
      const said = tokens.slice(at, at + letters.length).map((id) => spelt[id]).join(" ");
      counts.set(said, (counts.get(said) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([said]) => said.split(" "));
}

/** Phrases of titles, the best first, that hold a word like one that nobody has written: `length` words each. */
export function phrases(word, places, length, { records, folds, seen, spelt }) {
  const plain = folded(word), shorter = [...plain].map((_, i) => plain.slice(0, i) + plain.slice(i + 1));
  const close = new Set([...folds.keys()].filter((id) => seen[id] && shorter.some((part) => near(part, folds[id]))));
  const found = new Set();
  for (const { tokens } of [...places.map((place) => records[place]), ...records]) {
    const at = tokens.findIndex((id) => close.has(id));
    if (at < 0) continue;
    const from = Math.max(0, Math.min(at - 1, tokens.length - length));
    found.add(tokens.slice(from, from + Math.max(2, length)).map((id) => spelt[id]).join(" "));
    if (found.size === 3) break;
  }
  return [...found];
}
