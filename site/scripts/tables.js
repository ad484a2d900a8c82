/* Sorts and narrows down the tables of the site. Without this script they are plain tables. */
"use strict";

(() => {
  const MANY_ROWS = 8;
  const MANY_CHOICES = 80;
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

  const textOf = (cell) => (cell.querySelector(".zp-missing") ? "" : cell.textContent.trim());

  /** What a cell is sorted by: a number, a text, or null when the source states nothing. */
  function keyOf(cell, numeric) {
    if (numeric) {
      return cell.dataset.sort === undefined ? null : Number(cell.dataset.sort);
    }
    return textOf(cell) || null;
  }

  function compare(a, b, numeric) {
    return numeric ? a - b : collator.compare(a, b);
  }

  function sortBy(table, header, descending) {
    const column = header.cellIndex;
    const numeric = header.dataset.type === "number";
    const body = table.tBodies[0];
    const lines = Array.from(body.rows, (row) => ({ row, key: keyOf(row.cells[column], numeric) }));
    lines.sort((a, b) => {
      if (a.key === null || b.key === null) {
        return (a.key === null) - (b.key === null);
      }
      return descending ? compare(b.key, a.key, numeric) : compare(a.key, b.key, numeric);
    });
    body.append(...lines.map((line) => line.row));
    for (const other of table.tHead.rows[0].cells) {
      other.setAttribute("aria-sort", "none");
    }
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }

  function addSorting(table) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "zp-sort";
      button.append(...header.childNodes);
      header.append(button);
      header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        sortBy(table, header, header.getAttribute("aria-sort") === "ascending");
      });
    }
  }

  function choicesOf(table, column) {
    const texts = new Set(Array.from(table.tBodies[0].rows, (row) => textOf(row.cells[column])));
    return Array.from(texts).sort(collator.compare);
  }

  function addOption(select, value, label) {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = label;
    select.append(option);
  }

  function addChoices(table) {
    const headers = Array.from(table.tHead.rows[0].cells).filter((header) => "choice" in header.dataset);
    if (table.tBodies[0].rows.length < MANY_ROWS || headers.length === 0) {
      return;
    }
    const box = table.parentElement;
    const bar = document.createElement("div");
    bar.className = "zp-choices";
    const count = document.createElement("output");
    const selects = [];
    for (const header of headers) {
      const choices = choicesOf(table, header.cellIndex);
      if (choices.length < 2 || choices.length > MANY_CHOICES) {
        continue;
      }
      const label = document.createElement("label");
      label.textContent = header.querySelector(".zp-label").textContent;
      const select = document.createElement("select");
      addOption(select, "all", box.dataset.all);
      for (const choice of choices) {
        addOption(select, `=${choice}`, choice || "–");
      }
      label.append(select);
      bar.append(label);
      selects.push({ select, column: header.cellIndex });
    }
    const narrow = () => {
      const rows = Array.from(table.tBodies[0].rows);
      for (const row of rows) {
        row.hidden = !selects.every(
          ({ select, column }) => select.value === "all" || select.value === `=${textOf(row.cells[column])}`,
        );
      }
      count.textContent = `${rows.filter((row) => !row.hidden).length} / ${rows.length}`;
    };
    bar.append(count);
    bar.addEventListener("change", narrow);
    box.before(bar);
    narrow();
  }

  function start() {
    for (const table of document.querySelectorAll("[data-all] > table.zp-table")) {
      addChoices(table);
      addSorting(table);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
