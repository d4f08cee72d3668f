"use strict";
// One view at a time: the address names what is shown. Without this script everything stands on one long page.
const views = [...document.querySelectorAll("[data-view]")];
const homes = [...document.querySelectorAll("[data-home]")];

function show() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  const shown = (target && target.closest("[data-view]")) || (target ? null : views[0]);
  if (!shown) return;
  for (const view of views) view.hidden = view !== shown;
  for (const home of homes) {
    if (home.dataset.home === shown.dataset.view) home.setAttribute("aria-current", "page");
    else home.removeAttribute("aria-current");
  }
  const place = target && target !== shown ? target : shown;
  if (place === shown) scrollTo(0, 0);
  else place.scrollIntoView({ block: "center" });
  const heading = shown.querySelector("h1, h2");
  if (heading && target) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

// Spellings of one word are equal: no vowel signs, no tatweel, one alef, one ya, one ha.
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\u064b-\u065f\u0670\u0640\u200e\u200f\u061c]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
}

function search(box) {
  const table = document.querySelector(`[data-table="${box.dataset.search}"]`);
  const found = document.querySelector(`[data-found="${box.dataset.search}"]`);
  const rows = [...table.tBodies[0].rows];
  const texts = new Map();
  box.addEventListener("input", () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      if (!texts.has(row)) texts.set(row, fold(row.textContent));
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      count += !row.hidden;
    }
    found.textContent = words.length ? `${count} / ${rows.length}` : "";
  });
}

function value(cell, kind) {
  const text = cell.dataset.v ?? cell.textContent.trim();
  return kind === "n" ? Number(text) : text;
}

function sort(button) {
  const head = button.closest("th");
  const down = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && button.dataset.kind === "n");
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const collator = new Intl.Collator("ar");
  const order = button.dataset.kind === "n" ? (a, b) => a - b : collator.compare;
  const body = head.closest("table").tBodies[0];
  const keyed = [...body.rows].map((row) => [value(row.cells[head.cellIndex], button.dataset.kind), row]);
  keyed.sort((a, b) => (down ? -1 : 1) * order(a[0], b[0]));
  body.append(...keyed.map(([, row]) => row));
}

const theme = document.getElementById("theme");
theme.addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--is-dark").trim() === "1";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  theme.setAttribute("aria-pressed", String(!dark));
});
document.querySelectorAll("[data-search]").forEach(search);
document.querySelectorAll("th button").forEach((button) => button.addEventListener("click", () => sort(button)));
addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  const box = views.find((view) => !view.hidden)?.querySelector("[data-search]");
  if (event.key === "/" && box && !event.target.matches("input")) {
    event.preventDefault();
    box.focus();
  }
});
show();
