/* The lines of the table that are in view, between two spaces as high as the rows above and below. */

import { classOf, fillCell } from "./cells.js";
import { conditionsText, nothingSentences } from "./report.js";
import { breakable, element, setText } from "./say.js";
import { MOST_COMPARED } from "./state.js";

const LONG_NAME = 28;

export class Lines {
  constructor(body, words, models) {
    Object.assign(this, { body, words, models, columns: [], lines: new Map() });
    this.above = spaceLine();
    this.below = spaceLine();
  }

  /** Begin with other columns. */
  reset(columns) {
    this.columns = columns;
    this.pattern = this.#patternLine();
    this.lines.clear();
    this.body.replaceChildren();
  }

  /**
   * Draw a part of the rows.
   *
   * @param {object} view The answer, its `items`, those in view from `first` to before `last`, the one that the keyboard
   *   has `reached`, the models `ticked`, and the `height` of a row.
   * @param {boolean} anew Whether lines that stay in their place have something else to say.
   */
  draw(view, anew) {
    // The spaces first: the browser would scroll up a table that is short for a moment.
    for (const [space, rows] of [[this.above, view.first], [this.below, view.items.length - view.last]]) {
      space.hidden = rows === 0;
      space.firstChild.colSpan = this.columns.length;
      space.firstChild.style.height = `${rows * view.height}px`;
    }
    this.#drawLines(view, anew);
  }

  /** A row with empty cells, to be copied. */
  #patternLine() {
    const head = element("th", { scope: "row", className: "zoo-model" }, element("input", { type: "checkbox" }), element("a"));
    const cells = this.columns.slice(1).map((column) => element("td", { className: classOf(column) }));
    return element("tr", {}, head, ...cells);
  }

  /** Put the lines in view in their places. Those that stay in place are filled anew, which is faster than new ones. */
  #drawLines({ answer, items, first, last, reached, ticked }, anew) {
    const lines = new Map();
    for (let place = first; place < last; place += 1) {
      const item = items[place];
      const there = this.lines.get(place);
      const fits = there !== undefined && item >= 0 && there.dataset.row !== undefined;
      const line = fits ? there : item < 0 ? this.#groupLine(answer, -item - 1) : this.pattern.cloneNode(true);
      if (item >= 0 && (anew || !fits)) {
        this.#fill(line, item, answer, ticked);
      }
      line.setAttribute("aria-rowindex", place + 2);
      lines.set(place, line);
      for (const target of line.querySelectorAll("input, a")) {
        target.tabIndex = place === reached ? 0 : -1;
      }
    }
    this.lines = lines;
    const nothing = answer.why ? [this.#nothingLine(answer)] : [];
    arrangeChildren(this.body, [this.above, ...lines.values(), ...nothing, this.below]);
  }

  #nothingLine(answer) {
    const [said] = nothingSentences(answer, this.words).lines;
    return element("tr", {}, element("td", { colspan: this.columns.length, className: "zoo-nothing" }, said));
  }

  #groupLine({ data, mixed }, set) {
    const said = conditionsText(data, set, mixed, this.words);
    const head = element("th", { scope: "rowgroup", colspan: this.columns.length }, element("span", {}, said));
    return element("tr", { className: "zoo-group" }, head);
  }

  #fill(line, row, answer, ticked) {
    const { data } = answer;
    const [head, ...cells] = line.cells;
    const [tick, link] = head.children;
    const model = data.models.name[data.rows.model[row]];
    line.dataset.row = row;
    line.className = "";
    tick.checked = ticked.includes(model);
    tick.disabled = !tick.checked && ticked.length >= MOST_COMPARED;
    if (link.title !== model) {
      tick.value = model;
      tick.setAttribute("aria-label", this.words.say("compareModel", { model }));
      Object.assign(link, { href: `${this.models}${encodeURIComponent(model)}/`, title: model });
      link.className = model.length > LONG_NAME ? "zoo-long" : "";
      link.replaceChildren(...breakable(model));
    }
    cells.forEach((cell, column) => fillCell(cell, this.columns[column + 1], row, answer, this.words));
  }
}

/** A line as high as the rows that are not there. */
function spaceLine() {
  return element("tr", { "aria-hidden": "true", className: "zoo-space" }, element("td"));
}

/** Make these the children of a parent, moving only those that are not in their place. */
function arrangeChildren(parent, children) {
  const staying = new Set(children);
  for (const child of [...parent.children].filter((known) => !staying.has(known))) {
    child.remove();
  }
  children.forEach((child, place) => {
    if (parent.children[place] !== child) {
      parent.insertBefore(child, parent.children[place] ?? null);
    }
  });
}
