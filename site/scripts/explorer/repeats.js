/* Rows that several documents repeat are one row. The same as in catalog/repeats.py. */

import { NOTHING } from "./data.js";

/**
 * Fold rows that print the same model's same number under no other conditions.
 *
 * @returns {{rows: Int32Array, folded: Int32Array}} The rows that stay; and by row, the row folded into it or after it.
 */
export function withoutRepeats(data, rows) {
  const { measurement } = data.rows;
  const folds = new Folds(data, rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    if (measurement[row] < 0) {
      folds.add(row);
    } else {
      folds.addMeasured(row, measurement[row]);
    }
  }
  return { rows: folds.rows(), folded: folds.folded };
}

/** The sources of the rows folded into a row, each once, without its own. */
export function otherSources(data, folded, row) {
  const sources = new Set();
  for (let other = folded[row]; other !== NOTHING; other = folded[other]) {
    sources.add(data.rows.source[other]);
  }
  sources.delete(data.rows.source[row]);
  return [...sources];
}

/** Rows that stay so far, chains of rows that were folded into them, and chains of places with the same measurement. */
class Folds {
  constructor(data, most) {
    this.data = data;
    this.stay = new Int32Array(most);
    this.count = 0;
    this.folded = new Int32Array(data.length).fill(NOTHING);
    this.ends = new Int32Array(most);
    this.firsts = new Int32Array(data.measurements).fill(NOTHING);
    this.next = new Int32Array(most).fill(NOTHING);
    this.moves = new Uint8Array(most);
    this.moving = 0;
  }

  add(row) {
    this.stay[this.count] = row;
    this.ends[this.count] = row;
    this.count += 1;
  }

  /** Fold a row into the first that has its measurement and agrees with it, or add it behind those that do not. */
  addMeasured(row, measurement) {
    let last = NOTHING;
    for (let place = this.firsts[measurement]; place !== NOTHING; place = this.next[place]) {
      if (this.#compatible(this.stay[place], row)) {
        this.#fold(place, row);
        return;
      }
      last = place;
    }
    if (last === NOTHING) {
      this.firsts[measurement] = this.count;
    } else {
      this.next[last] = this.count;
      this.moves[this.count] = 1;
      this.moving += 1;
    }
    this.add(row);
  }

  /** The rows that stay, those of one measurement together where its first one stood. */
  rows() {
    const { count, moves, next, stay } = this;
    if (this.moving === 0) {
      return stay.subarray(0, count);
    }
    const found = new Int32Array(count);
    let filled = 0;
    for (let first = 0; first < count; first += 1) {
      for (let place = moves[first] ? NOTHING : first; place !== NOTHING; place = next[place]) {
        found[filled] = stay[place];
        filled += 1;
      }
    }
    return found;
  }

  #compatible(one, other) {
    const { conditions, rows } = this.data;
    const [first, second] = [rows.conditions[one], rows.conditions[other]];
    return (
      first === second ||
      (agree(conditions.input_size, first, second) && agree(conditions.dataset, first, second))
    );
  }

  /** Keep the row that states most conditions, the first of these, and chain the other behind it. */
  #fold(place, row) {
    const { rows, stated } = this.data;
    const kept = this.stay[place];
    if (stated[rows.conditions[row]] > stated[rows.conditions[kept]]) {
      this.folded[row] = kept;
      this.stay[place] = row;
    } else {
      this.folded[this.ends[place]] = row;
      this.ends[place] = row;
    }
  }
}

function agree(column, one, other) {
  return column[one] === null || column[other] === null || column[one] === column[other];
}
