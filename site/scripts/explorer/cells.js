/* Cells of the table. Text is only ever set as text. */

import { isCondition, isNumeric, isQuantity } from "./columns.js";
import { numberOf } from "./export.js";
import { otherSources } from "./repeats.js";
import { element, setText } from "./say.js";

/** The class that gives a column its width and sets numbers flush right. */
export function classOf(column) {
  if (["flops", "params", "storage"].includes(column)) {
    return "zoo-number zoo-judged";
  }
  const wide = { model: "zoo-model", source: "zoo-source", device: "zoo-wide", engine: "zoo-wide", task: "zoo-wide" };
  return wide[column] ?? (isNumeric(column) ? "zoo-number" : "zoo-word");
}

/** Fill the cell of a row under a column, whatever it held. */
export function fillCell(cell, column, row, answer, words) {
  const { data } = answer;
  if (isQuantity(column)) {
    fillNumber(cell, numberOf(data, column, row), column, words);
  } else if (isCondition(column)) {
    fillText(cell, data.conditions[column][data.rows.conditions[row]], (value) => words.value(column, value), words);
  } else if (column === "source") {
    fillSource(cell, row, answer, words);
  } else {
    const value = data.models[column][data.rows.model[row]];
    fillText(cell, value, () => words.value(column, value), words);
  }
}

function fillText(cell, value, tell, words) {
  if (value === null) {
    cell.replaceChildren(element("span", { className: "zp-missing", title: words.say("notStated") }, "–"));
    cell.removeAttribute("title");
    return;
  }
  const text = tell(value);
  setText(cell, text);
  cell.title = text;
}

function fillNumber(cell, number, column, words) {
  if (number === null) {
    fillText(cell, null, null, words);
    return;
  }
  const text = `${number.text}${column === "latency" ? " ms" : ""}`;
  if (!number.elsewhere && number.verdict === "unchecked") {
    setText(cell, text);
    return;
  }
  const title = number.elsewhere ? words.say("elsewhere", { source: words.value("source", number.source) }) : "";
  const parts = [number.elsewhere ? element("sup", { title }, "†") : null, text, signOf(number.verdict, words)];
  cell.replaceChildren(...parts.filter((part) => part !== null));
}

function signOf(verdict, words) {
  if (verdict === "unchecked") {
    return null;
  }
  const name = words.value("verdict", verdict);
  return element("span", { className: `zp-badge zp-sign zp-${verdict}`, title: name }, name);
}

function fillSource(cell, row, { data, folded }, words) {
  const title = words.value("source", data.sources[data.rows.source[row]]);
  const others = otherSources(data, folded, row).length;
  setText(cell, others ? `${title} (+${others})` : title);
  cell.title = others ? `${title} · ${words.say("otherSources", { count: words.count(others) })}` : title;
}
