/* What the picture shows of an answer: an accuracy and a cost a row, a series a family, and the Pareto front. */

import { isMetric } from "./amounts.js";
import { cellOf, valueOf } from "./data.js";
import { costOf } from "./order.js";
import { frontOf, qualityOf } from "./pareto.js";

const NAMED_SERIES = 5;
const COSTS = ["latency", "flops", "params", "storage"];

/** The points of an answer. Rows that lack one of the two numbers have none. */
export function pointsOf(data, answer) {
  const { rows, order } = answer;
  const quality = order && isMetric(order.quantity) ? order.quantity : commonest(rows, (row) => qualityFor(data, order, row));
  const wanted = costOf(order);
  const cost = [wanted, ...COSTS].find((name) => rows.some((row) => cellOf(data, name, row) >= 0)) ?? wanted;
  const shown = rows.filter((row) => cellOf(data, cost, row) >= 0 && quality !== null && cellOf(data, quality, row) >= 0);
  const families = familiesOf(data, shown);
  return {
    quality,
    cost,
    rows: shown,
    xs: Float64Array.from(shown, (row) => valueOf(data, cost, row)),
    ys: Float64Array.from(shown, (row) => valueOf(data, quality, row)),
    series: Uint8Array.from(shown, (row) => families.seriesOf[data.rows.model[row]]),
    families: families.names,
    fronts: frontsOf(data, shown, quality, cost),
  };
}

const qualityFor = (data, order, row) => qualityOf(data, order, data.rows.conditions[row]);

function commonest(rows, nameOf) {
  const counts = new Map();
  for (const row of rows) {
    const name = nameOf(row);
    if (name !== null) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

/** The families with the most points, each a series, and one series (null) for all others. */
function familiesOf(data, rows) {
  const counts = new Map();
  for (const row of rows) {
    const family = data.models.family[data.rows.model[row]];
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  const sorted = [...counts].sort((one, other) => other[1] - one[1]).map(([family]) => family);
  const few = sorted.length <= NAMED_SERIES + 1;
  const names = few ? sorted : [...sorted.slice(0, NAMED_SERIES), null];
  const places = new Map(sorted.map((family, place) => [family, Math.min(place, NAMED_SERIES)]));
  return { names, seriesOf: data.models.family.map((family) => places.get(family) ?? NAMED_SERIES) };
}

/** The front under each set of conditions, from the lowest cost to the highest. */
function frontsOf(data, rows, quality, cost) {
  const front = frontOf(data, rows, { quantity: quality, highestFirst: true }, cost);
  const fronts = new Map();
  for (const row of front) {
    const set = data.rows.conditions[row];
    fronts.set(set, [...(fronts.get(set) ?? []), row]);
  }
  return [...fronts.values()].map((members) => members.sort((a, b) => valueOf(data, cost, a) - valueOf(data, cost, b)));
}
