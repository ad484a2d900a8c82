/* The picture of accuracy against cost, on uPlot's canvas. The table and a sentence say the same in words. */

import { accuracyRange, accuracyTicks, costRange, costTicks, tickText, unitOf } from "./axes.js";
import { Drawing } from "./drawing.js";
import { colours } from "./marks.js";
import { breakable, element } from "./say.js";

const REACH = 14;
const FONT = "12px system-ui, sans-serif";

export class Chart {
  /** @param {object} acts What the reader does: `point(row)`, `leave()`, `choose(row)`. */
  constructor(box, words, acts) {
    Object.assign(this, { box, words, acts, points: null });
    this.told = element("div", { className: "zoo-told", hidden: true });
    this.ring = element("div", { className: "zoo-ring", hidden: true });
    new ResizeObserver(() => this.plot?.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
    new MutationObserver(() => this.#repaint()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
  }

  /** Draw points; `state` gives the limits that are drawn too, `ticked` the models that stand out. */
  show(data, points, state, ticked) {
    Object.assign(this, { data, points, state, ticked });
    this.box.classList.toggle("zoo-empty", points.rows.length === 0);
    this.ranges = { x: costRange(points.xs), y: accuracyRange(points.ys) };
    if (!this.plot) {
      this.#create();
    }
    this.plot.setData([this.ranges.x, [null, null]]);
    this.mark(null);
  }

  /** Ring the point of a row and tell its numbers. */
  mark(row) {
    const place = row === null || this.points === null ? -1 : this.points.rows.indexOf(row);
    this.ring.hidden = this.told.hidden = place < 0;
    if (place < 0) {
      return;
    }
    const { quality, cost, xs, ys } = this.points;
    const [x, y] = [this.plot.valToPos(Math.log10(xs[place]), "x"), this.plot.valToPos(ys[place], "y")];
    const text = (quantity) => this.data.numbers[quantity].texts[this.data.numbers[quantity].cells[row]];
    const numbers = [quality, cost].map((quantity) => {
      const value = `${text(quantity)}${quantity === "latency" ? " ms" : ""}`;
      return this.words.say("labelled", { name: this.words.label(quantity), value });
    });
    this.told.replaceChildren(element("b", {}, ...breakable(this.data.models.name[this.data.rows.model[row]])), numbers.join(" · "));
    for (const marker of [this.ring, this.told]) {
      marker.style.left = `${x}px`;
      marker.style.top = `${y}px`;
    }
    this.told.classList.toggle("zoo-left", x > this.plot.over.clientWidth / 2);
    this.told.classList.toggle("zoo-below", y < this.plot.over.clientHeight / 2);
  }

  #create() {
    const axis = (scale, ticks, quantity) => ({
      scale,
      font: FONT,
      labelFont: FONT,
      stroke: () => this.look.text,
      grid: { stroke: () => this.look.grid, width: 1 },
      ticks: { stroke: () => this.look.axis, width: 1, size: 5 },
      splits: (plot) => ticks(this.ranges[scale], scale === "x" ? plot.bbox.width / devicePixelRatio / 56 : 7),
      values: (_, splits) => splits.map((value) => tickText(this.points[quantity], value)),
      label: () => {
        const unit = unitOf(this.points[quantity]);
        return `${this.words.label(this.points[quantity] ?? "")}${unit && ` (${unit})`}`;
      },
      labelSize: 20,
      size: scale === "x" ? 30 : 44,
    });
    this.look = colours(this.box);
    this.plot = new globalThis.uPlot(
      {
        width: this.box.clientWidth,
        height: this.box.clientHeight,
        legend: { show: false },
        cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: false, range: () => this.ranges.x }, y: { range: () => this.ranges.y } },
        axes: [axis("x", costTicks, "cost"), axis("y", accuracyTicks, "quality")],
        series: [{}, { paths: () => null, points: { show: false } }],
        hooks: { draw: [(plot) => this.#draw(plot)] },
      },
      [this.ranges.x, [null, null]],
      this.box,
    );
    this.plot.over.append(this.ring, this.told);
    this.plot.over.addEventListener("mousemove", (event) => this.#reach(event, this.acts.point));
    this.plot.over.addEventListener("mouseleave", () => this.acts.leave());
    this.plot.over.addEventListener("click", (event) => this.#reach(event, this.acts.choose));
  }

  #repaint() {
    if (this.plot) {
      this.look = colours(this.box);
      this.plot.redraw();
    }
  }

  #place(plot) {
    const { left, top, width, height } = plot.bbox;
    const { x, y } = this.ranges;
    return {
      x: (value) => left + ((Math.log10(value) - x[0]) / (x[1] - x[0])) * width,
      y: (value) => top + height - ((value - y[0]) / (y[1] - y[0])) * height,
    };
  }

  #draw(plot) {
    const { ctx, bbox } = plot;
    const drawing = new Drawing(ctx, this.look, this.#place(plot), this.data, this.points);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    drawing.limits(bbox, this.state);
    drawing.fronts();
    this.places = drawing.marks();
    drawing.ticked(this.ticked);
    ctx.restore();
  }

  /** Call `act` with the row of the nearest point within reach. */
  #reach(event, act) {
    const { left, top } = this.plot.bbox;
    const [x, y] = [event.offsetX * devicePixelRatio + left, event.offsetY * devicePixelRatio + top];
    let nearest = -1;
    let least = (REACH * devicePixelRatio) ** 2;
    const { lefts, tops } = this.places;
    for (let place = 0; place < lefts.length; place += 1) {
      const distance = (lefts[place] - x) ** 2 + (tops[place] - y) ** 2;
      if (distance < least) {
        [nearest, least] = [place, distance];
      }
    }
    if (nearest < 0) {
      this.acts.leave();
    } else {
      act(this.points.rows[nearest]);
    }
  }
}
