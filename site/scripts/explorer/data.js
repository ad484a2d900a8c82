/* The zoo's rows as typed arrays. generator/explorer/encoding.py says what the columns hold. */

const FORMAT = 2;
export const NOTHING = -1;
export const CONDITIONS = ["device", "engine", "precision", "batch", "threads", "input_size", "dataset"];
export const QUANTITIES = ["top1", "top5", "box_ap", "easy", "medium", "hard", "flops", "params", "storage", "latency"];
const WRONG = ["miscounted", "contradicted"];

/** Read the columns of `rows.json`. */
export function decode(raw) {
  if (raw.format !== FORMAT) {
    throw new Error(`rows.json has format ${raw.format}, expected ${FORMAT}`);
  }
  const rows = Object.fromEntries(Object.entries(raw.rows).map(([name, column]) => [name, new Int32Array(column)]));
  const numbers = Object.fromEntries(Object.entries(raw.numbers).map(([name, column]) => [name, decodeNumbers(column)]));
  const length = rows.model.length;
  return {
    ...raw,
    rows,
    numbers,
    length,
    measurements: largest(rows.measurement) + 1,
    conditionCount: raw.conditions.device.length,
    stated: statedCounts(raw.conditions),
    ...factsOf(numbers, length),
    kept: new Map(),
  };
}

/** What `make` makes of the rows, made once for each name. */
export function remembered(data, name, make) {
  if (!data.kept.has(name)) {
    data.kept.set(name, make());
  }
  return data.kept.get(name);
}

/** The same rows, each with only the numbers that its own source prints. */
export function ownNumbersOf(data) {
  return remembered(data, "own numbers", () => {
    const own = Object.entries(data.numbers).map(([name, column]) => {
      const cells = column.cells.slice();
      for (let row = 0; row < cells.length; row += 1) {
        if (cells[row] >= 0 && column.sources[cells[row]] >= 0) {
          cells[row] = NOTHING;
        }
      }
      return [name, { ...column, cells }];
    });
    const numbers = Object.fromEntries(own);
    return { ...data, numbers, ...factsOf(numbers, data.length), kept: new Map() };
  });
}

function decodeNumbers(column) {
  const values = new Float64Array(column.values);
  const ranks = new Int32Array(values.length);
  for (let place = 1; place < values.length; place += 1) {
    ranks[place] = ranks[place - 1] + (values[place] > values[place - 1] ? 1 : 0);
  }
  return { ...column, cells: new Int32Array(column.cells), values, ranks };
}

function largest(column) {
  let most = NOTHING;
  for (let row = 0; row < column.length; row += 1) {
    most = column[row] > most ? column[row] : most;
  }
  return most;
}

/** How many conditions each set of conditions states. */
function statedCounts(conditions) {
  return conditions.device.map((_, place) => CONDITIONS.filter((name) => conditions[name][place] !== null).length);
}

/** By row: which quantities it has, a bit for each; and 1 if one of its numbers is confirmed and none wrong. */
function factsOf(numbers, length) {
  const filled = new Uint16Array(length);
  const judged = new Uint8Array(length);
  for (const [name, { cells, verdicts }] of Object.entries(numbers)) {
    const flags = new Uint8Array(verdicts.map((verdict) => (verdict === "confirmed" ? 1 : WRONG.includes(verdict) ? 2 : 0)));
    const bit = 1 << QUANTITIES.indexOf(name);
    for (let row = 0; row < length; row += 1) {
      if (cells[row] >= 0) {
        filled[row] |= bit;
        judged[row] |= flags[cells[row]];
      }
    }
  }
  return { filled, verified: judged.map((flags) => (flags === 1 ? 1 : 0)) };
}

/** Whether any of the rows that `filled` was taken from has a quantity. */
export const isFilled = (filled, quantity) => (filled & (1 << QUANTITIES.indexOf(quantity))) !== 0;

/** The place of a row's number in the dictionary of its quantity, or NOTHING. */
export const cellOf = (data, quantity, row) => data.numbers[quantity]?.cells[row] ?? NOTHING;

/** A row's plain number, or null. */
export function valueOf(data, quantity, row) {
  const cell = cellOf(data, quantity, row);
  return cell < 0 ? null : data.numbers[quantity].values[cell];
}
