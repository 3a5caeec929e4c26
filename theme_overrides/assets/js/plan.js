// A plan on a phone: shows only the tasks that were asked for, and says in the contents where the reader is. Without this
// script every task stays on the page, folded by section, and the contents lead to each.

const form = document.querySelector("[data-sieve]"), nav = document.querySelector(".ck-toc");
const rows = [...document.querySelectorAll(".ck-plan tbody tr")];
const ways = { "": () => true, "*": (value) => value, "-": (value) => !value }; // any, some, none
const has = (row, name, wanted) => (ways[wanted] ?? ((value) => value?.split(" ").includes(wanted)))(row.dataset[name]);

function sift() {
  const asked = Object.fromEntries(new FormData(form)), active = Object.values(asked).some(Boolean);
  let left = 0;
  for (const row of rows) {
    row.hidden = !Object.entries(asked).every(([name, wanted]) => has(row, name, wanted));
    left += !row.hidden;
  }
  for (const table of document.querySelectorAll(".ck-plan")) {
    const empty = !table.querySelector("tbody tr:not([hidden])");
    table.closest("section").hidden = active && empty;
    if (active && !empty) table.closest("details").open = true;
  }
  form.querySelector("output").textContent = active ? `${left} nhiệm vụ` : "";
  form.querySelector("[type=reset]").hidden = !active;
  if (asked.u) form.querySelector("details").open = true;
}

if (form) {
  form.hidden = false;
  form.addEventListener("change", sift);
  form.addEventListener("reset", () => setTimeout(sift));
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Marks the part of the page that is being read, and keeps its line in sight where the contents are longer than the screen. */
function mark(link) {
  nav.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const list = nav.scrollHeight > nav.clientHeight ? nav : undefined;
  list?.scrollTo({ top: link.offsetTop - nav.clientHeight / 2 });
  nav.querySelector("[data-here]").textContent = link.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
}

if (nav) {
  const links = [...nav.querySelectorAll("a")], places = links.map((link) => document.getElementById(link.hash.slice(1)));
  const read = () => {
    const at = places.findLastIndex((place) => place && place.getBoundingClientRect().top < 120);
    if (at >= 0 && !links[at].hasAttribute("aria-current")) mark(links[at]);
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => ((waiting = false), read()));
  }, { passive: true });
  for (const link of links)
    link.addEventListener("click", () => {
      if (matchMedia("(max-width: 59.99em)").matches) nav.querySelector("details").open = false;
    });
  read();
}
