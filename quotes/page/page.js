"use strict";
const rows = [...document.querySelectorAll("tbody tr")], found = document.getElementById("found");
document.getElementById("search").addEventListener("input", (event) => {
  const asked = event.target.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(asked);
  found.value = rows.filter((row) => !row.hidden).length + " / " + rows.length;
});
for (const button of document.querySelectorAll("th button")) button.addEventListener("click", () => {
  const head = button.parentElement, body = head.closest("table").tBodies[0], column = head.cellIndex;
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (row) => row.cells[column].dataset.n ?? row.cells[column].textContent;
  const sorted = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true }));
  body.append(...(up ? sorted : sorted.reverse()));
});
