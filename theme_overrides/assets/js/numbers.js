// Finds by a number: the code of a procedure, the number of a document as written in full, or as people say it, «nghị định
// 61 năm 2018». Loaded once a query has a digit.

import { fold } from "./fold.js";
import { highest } from "./query.js";
import { ranked } from "./engine.js";

const CODE = /(?:^|[^\d.,])(\d)[.,\s-]?(\d{3})[.,]?(\d{3})(?:[.]0+)*(?:[.]h\d*)?(?![\d.,/-]*\d)/;
const PART = /(?:^|\s)(\d\.\d{3,5}|\d{5,6})$/;
const DOCUMENT = /(?:^|[\s(])(\d+[a-z]?\s*[/-]\s*(?:(?:19|20)\d\d\b|[a-z]{2,}\d*)(?:\s*[/-]\s*[a-z]+\d*)*)/;
const YEAR = / (19|20)\d\d/;
const TITLE = 4; // words around a number that may be a title

// «nghị định 61», «nghị quyết số 01 năm 2023»; a year or a count of months is no number
const SAID = /\b(nghi dinh|thong tu|quyet dinh|nghi quyet|ke hoach|cong van|chi thi|thong bao) (?!(?:19|20)\d\d\b)(?:so )?(\d{1,4}[a-z]?)(?![\d.,/-]*\d| (?:thang|ngay|quy|tuan)\b)(?: (?:nam )?((?:19|20)\d\d)\b)?/;

/** The code or document number asked for, the other words, and whether it can be nothing else; or null. */
export function asked(query) {
  const text = fold(query).trim(), code = text.match(CODE);
  const whole = code ?? text.match(DOCUMENT), said = whole ? null : text.match(SAID), found = whole ?? said ?? text.match(PART);
  if (!found) return null;
  const rest = text.replace(found[0], " ").trim();
  if (said) return { number: said[2], kind: said[1], year: said[3], rest };
  const number = code ? `${code[1]}.${code[2]}${code[3]}` : found[1].replace(/\s/g, "");
  return { number, rest, sure: !!code || /\/.*[a-z]/.test(number) || (!rest && /\D/.test(number)) };
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

/**
 * The answer to a query that names a number: `found`, places in the records of `engine`, `number`, and what is `near` if it
 * is not there; undefined where the query is rather about its words.
 */
export function withNumber(engine, query) {
  const wanted = asked(query), { records } = engine;
  if (!wanted) return undefined;
  const { number, kind, rest, sure } = wanted, by = kind ? named(engine, wanted) : closest(engine, wanted);
  const written = rest.split(" ").length < TITLE ? [] : engine.withWords(query).found; // a title may hold the number
  const both = by.filter((place) => written.includes(place)), found = [...new Set([...(kind ? by : both), ...written, ...by])];
  if (!found.length && (!sure || rest)) return undefined;
  const names = found.length ? [] : records.flatMap(({ code, docs }) => [code, ...docs.map(({ text }) => text)]);
  const key = numberKey(number), like = [...new Set(names)].filter((name) => engine.spell("near", numberKey(name), key));
  return { found, number: kind ? query.trim() : number, near: like.slice(0, 3) };
}

/** Records that are, or else cite, what the number names, as closely as any does; with its other words first. */
function closest(engine, { number, rest }) {
  const key = numberKey(number), { score } = engine.score(rest), cited = new Map();
  const close = engine.records.map(({ code, old, docs, prior }, i) => {
    let best = 0;
    const take = (value, less) => value && (best = Math.max(best, value - less + score[i] / 100 + prior / 1000));
    for (const own of [code, ...old]) take(closeness(key, numberKey(own)), 0.3);
    for (const doc of docs) {
      if (!cited.has(doc)) cited.set(doc, closeness(key, numberKey(doc.text)));
      take(cited.get(doc), 0.6);
    }
    return best;
  });
  const most = Math.ceil(highest(close));
  return ranked(close, (one) => one && Math.ceil(one) === most);
}

/** Documents of a kind, «nghị định», that bear a number, of a year where one is said; with its other words first. */
function named(engine, { number, kind, year, rest }) {
  const { score } = engine.score(rest), head = `${kind} `, key = `${number.replace(/^0+(?=\d)/, "")} `;
  const fits = ({ code, when }) => code && numberKey(code).startsWith(key) && (!year || `${code} ${when.text}`.includes(year));
  const called = (record) => fold(engine.title(record, []).join("")).startsWith(head);
  const close = engine.records.map((record, i) => (fits(record) && called(record) ? 1 + score[i] / 100 : 0));
  return ranked(close, (one) => one);
}
