// Finds records and ranks them. There is no inverted index: a shard is one array of word numbers, and a query is one
// pass over it, which takes a few milliseconds for 20,000 titles and leaves nothing to build when the page opens.
// generator/search.py writes the files and describes them.

import { canonical, folded, words } from "./fold.js";
import { askedCode, askedDocument, numberKey } from "./numbers.js";
import { CONFLICT, TYPO, distance, parts, read, token } from "./query.js";

const CONTEXT = ["kind", "dept", "field", "level", "agency"]; // columns whose words count, though less than the title's
const IN_CONTEXT = 0.5, IN_BODY = 0.4;
const FORGIVEN = 1, SURE = 2; // levels: has every word of the query, with or without an error forgiven
const ENOUGH = 0.6; // of the best score, for a record that lacks a word of the query
const LEAD = ["thu2", "tuc5"]; // «Thủ tục …» begins many titles and says nothing

/** The numbers behind a packed column; the inverse of `pack` in search.py. */
export function unpack(text) {
  const numbers = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    numbers[i] = code - 35 - (code > 92 ? 1 : 0) - (code > 0xdfff ? 0x800 : 0);
  }
  return numbers;
}

export class Engine {
  shards = [];
  count = 0; // records
  forms = []; // of each known word: its canonical form,
  folds = []; // its letters without marks,
  spelt = []; // how it was first written,
  seen = []; // in how many records it stands
  byFold = new Map();
  rules = [];
  #ids = new Map();

