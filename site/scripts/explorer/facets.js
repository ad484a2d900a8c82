/* How many models each choice of a control would leave, all other controls staying as they are. */

import { candidatesOf, numbersFor, viewOf } from "./answer.js";
import { columnOf, conditionsOf, limitsOf } from "./criteria.js";
import { ownNumbersOf, remembered } from "./data.js";
import { keepAll } from "./filter.js";
import { orderOf } from "./order.js";

const OF_LATENCY = ["device", "engine", "precision", "batch", "threads"];
const OF_ROWS = ["task", "family", "input-size", "dataset"];

/**
 * Count models by choice.
 *
 * @returns {Map<string, Map<string|number, number>>} By control, by value.
 */
export function modelsByChoice(zoo, state) {
  const data = numbersFor(zoo, state);
  const view = viewOf(state, orderOf(state));
  const ofLatency = { ...view, timed: true, asked: true };
  return new Map([
    ...countIn(data, state, view, OF_ROWS),
    ...countIn(data, state, ofLatency, OF_LATENCY),
    ...countIn(ownNumbersOf(zoo), state, { ...view, source: "*" }, ["source"]),
  ]);
}

function countIn(data, state, view, controls) {
  const conditions = conditionsOf(data, state);
  const others = conditions.filter((condition) => !controls.includes(condition.name));
  const passing = keepAll(candidatesOf(data, view), others, limitsOf(data, state));
  const { rows, misses } = nearlyMeeting(data, passing, conditions, controls);
  return controls.map((name, place) => [name, countModels(data, name, rows, misses, 1 << place)]);
}

/** The rows that miss no condition of the controls or one alone; `misses` has that one's bit. */
function nearlyMeeting(data, rows, conditions, controls) {
  const asked = conditions.filter(({ name }) => controls.includes(name));
  const masks = new Int32Array(rows.length);
  for (const { name, keys, holds } of asked) {
    const bit = 1 << controls.indexOf(name);
    for (let place = 0; place < rows.length; place += 1) {
      masks[place] |= holds[keys[rows[place]]] ? 0 : bit;
    }
  }
  const near = new Int32Array(rows.length);
  const misses = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    near[count] = rows[place];
    misses[count] = masks[place];
    count += (masks[place] & (masks[place] - 1)) === 0 ? 1 : 0;
  }
  return { rows: near.subarray(0, count), misses };
}

/** The different models of each value of a control, among rows that miss nothing but what this control asks. */
function countModels(data, name, rows, misses, bit) {
  const { values, keys, places } = dictionaryOf(data, name);
  const models = data.models.name.length;
  const seen = new Uint8Array(values.length * models);
  const counts = new Int32Array(values.length);
  const { model } = data.rows;
  for (let place = 0; place < rows.length; place += 1) {
    if ((misses[place] & ~bit) === 0) {
      const row = rows[place];
      const value = places[keys[row]];
      const pair = value * models + model[row];
      counts[value] += 1 - seen[pair];
      seen[pair] = 1;
    }
  }
  if (name === "engine") {
    return versionsCounted(data, values, seen, models);
  }
  return new Map(values.map((value, place) => [value, counts[place]]).filter(([value]) => value !== null));
}

/** The different values of a control's column, and by key which of them it is. */
function dictionaryOf(data, name) {
  return remembered(data, `values of ${name}`, () => {
    const column = columnOf(data, name);
    const values = [...new Set(column.values)];
    const known = new Map(values.map((value, place) => [value, place]));
    return { values, keys: column.keys, places: Int32Array.from(column.values, (value) => known.get(value)) };
  });
}

/** Who asks for an engine gets its versions too. */
function versionsCounted(data, values, seen, models) {
  const counts = new Map();
  for (const value of values.filter((key) => key !== null)) {
    const accepted = (data.engines[value] ?? []).map((key) => values.indexOf(key)).filter((place) => place >= 0);
    let count = 0;
    for (let model = 0; model < models; model += 1) {
      count += accepted.some((place) => seen[place * models + model]) ? 1 : 0;
    }
    counts.set(value, count);
  }
  return counts;
}
