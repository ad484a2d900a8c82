/* Rows as CSV and JSON, like `catalog query --format csv` and `--format json`. */

import { plainDigits } from "./amounts.js";
import { cellOf, CONDITIONS, QUANTITIES } from "./data.js";
import { otherSources } from "./repeats.js";

/** What is said of a number of a row, or null. */
export function numberOf(data, quantity, row) {
  const cell = cellOf(data, quantity, row);
  if (cell < 0) {
    return null;
  }
  const column = data.numbers[quantity];
  const other = column.sources[cell];
  return {
    value: column.values[cell],
    text: column.texts[cell],
    verdict: column.verdicts[cell],
    source: data.sources[other < 0 ? data.rows.source[row] : other],
    elsewhere: other >= 0,
  };
}

/** A row of an answer as an object: its model, conditions and numbers. */
export function rowObject({ data, folded }, row) {
  const model = data.rows.model[row];
  const set = data.rows.conditions[row];
  const stated = CONDITIONS.filter((name) => data.conditions[name][set] !== null);
  const numbers = QUANTITIES.map((quantity) => [quantity, numberOf(data, quantity, row)]).filter(([, number]) => number);
  return {
    model: data.models.name[model],
    family: data.models.family[model],
    task: data.models.task[model],
    source: data.sources[data.rows.source[row]],
    also_in: otherSources(data, folded, row).map((source) => data.sources[source]),
    conditions: Object.fromEntries(stated.map((name) => [name, data.conditions[name][set]])),
    numbers: Object.fromEntries(
      numbers.map(([quantity, { value, text, source }]) => {
        const [printed, unit = ""] = text.split(" ");
        return [quantity, { value, printed, unit, source }];
      }),
    ),
  };
}

/** An answer's rows as JSON. */
export function toJson(answer) {
  const { rows, mixed, grouped } = answer;
  const objects = Array.from(rows, (row) => rowObject(answer, row));
  return `${JSON.stringify({ rows: objects, mixed_conditions: mixed, grouped }, null, 2)}\n`;
}

/** An answer's rows as CSV. */
export function toCsv(answer) {
  const ofNumbers = QUANTITIES.flatMap((quantity) => [quantity, `${quantity}_printed`, `${quantity}_source`]);
  const header = ["model", "family", "task", "source", "also_in", ...CONDITIONS, ...ofNumbers];
  const lines = Array.from(answer.rows, (row) => csvCells(rowObject(answer, row)));
  return [header, ...lines].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}

function csvCells(row) {
  const numbers = QUANTITIES.flatMap((quantity) => {
    const number = row.numbers[quantity];
    const printed = number && `${number.printed} ${number.unit}`.trimEnd();
    return number ? [plainDigits(number.value), printed, number.source] : ["", "", ""];
  });
  const conditions = CONDITIONS.map((name) => row.conditions[name] ?? "");
  return [row.model, row.family, row.task, row.source, row.also_in.join(";"), ...conditions, ...numbers];
}

const csvCell = (cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

const TIME_TO_SAVE_MS = 60_000;

/** Let the reader save a text as a file. */
export function save(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), TIME_TO_SAVE_MS);
}
