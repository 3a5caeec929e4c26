// Finds records and ranks them. There is no inverted index: a title is a list of word numbers, a query is one pass over
// all of them, and little is built when the page opens. generator/publish/search.py writes the files and describes them.

import { canonical, folded, words } from "./fold.js";
import { asked, closeness, highest, near, numberKey, read, rule } from "./query.js";

const AROUND = ["kind", "dept", "field", "level", "names", "agency"]; // whose words count, though less than the title's
const IN_AROUND = 0.5, IN_BODY = 0.4;
const NEARLY = 0.6, FAR = 0.35; // of the best score: enough without every word, too little even with every word
const SLICE = 800; // things taken in at once; then the page may breathe

const PLACES = 2 ** 20; // more than there are records

const isWord = (piece) => /^[\p{L}\p{N}]/u.test(piece);

async function inSlices(items, job) {
  for (let i = 0; i < items.length; i++) {
    job(items[i], i);
    if (i % SLICE === SLICE - 1 || i === items.length - 1) await new Promise((resume) => setTimeout(resume));
  }
}

/** The numbers of a packed column; the inverse of `pack` in search.py. */
export function unpack(text) {
  const numbers = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    numbers.push(code - 63 - (code > 92) - (code > 0xdfff && 0x800));
  }
  return numbers;
}

export class Engine {
  records = [];
  shards = []; // the records of each
  values = []; // every distinct text of a column, `{ text, count, ids }`
  rules = [];
  forms = []; // of each known word: its canonical form,
  folds = []; // its letters without marks,
  seen = []; // how many records have it,
  spelt = []; // and how it was first written
  ids = new Map();

  learn(word) {
    const form = canonical(word);
    if (!this.ids.has(form)) {
      this.ids.set(form, this.forms.push(form) - 1);
      this.folds.push(folded(word));
      this.seen.push(0);
      this.spelt.push(word.toLowerCase());
    }
    return this.ids.get(form);
  }

  /** Takes in a shard: titles, codes and facets. */
  async add(file) {
    const ids = [], prior = unpack(file.prior), shard = [], last = []; // the last record that had a word
    await inSlices(file.words, (word) => ids.push(isWord(word) ? this.learn(word) : -1));
    await inSlices(file.codes, (code, i) => {
      const pieces = unpack(file.titles[i]), tokens = [];
      for (const piece of pieces) {
        const id = ids[piece];
        if (id < 0) continue; // punctuation
        tokens.push(id);
        if (last[id] !== i) this.seen[id]++;
        last[id] = i;
      }
      const url = file.urls[i].replace("*", () => code), keys = [numberKey(code)], { words } = file;
      shard.push({ words, pieces, tokens, code, keys, url, prior: prior[i], context: [], body: [], docs: [] });
    });
    for (const [i, code] of file.old) shard[i].keys.push(numberKey(code));
    await this.columns(shard, file);
    if (file.rules) this.rules = file.rules.map(rule).sort((a, b) => b[0].length - a[0].length);
    this.shards.push(shard);
    this.records = this.shards.flat();
  }

  /** Takes in the document numbers that the records of shard `k` cite. */
  async addDocs(k, { names, rows }) {
    const docs = names.map((text) => ({ text, key: numberKey(text) }));
    await inSlices(this.shards[k], (record, i) => (record.docs = unpack(rows[i]).map((doc) => docs[doc])));
  }

  /** Takes in the agencies, notes and body words of shard `k`. */
  async addText(k, file) {
    const ids = [];
    await inSlices(file.words, (word) => ids.push(this.learn(word)));
    await inSlices(this.shards[k], (record, i) => (record.body = unpack(file.bodies[i]).map((piece) => ids[piece])));
    await this.columns(this.shards[k], file);
  }