  /** Takes in a file of titles, codes and facets. */
  add(file) {
    const ids = file.words.map((word) => this.#learn(word));
    const lines = [...file.titles, ...file.names.map(([, name]) => name)].map(unpack);
    const owners = [...file.titles.keys(), ...file.names.map(([row]) => row)];
    const tokens = new Uint32Array(lines.reduce((sum, line) => sum + line.length, 0));
    const ends = [], last = new Int32Array(this.forms.length).fill(-1);
    let end = 0;
    lines.forEach((line, at) => {
      for (const piece of line) {
        const id = ids[piece];
        if (id < 0) continue; // punctuation
        tokens[end++] = id;
        if (last[id] !== at) this.seen[id]++;
        last[id] = at;
      }
      ends.push(end);
    });
    const shard = { ...file, first: this.count, size: file.titles.length, lines, owners, tokens, ends, columns: {} };
    const begins = (line) => LEAD.every((form, i) => this.forms[tokens[(ends[line - 1] ?? 0) + i]] === form);
    shard.lead = Uint8Array.from(owners, (_, line) => (begins(line) ? LEAD.length : 0));
    shard.prior = unpack(file.prior);
    shard.codeEnds = unpack(file.ends);
    for (const name of ["kind", "dept", "field", "level", "status", "heads", "tails"]) this.#column(shard, name, file);
    shard.numbers = shard.columns.heads.values.map((code) => (code.includes("/") ? numberKey(code) : ""));
    this.shards.push(shard);
    this.count += shard.size;
    for (const rule of file.rules ?? []) this.rules.push(rule.map((text) => words(text).map((word) => token(word))));
    this.rules.sort((a, b) => b[0].length - a[0].length);
  }

  /** Takes in the document numbers that the records of shard `k` cite. */
  addDocs(k, { names, rows }) {
    this.shards[k].docs = { names, keys: names.map(numberKey), rows: rows.map(unpack) };
  }

  /** Takes in the agencies, notes and body words of shard `k`. */
  addText(k, file) {
    const ids = file.words.map((word) => this.#learn(word));
    this.shards[k].bodies = file.bodies.map((body) => Array.from(unpack(body), (piece) => ids[piece]));
    for (const name of ["agency", "note"]) this.#column(this.shards[k], name, file);
  }

  #learn(word) {
    if (!/^[\p{L}\p{N}]/u.test(word)) return -1;
    const form = canonical(word), fold = folded(word);
    if (this.#ids.has(form)) return this.#ids.get(form);
    const id = this.forms.push(form) - 1;
    this.#ids.set(form, id);
    this.folds.push(fold);
    this.spelt.push(word.toLowerCase());
    this.seen.push(0);
    if (this.byFold.has(fold)) this.byFold.get(fold).push(id);
    else this.byFold.set(fold, [id]);
    return id;
  }

  #column(shard, name, file) {
    const { values, rows } = file[name];
    const column = (shard.columns[name] = { values, rows: unpack(rows) });
    if (!CONTEXT.includes(name)) return;
    column.ids = values.map((value) => words(value).map((word) => this.#learn(word)));
    for (const value of column.rows) for (const id of column.ids[value]) this.seen[id]++;
  }

  #place(row) {
    let k = this.shards.length - 1;
    while (this.shards[k].first > row) k--;
    return [this.shards[k], row - this.shards[k].first];
  }

  /** The value of a column, such as "field", for a record; «» while its file has not arrived. */
  value(row, name) {
    const [{ columns }, at] = this.#place(row);
    return columns[name] ? columns[name].values[columns[name].rows[at]] : "";
  }

  code(row) {
    const [{ codeEnds }, at] = this.#place(row);
    return this.value(row, "heads") + (codeEnds[at] < 1000 ? String(codeEnds[at]).padStart(3, "0") : "");
  }

  url(row) {
    const [{ urls }, at] = this.#place(row);
    return urls[at].replace("*", () => this.code(row));
  }

  /** The title as `[text, found]` pieces, in order; `found` where a word answers one of the terms. */
  title(row, terms = []) {
    const [shard, at] = this.#place(row);
    const pieces = [["", false]];
    const put = (text, found) => {
      const last = pieces[pieces.length - 1];
      if (last[1] === found) last[0] += text;
      else pieces.push([text, found]);
    };
    let next = at ? shard.ends[at - 1] : 0, before = null; // whether the word before was found; null after punctuation
    for (const piece of shard.lines[at]) {
      const text = shard.words[piece];
      if (!/^[\p{L}\p{N}]/u.test(text)) {
        put(text, false);
        before = null;
        continue;
      }
      const found = answers(terms, shard.tokens[next]);
      next++;
      if (before !== null) put(" ", found && before);
      put(text, found);
      before = found;
    }
    return pieces.filter(([text]) => text);
  }

  /**
   * Answers a query: `rows`, best first; `level`, 0 where they lack a word; `reading(row)`, the terms to mark its
   * title with; for a number `asked`, and what is `near` when it is not there; `waiting` while files it needs load.
   */
  search(query) {
    const code = askedCode(query);
    if (code) {
      const rows = this.#withCode(code);
      if (rows.length || !code.partial) return numbered(rows, code.code + code.tail, () => this.#nearCodes(code.code));
    }
    const document = askedDocument(query);
    if (document) {
      const rows = this.#citing(document), waiting = this.shards.some(({ docs }) => !docs);
      if (rows.length || document.sure || waiting)
        return { ...numbered(rows, document.number, () => this.#nearDocuments(document.number)), waiting };
    }
    return this.#byWords(query);
  }

  /** Records whose code, present or former, is the one asked for, or begins or ends with its digits. */
  #withCode({ code, tail, partial }) {
    const digits = code.replace(".", "");
    return this.#closest((shard, at, row) => {
      const own = this.code(row), figures = own.replace(".", "");
      if (own === code) return tail && this.value(row, "tails").toLowerCase() === tail ? 4 : 3;
      if (shard.old.some(([owner, old]) => owner === at && old.startsWith(code))) return 3;
      if (!partial) return 0;
      return figures.endsWith(digits) ? 2 : figures.startsWith(digits) ? 1 : 0;
    });
  }

  /** Records that are the document or cite it; with more words in the query, those that have them first. */
  #citing({ number, rest }) {
    const key = numberKey(number);
    const closeness = (other) => {
      if (other === key) return 3;
      if (other.startsWith(key + " ") || other.replace(/ (19|20)\d\d/, "") === key) return 2;
      return other.startsWith(key) ? 1 : 0;
    };
    const keys = new Map(this.shards.map((shard) => [shard, shard.docs?.keys.map(closeness) ?? []]));
    const score = rest ? this.#gather(rest).score : [];
    return this.#closest((shard, at, row) => {
      const own = closeness(shard.numbers[shard.columns.heads.rows[at]]);
      const cited = shard.docs ? shard.docs.rows[at].reduce((most, doc) => Math.max(most, keys.get(shard)[doc]), 0) : 0;
      return own ? own + 0.5 : cited && cited + (score[row] ?? 0) / 100;
    });
  }

  /** The records of the highest whole closeness, likely ones first. */
  #closest(closeness) {
    const found = [];
    for (const shard of this.shards)
      for (let at = 0; at < shard.size; at++) {
        const close = closeness(shard, at, shard.first + at);
        if (close) found.push({ row: shard.first + at, close, prior: shard.prior[at] });
      }
    const most = Math.floor(found.reduce((best, { close }) => Math.max(best, close), 0));
    return found
      .filter(({ close }) => close >= most)
      .sort((a, b) => b.close - a.close || b.prior - a.prior || a.row - b.row)
      .map(({ row }) => row);
  }

  #nearCodes(code) {
    const codes = Array.from({ length: this.count }, (_, row) => this.code(row));
    return codes.filter((own) => distance(own, code, 1) === 1).slice(0, 3);
  }

  #nearDocuments(number) {
    const key = numberKey(number), near = new Set();
    for (const { docs } of this.shards)
      docs?.keys.forEach((other, i) => distance(other, key, 1) === 1 && near.add(docs.names[i]));
    return [...near].slice(0, 3);
  }

  #byWords(query) {
    let found = this.#gather(query);
    if (found.level < SURE && this.shards.some(({ bodies }) => bodies)) found = this.#gather(query, true);
    const { score, levels, level, reading } = found;
    // Only the highest level counts as found, and what scores above all of it: the words of a long title may be all
    // there by accident. Without any record that has every word, those that come near.
    const top = score.reduce((most, one, row) => (levels[row] === level ? Math.max(most, one) : most), 0);
    const least = level ? top : ENOUGH * top;
    const rows = [];
    for (let row = 0; row < this.count; row++)
      if (score[row] && ((level && levels[row] === level) || score[row] >= least)) rows.push(row);
    rows.sort((a, b) => score[b] - score[a] || a - b);
    return { rows, level, reading };
  }

  /** Scores every record; a query too long for one reading is asked in parts. */
  #gather(query, withBodies = false) {
    const asked = parts(query).map((tokens) => [this.#score(read(this, tokens), withBodies), tokens.length]);
    const size = asked.reduce((sum, [, length]) => sum + length, 0);
    const score = new Float32Array(this.count), levels = new Uint8Array(this.count);
    for (let row = 0; row < this.count; row++) {
      levels[row] = asked.reduce((least, [part]) => Math.min(least, part.levels[row]), SURE);
      for (const [part, length] of asked) score[row] += (part.score[row] * length) / size;
    }
    const level = levels.reduce((most, one) => Math.max(most, one), 0);
    const reading = (row) => asked.flatMap(([{ by, readings }]) => readings[by[row]].terms);
    return { score, levels, level, reading };
  }

  /** Scores every record by the reading that suits it best: highest level first, then score. */
  #score(readings, withBodies) {
    const score = new Float32Array(this.count), levels = new Uint8Array(this.count), by = new Uint8Array(this.count);
    readings.forEach((reading, number) => {
      for (const shard of this.shards)
        rank(shard, reading, withBodies, (at, value, level) => {
          const row = shard.first + at, worth = value * reading.worth;
          if (level < levels[row] || (level === levels[row] && worth <= score[row])) return;
          [score[row], levels[row], by[row]] = [worth, level, number];
        });
    });
    return { score, levels, by, readings };
  }

  /** Known words nearest to one nobody has written, most used first. */
  spellings(word) {
    const plain = folded(word), ids = this.spelt.keys();
    return [...ids]
      .filter((id) => this.seen[id] && distance(this.folds[id], plain, 2) <= 2)
      .map((id) => ({ word: this.spelt[id], far: distance(this.folds[id], plain, 2), seen: this.seen[id] }))
      .sort((a, b) => a.far - b.far || b.seen - a.seen)
      .slice(0, 3)
      .map((near) => near.word);
  }
}

