/* Conditions and limits of a query, made ready to be tested on many rows. The same as in catalog/criteria.py. */

import { parseAmount } from "./amounts.js";
import { boundedBy, COUNTED, LIMITS, NAMED } from "./state.js";

const OF_MODELS = ["task", "family"];

/**
 * What rows must be.
 *
 * A condition has a key a row in `keys`, and by key what such a row has (`values`) and whether that is asked (`holds`).
 */
export function conditionsOf(data, state) {
  const found = [];
  for (const name of [...NAMED, ...COUNTED].filter((option) => Object.hasOwn(state, option))) {
    const asked = COUNTED.includes(name) ? Number(state[name]) : state[name];
    const accepted = name === "engine" ? data.engines[asked] : [asked];
    const { keys, values } = columnOf(data, name);
    found.push({ name, asked, keys, values, holds: flags(values, (value) => accepted.includes(value)) });
  }
  if (state.text) {
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = flags(data.models.text, (text) => words.every((word) => text.includes(word)));
    found.push({ name: "text", asked: state.text, keys: data.rows.model, values: data.models.name, holds });
  }
  if (state.verified) {
    found.push({ name: "verified", asked: "yes", keys: data.verified, values: ["no", "yes"], holds: new Uint8Array([0, 1]) });
  }
  return found;
}

/** What a control chooses from: a key a row, and a value by key. */
export function columnOf(data, name) {
  if (name === "source") {
    return { keys: data.rows.source, values: data.sources };
  }
  const field = name.replace("-", "_");
  const ofModels = OF_MODELS.includes(name);
  return ofModels
    ? { keys: data.rows.model, values: data.models[field] }
    : { keys: data.rows.conditions, values: data.conditions[field] };
}

/** Bounds on numbers: places `low` to `high` of the quantity's dictionary, which is sorted, are within. */
export function limitsOf(data, state) {
  const asked = LIMITS.filter((name) => Object.hasOwn(state, name));
  return asked.map((name) => {
    const quantity = boundedBy(name);
    const bound = parseAmount(quantity, state[name]);
    const least = name.startsWith("min-");
    const { values = [], cells = new Int32Array(data.length).fill(-1) } = data.numbers[quantity] ?? {};
    const place = firstPlace(values, (value) => (least ? value >= bound : value > bound));
    const [low, high] = least ? [place, values.length - 1] : [0, place - 1];
    return { name, quantity, bound, least, values, cells, low, high };
  });
}

/** The first place of sorted values that a test holds for, their number if there is none. */
function firstPlace(values, test) {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = test(values[middle]) ? [low, middle] : [middle + 1, high];
  }
  return low;
}

function flags(values, test) {
  const found = new Uint8Array(values.length);
  for (let place = 0; place < values.length; place += 1) {
    found[place] = test(values[place]) ? 1 : 0;
  }
  return found;
}

/** What a row has of what a condition asks, or null. */
export const foundIn = ({ keys, values }, row) => values[keys[row]];

/** Whether a row is as a condition asks. */
export const meets = ({ keys, holds }, row) => holds[keys[row]] === 1;

/** Whether a row's number is within a limit; what no source prints is not. */
export const within = ({ cells, low, high }, row) => cells[row] >= low && cells[row] <= high;

/** By key, how far such rows are from a condition: relative to a number, 1 for another name, NaN if not stated. */
export function gapsToCondition({ asked, values, holds }) {
  const gaps = new Float64Array(values.length);
  for (let key = 0; key < values.length; key += 1) {
    const found = values[key];
    const far = typeof found === "number" && typeof asked === "number" ? Math.abs(found - asked) / asked : 1;
    gaps[key] = holds[key] ? 0 : found === null ? NaN : far;
  }
  return gaps;
}

/** By place in the dictionary, by how much a number misses a limit, relative to it. */
export function gapsToLimit({ bound, least, values }) {
  const gaps = new Float64Array(values.length);
  for (let place = 0; place < values.length; place += 1) {
    gaps[place] = Math.max(least ? bound - values[place] : values[place] - bound, 0) / (bound || 1);
  }
  return gaps;
}
