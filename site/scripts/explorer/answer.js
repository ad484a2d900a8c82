/* The answer to a query. The same as in catalog/query.py, which the tests of the site compare it with. */

import { conditionsOf, gapToCondition, gapToLimit, limitsOf, meets, within } from "./criteria.js";
import { CONDITIONS, valueOf } from "./data.js";
import { arrange, costOf, orderOf } from "./order.js";
import { frontOf } from "./pareto.js";
import { withoutRepeats } from "./repeats.js";

const TIMED = ["device", "engine", "batch", "threads", "max-latency"];

/** Answer a state: rows, sorted, and why there are none. */
export function answer(data, state) {
  const order = orderOf(state);
  const conditions = conditionsOf(data, state);
  const limits = limitsOf(data, state);
  const candidates = candidatesOf(data, viewOf(state, order));
  const met = candidates.filter(testOf(data, conditions));
  const fitting = limits.length ? met.filter((row) => limits.every((limit) => within(limit, row))) : met;
  const { rows, alsoIn } = withoutRepeats(data, fitting);
  const front = state.pareto ? frontOf(data, rows, order) : rows;
  const mixed = mixedConditions(data, front);
  const grouped = mixed.length > 0 && (Boolean(state.pareto) || order?.quantity === "latency");
  const found = { order, alsoIn, mixed, grouped, considered: candidates.length, met: met.length };
  if (front.length > 0) {
    return { ...found, rows: arrange(data, front, order, grouped), why: null };
  }
  return { ...found, rows: front, why: explain(data, conditions, limits, candidates, met, state.pareto ? rows.length : null) };
}

/** What kind of query a state is: which of the rows of a model it considers. */
export function viewOf(state, order) {
  const asked = TIMED.some((name) => Object.hasOwn(state, name));
  const needed = order !== null && (state.pareto ? costOf(order) : order.quantity) === "latency";
  return { asked, timed: asked || needed || Object.hasOwn(state, "precision"), dataset: state.dataset ?? null };
}

/** The rows that a kind of query considers. */
export function candidatesOf(data, { asked, timed, dataset }) {
  const considered = data.views.map((views) =>
    views.some(([ofLatency, name]) => ofLatency === timed && (name === "*" || name === dataset)),
  );
  const latency = data.numbers.latency?.cells;
  const found = new Int32Array(data.length);
  let count = 0;
  for (let row = 0; row < data.length; row += 1) {
    if (considered[data.rows.view[row]] && (!asked || (latency && latency[row] >= 0))) {
      found[count] = row;
      count += 1;
    }
  }
  return found.subarray(0, count);
}

/** A test of all conditions at once. */
function testOf(data, conditions) {
  const all = (part, length) => {
    const parts = conditions.filter((condition) => condition.part === part);
    return Uint8Array.from({ length }, (_, place) => (parts.every((condition) => condition.holds[place]) ? 1 : 0));
  };
  const models = all("model", data.models.name.length);
  const sets = all("conditions", data.conditionCount);
  const verified = conditions.some((condition) => condition.part === "row");
  const { model, conditions: set } = data.rows;
  return (row) => models[model[row]] && sets[set[row]] && (!verified || data.verified[row]);
}

/** The conditions that differ among rows. */
export function mixedConditions(data, rows) {
  const sets = [...new Set(rows.map((row) => data.rows.conditions[row]))];
  return CONDITIONS.filter((name) => new Set(sets.map((set) => data.conditions[name][set])).size > 1);
}

function explain(data, conditions, limits, candidates, met, beaten) {
  const tests = met.length > 0 || conditions.length === 0 ? limits : conditions;
  const rows = tests === limits ? met : candidates;
  const fits = tests === limits ? within : (condition, row) => meets(data, condition, row);
  const excluded = tests.map((test) => [test.name, rows.reduce((sum, row) => sum + (fits(test, row) ? 0 : 1), 0)]);
  if (beaten !== null) {
    excluded.push(["pareto", beaten]);
  }
  excluded.sort((one, other) => other[1] - one[1]);
  const nearest = nearestOf(data, conditions, limits, candidates);
  return { excluded, nearest, gaps: nearest === null ? [] : gapsOf(data, conditions, limits, nearest) };
}

/** The row that misses the fewest conditions, then the limits by the least; the first of equals. */
function nearestOf(data, conditions, limits, candidates) {
  let nearest = null;
  let least = null;
  for (const row of candidates) {
    const gaps = [
      ...conditions.map((condition) => gapToCondition(data, condition, row)),
      ...limits.map((limit) => gapToLimit(data, limit, row)),
    ];
    const missed = conditions.filter((condition) => !meets(data, condition, row)).length;
    const unstated = gaps.filter((gap) => gap === null).length;
    const distance = [missed, unstated, gaps.reduce((sum, gap) => sum + (gap ?? 0), 0)];
    const place = least === null ? -1 : distance.findIndex((part, index) => part !== least[index]);
    if (least === null || (place >= 0 && distance[place] < least[place])) {
      [nearest, least] = [row, distance];
    }
  }
  return nearest;
}

function gapsOf(data, conditions, limits, row) {
  const missed = conditions.filter((condition) => !meets(data, condition, row));
  const exceeded = limits.filter((limit) => !within(limit, row));
  return [
    ...missed.map(({ name, asked, found }) => ({ name, quantity: null, asked, found: found(row) })),
    ...exceeded.map(({ name, quantity, bound }) => ({ name, quantity, asked: bound, found: valueOf(data, quantity, row) })),
  ];
}

