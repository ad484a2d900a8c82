/* Filters of rows. Each is one plain loop over typed arrays, which a browser makes fast soon. */

/** The rows 0 to `length` − 1. */
export function everyRow(length) {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row += 1) {
    rows[row] = row;
  }
  return rows;
}

/**
 * Keep rows by what stands under their key.
 *
 * @param {Int32Array} rows What to filter.
 * @param {ArrayLike<number>} keys A key a row of the zoo.
 * @param {Uint8Array} holds By key, 1 for what stays.
 */
export function keepHolding(rows, keys, holds) {
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    kept[count] = rows[place];
    count += holds[keys[rows[place]]];
  }
  return kept.subarray(0, count);
}

/** Keep rows whose cell is one of `low` to `high`. */
export function keepWithin(rows, cells, low, high) {
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const cell = cells[rows[place]];
    kept[count] = rows[place];
    count += cell >= low && cell <= high ? 1 : 0;
  }
  return kept.subarray(0, count);
}

/** Keep the rows that every condition and limit lets pass. */
export function keepAll(rows, conditions, limits = []) {
  const met = conditions.reduce((some, { keys, holds }) => keepHolding(some, keys, holds), rows);
  return limits.reduce((some, { cells, low, high }) => keepWithin(some, cells, low, high), met);
}
