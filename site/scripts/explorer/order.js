/* The order of rows. The same as in catalog/ordering.py; sorting counts places in dictionaries and so takes linear time. */

import { isMetric } from "./amounts.js";

/** What rows are sorted by, or null. */
export function orderOf(state) {
  if (!state.sort) {
    return state.pareto ? { quantity: "latency", highestFirst: false } : null;
  }
  const quantity = state.sort.replace(/^-/, "");
  return { quantity, highestFirst: isMetric(quantity) !== state.sort.startsWith("-") };
}

/** The cost that a Pareto front weighs against accuracy. */
export const costOf = (order) => (order === null || isMetric(order.quantity) ? "latency" : order.quantity);

/**
 * Sort stably by whole numbers.
 *
 * @param {Int32Array} rows What to sort.
 * @param {Int32Array} keys The key of each of them, 0 or more, below `count`.
 * @param {number} count How many keys there are.
 */
export function sortByKeys(rows, keys, count) {
  const starts = new Int32Array(count + 1);
  for (let place = 0; place < keys.length; place += 1) {
    starts[keys[place] + 1] += 1;
  }
  for (let key = 0; key < count; key += 1) {
    starts[key + 1] += starts[key];
  }
  const sorted = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    sorted[starts[keys[place]]] = rows[place];
    starts[keys[place]] += 1;
  }
  return sorted;
}

/** Sort by sets of conditions. */
export function sortByConditions(data, rows) {
  const { conditions } = data.rows;
  const keys = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    keys[place] = conditions[rows[place]];
  }
  return sortByKeys(rows, keys, data.conditionCount);
}

/** Sort by a quantity; rows without the number come last. */
export function sortByNumber(data, rows, quantity, highestFirst) {
  const column = data.numbers[quantity];
  if (!column) {
    return rows;
  }
  const { cells, ranks } = column;
  const last = ranks.length ? ranks[ranks.length - 1] : 0;
  const keys = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const cell = cells[rows[place]];
    keys[place] = cell < 0 ? last + 1 : highestFirst ? last - ranks[cell] : ranks[cell];
  }
  return sortByKeys(rows, keys, last + 2);
}

/** Sort rows, if grouped also by conditions. */
export function arrange(data, rows, order, grouped) {
  const sorted = order ? sortByNumber(data, rows, order.quantity, order.highestFirst) : rows;
  return grouped ? sortByConditions(data, sorted) : sorted;
}
