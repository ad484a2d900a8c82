/* Conditions and limits of a query, made ready to be tested on many rows. The same as in catalog/criteria.py. */

import { parseAmount } from "./amounts.js";
import { conditionOf, QUANTITIES, valueOf } from "./data.js";
import { boundedBy, COUNTED, LIMITS, NAMED } from "./state.js";

const OF_MODELS = ["task", "family"];

/** What rows must be. `part` tells whether `holds` goes by model, by set of conditions, or by row. */
export function conditionsOf(data, state) {
  const found = [];
  for (const name of [...NAMED, ...COUNTED].filter((option) => Object.hasOwn(state, option))) {
    const field = name.replace("-", "_");
    const asked = COUNTED.includes(name) ? Number(state[name]) : state[name];
    const accepted = name === "engine" ? data.engines[asked] : [asked];
    const part = OF_MODELS.includes(name) ? "model" : "conditions";
    const column = part === "model" ? data.models[field] : data.conditions[field];
    const holds = Uint8Array.from(column, (value) => (accepted.includes(value) ? 1 : 0));
    const has = part === "model" ? (row) => column[data.rows.model[row]] : (row) => conditionOf(data, field, row);
    found.push({ name, asked, part, holds, found: has });
  }
  if (state.text) {
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = Uint8Array.from(data.models.text, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
    const has = (row) => data.models.name[data.rows.model[row]];
    found.push({ name: "text", asked: state.text, part: "model", holds, found: has });
  }
  if (state.verified) {
    const has = (row) => (data.verified[row] ? "yes" : "no");
    found.push({ name: "verified", asked: "yes", part: "row", holds: data.verified, found: has });
  }
  return found;
}

/** Bounds on numbers; `holds` goes by the places of the quantity's dictionary. */
export function limitsOf(data, state) {
  const asked = LIMITS.filter((name) => Object.hasOwn(state, name));
  return asked.map((name) => {
    const quantity = boundedBy(name);
    const bound = parseAmount(quantity, state[name]);
    const least = name.startsWith("min-");
    const values = data.numbers[quantity]?.values ?? new Float64Array();
    const holds = new Uint8Array(values.length);
    for (let place = 0; place < values.length; place += 1) {
      holds[place] = (least ? values[place] >= bound : values[place] <= bound) ? 1 : 0;
    }
    return { name, quantity, bound, least, holds, cells: data.numbers[quantity]?.cells };
  });
}

/** Whether a row is as a condition asks. */
export function meets(data, condition, row) {
  return condition.holds[condition.part === "row" ? row : data.rows[condition.part][row]] === 1;
}

/** Whether a row's number is within a limit; what no source prints is not. */
export function within(limit, row) {
  const cell = limit.cells ? limit.cells[row] : -1;
  return cell >= 0 && limit.holds[cell] === 1;
}

/** How far a row is from a condition: relative to a number, 1 for another name, null if not stated. */
export function gapToCondition(data, condition, row) {
  if (meets(data, condition, row)) {
    return 0;
  }
  const found = condition.found(row);
  if (typeof found === "number" && typeof condition.asked === "number") {
    return Math.abs(found - condition.asked) / condition.asked;
  }
  return found === null ? null : 1;
}

/** By how much a row misses a limit, relative to it; null without a number. */
export function gapToLimit(data, limit, row) {
  const value = QUANTITIES.includes(limit.quantity) ? valueOf(data, limit.quantity, row) : null;
  if (value === null) {
    return null;
  }
  return Math.max(limit.least ? limit.bound - value : value - limit.bound, 0) / (limit.bound || 1);
}