const numbered = (rows, number, near) =>
  ({ rows, level: SURE, reading: () => [], asked: { number, near: rows.length ? [] : near() } });

const answers = (terms, id) => terms.some(({ hits }) => hits.get(id) > TYPO - 0.15);

/** Scores the records of a shard that have a good part of the reading; calls `emit(at, score, level)`. */
function rank(shard, reading, withBodies, emit) {
  const { terms, mask, sure, total } = reading, all = 2 ** terms.length - 1;
  const weigh = weigher(terms), compare = comparer(shard, reading);
  const context = CONTEXT.map((name) => shard.columns[name]).filter(Boolean)
    .map(({ rows, ids }) => ({ rows, bits: ids.map((list) => union(list, sure)) }));
  let from = 0;
  for (let line = 0; line < shard.ends.length; line++) {
    const at = shard.owners[line], to = shard.ends[line];
    let any = 0, certain = 0;
    for (let i = from; i < to; i++) {
      any |= mask[shard.tokens[i]];
      certain |= sure[shard.tokens[i]];
    }
    let around = 0;
    for (const { rows, bits } of context) around |= bits[rows[at]];
    const body = withBodies && shard.bodies ? union(shard.bodies[at], sure) : 0;
    if (weigh(any | around | body) > total / 2) {
      const { score, full } = compare(line, from, to, around, body);
      emit(at, score, (certain | around | body) === all ? SURE : full ? FORGIVEN : 0);
    }
    from = to;
  }
}

