/* The table: only the rows in view are there, so that a hundred thousand scroll like ten. */

import { isMetric } from "./amounts.js";
import { cellFor, classOf } from "./cells.js";
import { isQuantity } from "./columns.js";
import { conditionsText } from "./report.js";
import { element } from "./say.js";

const MARGIN = 6;
const FALLBACK_HEIGHT = 34;

export class RowTable {
  /**
   * @param {HTMLElement} box The scrolling element with the table in it.
   * @param {object} acts What the reader does: `sort(quantity)`, `tick(model, on)`, `point(row)`, `leave()`.
   */
  constructor(box, data, words, models, acts) {
    Object.assign(this, { box, data, words, models, acts, table: box.querySelector("table"), active: 0 });
    this.body = this.table.tBodies[0];
    this.height = FALLBACK_HEIGHT;
    box.addEventListener("scroll", () => this.#draw(false), { passive: true });
    this.body.addEventListener("keydown", (event) => this.#move(event));
    this.body.addEventListener("focusin", (event) => this.#point(event.target));
    this.body.addEventListener("mouseover", (event) => this.#point(event.target, false));
    this.body.addEventListener("mouseleave", () => this.acts.leave());
    this.body.addEventListener("change", (event) => this.acts.tick(event.target.value, event.target.checked));
    new ResizeObserver(() => this.#draw(false)).observe(box);
  }

  /** Show an answer from its top. */
  show(answer, columns, ticked) {
    const sameRows = this.answer && sameNumbers(this.answer.rows, answer.rows) && columns.join() === this.columns.join();
    Object.assign(this, { answer, columns, ticked });
    this.items = itemsOf(this.data, answer);
    this.#drawHead();
    this.table.setAttribute("aria-rowcount", this.items.length + 1);
    if (!sameRows) {
      this.active = this.items.findIndex((item) => item >= 0);
      this.box.scrollTop = 0;
    }
    this.#draw(true);
  }

  /** Bring a row into view and give it the focus. */
  focus(row) {
    this.active = this.items.indexOf(row);
    const top = this.active * this.height;
    if (top < this.box.scrollTop || top > this.box.scrollTop + this.box.clientHeight - 3 * this.height) {
      this.box.scrollTop = Math.max(0, top - this.box.clientHeight / 2);
    }
    this.#draw(true);
    this.body.querySelector("a[tabindex='0']")?.focus({ preventScroll: true });
  }

  /** Mark the row that the reader points at elsewhere. */
  mark(row) {
    this.body.querySelector(".zoo-pointed")?.classList.remove("zoo-pointed");
    this.body.querySelector(`tr[data-row="${row}"]`)?.classList.add("zoo-pointed");
  }

  #drawHead() {
    const { order } = this.answer;
    const cells = this.columns.map((column) => {
      const label = this.words.columns.get(column);
      const cell = element("th", { scope: "col", className: classOf(column) });
      if (!isQuantity(column)) {
        cell.append(label);
        return cell;
      }
      const sorted = order?.quantity === column && (order.highestFirst ? "descending" : "ascending");
      cell.setAttribute("aria-sort", sorted || "none");
      cell.append(element("button", { type: "button", className: "zp-sort" }, label));
      cell.firstChild.addEventListener("click", () => this.#sort(column, order));
      return cell;
    });
    const focused = Array.from(this.table.tHead.rows[0].cells).findIndex((cell) => cell.contains(document.activeElement));
    this.table.tHead.rows[0].replaceChildren(...cells);
    cells[focused]?.querySelector("button")?.focus();
  }

  #sort(column, order) {
    const natural = order?.quantity === column && order.highestFirst === isMetric(column);
    this.acts.sort(natural ? `-${column}` : column);
  }

  #draw(anew) {
    if (!this.items) {
      return;
    }
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - MARGIN);
    const last = Math.min(this.items.length, first + Math.ceil(this.box.clientHeight / this.height) + 2 * MARGIN);
    if (!anew && first === this.first && last === this.last) {
      return;
    }
    const focused = this.body.contains(document.activeElement) ? document.activeElement.tagName : null;
    const inView = Math.floor(this.box.scrollTop / this.height);
    Object.assign(this, { first, last });
    this.reached = this.active >= first && this.active < last ? this.active : Math.min(inView + 1, last - 1);
    const lines = Array.from({ length: last - first }, (_, place) => this.#line(first + place));
    this.body.replaceChildren(this.#space(first), ...lines, this.#space(this.items.length - last));
    this.height = lines[0]?.getBoundingClientRect().height || this.height;
    if (focused) {
      const again = this.reached === this.active ? this.body.querySelector(`${focused}[tabindex="0"]`) : null;
      (again ?? this.box).focus({ preventScroll: true });
    }
  }

  #space(rows) {
    const cell = element("td", { colspan: this.columns.length });
    const line = element("tr", { "aria-hidden": "true", className: "zoo-space" }, cell);
    cell.style.height = `${rows * this.height}px`;
    line.hidden = rows === 0;
    return line;
  }

  #line(place) {
    const item = this.items[place];
    const line = element("tr", { "aria-rowindex": place + 2 });
    if (item < 0) {
      const said = conditionsText(this.data, -item - 1, this.answer.mixed, this.words);
      line.append(element("th", { scope: "rowgroup", colspan: this.columns.length }, element("span", {}, said)));
      line.className = "zoo-group";
      return line;
    }
    line.dataset.row = item;
    const model = this.data.models.name[this.data.rows.model[item]];
    const tabIndex = place === this.reached ? 0 : -1;
    const tick = element("input", { type: "checkbox", value: model, checked: this.ticked.includes(model), tabIndex });
    tick.setAttribute("aria-label", this.words.say("compareModel", { model }));
    const link = element("a", { href: `${this.models}${encodeURIComponent(model)}/`, title: model, tabIndex }, model);
    const head = element("th", { scope: "row", className: "zoo-model" }, tick, link);
    const others = this.columns.slice(1).map((column) => cellFor(this.data, column, item, this.answer, this.words));
    line.append(head, ...others);
    return line;
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
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.height) - 2);
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
function itemsOf(data, { rows, grouped }) {
  if (!grouped) {
    return rows;
  }
  const items = [];
  let group = null;
  for (const row of rows) {
    if (data.rows.conditions[row] !== group) {
      group = data.rows.conditions[row];
      items.push(-group - 1);
    }
    items.push(row);
  }
  return items;
}

const sameNumbers = (one, other) => one.length === other.length && one.every((number, place) => number === other[place]);
