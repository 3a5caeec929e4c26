// Suggestions under the search box of every page: an ARIA combobox with a list. The index is fetched when the box gets
// the focus; without this script the form leads to the search page all the same.

import { load, loadRest, make, result } from "./shared.js";

const MOST = 7;
const form = document.querySelector("[data-suggest]"), box = form.elements.q;
const list = make("ul", { id: "goi-y", className: "ck-suggest", role: "listbox", ariaLabel: form.dataset.suggest });
for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id }))
  box.setAttribute(name, value);
form.append(list);
let at;

function choose(next) {
  at = next;
  [...list.children].forEach((option, i) => (option.ariaSelected = i === at));
  box.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
}

function show(options) {
  list.replaceChildren(...options);
  list.hidden = !options.length;
  box.ariaExpanded = !list.hidden;
  choose(-1);
}

async function suggest() {
  const query = box.value.trim(), engine = query && (await load());
  if (query !== box.value.trim() || document.activeElement !== box) return;
  const { found, terms } = engine ? engine.search(box.value) : { found: [] };
  show(found.slice(0, MOST).map((place, i) => {
    const [key, text] = result(engine, place, terms(place)), link = text.querySelector("a");
    link.replaceWith(...link.childNodes); // an option holds no link
    return make("li", { id: `goi-y-${i}`, role: "option", onclick: () => location.assign(link.href) }, key, text);
  }));
  if (engine) loadRest(() => {});
}

show([]);
box.addEventListener("focus", load);
box.addEventListener("input", suggest);
box.addEventListener("blur", () => show([]));
list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box until the click
box.addEventListener("keydown", (event) => {
  const count = list.children.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count) choose(((at + 1 + step + count + 1) % (count + 1)) - 1);
  else if (event.key === "Escape" && count) show([]);
  else if (event.key === "Enter" && at >= 0) list.children[at].click();
  else return;
  event.preventDefault();
});
