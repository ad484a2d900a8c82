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

/** Rows that stay so far, and chains of rows that were folded into them. */
class Folds {
  constructor(data, most) {
    this.data = data;
    this.stay = new Int32Array(most);
    this.count = 0;
    this.folded = new Int32Array(data.length).fill(NOTHING);
    this.ends = new Int32Array(most);
    this.places = new Int32Array(data.measurements).fill(NOTHING);
    this.further = new Map();
  }

  add(row) {
    this.stay[this.count] = row;
    this.ends[this.count] = row;
    this.count += 1;
  }

  addMeasured(row, measurement) {
    const place = this.places[measurement];
    if (place < 0) {
      this.places[measurement] = this.count;
      this.add(row);
    } else if (this.#compatible(this.stay[place], row)) {
      this.#fold(place, row);
    } else {
      this.#addFurther(row, place);
    }
  }

  /** The rows that stay, those of one measurement together where its first one stood. */
  rows() {
    if (this.further.size === 0) {
      return this.stay.subarray(0, this.count);
    }
    const found = new Int32Array(this.count);
    const moved = new Uint8Array(this.count);
    let count = 0;
    for (let place = 0; place < this.count; place += 1) {
      if (!moved[place]) {
        for (const other of [place, ...(this.further.get(place) ?? [])]) {
          moved[other] = 1;
          found[count] = this.stay[other];
          count += 1;
        }
      }
    }
    return found;
  }

  /** Add a row whose measurement stands at a place already, but under other conditions. */
  #addFurther(row, place) {
    const others = this.further.get(place) ?? [];
    const fitting = others.find((other) => this.#compatible(this.stay[other], row));
    if (fitting !== undefined) {
      this.#fold(fitting, row);
      return;
    }
    this.further.set(place, [...others, this.count]);
    this.add(row);
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
