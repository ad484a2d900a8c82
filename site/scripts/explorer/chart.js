/* The picture of accuracy against cost, on uPlot's canvas. The table and a sentence say the same in words. */

import { parseAmount } from "./amounts.js";
import { accuracyRange, accuracyTicks, costRange, costTicks, tickText, unitOf } from "./axes.js";
import { valueOf } from "./data.js";
import { colours, traceMark } from "./marks.js";
import { element } from "./say.js";

const REACH = 14;
const MANY = 2000;
const FONT = "12px system-ui, sans-serif";

export class Chart {
  /** @param {object} acts What the reader does: `point(row)`, `leave()`, `choose(row)`. */
  constructor(box, data, words, acts) {
    Object.assign(this, { box, data, words, acts, points: null });
    this.told = element("div", { className: "zoo-told", hidden: true });
    this.ring = element("div", { className: "zoo-ring", hidden: true });
    new ResizeObserver(() => this.plot?.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
    new MutationObserver(() => this.#repaint()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
  }

  /** Draw points; `state` gives the limits that are drawn too, `ticked` the models that stand out. */
  show(points, state, ticked) {
    Object.assign(this, { points, state, ticked });
    this.ranges = { x: costRange(points.xs), y: accuracyRange(points.ys) };
    if (!this.plot) {
      this.#create();
    }
    this.plot.setData([this.ranges.x, [null, null]]);
    this.mark(null);
  }

  /** Ring the point of a row and tell its numbers. */
  mark(row) {
    const place = row === null ? -1 : this.points.rows.indexOf(row);
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
    this.told.replaceChildren(element("b", {}, this.data.models.name[this.data.rows.model[row]]), numbers.join(" · "));
    for (const marker of [this.ring, this.told]) {
      marker.style.left = `${x}px`;
      marker.style.top = `${y}px`;
    }
    this.told.classList.toggle("zoo-left", x > this.plot.over.clientWidth / 2);
    this.told.classList.toggle("zoo-below", y < this.plot.over.clientHeight / 4);
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
    const place = this.#place(plot);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    this.#drawLimits(ctx, bbox, place);
    this.#drawFronts(ctx, place);
    this.#drawPoints(ctx, place);
    this.#drawTicked(ctx, place);
    ctx.restore();
  }

  #drawLimits(ctx, { left, top, width, height }, place) {
    const { quality, cost } = this.points;
    const [most, least] = [this.state[`max-${cost}`], this.state[`min-${quality?.replace("_", "-")}`]];
    ctx.strokeStyle = this.look.text;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    if (most) {
      const x = place.x(parseAmount(cost, most));
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
    }
    if (least) {
      const y = place.y(parseAmount(quality, least));
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
    }
    ctx.stroke();
    ctx.setLineDash([]);
  }

  #drawFronts(ctx, place) {
    const { quality, cost, fronts } = this.points;
    ctx.strokeStyle = this.look.axis;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.beginPath();
    for (const front of fronts) {
      let last = null;
      for (const row of front) {
        const [x, y] = [place.x(valueOf(this.data, cost, row)), place.y(valueOf(this.data, quality, row))];
        if (last !== null) {
          ctx.lineTo(x, last);
        }
        ctx[last === null ? "moveTo" : "lineTo"](x, y);
        last = y;
      }
    }
    ctx.stroke();
  }

  /** Draw each series in one go; of many points that would cover each other only the first. */
  #drawPoints(ctx, place) {
    const { xs, ys, series } = this.points;
    const onFront = new Set(this.points.fronts.flat());
    const many = xs.length > MANY;
    const radius = (many ? 2 : 4) * devicePixelRatio;
    const taken = new Set();
    this.places = Array.from({ length: xs.length }, (_, index) => [place.x(xs[index]), place.y(ys[index])]);
    for (let kind = this.look.series.length - 1; kind >= 0; kind -= 1) {
      for (const front of [false, true]) {
        ctx.beginPath();
        for (let index = 0; index < xs.length; index += 1) {
          if (series[index] !== kind || onFront.has(this.points.rows[index]) !== front) {
            continue;
          }
          const [x, y] = this.places[index];
          const pixel = (x >> 1) * 65536 + (y >> 1);
          if (!many || !taken.has(pixel)) {
            taken.add(pixel);
            traceMark(ctx, many && !front ? 1 : kind, x, y, front ? radius * 1.35 : radius);
          }
        }
        ctx.fillStyle = this.look.series[kind];
        ctx.strokeStyle = front ? this.look.text : this.look.background;
        ctx.lineWidth = (front ? 1.5 : 0.75) * devicePixelRatio;
        ctx.fill();
        if (!many || front) {
          ctx.stroke();
        }
      }
    }
  }

  #drawTicked(ctx, place) {
    const { rows, xs, ys } = this.points;
    ctx.strokeStyle = this.look.text;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    rows.forEach((row, index) => {
      if (this.ticked.includes(this.data.models.name[this.data.rows.model[row]])) {
        traceMark(ctx, 0, place.x(xs[index]), place.y(ys[index]), 8 * devicePixelRatio);
      }
    });
    ctx.stroke();
  }

  /** Call `act` with the row of the nearest point within reach. */
  #reach(event, act) {
    const { left, top } = this.plot.bbox;
    const [x, y] = [event.offsetX * devicePixelRatio + left, event.offsetY * devicePixelRatio + top];
    let nearest = -1;
    let least = (REACH * devicePixelRatio) ** 2;
    this.places.forEach(([px, py], place) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance < least) {
        [nearest, least] = [place, distance];
      }
    });
    if (nearest < 0) {
      this.acts.leave();
    } else {
      act(this.points.rows[nearest]);
    }
  }
}
