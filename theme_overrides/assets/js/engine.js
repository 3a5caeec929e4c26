// Finds records and ranks them. A title is a list of word numbers; which records have a word is noted as they are taken
// in, so that a query looks at those only. generator/publish/search.py writes the files and describes them.

import { canonical, fold, folded, put, words } from "./fold.js";
import { agreement, highest, read, rule, says, SURE } from "./query.js";

const AROUND = ["kind", "dept", "field", "level", "when", "agency"]; // whose words count, though less than the title's
const IN_OTHER = 0.6, IN_KIND = 0.85, IN_AROUND = 0.5, IN_BODY = 0.4;
const NAMED = 0.98; // of what a title gives, for an everyday name
const NEARLY = 0.6, FAR = 0.35; // of the best score: enough without every word, too little even with every word
const HEARD = 0.3; // of the question: what has less of it is not shown at all
const OWNED = 2.5; // for what belongs to the body that a question names
const UNASKED = 1.2; // what a thing that a title says and nobody asked for costs: another act, a grade, a province
const PRUNED = 0.5; // of the most that any record has of the question: what has less is not compared
const SLICE = 300; // things taken in at once; then the page may breathe
const MOST_MAYBE = 40, MOSTLY = 0.6; // of the question, what a procedure itself must have for the bodies around it to add the rest

const PLACES = 2 ** 20; // more than there are records

const isWord = (piece) => /^[\p{L}\p{N}]/u.test(piece);

