/* How many models each choice of a control would leave, all other controls staying as they are. */

import { candidatesOf, viewOf } from "./answer.js";
import { conditionsOf, limitsOf, within } from "./criteria.js";
import { orderOf } from "./order.js";

const OF_MODELS = ["task", "family"];
const OF_LATENCY = ["device", "engine", "precision", "batch", "threads"];
const OF_ROWS = ["input-size", "dataset"];

/**
 * Count models by choice.
 *
 * @returns {Map<string, Map<string|number, number>>} By control, by value.
 */
export function modelsByChoice(data, state) {
  const view = viewOf(state, orderOf(state));
  const timed = { ...view, timed: true, asked: true };
  return new Map([...countIn(data, state, view, [...OF_MODELS, ...OF_ROWS]), ...countIn(data, state, timed, OF_LATENCY)]);
}

function countIn(data, state, view, controls) {
  const conditions = conditionsOf(data, state);
  const limits = limitsOf(data, state);
  const others = conditions.filter((condition) => !controls.includes(condition.name));
  const modelMask = maskOf(conditions, controls, "model", data.models.name.length);
  const setMask = maskOf(conditions, controls, "conditions", data.conditionCount);
  const passing = candidatesOf(data, view).filter(
    (row) =>
      limits.every((limit) => within(limit, row)) &&
      others.every(({ part, holds }) => holds[part === "row" ? row : data.rows[part][row]]),
  );
  const counters = controls.map((name) => new Counter(data, name));
  for (const row of passing) {
    const mask = modelMask[data.rows.model[row]] | setMask[data.rows.conditions[row]];
    for (let place = 0; place < counters.length; place += 1) {
      if ((mask & ~(1 << place)) === 0) {
        counters[place].see(row);
      }
    }
  }
  return counters.map((counter) => [counter.name, counter.total()]);
}

/** By model or set of conditions: a bit for each control whose condition does not hold. */
function maskOf(conditions, controls, part, length) {
  const mask = new Int32Array(length);
  for (const condition of conditions.filter((entry) => entry.part === part && controls.includes(entry.name))) {
    const bit = 1 << controls.indexOf(condition.name);
    condition.holds.forEach((holds, place) => {
      mask[place] |= holds ? 0 : bit;
    });
  }
  return mask;
}

/** Counts the different models of each value of one control. */
class Counter {
  constructor(data, name) {
    const field = name.replace("-", "_");
    const column = OF_MODELS.includes(name) ? data.models[field] : data.conditions[field];
    this.name = name;
    this.data = data;
    this.values = [...new Set(column)];
    const places = new Map(this.values.map((value, place) => [value, place]));
    this.places = Int32Array.from(column, (value) => places.get(value));
    this.keys = OF_MODELS.includes(name) ? data.rows.model : data.rows.conditions;
    this.models = data.models.name.length;
    this.seen = new Uint8Array(this.values.length * this.models);
  }

  see(row) {
    this.seen[this.places[this.keys[row]] * this.models + this.data.rows.model[row]] = 1;
  }

  total() {
    const found = new Map();
    for (const [place, value] of this.values.entries()) {
      const accepting = this.name === "engine" ? this.#versionsOf(value) : [place];
      if (value !== null) {
        found.set(value, this.#models(accepting));
      }
    }
    return found;
  }

  #versionsOf(engine) {
    const versions = this.data.engines[engine] ?? [];
    return versions.map((key) => this.values.indexOf(key)).filter((place) => place >= 0);
  }

  #models(places) {
    let count = 0;
    for (let model = 0; model < this.models; model += 1) {
      count += places.some((place) => this.seen[place * this.models + model]) ? 1 : 0;
    }
    return count;
  }
}
