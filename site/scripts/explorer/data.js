/* The zoo's rows as typed arrays. generator/explorer/encoding.py says what the columns hold. */

const FORMAT = 1;
export const NOTHING = -1;
export const CONDITIONS = ["device", "engine", "precision", "batch", "threads", "input_size", "dataset"];
export const QUANTITIES = ["top1", "top5", "box_ap", "easy", "medium", "hard", "flops", "params", "storage", "latency"];
const WRONG = ["miscounted", "contradicted"];

/** Read the columns of `rows.json`. */
export function decode(raw) {
  if (raw.format !== FORMAT) {
    throw new Error(`rows.json has format ${raw.format}, expected ${FORMAT}`);
  }
  const rows = Object.fromEntries(Object.entries(raw.rows).map(([name, column]) => [name, Int32Array.from(column)]));
  const numbers = Object.fromEntries(Object.entries(raw.numbers).map(([name, column]) => [name, decodeNumbers(column)]));
  const length = rows.model.length;
  return {
    ...raw,
    rows,
    numbers,
    length,
    conditionCount: raw.conditions.device.length,
    stated: statedCounts(raw.conditions),
    verified: verifiedRows(numbers, length),
  };
}

function decodeNumbers(column) {
  const values = Float64Array.from(column.values);
  const ranks = new Int32Array(values.length);
  for (let place = 1; place < values.length; place += 1) {
    ranks[place] = ranks[place - 1] + (values[place] > values[place - 1] ? 1 : 0);
  }
  return { ...column, cells: Int32Array.from(column.cells), values, ranks };
}

/** How many conditions each set of conditions states. */
function statedCounts(conditions) {
  return conditions.device.map((_, place) => CONDITIONS.filter((name) => conditions[name][place] !== null).length);
}

/** 1 for rows with a confirmed number and none that is wrong. */
function verifiedRows(numbers, length) {
  const found = new Uint8Array(length);
  for (const column of Object.values(numbers)) {
    const flags = Uint8Array.from(column.verdicts, (name) => (name === "confirmed" ? 1 : WRONG.includes(name) ? 2 : 0));
    if (flags.some((flag) => flag > 0)) {
      for (let row = 0; row < length; row += 1) {
        found[row] |= column.cells[row] < 0 ? 0 : flags[column.cells[row]];
      }
    }
  }
  return found.map((flags) => (flags === 1 ? 1 : 0));
}

/** The place of a row's number in the dictionary of its quantity, or NOTHING. */
export const cellOf = (data, quantity, row) => data.numbers[quantity]?.cells[row] ?? NOTHING;

/** A row's plain number, or null. */
export function valueOf(data, quantity, row) {
  const cell = cellOf(data, quantity, row);
  return cell < 0 ? null : data.numbers[quantity].values[cell];
}

/** What a row's conditions say under a name, or null. */
export const conditionOf = (data, name, row) => data.conditions[name][data.rows.conditions[row]];
