/* The Pareto front among rows under the same conditions. The same as in catalog/ordering.py and catalog/pareto.py. */

import { isMetric } from "./amounts.js";
import { NOTHING } from "./data.js";
import { costOf, sortByConditions, sortByNumber } from "./order.js";

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
  const sets = data.conditions.device.keys();
  const qualities = Array.from(sets, (set) => data.numbers[qualityOf(data, order, set)] ?? null);
  const points = prices ? rows.filter((row) => prices.cells[row] >= 0 && rankOf(data, qualities, row) >= 0) : rows.subarray(0, 0);
  const kept = bestOf(data, sortByConditions(data, sortByNumber(data, points, cost, false)), qualities, prices);
  return rows.filter((row) => kept[row]);
}

/** The rank of a row's accuracy, or NOTHING. */
function rankOf(data, qualities, row) {
  const column = qualities[data.rows.conditions[row]];
  const cell = column === null ? NOTHING : column.cells[row];
  return cell < 0 ? NOTHING : column.ranks[cell];
}

/** Of rows by conditions and cost, mark those that are better than all cheaper ones and the best of their cost. */
function bestOf(data, rows, qualities, prices) {
  const { conditions } = data.rows;
  const kept = new Uint8Array(data.length);
  let best = NOTHING;
  let end = 0;
  for (let start = 0; start < rows.length; start = end) {
    const [set, price] = [conditions[rows[start]], prices.ranks[prices.cells[rows[start]]]];
    let most = NOTHING;
    for (end = start; end < rows.length && conditions[rows[end]] === set && prices.ranks[prices.cells[rows[end]]] === price; end += 1) {
      most = Math.max(most, rankOf(data, qualities, rows[end]));
    }
    best = start > 0 && conditions[rows[start - 1]] === set ? best : NOTHING;
    for (let place = start; most > best && place < end; place += 1) {
      kept[rows[place]] = rankOf(data, qualities, rows[place]) === most ? 1 : 0;
    }
    best = Math.max(best, most);
  }
  return kept;
}
