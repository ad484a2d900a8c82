/* Why no row fits: what excludes most, and the row that comes nearest. The same as in catalog/query.py. */

import { foundIn, gapsToCondition, gapsToLimit, meets, within } from "./criteria.js";
import { valueOf } from "./data.js";

/**
 * Explain an empty answer.
 *
 * @param {Int32Array} candidates The rows before any condition.
 * @param {Int32Array} met Those that meet all conditions.
 * @param {number|null} beaten How many the Pareto front left out, null if it was not asked for.
 */
export function explain(data, conditions, limits, candidates, met, beaten) {
  const byLimits = met.length > 0 || conditions.length === 0;
  const rows = byLimits ? met : candidates;
  const [tests, fits] = byLimits ? [limits, within] : [conditions, meets];
  const excluded = tests.map((test) => [test.name, missing(rows, test, fits)]);
  if (beaten !== null) {
    excluded.push(["pareto", beaten]);
  }
  excluded.sort((one, other) => other[1] - one[1]);
  const nearest = nearestOf(conditions, limits, candidates);
  return { excluded, nearest, gaps: nearest === null ? [] : gapsOf(data, conditions, limits, nearest) };
}

function missing(rows, test, fits) {
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    count += fits(test, rows[place]) ? 0 : 1;
  }
  return count;
}

/** Of the rows that miss the fewest conditions the one that states most of what is asked, then misses it by the least. */
function nearestOf(conditions, limits, candidates) {
  const rows = missingLeast(conditions, candidates);
  const unstated = new Uint8Array(rows.length);
  const far = new Float64Array(rows.length);
  const tests = [
    ...conditions.map((condition) => ({ keys: condition.keys, gaps: gapsToCondition(condition) })),
    ...limits.map((limit) => ({ keys: limit.cells, gaps: gapsToLimit(limit) })),
  ];
  for (const { keys, gaps } of tests) {
    for (let place = 0; place < rows.length; place += 1) {
      const key = keys[rows[place]];
      const gap = key < 0 ? NaN : gaps[key];
      unstated[place] += Number.isNaN(gap) ? 1 : 0;
      far[place] += Number.isNaN(gap) ? 0 : gap;
    }
  }
  let nearest = 0;
  for (let place = 1; place < rows.length; place += 1) {
    const more = unstated[place] - unstated[nearest];
    nearest = more < 0 || (more === 0 && far[place] < far[nearest]) ? place : nearest;
  }
  return rows.length ? rows[nearest] : null;
}

function missingLeast(conditions, rows) {
  const missed = new Uint8Array(rows.length);
  for (const { keys, holds } of conditions) {
    for (let place = 0; place < rows.length; place += 1) {
      missed[place] += 1 - holds[keys[rows[place]]];
    }
  }
  let least = Infinity;
  for (let place = 0; place < rows.length; place += 1) {
    least = Math.min(least, missed[place]);
  }
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    kept[count] = rows[place];
    count += missed[place] === least ? 1 : 0;
  }
  return kept.subarray(0, count);
}

function gapsOf(data, conditions, limits, row) {
  const missed = conditions.filter((condition) => !meets(condition, row));
  const exceeded = limits.filter((limit) => !within(limit, row));
  return [
    ...missed.map((condition) => ({ name: condition.name, quantity: null, asked: condition.asked, found: foundIn(condition, row) })),
    ...exceeded.map(({ name, quantity, bound }) => ({ name, quantity, asked: bound, found: valueOf(data, quantity, row) })),
  ];
}