  columns(shard, file) {
    return inSlices(Object.entries(file), ([name, { values, rows }]) => {
      if (!rows) return; // not a column
      const texts = values.map((text) => ({ text, count: 0, ids: words(text).map((word) => this.learn(word)) }));
      const around = AROUND.includes(name);
      this.values.push(...texts);
      unpack(rows).forEach((value, i) => {
        shard[i][name] = texts[value];
        texts[value].count++;
        if (around) shard[i].context.push(texts[value]);
      });
      if (around) for (const { ids, count } of texts) for (const id of ids) this.seen[id] += count;
    });
  }

  /**
   * Answers a query: `found`, places in `records`, best first; `full`, whether they have every word; `unknown` words;
   * `terms(place)`, to mark the title with; where a `number` was asked for, what is `near` if it is not there.
   */
  search(query) {
    const wanted = asked(query), found = wanted ? this.withNumber(wanted) : [];
    if (!found.length && !wanted?.sure) return this.withWords(query);
    const { number } = wanted, key = numberKey(number);
    const names = found.length ? [] : this.records.flatMap(({ code, docs }) => [code, ...docs.map(({ text }) => text)]);
    const like = [...new Set(names)].filter((name) => near(numberKey(name), key));
    return { found, full: true, terms: () => [], number, near: like.slice(0, 3) };
  }

  /** Records that are, or else cite, what the number names, as closely as any does; with its other words first. */
  withNumber({ number, rest }) {
    const key = numberKey(number), { score } = this.score(rest), cited = new Map();
    const close = this.records.map(({ keys, docs, prior }, i) => {
      let best = 0;
      const take = (value, less) => value && (best = Math.max(best, value - less + score[i] / 100 + prior / 1000));
      for (const own of keys) take(closeness(key, own), 0.3);
      for (const doc of docs) {
        if (!cited.has(doc)) cited.set(doc, closeness(key, doc.key));
        take(cited.get(doc), 0.6);
      }
      return best;
    });
    const most = Math.ceil(highest(close));
    return ranked(close, (one) => one && Math.ceil(one) === most);
  }

  /** Records whose title, or names around it, have the words; the bodies are asked only where that finds none. */
  withWords(query) {
    let result = this.score(query);
    if (!result.full.includes(1)) result = this.score(query, true);
    const { score, full, by, readings } = result, any = full.includes(1);
    // Words of a long title or of the names around it may be there by accident: what scores far below the best is not
    // found, and what scores above all that have every word is.
    const most = highest(score), top = any ? highest(score.map((one, i) => one * full[i])) : NEARLY * most;
    const found = ranked(score, (one, i) => one && (one >= top || (full[i] && one > FAR * most)));
    const unknown = new Set((readings[0]?.terms ?? []).filter(({ weight }) => !weight).map(({ word }) => word));
    return { found, full: any, unknown: [...unknown], terms: (i) => readings[by[i]].terms };
  }

  /** Scores every record by the reading that suits it best. Runs through all of them at each keystroke: plain loops. */
  score(query, withBodies) {
    const readings = read(this, query), { records } = this;
    const [score, full, by] = [Float32Array, Uint8Array, Uint8Array].map((Numbers) => new Numbers(records.length));
    readings.forEach(({ terms, mask, total, worth }, number) => {
      const compare = comparer(terms, mask, total), all = 2 ** terms.length - 1;
      for (const value of this.values) value.set = union(value.ids, mask);
      for (let i = 0; i < records.length; i++) {
        const { tokens, prior, context, body } = records[i], own = union(tokens, mask);
        let around = 0;
        for (const value of context) around |= value.set;
        const inside = withBodies ? union(body, mask) : 0, set = own | around | inside;
        if (!set || weigh(set, terms) <= total / 2) continue;
        const others = IN_AROUND * weigh(around & ~own, terms) + IN_BODY * weigh(inside & ~around & ~own, terms);
        const value = worth * (compare(tokens, others) + 0.2 * prior), whole = Number(set === all);
        if (whole < full[i] || (whole === full[i] && value <= score[i])) continue;
        score[i] = value;
        full[i] = whole;
        by[i] = number;
      }
    });
    return { score, full, by, readings };
  }

