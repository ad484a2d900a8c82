/* Cells of the table. Text is only ever set as text. */

import { isCondition, isNumeric, isQuantity } from "./columns.js";
import { conditionOf } from "./data.js";
import { numberOf } from "./export.js";
import { element } from "./say.js";

/** The class that gives a column its width and sets numbers flush right. */
export function classOf(column) {
  if (["flops", "params", "storage"].includes(column)) {
    return "zoo-number zoo-judged";
  }
  const wide = { model: "zoo-model", source: "zoo-source", device: "zoo-wide", engine: "zoo-wide", task: "zoo-wide" };
  return wide[column] ?? (isNumeric(column) ? "zoo-number" : "zoo-word");
}

/** One cell of a row that is not its first. */
export function cellFor(data, column, row, answer, words) {
  const cell = element("td", { className: classOf(column) });
  if (isQuantity(column)) {
    fillNumber(cell, numberOf(data, column, row), column, words);
  } else if (isCondition(column)) {
    fillText(cell, conditionOf(data, column, row), (value) => words.value(column, value), words);
  } else if (column === "source") {
    fillSource(cell, data, row, answer, words);
  } else {
    const value = data.models[column][data.rows.model[row]];
    fillText(cell, value, () => words.value(column, value), words);
  }
  return cell;
}

function fillText(cell, value, tell, words) {
  if (value === null) {
    cell.append(element("span", { className: "zp-missing", title: words.say("notStated") }, "–"));
  } else {
    cell.append(tell(value));
    cell.title = cell.textContent;
  }
}

function fillNumber(cell, number, column, words) {
  if (number === null) {
    fillText(cell, null, null, words);
    return;
  }
  if (number.elsewhere) {
    const title = words.say("elsewhere", { source: words.value("source", number.source) });
    cell.append(element("sup", { title }, "†"));
  }
  cell.append(number.text, column === "latency" ? " ms" : "");
  if (number.verdict !== "unchecked") {
    const name = words.value("verdict", number.verdict);
    const className = `zp-badge zp-sign zp-${number.verdict}`;
    cell.append(element("span", { className, title: name }, name));
  }
}

function fillSource(cell, data, row, answer, words) {
  const title = words.value("source", data.sources[data.rows.source[row]]);
  const others = answer.alsoIn.get(row)?.length ?? 0;
  const more = others ? words.say("otherSources", { count: words.count(others) }) : "";
  cell.append(title, others ? ` (+${others})` : "");
  cell.title = [title, more].filter(Boolean).join(" · ");
}
