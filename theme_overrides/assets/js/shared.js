// What the search page and the search box share: loading the index, and showing a record.

const root = new URL("../../", import.meta.url);
const get = async (name) => {
  const response = await fetch(new URL(`assets/search/${name}`, root));
  if (!response.ok) throw new TypeError(name);
  return response.json();
};

let manifest, engine, rest;
const files = () => (manifest ??= get("manifest.json"));
const forget = () => (manifest = engine = rest = null);
files().catch(forget);

/** The engine with its first shard, or nothing when that cannot be had; then the next call tries again. */
export const load = () => (engine ??= start().catch(forget));

async function start() {
  const script = import("./engine.js"), first = files().then(({ shards }) => get(shards[0].rows));
  const index = new (await script).Engine();
  await index.add(await first);
  return index;
}

/** Loads what the first file left out and calls `changed` as it arrives: shards, document numbers, words of bodies. */
export const loadRest = (changed) => (rest ??= follow(changed).catch(() => (rest = null)));

async function follow(changed) {
  const index = await load(), { shards } = await files();
  for (let k = index.shards.length; k < shards.length; k++) changed(await index.add(await get(shards[k].rows)));
  for (const k of shards.keys()) await index.addDocs(k, await get(shards[k].docs));
  changed((index.complete = true));
  if (navigator.connection?.saveData) return;
  for (const k of shards.keys()) await index.addText(k, await get(shards[k].text));
  changed();
}

/** An element. What goes into it goes in as text, never as markup: no record is trusted. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A result as in the lists of the site: code, title with what was found in `<mark>`, and a line of facts. */
export function result(engine, place, terms) {
  const record = engine.records[place];
  const title = engine.title(record, terms).map(([text, found]) => (found ? make("mark", {}, text) : text));
  const facts = ["kind", "field", "dept", "note", "status"].map((name) => record[name]?.text).filter(Boolean);
  return [
    make("span", { className: "ck-key" }, record.code),
    make("div", {},
      make("b", {}, make("a", { href: new URL(record.url, root) }, ...title)),
      make("p", { className: "ck-meta" }, facts.join(" · "))),
  ];
}