  /** The title of a record as `[text, found]` pieces; `found` where a word answers one of the terms. */
  title({ words, pieces, tokens }, terms) {
    const title = [];
    const put = (text, found) => (title.at(-1)?.[1] === found ? (title.at(-1)[0] += text) : title.push([text, found]));
    let next = 0, before = null; // whether the word just before was found; null after punctuation
    for (const piece of pieces) {
      const word = isWord(words[piece]), found = word && terms.some(({ hits }) => hits[tokens[next]]);
      if (word) next++;
      if (word && before !== null) put(" ", found && before);
      put(words[piece], found);
      before = word ? found : null;
    }
    return title;
  }

  /** Known words like one that nobody has written, most used first. */
  spellings(word) {
    const plain = folded(word), shorter = [...plain].map((_, i) => plain.slice(0, i) + plain.slice(i + 1));
    const like = (id) => this.seen[id] && shorter.some((part) => near(part, this.folds[id]));
    const ids = [...this.seen.keys()].filter(like).sort((a, b) => this.seen[b] - this.seen[a]);
    return ids.slice(0, 3).map((id) => this.spelt[id]);
  }
}

/** The places that pass, highest score first. Sorts numbers, score above place: ten times as fast as comparing. */
function ranked(score, test) {
  const keys = new Float64Array(score.length);
  let count = 0;
  for (let i = 0; i < score.length; i++)
    if (test(score[i], i)) keys[count++] = Math.round((64 - score[i]) * PLACES) * PLACES + i;
  return Array.from(keys.subarray(0, count).sort(), (key) => key % PLACES);
}

function union(ids, mask) {
  let set = 0;
  for (let i = 0; i < ids.length; i++) set |= mask[ids[i]];
  return set;
}

/** What a set of terms weighs. */
function weigh(set, terms) {
  let sum = 0;
  for (let j = 0; set >> j; j++) if (set & (1 << j)) sum += terms[j].weight;
  return sum;
}

/**
 * How well a title answers a reading. Most counts how much of the query it has and how exactly; then whether words side
 * by side in the query are so here, in one run, in the whole query; then, among near equals, whether the run starts the
 * title and how few words are left over.
 */
function comparer(terms, mask, total) {
  const count = terms.length, weight = terms.map((one) => one.weight);
  const numbers = () => new Float64Array(count), best = numbers(), pair = numbers();
  // Of the word before and of this one, for each term: how well it answers, the weight and the start of its run.
  const word = () => ({ quality: numbers(), run: numbers(), start: numbers() });
  let was = word(), is = word();
  return (title, others) => {
    let longest = 0, start = -1, whole = false, before = 0, covered = others, bound = 0;
    was.quality.fill(0);
    for (let i = 0; i < title.length; i++) {
      const set = mask[title[i]];
      if (!set && !before) continue;
      before = set;
      is.quality.fill(0);
      for (let j = 0; set >> j; j++) {
        if (!(set & (1 << j))) continue;
        const quality = terms[j].hits[title[i]], follows = j && was.quality[j - 1];
        best[j] = Math.max(best[j], quality);
        pair[j] = Math.max(pair[j], Math.min(quality, follows));
        is.quality[j] = quality;
        is.run[j] = weight[j] * quality + (follows && was.run[j - 1]);
        is.start[j] = follows ? was.start[j - 1] : i;
        whole ||= j === count - 1 && is.start[j] === i - j;
        if (is.run[j] > longest) (longest = is.run[j]), (start = is.start[j]);
      }
      const spare = was;
      was = is;
      is = spare;
    }
    for (let j = 0; j < count; j++) {
      covered += best[j] * weight[j];
      bound += pair[j] * weight[j];
      best[j] = pair[j] = 0;
    }
    const left = Math.max(0, title.length - count);
    const fit = 0.3 * (start === 0) + 0.8 * !left - 0.02 * Math.min(30, left);
    const share = covered / total, paired = bound / (total - weight[0] || 1);
    return 10 * share ** 2 + 4 * paired + (3 * longest) / total + 2.5 * whole + fit;
  };
}
