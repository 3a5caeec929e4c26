// What the search page and the search box share: loading the index, and showing a record.

const root = new URL("../../", import.meta.url);
const get = async (name) => {
  const response = await fetch(new URL(`assets/search/${name}`, root));
  if (!response.ok) throw new TypeError(name);
  return response.json();
};

let manifest, engine, rest, facts;
const files = () => (manifest ??= get("manifest.json"));
const forget = () => (manifest = engine = rest = facts = null);
files().catch(forget);

/** The engine with its first shard, or nothing when that cannot be had; then the next call tries again. */
export const load = () => (engine ??= start().catch(forget));

async function start() {
  const needed = files().then(({ shards, elsewhere }) => Promise.all([get(shards[0].rows), get(elsewhere)]));
  const [{ Engine }, [first, topics]] = await Promise.all([import("./engine.js"), needed]), index = new Engine();
  index.addElsewhere(topics);
  await index.add(first);
  return index;
}

/** The answer of an engine; where a number is asked for, or it met a word that nobody knows, from what reads those as well. */
export async function ask(engine, query) {
  if (/\d/.test(query)) engine.numbers ??= await import("./numbers.js").catch(() => undefined);
  const answer = engine.search(query);
  if (!engine.puzzled || engine.speller) return answer;
  engine.speller = await import("./spell.js").catch(() => undefined);
  return engine.speller ? engine.search(query) : answer;
}

/** Loads what the first file left out and calls `changed` as it arrives: shards, document numbers, words of bodies. */
export const loadRest = (changed) => (rest ??= follow(changed).catch(() => (rest = null)));

async function follow(changed) {
  const index = await load(), { shards } = await files();
  index.numbers ??= await import("./numbers.js");
  for (let k = index.shards.length; k < shards.length; k++) changed(await index.add(await get(shards[k].rows)));
  for (const k of shards.keys()) await index.addDocs(k, await get(shards[k].docs));
  changed((index.complete = true));
  if (navigator.connection?.saveData) return;
  for (const k of shards.keys()) await index.addText(k, await get(shards[k].text));
  changed();
}

/** Loads the answers to questions of how long, how much, which papers and where, once somebody asks one. */
export const loadFacts = () => (facts ??= answers().catch(() => (facts = null)));

async function answers() {
  const index = await load(), { shards } = await files();
  for (const k of index.shards.keys()) await index.columns(index.shards[k], await get(shards[k].facts));
}

/** An element. What goes into it goes in as text, never as markup: no record is trusted. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const address = (record) => new URL(record.url, root);

const marked = (pieces) => pieces.map(([text, found]) => (found ? make("mark", {}, text) : text));

/** A result as in the lists of the site: code, title with what was found in `<mark>`, why it is here, a line of facts. */
export function result(engine, place, terms, ...more) {
  const record = engine.records[place], called = engine.called(record, terms);
  const facts = ["kind", "field", "province", "dept", "note", "status"].map((name) => record[name]?.text).filter(Boolean);
  return [
    make("span", { className: "ck-key" }, record.code),
    make("div", {},
      make("b", {}, make("a", { href: address(record) }, ...marked(engine.title(record, terms)))),
      ...(called ? [make("p", { className: "ck-meta" }, "Còn gọi: ", ...marked(called))] : []),
      ...more,
      make("p", { className: "ck-meta" }, facts.join(" · "))),
  ];
}