const union = (ids, bits) => ids.reduce((sum, id) => sum | bits[id], 0);

/** The weight of a set of terms, remembered by set. */
function weigher(terms) {
  const known = new Map();
  return (set) => {
    if (!known.has(set)) known.set(set, terms.reduce((sum, { weight }, j) => sum + (set & (1 << j) ? weight : 0), 0));
    return known.get(set);
  };
}

/**
 * How well a title answers a reading. Most counts how much of the query it has and how exactly; then whether words side
 * by side in the query are so here, and in one run; then, among near equals, whether the run starts the title, how
 * few words are left over and how many people want the page.
 */
function comparer({ tokens, prior, owners, lead }, { terms, mask, total }) {
  const count = terms.length, weight = terms.map((one) => one.weight);
  const bond = weight.map((one, j) => (j ? Math.min(one, weight[j - 1]) : 0));
  const bonds = bond.reduce((sum, one) => sum + one, 0);
  const best = new Float64Array(count), pair = new Float64Array(count);
  // Of the word before and of this one, for each term: how well it answers, and the weight and start of its run.
  let [was, is] = [0, 1].map(() => ({ quality: new Float64Array(count), run: new Float64Array(count), start: [] }));
  return (line, from, to, around, body) => {
    for (let j = 0; j < count; j++) {
      best[j] = around & (1 << j) ? IN_CONTEXT : body & (1 << j) ? IN_BODY : 0;
      pair[j] = was.quality[j] = 0;
    }
    let longest = 0, start = -1, whole = false;
    for (let i = from; i < to; i++) {
      is.quality.fill(0);
      for (let j = 0, set = mask[tokens[i]]; set; j++, set >>>= 1) {
        if (!(set & 1)) continue;
        const quality = terms[j].hits.get(tokens[i]), follows = j && was.quality[j - 1];
        best[j] = Math.max(best[j], quality);
        if (quality <= CONFLICT) continue;
        pair[j] = Math.max(pair[j], Math.min(quality, follows));
        is.quality[j] = quality;
        is.run[j] = weight[j] * quality + (follows ? was.run[j - 1] : 0);
        is.start[j] = follows ? was.start[j - 1] : i;
        whole ||= j === count - 1 && is.start[j] === i - j;
        if (is.run[j] > longest) [longest, start] = [is.run[j], is.start[j]];
      }
      [was, is] = [is, was];
    }
    let covered = 0, bound = 0, full = 1;
    for (let j = 0; j < count; j++) {
      covered += weight[j] * best[j];
      bound += bond[j] * pair[j];
      if (best[j] < IN_BODY) full = 0;
    }
    covered /= total;
    const first = from + lead[line], spare = Math.max(0, to - first - count);
    const score =
      10 * covered * covered + 4 * (bonds ? bound / bonds : 1) + (3 * longest) / total + (whole ? 2.5 : 0) +
      (start === first || start === from ? 0.3 : 0) + (spare ? 0 : 0.8) - 0.03 * Math.min(30, spare) + 0.1 * prior[owners[line]];
    return { score, full };
  };
}
