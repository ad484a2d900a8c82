/* Rows that several documents repeat are one row. The same as in catalog/repeats.py. */

import { NOTHING } from "./data.js";

/**
 * Fold rows that print the same model's same number under no other conditions.
 *
 * @returns {{rows: Int32Array, alsoIn: Map<number, number[]>}} The rows that stay, and the other sources of each.
 */
export function withoutRepeats(data, rows) {
  const groups = new Map();
  const alsoIn = new Map();
  const places = [];
  for (const row of rows) {
    const measurement = data.rows.measurement[row];
    const group = measurement === NOTHING ? null : groups.get(measurement);
    if (!group) {
      const started = [row];
      places.push(measurement === NOTHING ? row : started);
      if (measurement !== NOTHING) {
        groups.set(measurement, started);
      }
      continue;
    }
    const place = group.findIndex((kept) => compatible(data, kept, row));
    if (place < 0) {
      group.push(row);
    } else {
      group[place] = fold(data, alsoIn, group[place], row);
    }
  }
  return { rows: Int32Array.from(places.flat()), alsoIn };
}

function compatible(data, one, other) {
  const [first, second] = [data.rows.conditions[one], data.rows.conditions[other]];
  return ["input_size", "dataset"].every((name) => {
    const [a, b] = [data.conditions[name][first], data.conditions[name][second]];
    return a === null || b === null || a === b;
  });
}

/** Keep the row that states most conditions, the first of these, and remember the sources of the other. */
function fold(data, alsoIn, kept, repeated) {
  const fuller = data.stated[data.rows.conditions[repeated]] > data.stated[data.rows.conditions[kept]];
  const [first, second] = fuller ? [repeated, kept] : [kept, repeated];
  const sources = new Set([...(alsoIn.get(first) ?? []), data.rows.source[second], ...(alsoIn.get(second) ?? [])]);
  sources.delete(data.rows.source[first]);
  alsoIn.delete(second);
  alsoIn.set(first, [...sources]);
  return first;
}
