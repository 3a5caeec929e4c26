// Suggestions under the search box of every page: an ARIA combobox with a list. The index is fetched when the box gets
// the focus; without this script the form leads to the search page all the same.

import "./paper.js"; // every page with such a box has paper too, and one element less
import { address, ask, load, loadRest, make, result } from "./shared.js";

const MOST = 7;
const form = document.querySelector("[role=search]"), box = form.elements.q;
const list = make("ul", { id: "goi-y", className: "ck-suggest", role: "listbox", ariaLabel: "Gợi ý" });
for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id }))
  box.setAttribute(name, value);
form.append(list);
let at;

const options = () => list.querySelectorAll("[role=option]");

function choose(next) {
  at = next;
  options().forEach((option, i) => (option.ariaSelected = i === at));
  box.setAttribute("aria-activedescendant", options()[at]?.id ?? "");
}

function show(items) {
  list.replaceChildren(...items);
  list.hidden = !items.length;
  box.ariaExpanded = !list.hidden;
  choose(-1);
}

const note = (...text) => make("li", { role: "presentation", className: "ck-meta" }, ...text);

async function suggest() {
  const query = box.value.trim(), engine = query && (await load()), answer = engine && (await ask(engine, box.value));
  if (query !== box.value.trim() || document.activeElement !== box) return;
  if (!answer) return show([]);
  const { found, maybe, elsewhere, terms } = answer, sure = found.length > 0;
  const option = (place, i) => {
    const [key, text] = result(engine, place, terms(place)), link = text.querySelector("a");
    link.replaceWith(...link.childNodes); // an option holds no link
    const go = () => location.assign(address(engine.records[place]));
    return make("li", { id: `goi-y-${i}`, role: "option", onclick: go }, key, text);
  };
  const others = elsewhere.map(({ topic, who }) => note(make("b", {}, topic), ` – nơi thường giải quyết: ${who}`));
  const shown = (sure ? found : maybe).slice(0, MOST).map(option);
  show([...others, ...(sure || !shown.length ? [] : [note("Có thể bạn tìm")]), ...shown]);
  loadRest(() => {});
}

show([]);
box.addEventListener("focus", load);
box.addEventListener("input", suggest);
box.addEventListener("blur", () => show([]));
list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box until the click
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // the keyboard is still writing a word
  const count = options().length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count) choose(((at + 1 + step + count + 1) % (count + 1)) - 1);
  else if (event.key === "Escape" && !list.hidden) show([]);
  else if (event.key === "Enter" && at >= 0) options()[at].click();
  else return;
  event.preventDefault();
});
