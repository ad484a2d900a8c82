/* What the picture shows of an answer: an accuracy and a cost a row, a series a family, and the Pareto front. */

import { isMetric } from "./amounts.js";
import { isFilled } from "./data.js";
import { costOf, sortByConditions, sortByNumber } from "./order.js";
import { frontOf, qualityOf } from "./pareto.js";

const NAMED_SERIES = 5;
const COSTS = ["latency", "flops", "params", "storage"];

/** The points of an answer. Rows that lack one of the two numbers have none. */
export function pointsOf({ data, rows, order, filled, perSet }) {
  const ordered = order && isMetric(order.quantity) && isFilled(filled, order.quantity);
  const quality = ordered ? order.quantity : commonest(data, perSet);
  const wanted = costOf(order);
  const cost = [wanted, ...COSTS].find((name) => isFilled(filled, name)) ?? wanted;
  const [high, low] = [data.numbers[quality], data.numbers[cost]];
  const shown = high && low ? rows.filter((row) => low.cells[row] >= 0 && high.cells[row] >= 0) : rows.subarray(0, 0);
  const families = familiesOf(data, shown);
  const points = {
    ...{ quality, cost, rows: shown, families: families.names },
    ...{ xs: new Float64Array(shown.length), ys: new Float64Array(shown.length), series: new Uint8Array(shown.length) },
  };
  for (let place = 0; place < shown.length; place += 1) {
    const row = shown[place];
    points.xs[place] = low.values[low.cells[row]];
    points.ys[place] = high.values[high.cells[row]];
    points.series[place] = families.seriesOf[data.rows.model[row]];
  }
  const front = frontOf(data, shown, { quantity: quality, highestFirst: true }, cost);
  return { ...points, front, fronts: linesOf(data, front, cost) };
}

/** The accuracy that most rows are judged by. */
function commonest(data, perSet) {
  const counts = new Map();
  perSet.forEach((count, set) => {
    const name = count > 0 ? qualityOf(data, null, set) : null;
    if (name !== null) {
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  });
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

/** The families with the most points, each a series, and one series (null) for all others. */
function familiesOf(data, rows) {
  const perModel = new Int32Array(data.models.name.length);
  for (let place = 0; place < rows.length; place += 1) {
    perModel[data.rows.model[rows[place]]] += 1;
  }
  const counts = new Map();
  data.models.family.forEach((family, model) => {
    if (perModel[model] > 0) {
      counts.set(family, (counts.get(family) ?? 0) + perModel[model]);
    }
  });
  const sorted = [...counts].sort((one, other) => other[1] - one[1]).map(([family]) => family);
  const few = sorted.length <= NAMED_SERIES + 1;
  const names = few ? sorted : [...sorted.slice(0, NAMED_SERIES), null];
  const places = new Map(sorted.map((family, place) => [family, Math.min(place, NAMED_SERIES)]));
  return { names, seriesOf: data.models.family.map((family) => places.get(family) ?? NAMED_SERIES) };
}

/** The front under each set of conditions, from the lowest cost to the highest. */
function linesOf(data, front, cost) {
  const lines = new Map();
  for (const row of sortByConditions(data, sortByNumber(data, front, cost, false))) {
    const set = data.rows.conditions[row];
    if (!lines.has(set)) {
      lines.set(set, []);
    }
    lines.get(set).push(row);
  }
  return [...lines.values()];
}
