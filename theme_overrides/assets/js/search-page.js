// The search page: results as you type, facets with counts, and all of it in the address. What it says stands in the
// template, as data attributes of the status line.

import { fold } from "./fold.js";
import { load, loadRest, make, result } from "./shared.js";

const STEP = 20, CHOICES = 12, PAUSE = 250;
const part = (name) => document.getElementById(`tim-${name}`);
const form = part("o"), status = part("dem"), list = part("ds"), more = part("them"), filter = part("loc");
const box = form.elements.q;
const facets = Array.from(filter.querySelectorAll("fieldset"), (element) =>
  ({ element, name: element.name, ...element.dataset })); // `column`, the field of a record
let shown, timer, typing; // typing: the words so far already have an entry of their own in the history

function readAddress() {
  const state = new URLSearchParams(location.search);
  box.value = state.get("q") ?? "";
  for (const facet of facets) facet.chosen = new Set(state.getAll(facet.name));
  typing = false;
  draw();
}

/** Puts the state into the address: each search and each choice is a step that the back button undoes. */
function writeAddress() {
  const query = box.value.trim(), state = new URLSearchParams(query && { q: query });
  for (const { name, chosen } of facets) for (const value of chosen) state.append(name, value);
  const address = `?${state}`;
  if (address !== (location.search || "?")) history[typing ? "replaceState" : "pushState"](null, "", address);
}

/** Draws what the box and the facets say. */
async function draw(count = STEP) {
  const query = box.value.trim(), wanted = !!query || facets.some(({ chosen }) => chosen.size);
  shown = count;
  part("duyet").hidden = wanted;
  part("kq").hidden = !wanted;
  if (!wanted) return say([]);
  const engine = await load();
  if (!engine) return say([phrase("failed")]);
  if (query !== box.value.trim()) return; // a later keystroke draws
  const answer = query ? engine.search(box.value) : { found: [...engine.records.keys()], full: true, terms: () => [] };
  const { records } = engine, chosen = facets.filter((facet) => facet.chosen.size);
  const passing = (asked) => asked.length ? answer.found.filter((place) => asked.every(({ column, chosen }) =>
    valuesOf(records[place][column]).some(([value]) => chosen.has(value)))) : answer.found;
  for (const facet of facets) drawFacet(facet, passing(chosen.filter((other) => other !== facet)), engine);
  const found = passing(chosen);
  const item = (place) => make("li", {}, ...result(engine, place, answer.terms(place)));
  list.replaceChildren(...found.slice(0, shown).map(item));
  more.hidden = found.length <= shown;
  say(sentence(engine, answer, found.length, query));
  loadRest(() => list.contains(document.activeElement) || draw(shown));
}

const split = new Map(); // text of a column -> the values in it, as `[slug, label]`
function valuesOf({ text }) {
  const value = (label) => [fold(label).match(/[a-z\d]+/g)?.join("-"), label];
  if (!split.has(text)) split.set(text, text ? text.split("; ").map(value) : []);
  return split.get(text);
}

/** The choices of a facet, each with the number of records that choosing it would leave. */
function drawFacet({ element, column, chosen }, places, { records, values }) {
  const counts = new Map([...chosen].map((value) => [value, { label: value, count: 0 }]));
  for (const value of values) value.count = 0;
  for (const place of places) records[place][column].count++;
  for (const one of values)
    if (one.count)
      for (const [value, label] of valuesOf(one))
        counts.set(value, { label, count: (counts.get(value)?.count ?? 0) + one.count });
  const rank = ([value, { count }]) => chosen.has(value) * 1e6 + count;
  const choices = [...counts].sort((a, b) => rank(b) - rank(a)).slice(0, CHOICES);
  const focused = element.contains(document.activeElement) && document.activeElement.value;
  element.replaceChildren(element.firstElementChild, ...choices.map(([value, { label, count }]) => {
    const tick = make("input", { type: "checkbox", value, checked: chosen.has(value) });
    return make("label", {}, tick, ` ${label} `, make("span", {}, count));
  }));
  element.hidden = !choices.length;
  if (focused) element.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
}

const phrase = (name, number, text) =>
  status.dataset[name].replace("{n}", number).replace("{q}", () => text.slice(0, 80)) + " ";

/** How the search went, as texts and links. */
function sentence(engine, { found, full, number, near, unknown }, count, query) {
  const instead = (word, others) => [others.length ? phrase("near") : "", ...others.flatMap((other) => {
    const search = query.toLowerCase().replace(word, other);
    return [make("a", { href: `?q=${encodeURIComponent(search)}` }, other), " "];
  })];
  if (number && !found.length)
    return engine.complete ? [phrase("absent", 0, number), ...instead(query.toLowerCase(), near)] : [phrase("loading")];
  if (found.length && !count) return [phrase("filtered", found.length)];
  if (number) return [phrase("number", count, number)];
  if (full) return [phrase(query ? "full" : "all", count, query)];
  const about = (word) => [phrase("unknown", 0, word), ...instead(word, engine.spellings(word))];
  return [phrase(count ? "some" : "none", count, query), ...unknown.slice(0, 3).flatMap(about)];
}

/** Says it once the reader pauses, so that a screen reader is not talked over. */
function say(words) {
  clearTimeout(timer);
  timer = setTimeout(() => status.replaceChildren(...words), PAUSE);
}

function step() {
  typing = false;
  writeAddress();
  draw();
}

box.addEventListener("input", () => {
  draw();
  setTimeout(() => {
    writeAddress();
    typing = true;
  }, PAUSE);
});
box.addEventListener("change", () => (typing = false));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  step();
});
filter.addEventListener("change", ({ target }) => {
  facets.find(({ element }) => element.contains(target)).chosen[target.checked ? "add" : "delete"](target.value);
  step();
});
more.addEventListener("click", async () => {
  const next = shown;
  await draw(shown + STEP);
  list.children[next]?.querySelector("a").focus();
});
addEventListener("popstate", readAddress);
readAddress();
