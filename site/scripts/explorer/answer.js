/* The answer to a query. The same as in catalog/query.py, which the tests of the site compare it with. */

import { conditionsOf, limitsOf } from "./criteria.js";
import { CONDITIONS, ownNumbersOf, remembered } from "./data.js";
import { everyRow, keepAll, keepHolding, keepWithin } from "./filter.js";
import { explain } from "./nothing.js";
import { arrange, costOf, orderOf } from "./order.js";
import { frontOf } from "./pareto.js";
import { withoutRepeats } from "./repeats.js";

const TIMED = ["device", "engine", "batch", "threads", "max-latency"];

/** Answer a state: rows, sorted, and why there are none. `data` of the answer has the numbers that its rows show. */
export function answer(zoo, state) {
  const data = numbersFor(zoo, state);
  const order = orderOf(state);
  const conditions = conditionsOf(data, state);
  const limits = limitsOf(data, state);
  const candidates = candidatesOf(data, viewOf(state, order));
  const met = keepAll(candidates, conditions);
  const { rows, folded } = withoutRepeats(data, keepAll(met, [], limits));
  const front = state.pareto ? frontOf(data, rows, order) : rows;
  const summary = summaryOf(data, front);
  const grouped = summary.mixed.length > 0 && (Boolean(state.pareto) || order?.quantity === "latency");
  const found = { data, order, folded, grouped, considered: candidates.length, met: met.length, ...summary };
  if (front.length > 0) {
    return { ...found, rows: arrange(data, front, order, grouped), why: null };
  }
  return { ...found, rows: front, why: explain(data, conditions, limits, candidates, met, state.pareto ? rows.length : null) };
}

/** The rows with the numbers that a state may use: who asks for a source gets only its own. */
export const numbersFor = (zoo, state) => (Object.hasOwn(state, "source") ? ownNumbersOf(zoo) : zoo);

/** What kind of query a state is: which of the rows of a model it considers. */
export function viewOf(state, order) {
  const asked = TIMED.some((name) => Object.hasOwn(state, name));
  const needed = order !== null && (state.pareto ? costOf(order) : order.quantity) === "latency";
  const timed = asked || needed || Object.hasOwn(state, "precision");
  return { asked, timed, source: state.source ?? null, dataset: state.dataset ?? null };
}

/** The rows that a kind of query considers. `source` may be "*" for those of each source by itself. */
export function candidatesOf(data, view) {
  const { asked, timed, source, dataset } = view;
  return remembered(data, JSON.stringify([asked, timed, source, dataset]), () => {
    const considers = ([ofLatency, ofSource, name]) =>
      ofLatency === timed && (name === "*" || name === dataset) && (ofSource === source || (source === "*" && ofSource !== null));
    const considered = Uint8Array.from(data.views, (views) => (views.some(considers) ? 1 : 0));
    const found = keepHolding(everyRow(data.length), data.rows.view, considered);
    const { cells, values } = data.numbers.latency ?? { cells: new Int32Array(data.length), values: [] };
    return asked ? keepWithin(found, cells, 0, values.length - 1) : found;
  });
}

/** What rows have in common: how many of which models, how many under each set of conditions, what differs. */
function summaryOf(data, rows) {
  const { model, conditions } = data.rows;
  const seen = new Uint8Array(data.models.name.length);
  const perSet = new Int32Array(data.conditionCount);
  let models = 0;
  let filled = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    models += 1 - seen[model[row]];
    seen[model[row]] = 1;
    perSet[conditions[row]] += 1;
    filled |= data.filled[row];
  }
  const sets = Array.from(perSet.keys()).filter((set) => perSet[set] > 0);
  const mixed = CONDITIONS.filter((name) => new Set(sets.map((set) => data.conditions[name][set])).size > 1);
  return { models, perSet, filled, mixed };
}
