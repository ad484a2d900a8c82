/* The Pareto front among rows under the same conditions. The same as in catalog/ordering.py and catalog/pareto.py. */

import { isMetric } from "./amounts.js";
import { NOTHING } from "./data.js";
import { costOf, sortByKey, sortByNumber } from "./order.js";

/** The accuracy that rows under some conditions are judged by: what is sorted by, else their data set's first metric. */
export function qualityOf(data, order, conditions) {
  if (order && isMetric(order.quantity)) {
    return order.quantity;
  }
  return data.metrics[data.conditions.dataset[conditions]]?.[0] ?? null;
}

/**
 * The rows that no other row under the same conditions beats in both accuracy and cost, in their given order.
 *
 * @param {string} [cost] The cost, if not what the order says.
 */
export function frontOf(data, rows, order, cost = costOf(order)) {
  const prices = data.numbers[cost];
  const quality = new Int32Array(data.length).fill(NOTHING);
  const points = rows.filter((row) => {
    const metric = data.numbers[qualityOf(data, order, data.rows.conditions[row])];
    const cell = metric && prices && prices.cells[row] >= 0 ? metric.cells[row] : NOTHING;
    quality[row] = cell < 0 ? NOTHING : metric.ranks[cell];
    return cell >= 0;
  });
  const best = points.reduce((most, row) => Math.max(most, quality[row]), 0);
  const byQuality = sortByKey(points, (row) => best - quality[row], best + 1);
  const byCost = sortByNumber(data, byQuality, cost, false);
  const ordered = sortByKey(byCost, (row) => data.rows.conditions[row], data.conditionCount);
  const kept = new Uint8Array(data.length);
  let last = NOTHING;
  for (const row of ordered) {
    const first = last < 0 || data.rows.conditions[last] !== data.rows.conditions[row];
    const equal = !first && quality[row] === quality[last] && rank(prices, row) === rank(prices, last);
    if (first || equal || quality[row] > quality[last]) {
      kept[row] = 1;
      last = row;
    }
  }
  return rows.filter((row) => kept[row]);
}

const rank = (column, row) => column.ranks[column.cells[row]];
