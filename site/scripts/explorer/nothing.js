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

/** The row that misses the fewest conditions, then the limits by the least; the first of equals. */
function nearestOf(conditions, limits, candidates) {
  const tests = [
    ...conditions.map((condition) => ({ ...condition, gaps: gapsToCondition(condition) })),
    ...limits.map((limit) => ({ keys: limit.cells, holds: null, gaps: gapsToLimit(limit) })),
  ];
  let nearest = null;
  let least = { missed: Infinity, unstated: Infinity, far: Infinity };
  for (const row of candidates) {
    const distance = distanceOf(tests, row, least.missed);
    if (distance !== null && isLess(distance, least)) {
      [nearest, least] = [row, distance];
    }
  }
  return nearest;
}

/** How far a row is from all that is asked; null as soon as it misses more than `most` conditions. */
function distanceOf(tests, row, most) {
  let [missed, unstated, far] = [0, 0, 0];
  for (const { keys, holds, gaps } of tests) {
    const gap = gaps[keys[row]] ?? NaN;
    missed += holds === null || holds[keys[row]] ? 0 : 1;
    if (missed > most) {
      return null;
    }
    if (Number.isNaN(gap)) {
      unstated += 1;
    } else {
      far += gap;
    }
  }
  return { missed, unstated, far };
}

function isLess(one, other) {
  if (one.missed !== other.missed) {
    return one.missed < other.missed;
  }
  return one.unstated === other.unstated ? one.far < other.far : one.unstated < other.unstated;
}

function gapsOf(data, conditions, limits, row) {
  const missed = conditions.filter((condition) => !meets(condition, row));
  const exceeded = limits.filter((limit) => !within(limit, row));
  return [
    ...missed.map((condition) => ({ name: condition.name, quantity: null, asked: condition.asked, found: foundIn(condition, row) })),
    ...exceeded.map(({ name, quantity, bound }) => ({ name, quantity, asked: bound, found: valueOf(data, quantity, row) })),
  ];
}