async function inSlices(items, job) {
  for (let i = 0; i < items.length; i++) {
    if (i % SLICE === 0) await new Promise((resume) => setTimeout(resume));
    job(items[i], i);
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
  rules = new Map(); // first word without marks -> the reviewed words that begin so, longest first
  meanings = new Map(); // of those, what mean something
  says = new Set(); // every word of them
  elsewhere = []; // what other bodies handle, `{ topic, who, says, here }`; `here`: the site has procedures for it
  forms = []; // of each known word: its canonical form,
  folds = []; // its letters without marks,
  seen = []; // how many records have it,
  spelt = []; // and how it was first written
  ids = new Map();
  // speller, numbers: spell.js and numbers.js, once they are loaded
  asks = []; // columns, each with what a question that it answers says, as a pattern
  pairs = new Set(); // two words side by side in a title or a name, as one number
  having = []; // of each word: the records that have it in their title or a name,
  mentioning = []; // or in their body
  letters = new Map(); // letters without marks -> words written with them

  learn(word) {
    const form = canonical(word);
    if (!this.ids.has(form)) {
      const id = this.forms.push(form) - 1, plain = folded(word);
      this.ids.set(form, id);
      this.folds.push(plain);
      this.seen.push(0);
      this.spelt.push(word.toLowerCase());
      put(this.letters, plain, id);
    }
    return this.ids.get(form);
  }

  alike = (plain) => this.letters.get(plain) ?? [];

  knows = (plain) => this.alike(plain).some((id) => this.seen[id]);

  /** Whether two typed words stand side by side in a title. */
  together(one, next) {
    const [first, then] = [one, next].map((typed) => this.alike(typed.plain).filter((id) => agreement(typed, this.forms[id], typed.plain)));
    return first.some((a) => then.some((b) => this.pairs.has(a * PLACES + b)));
  }

  /** Takes in a shard: titles, other names, codes and facets. */
  async add(file) {
    const ids = [], prior = unpack(file.prior), shard = [], last = []; // the last record that had a word
    await inSlices(file.words, (word) => ids.push(isWord(word) ? this.learn(word) : -1));
    const marks = file.said.map((text) => words(text).map((word) => this.learn(word)));
    const told = (pieces) => pieces.map((piece) => ids[piece]).filter((id) => id >= 0);
    await inSlices(file.codes, (code, i) => {
      const pieces = unpack(file.titles[i]), tokens = told(pieces), names = file.names[i].map(unpack);
      const known = names.map(told), url = file.urls[i].replace("*", () => code);
      for (const list of [tokens, ...known]) for (let k = 1; k < list.length; k++) this.pairs.add(list[k - 1] * PLACES + list[k]);
      for (const id of [...tokens, ...known.flat()]) {
        if (last[id] === i) continue;
        this.seen[id]++;
        last[id] = i;
        (this.having[id] ??= []).push(this.records.length + i);
      }
      const said = unpack(file.marks[i]).map((mark) => marks[mark]);
      shard.push({ texts: file.words, pieces, tokens, names, known, marks: said, code, old: [], url, prior: prior[i], context: [], body: [], docs: [] });
    });
    for (const [i, code] of file.old) shard[i].old.push(code);
    for (const [i, group, form] of file.groups) Object.assign(shard[i], { group: `${this.shards.length} ${group}`, form });
    await this.columns(shard, file);
    if (file.rules) this.teach(file);
    this.shards.push(shard);
    this.records = this.shards.flat();
  }

  teach({ rules, asks }) {
    this.asks = asks;
    for (const one of rules.map(rule).sort((a, b) => b[0].length - a[0].length)) {
      const [says] = one, first = says[0].plain;
      for (const { plain } of says) this.says.add(plain);
      put(this.rules, first, one);
      if (one.length > 1) put(this.meanings, first, one);
    }
  }

  /** Takes in what this site does not hold and who does. */
  addElsewhere({ topics }) {
    this.elsewhere = topics.map((one) => ({ ...one, says: rule(one.says) }));
  }

  /** Takes in the document numbers that the records of shard `k` cite. */
  async addDocs(k, { names, rows }) {
    const docs = names.map((text) => ({ text }));
    await inSlices(this.shards[k], (record, i) => (record.docs = unpack(rows[i]).map((doc) => docs[doc])));
  }

  /** Takes in the agencies, notes, facts and body words of shard `k`. */
  async addText(k, file) {
    const ids = [];
    await inSlices(file.words, (word) => ids.push(this.learn(word)));
    const base = this.shards.slice(0, k).reduce((sum, { length }) => sum + length, 0);
    await inSlices(this.shards[k], (record, i) => {
      record.body = unpack(file.bodies[i]).map((piece) => ids[piece]);
      for (const id of record.body) (this.mentioning[id] ??= []).push(base + i);
    });
    await this.columns(this.shards[k], file);
  }

  columns(shard, file) {
    return inSlices(Object.entries(file), ([name, { values, rows }]) => {
      if (!rows) return; // not a column
      const around = AROUND.includes(name), body = name === "dept" || name === "agency";
      const texts = values.map((text) => ({ text, count: 0, ...(around && heads(text, body, this)) }));
      this.values.push(...texts);
      unpack(rows).forEach((value, i) => {
        shard[i][name] = texts[value];
        texts[value].count++;
        if (around) shard[i].context.push(texts[value]);
      });
      if (around) for (const { ids, count } of texts) for (const id of ids) this.seen[id] += count;
    });
  }

  /** Asks `spell.js`, which is loaded only once a word is met that nobody knows; until then there is no answer. */
  spell(name, ...given) {
    this.puzzled = true;
    return this.speller?.[name](...given);
  }

  /**
   * Answers a query: `found`, places in `records` that have all that was asked, best first; `maybe`, those that have a
   * part of it; `elsewhere`, who handles what this site does not hold; `fact`, the column asked for; `unknown` words;
   * `terms(place)`, to mark the title with; where a `number` was asked for, what is `near` if it is not there.
   */
  search(query) {
    const none = { maybe: [], elsewhere: [], unknown: [], near: [], terms: () => [], fact: this.fact(query) };
    if (!query.trim()) return { ...none, found: [...this.records.keys()] };
    return { ...none, ...(this.numbers?.withNumber(this, query) ?? this.withWords(query)) };
  }

  /** The fact that a question asks for, the name of a column of the index; or undefined. */
  fact(query) {
    return this.asks.find(([, said]) => RegExp(`\\b(${said})\\b`).test(fold(query)))?.[0];
  }

  /** Records whose title, or names around it, have the words; the bodies are asked only where that finds none. */
  withWords(query) {
    let result = this.score(query);
    if (!result.full.includes(1)) result = this.score(query, true);
    const { score, full, by, list, readings, share } = result, most = highest(score);
    const about = this.notHere(list, true), away = about.some(({ here }) => !here);
    const top = highest(score.map((one, i) => one * full[i]));
    const terms = (i) => readings[by[i]]?.terms ?? [];
    const unknown = readings.length ? readings[0].terms.filter(({ weight, aside }) => !weight && !aside) : [];
    const found = away ? [] : ranked(score, (one, i) => full[i] && one > FAR * most);
    const elsewhere = about.length || found.length ? about : this.notHere(list);
    const least = found.length ? top : NEARLY * most;
    const maybe = ranked(score, (one, i) => one && (away || !full[i]) && one >= least && share[i] >= HEARD);
    return { found, maybe: maybe.slice(0, MOST_MAYBE), elsewhere, terms, unknown: unknown.map(({ word }) => word) };
  }

  /** The topics handled elsewhere that a question is `about`: all the words of one, and hardly another; or that it mentions. */
  notHere(list, about) {
    const has = (said) => list.some((one) => says(one, said)), hardly = (said) => list.length - said.length <= (2 * said.length) / 3;
    const whole = (said) => list.some((_, at) => said.every((word, i) => list[at + i] && says(list[at + i], word)));
    return this.elsewhere.filter(({ says }) => says.some((said) =>
      about ? said.every(has) && hardly(said) : said.length > 1 && whole(said))).slice(0, 2);
  }

  /** Scores every record by the reading that suits it best. Runs through all of them at each keystroke: plain loops. */
  score(query, withBodies) {
    const { list, readings } = read(this, query), newest = /moi nhat|gan day/.test(fold(query));
    const [score, full, by, share] = [Float32Array, Uint8Array, Uint8Array, Float32Array]
      .map((Numbers) => new Numbers(this.records.length));
    const answer = { score, full, by, share, list, readings }, cost = this.unasked(readings);
    readings.forEach((one, number) => one.total && this.take(answer, one, number, { cost, newest, withBodies }));
    return answer;
  }

  /** Gives each record what a reading is worth to it, where that is more than the readings before. */
  take({ score, full, by, share }, reading, number, { cost, newest, withBodies }) {
    const { terms, mask, hint, total, worth, needed } = reading, { records } = this, compare = comparer(terms, hint, total);
    const { own, what, around, inside } = this.sets(reading, withBodies), has = new Float32Array(records.length);
    const asksFor = new Set(this.values.filter(({ ids, named }) => ids?.length && named.every((id) => mask[id])));
    for (let i = 0; i < records.length; i++) {
      const set = own[i] | around[i] | inside[i];
      if (set & needed) has[i] = weigh(set, terms);
    }
    const least = PRUNED * highest(has);
    for (let i = 0; i < records.length; i++) {
      if (!has[i] || has[i] < least) continue;
      const record = records[i], { tokens, known, prior, kind, dept, when } = record, less = cost(record), mine = own[i];
      const beside = IN_KIND * weigh(what[i] & ~mine, terms) + IN_AROUND * weigh(around[i] & ~what[i] & ~mine, terms)
        + IN_BODY * weigh(inside[i] & ~around[i] & ~mine, terms);
      const others = (set) => beside + IN_OTHER * weigh(mine & ~set, terms);
      let value = compare(tokens, others(union(tokens, hint))) - less, runs = compare.runs, text = tokens;
      for (const name of known) {
        const set = union(name, hint), all = name.every((id) => hint[id]);
        const called = set ? NAMED * compare(name, others(set)) - (all ? 0 : less) : 0;
        if (called > value) (value = called), (runs = compare.runs), (text = name);
      }
      const latest = newest && kind.text === "Văn bản" ? 0.2 * Math.max(0, when.text.slice(-4) - 2000) : 0;
      value = worth * (value + 0.2 * prior + (kind.text === "Kế hoạch" ? 3 : 0.8) * asksFor.has(kind) + OWNED * (kind.text !== "Thủ tục" && asksFor.has(dept)) + latest);
      const everything = (this.answers(record, text, reading) & needed) === needed;
      const whole = Number(everything && runs <= scattered(kind.text, compare.heard));
      if (value <= 0 || whole < full[i] || (whole === full[i] && value <= score[i])) continue;
      score[i] = value;
      full[i] = whole;
      by[i] = number;
      share[i] = has[i] / total;
    }
  }

  /** For each record the terms that its title and names have, what says what it is, all around it, and its body. */
  sets({ terms, hint, mask }, withBodies) {
    const { records } = this, [own, what, around, inside] = [0, 1, 2, 3].map(() => new Int32Array(records.length));
    const note = (sets, places, bits) => places?.forEach((place) => (sets[place] |= bits));
    for (const id of new Set(terms.flatMap(({ hits }) => [...hits.keys()]))) {
      note(own, this.having[id], hint[id]);
      if (withBodies) note(inside, this.mentioning[id], hint[id]);
    }
    for (const value of this.values) if (value.ids) (value.set = heard(value, hint)), (value.sure = heard(value, mask));
    for (let i = 0; i < records.length; i++) {
      const { context, kind, when, dept } = records[i];
      what[i] = kind.set | when.set | (kind.text === "Thủ tục" ? 0 : dept.set); // whose a plan is, is a part of what it is
      for (let k = 0; k < context.length; k++) around[i] |= context[k].set;
    }
    return { own, what, around, inside };
  }

  /**
   * The terms that a record surely answers: by its title or else one of its names, and the bodies around it. Words of its text may stand
   * anywhere in it, and the field of a procedure would make it an answer to almost anything.
   */
  answers({ context, kind, field }, text, { mask, terms, needed }) {
    const own = union(text, mask), procedure = kind.text === "Thủ tục";
    if (procedure && weigh(own & needed, terms) < MOSTLY * weigh(needed, terms)) return 0;
    return context.reduce((set, one) => (procedure && one === field ? set : set | one.sure), own);
  }

  /** What the acts, grades and provinces that a title names and no reading asks for cost a record. */
  unasked(readings) {
    const asked = (ids) => ids.every((id) => readings.some(({ mask }) => mask[id]));
    return ({ marks }) => UNASKED * Math.min(2, marks.filter((ids) => !asked(ids)).length);
  }

  /** The title of a record, or its name `name`, as `[text, found]` pieces; `found` where a word answers one of the terms. */
  title({ texts, pieces, tokens }, terms) {
    const title = [], marked = matched(tokens, terms);
    const add = (text, found) => (title.at(-1)?.[1] === found ? (title.at(-1)[0] += text) : title.push([text, found]));
    let next = 0, before = null; // whether the word just before was found; null after punctuation
    for (const piece of pieces) {
      const word = isWord(texts[piece]), found = word && marked[next];
      if (word) next++;
      if (word && before !== null) add(" ", found && before);
      add(texts[piece], found);
      before = word ? found : null;
    }
    return title;
  }

  /** The everyday name that answers a query better than the title does, as pieces; undefined where none does. */
  called({ texts, tokens, names, known }, terms) {
    const weight = (some) => weigh(terms.reduce((set, { hits }, j) => (some.some((id) => (hits.get(id) ?? 0) >= SURE) ? set | (1 << j) : set), 0), terms);
    const own = weight(tokens), given = known.map(weight), best = highest(given), k = given.indexOf(best);
    return best > own ? this.title({ texts, pieces: names[k], tokens: known[k] }, terms) : undefined;
  }
}

/** In how many runs the words of a question may stand in a text that answers it: a long one may have any word somewhere. */
function scattered(kind, words) {
  if (kind === "Kế hoạch") return words; // whose, and of which year, are no words of its title
  const few = (words - 1) / 2, long = /^(Nhiệm vụ|Chỉ tiêu)$/.test(kind);
  return long && words > 2 ? few : Math.max(2, kind === "Thủ tục" ? few : words / 2);
}

/**
 * The words of a column's value, and of an agency's name how many of them count only where its first one is asked for:
 * «Sở Xây dựng tỉnh An Giang» is found by «sở xây dựng» and by «an giang», but does not supply «xây dựng».
 */
function heads(text, body, book) {
  const all = words(text), ids = all.map((word) => book.learn(word)), isPlace = (word) => /^(tỉnh|thành|phố)$/.test(word);
  const place = all.findIndex(isPlace), whole = place < 0 || text.includes(";") ? ids.length : place;
  return { ids, named: ids.filter((_, i) => !isPlace(all[i])), head: body ? whole : 0 };
}

function heard({ ids, head }, mask) {
  if (head && !mask[ids[0]]) return head < ids.length ? union(ids.slice(head), mask) : 0;
  return union(ids, mask);
}

/** The places that pass, highest score first. Sorts numbers, score above place: ten times as fast as comparing. */
export function ranked(score, test) {
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
  for (; set; set &= set - 1) sum += terms[31 - Math.clz32(set & -set)].weight;
  return sum;
}

/** Which words of a text to mark: those side by side as in the query; of a term that has none so, those that answer best. */
function matched(tokens, terms) {
  const quality = (j, i) => terms[j]?.hits.get(tokens[i]) ?? 0, marked = [];
  terms.forEach(({ aside }, j) => {
    if (aside) return;
    const best = highest(tokens.map((_, i) => quality(j, i)));
    if (best < SURE) return;
    const at = [...tokens.keys()].filter((i) => quality(j, i) === best);
    const bound = at.filter((i) => quality(j - 1, i - 1) >= SURE || quality(j + 1, i + 1) >= SURE);
    for (const i of bound.length ? bound : at) marked[i] = true;
  });
  return tokens.map((_, i) => !!marked[i]);
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
  const heard = terms.filter(({ aside }) => !aside).length;
  const compare = (title, others) => {
    let longest = 0, start = -1, whole = false, before = 0, covered = others, bound = 0, alone = 0; // alone: words without the one before them
    was.quality.fill(0);
    for (let i = 0; i < title.length; i++) {
      const set = mask[title[i]];
      if (!set && !before) continue;
      before = set;
      is.quality.fill(0);
      for (let j = 0; set >> j; j++) {
        if (!(set & (1 << j))) continue;
        const quality = terms[j].hits.get(title[i]), follows = j && was.quality[j - 1];
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
      if (best[j] && !terms[j].aside) alone++;
      if (pair[j] && !terms[j].aside) alone--;
      best[j] = pair[j] = 0;
    }
    const left = Math.max(0, title.length - count);
    const fit = 0.3 * (start === 0) + (whole ? 1.6 : 0.8) * !left - 0.02 * Math.min(30, left);
    const share = covered / total, paired = bound / (total - weight[0] || 1);
    compare.runs = alone;
    compare.heard = heard;
    return 10 * share ** 2 + 4 * paired + (3 * longest) / total + 2.5 * whole + fit;
  };
  return compare;
}
