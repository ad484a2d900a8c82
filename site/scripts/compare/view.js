/** Draws the comparison as one table, in the words of the page. */

import { KINDS, expectedOf } from "./conditions.js";
import { element, fill } from "./dom.js";

const language = document.documentElement.lang || "en";
const whole = new Intl.NumberFormat(language);

/** Draw the table of `models` with their `facts` and `rows`; `page` has the page's words and roots. */
export function drawTable(models, facts, rows, page) {
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, page.words.sentences.quantity),
    models.map((model) => element("th", { scope: "col", class: "zp-num" }, modelLink(model.name, page))),
  );
  const caption = page.words.sentences.numbers;
  const table = element("table", { class: "zp-table zp-compared" }, element("caption", {}, caption), element("thead", {}, head));
  table.append(section(page.words.facts.facts, models, facts.map((row) => factRow(row, page))));
  for (const kind of KINDS) {
    const lines = rows.filter((row) => row.kind === kind).map((row) => claimRow(row, models, page));
    if (lines.length) {
      table.append(section(page.words.sections[kind], models, lines));
    }
  }
  return element("div", { class: "zp-scroll zp-tall", tabindex: "0", role: "region", "aria-label": caption }, table);
}

function section(title, models, lines) {
  const heading = element("th", { scope: "rowgroup", colspan: String(models.length + 1) }, element("span", {}, title));
  return element("tbody", {}, element("tr", { class: "zp-section" }, heading), lines);
}

function modelLink(name, page) {
  const link = element("a", { href: `${page.root}models/${encodeURIComponent(name)}/` });
  name.split("_").forEach((part, place) => link.append(...(place ? ["_", element("wbr"), part] : [part])));
  return link;
}

function factRow(row, page) {
  const title = page.words.facts[row.key] ?? page.words.conditions[row.key];
  return element(
    "tr",
    { class: row.differs ? "zp-differs" : null },
    element("th", { scope: "row" }, title),
    row.cells.map((cell) => factCell(cell, row, page)),
  );
}

function factCell(cell, row, page) {
  if (!cell) {
    return element("td", { class: "zp-num" }, element("span", { class: "zp-missing" }, "–"));
  }
  if (cell.count !== undefined) {
    const parts = [number(whole.format(cell.count), cell.best, page), deltaLine(cell.delta, "size", page)];
    return element("td", { class: "zp-num" }, parts);
  }
  const text = cell.page ? element("a", { href: page.root + cell.page }, cell.text) : cell.text;
  return element("td", { class: "zp-num" }, text);
}

function claimRow(row, models, page) {
  const { words } = page;
  const notes = [
    row.conditions.filter(([, value]) => value !== undefined).map(([name, value]) => conditionText(name, value, words)),
    notStated(row, words),
    row.source ? sourceLink(row.source, page) : words.sentences.otherSources,
    row.comparable ? null : words.sentences.conventions,
  ];
  const lines = [notes[0].join(" · "), ...notes.slice(1)].filter(Boolean);
  const title = words.quantities[row.quantity];
  return element(
    "tr",
    { class: row.differs ? "zp-differs" : null },
    element(
      "th",
      { scope: "row" },
      row.origin ? fill(words.sentences.paper, { quantity: title }) : title,
      lines.map((line) => element("small", {}, line)),
    ),
    row.cells.map((cell) => claimCell(cell, row, page)),
  );
}

function conditionText(name, value, words) {
  const shown = words.names[name]?.[value] ?? String(value).toUpperCase();
  if (name === "device" || name === "engine" || name === "dataset" || name === "precision") {
    return shown;
  }
  return `${words.conditions[name]} ${value}${name === "input_size" || name === "resize" ? " px" : ""}`;
}

function notStated(row, words) {
  const expected = expectedOf(row.kind);
  const missing = row.conditions.filter(([name, value]) => value === undefined && expected.includes(name));
  if (!missing.length) {
    return null;
  }
  const names = missing.map(([name]) => words.conditions[name]);
  return fill(words.sentences.notStated, { conditions: names.join(words.sentences.separator) });
}

function sourceLink(source, page) {
  return element("a", { href: page.root + page.words.places[source] }, page.words.names.source[source]);
}

function claimCell(cell, row, page) {
  if (!cell) {
    const title = page.words.sentences.missing;
    return element("td", { class: "zp-num" }, element("span", { class: "zp-missing", title }, "–"));
  }
  const { claim } = cell;
  const unit = claim.unit || (row.kind === "latency" ? "ms" : "");
  const printed = `${claim.printed} ${unit}`.trim();
  return element(
    "td",
    { class: "zp-num" },
    number(printed, cell.best, page),
    " ",
    badge(claim, page.words),
    deltaLine(cell.delta, row.kind, page),
    row.source ? null : element("small", {}, sourceLink(claim.source, page)),
    cell.others.map((other) => {
      const values = { printed: `${other.printed} ${other.unit}`.trim(), source: page.words.names.source[other.source] };
      return element("small", {}, fill(page.words.sentences.also, values));
    }),
  );
}

function number(text, best, page) {
  if (!best) {
    return element("span", { class: "zp-value" }, text);
  }
  const word = element("span", { class: "zp-best-word" }, page.words.sentences.best);
  return element("span", { class: "zp-value zp-best" }, element("strong", {}, text), " ", word);
}

function badge(claim, words) {
  const [name, meaning] = words.verdicts[claim.verdict];
  const why = claim.reason ? words.reasons[claim.reason] : meaning;
  return element("span", { class: `zp-badge zp-sign zp-${claim.verdict}`, title: `${name}: ${why}` }, name);
}

/** A difference to the first model, with its sign; the unit is percent, or percentage points for accuracies. */
function deltaLine(delta, kind, page) {
  if (delta === null || delta === undefined || !Number.isFinite(delta)) {
    return null;
  }
  const digits = kind === "accuracy" ? 2 : 1;
  const format = new Intl.NumberFormat(language, { signDisplay: "exceptZero", maximumFractionDigits: digits });
  const unit = kind === "accuracy" ? page.words.sentences.points : "%";
  return element("small", { class: "zp-delta" }, `${format.format(delta).replace("-", "−")} ${unit}`);
}
