// The search page: results as you type, facets with counts, and all of it in the address. What it says stands in the
// template, as data attributes of the status line.

import { fold, put } from "./fold.js";
import { address, ask, load, loadFacts, loadRest, make, result } from "./shared.js";

const STEP = 20, CHOICES = 12, PAUSE = 250, MAYBE = 10;
const LONGEST = 200; // letters of a query: an address stays under 2 KB
const part = (name) => document.getElementById(`tim-${name}`);
const form = part("o"), status = part("dem"), list = part("ds"), more = part("them"), filter = part("loc");
const others = part("khac"), away = part("noi-khac"), named = document.title;
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

const typed = () => box.value.trim().slice(0, LONGEST);

/** Puts the state into the address: each search and each choice is a step that the back button undoes. */
function writeAddress() {
  const query = typed(), state = new URLSearchParams(query && { q: query });
  for (const { name, chosen } of facets) for (const value of chosen) state.append(name, value);
  const address = `?${state}`;
  if (address !== (location.search || "?")) history[typing ? "replaceState" : "pushState"](null, "", address);
}

/** Draws what the box and the facets say. */
async function draw(count = STEP) {
  const query = typed(), wanted = !!query || facets.some(({ chosen }) => chosen.size);
  shown = count;
  clearTimeout(timer); // what an earlier draw was about to say is no longer so
  document.title = query ? `${query.slice(0, 60)} – ${named}` : named;
  part("duyet").hidden = wanted;
  if (!wanted) part("kq").hidden = away.hidden = true;
  if (!wanted) return say([]);
  const engine = await load();
  if (!engine) return say([phrase("failed")]);
  const answer = await ask(engine, box.value);
  if (query !== typed()) return; // a later keystroke draws
  const { records } = engine, chosen = facets.filter((facet) => facet.chosen.size);
  const passing = (asked, places) => asked.length ? places.filter((place) => asked.every(({ column, chosen }) =>
    valuesOf(records[place][column]).some(([value]) => chosen.has(value)))) : places;
  const sure = answer.found.length > 0, places = sure ? answer.found : answer.maybe;
  for (const facet of facets)
    drawFacet(facet, passing(chosen.filter((other) => other !== facet), places), engine);
  filter.hidden = (places.length < 2 && !chosen.length) || facets.every(({ element }) => element.hidden);
  const found = passing(chosen, answer.found), maybe = passing(chosen, answer.maybe).slice(0, MAYBE);
  const entries = grouped(found, records), weak = grouped(maybe, records);
  const item = (entry) => make("li", {}, ...result(engine, entry[0], answer.terms(entry[0]),
    ...told(answer.fact, records[entry[0]]), ...forms(entry, records)));
  list.replaceChildren(...entries.slice(0, shown).map(item));
  part("ds-khac").replaceChildren(...weak.map(item));
  part("kq").hidden = false;
  others.hidden = !weak.length;
  more.hidden = entries.length <= shown;
  drawElsewhere(answer, query);
  say(sentence(engine, answer, found.length, query));
  loadRest(() => list.contains(document.activeElement) || draw(shown));
  if (answer.fact && !records[0]?.limit) loadFacts().then(() => records[0]?.limit && draw(shown));
}

/** What a question asks for, in front of the other facts; a procedure whose record lacks it says so. */
function told(fact, record) {
  if (!fact || !record.limit || record.kind.text !== "Thủ tục") return [];
  return [make("p", { className: "ck-told" }, make("b", {}, status.dataset[fact]), " ", record[fact].text || status.dataset.unread)];
}

/** Forms of one procedure as one entry, where the best of them stands. */
function grouped(places, records) {
  const entries = new Map();
  for (const place of places) put(entries, records[place].group ?? place, place);
  return [...entries.values()];
}

const FORMS = 12;

/** Links to the other forms of an entry: the same act in other provinces, or other acts of the same paper. */
function forms([first, ...rest], records) {
  if (!rest.length) return [];
  const label = status.dataset[records[first].province?.text ? "provinces" : "acts"];
  const links = rest.slice(0, FORMS).map((place) => make("a", { href: address(records[place]) }, records[place].form));
  return [make("p", { className: "ck-forms" }, label, ...links.flatMap((link, i) => [i ? " · " : " ", link]))];
}

/** Who handles what this site does not hold, and the same search on the national portal. */
function drawElsewhere({ elsewhere, found }, query) {
  away.hidden = !elsewhere.length && (found.length > 0 || !query);
  part("noi").replaceChildren(...elsewhere.map(({ topic, who }) => make("p", {}, make("b", {}, topic), ` – ${away.dataset.who} ${who}.`)));
  part("cong").href = away.dataset.portal + encodeURIComponent(query);
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
  element.hidden = choices.length < 2 && !chosen.size;
  if (focused) element.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
}

const phrase = (name, number, text) =>
  status.dataset[name].replace("{n}", number).replace("{q}", () => text.slice(0, 80)) + " ";

/** How the search went, as texts and links. */
function sentence(engine, { found, maybe, number, near, unknown, elsewhere }, count, query) {
  const link = (text) => [make("a", { href: `?q=${encodeURIComponent(text)}` }, text), " "];
  if (number && !found.length)
    return engine.complete ? [phrase("absent", 0, number), ...(near.length ? [phrase("near"), ...near.flatMap(link)] : [])] : [phrase("loading")];
  if (found.length && !count) return [phrase("filtered", found.length)];
  if (number) return [phrase("number", count, number)];
  if (count) return [phrase(query ? "full" : "all", count, query)];
  const length = query.split(/\s+/).length;
  const like = elsewhere.length ? [] : [...new Set(unknown.slice(0, 2).flatMap((word) => engine.spell("phrases", word, maybe, length, engine) ?? []))];
  return [phrase(maybe.length ? "some" : "none", 0, query), ...unknown.slice(0, 3).map((word) => phrase("unknown", 0, word)),
    ...(like.length ? [phrase("near"), ...like.slice(0, 3).flatMap(link)] : [])];
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
box.addEventListener("keydown", (event) => event.isComposing && event.key === "Enter" && event.preventDefault());
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
