/* The table: only the rows in view are there, so that a hundred thousand scroll like ten. */

import { isMetric } from "./amounts.js";
import { classOf } from "./cells.js";
import { isQuantity } from "./columns.js";
import { Lines } from "./lines.js";
import { element } from "./say.js";

const MARGIN = 4;
const FALLBACK_HEIGHT = 34;
const MOST_PRINTED = 1000;

export class RowTable {
  /**
   * @param {HTMLElement} box The scrolling element with the table in it.
   * @param {object} acts What the reader does: `sort(quantity)`, `tick(model, on)`, `point(row)`, `leave()`.
   */
  constructor(box, words, models, acts) {
    Object.assign(this, { box, words, models, acts, table: box.querySelector("table"), active: 0, columns: [] });
    this.body = this.table.tBodies[0];
    this.lines = new Lines(this.body, words, models);
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.body.addEventListener("keydown", (event) => this.#move(event));
    this.body.addEventListener("focusin", (event) => this.#point(event.target));
    this.body.addEventListener("mouseover", (event) => this.#point(event.target, false));
    this.body.addEventListener("mouseleave", () => this.acts.leave());
    this.body.addEventListener("change", (event) => this.acts.tick(event.target.value, event.target.checked));
    new ResizeObserver(() => {
      this.#measure();
      this.#draw(true);
    }).observe(box);
    addEventListener("beforeprint", () => this.#draw(true, MOST_PRINTED));
    addEventListener("afterprint", () => this.#draw(true));
    this.#measure();
  }

  /** Show an answer from its top. */
  show(answer, columns, ticked) {
    const sameColumns = columns.join() === this.columns.join();
    const sameRows = sameColumns && this.answer && sameNumbers(this.answer.rows, answer.rows);
    Object.assign(this, { answer, columns, ticked });
    this.items = itemsOf(answer);
    if (!sameColumns) {
      this.#drawHead();
      this.lines.reset(columns);
    }
    this.#tellOrder();
    this.table.setAttribute("aria-rowcount", this.items.length + 1);
    if (!sameRows) {
      this.active = this.items.findIndex((item) => item >= 0);
      this.#scrollTo(0);
    }
    this.#draw(true);
  }

  /** Bring a row into view and give it the focus. */
  focus(row) {
    this.active = this.items.indexOf(row);
    const top = this.active * this.height;
    if (top < this.top || top > this.top + this.seen - 3 * this.height) {
      this.#scrollTo(Math.max(0, top - this.seen / 2));
    }
    this.#draw(true);
    this.body.querySelector("a[tabindex='0']")?.focus({ preventScroll: true });
  }

  /** Mark the row that the reader points at elsewhere. */
  mark(row) {
    this.body.querySelector(".zoo-pointed")?.classList.remove("zoo-pointed");
    this.body.querySelector(`tr[data-row="${row}"]`)?.classList.add("zoo-pointed");
  }

  /** Read from the page, which is slow after changes of it: the height of a row, the same for all, and what is in view. */
  #measure() {
    this.height = this.body.querySelector("tr:not(.zoo-space)")?.getBoundingClientRect().height || FALLBACK_HEIGHT;
    this.seen = this.box.clientHeight;
    this.#readScroll();
  }

  /** Cells that stick to the side cost much to paint, so they do so only when there is something behind them. */
  #readScroll() {
    this.top = this.box.scrollTop;
    this.box.classList.toggle("zoo-flush", this.box.scrollLeft === 0);
  }

  #scrolled() {
    this.#readScroll();
    this.#draw(false);
  }

  #scrollTo(top) {
    if (top !== this.top) {
      this.box.scrollTop = top;
      this.top = top;
    }
  }

  #drawHead() {
    const cells = this.columns.map((column) => {
      const label = this.words.columns.get(column);
      const cell = element("th", { scope: "col", className: classOf(column) });
      if (isQuantity(column)) {
        cell.append(element("button", { type: "button", className: "zp-sort" }, label));
        cell.firstChild.addEventListener("click", () => this.#sort(column));
      } else {
        cell.append(label);
      }
      return cell;
    });
    const focused = this.table.tHead.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.table.tHead.rows[0].replaceChildren(...cells);
    cells.find((cell) => cell.textContent === focused)?.querySelector("button")?.focus();
  }

  #tellOrder() {
    const { order } = this.answer;
    for (const [place, column] of this.columns.entries()) {
      if (isQuantity(column)) {
        const direction = order?.highestFirst ? "descending" : "ascending";
        this.table.tHead.rows[0].cells[place].setAttribute("aria-sort", order?.quantity === column ? direction : "none");
      }
    }
  }

  #sort(column) {
    const { order } = this.answer;
    const natural = order?.quantity === column && order.highestFirst === isMetric(column);
    this.acts.sort(natural ? `-${column}` : column);
  }

  /** Draw the lines in view, or else the first `printed`. */
  #draw(anew, printed = 0) {
    if (!this.items) {
      return;
    }
    const first = printed ? 0 : Math.max(0, Math.floor(this.top / this.height) - MARGIN);
    const last = Math.min(this.items.length, printed || Math.ceil((this.top + this.seen) / this.height) + MARGIN);
    if (!anew && first === this.first && last === this.last) {
      return;
    }
    const focused = this.body.contains(document.activeElement) ? document.activeElement.tagName : null;
    const inView = Math.floor(this.top / this.height);
    Object.assign(this, { first, last });
    this.reached = this.active >= first && this.active < last ? this.active : Math.min(inView + 1, last - 1);
    this.lines.draw(this, anew);
    if (focused) {
      const again = this.reached === this.active ? this.body.querySelector(`${focused}[tabindex="0"]`) : null;
      (again ?? this.box).focus({ preventScroll: true });
    }
  }

  #point(target, moves = true) {
    const line = target.closest("tr[data-row]");
    if (line) {
      this.acts.point(Number(line.dataset.row));
      if (moves) {
        this.active = Number(line.getAttribute("aria-rowindex")) - 2;
      }
    }
  }

  #move(event) {
    const page = Math.max(1, Math.floor(this.seen / this.height) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const bounded = Math.min(this.items.length - 1, Math.max(0, this.active + step));
    const onward = step < 0 && this.items[bounded] < 0 && bounded > 0 ? bounded - 1 : bounded;
    const place = this.items[onward] < 0 ? onward + 1 : onward;
    this.focus(this.items[place]);
  }
}

/** Rows, with a line `-(conditions + 1)` above each group. */
function itemsOf({ rows, grouped, perSet }) {
  if (!grouped) {
    return rows;
  }
  const items = new Int32Array(rows.length + perSet.filter((count) => count > 0).length);
  let [from, place] = [0, 0];
  for (const [set, count] of perSet.entries()) {
    if (count > 0) {
      items[place] = -set - 1;
      items.set(rows.subarray(from, from + count), place + 1);
      from += count;
      place += count + 1;
    }
  }
  return items;
}

function sameNumbers(one, other) {
  if (one.length !== other.length) {
    return false;
  }
  for (let place = 0; place < one.length; place += 1) {
    if (one[place] !== other[place]) {
      return false;
    }
  }
  return true;
}
