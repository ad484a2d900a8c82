/* What stands on the canvas between the axes: limits, Pareto fronts, marks, and rings around models to compare. */

import { parseAmount } from "./amounts.js";
import { valueOf } from "./data.js";
import { traceMark } from "./marks.js";

const MANY = 2000;
const DOT = 4;
const GRAIN = 2;
const FEW_FRONTS = 3;

export class Drawing {
  /**
   * @param {CanvasRenderingContext2D} context Where to draw, in pixels of the device.
   * @param {object} look Colours of the page.
   * @param {{x: (cost: number) => number, y: (accuracy: number) => number}} place Where numbers stand.
   */
  constructor(context, look, place, data, points) {
    Object.assign(this, { context, look, place, data, points, unit: devicePixelRatio });
  }

  /** Draw the limits on what the axes show as dashed lines. */
  limits({ left, top, width, height }, state) {
    const { context, place, unit } = this;
    const { quality, cost } = this.points;
    const [most, least] = [state[`max-${cost}`], state[`min-${quality?.replace("_", "-")}`]];
    context.strokeStyle = this.look.text;
    context.setLineDash([6 * unit, 4 * unit]);
    context.lineWidth = unit;
    context.beginPath();
    if (most) {
      context.moveTo(place.x(parseAmount(cost, most)), top);
      context.lineTo(place.x(parseAmount(cost, most)), top + height);
    }
    if (least) {
      context.moveTo(left, place.y(parseAmount(quality, least)));
      context.lineTo(left + width, place.y(parseAmount(quality, least)));
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** Draw each Pareto front as steps: what can be had at most for a cost. */
  fronts() {
    const { context, place, data } = this;
    const { quality, cost, fronts } = this.points;
    context.strokeStyle = this.look.axis;
    context.lineWidth = (fronts.length > FEW_FRONTS ? 0.75 : 1.5) * this.unit;
    context.beginPath();
    for (const front of fronts) {
      let last = null;
      for (const row of front) {
        const [x, y] = [place.x(valueOf(data, cost, row)), place.y(valueOf(data, quality, row))];
        if (last === null) {
          context.moveTo(x, y);
        } else {
          context.lineTo(x, last);
          context.lineTo(x, y);
        }
        last = y;
      }
    }
    context.stroke();
  }

  /** Draw the marks, those on a front larger and above the others. Returns where each point stands. */
  marks() {
    const { rows, xs, ys, front } = this.points;
    const many = rows.length > MANY;
    const places = { lefts: new Float32Array(rows.length), tops: new Float32Array(rows.length) };
    const above = new Set(front);
    const fronts = [];
    for (let index = 0; index < rows.length; index += 1) {
      places.lefts[index] = this.place.x(xs[index]);
      places.tops[index] = this.place.y(ys[index]);
      if (above.has(rows[index])) {
        fronts.push(index);
      }
    }
    if (many) {
      this.#dots(places);
    } else {
      this.#marksOf(places, [...rows.keys()].filter((index) => !above.has(rows[index])), 4, "background", 0.75);
    }
    this.#marksOf(places, fronts, many ? 2.7 : 5.4, "text", 1.5);
    return places;
  }

  /** Draw a square a point; where several would cover each other, one of the first series. */
  #dots({ lefts, tops }) {
    const { context, look, unit } = this;
    const { width, height } = context.canvas;
    const [size, grain] = [Math.round(DOT * unit), Math.round(GRAIN * unit)];
    const columns = Math.ceil(width / grain);
    const taken = new Uint8Array(columns * Math.ceil(height / grain));
    const squares = look.series.map(() => new Path2D());
    const { series } = this.points;
    for (let index = 0; index < lefts.length; index += 1) {
      const place = Math.floor(tops[index] / grain) * columns + Math.floor(lefts[index] / grain);
      const kind = look.series.length - series[index];
      taken[place] = taken[place] > kind ? taken[place] : kind;
    }
    for (let place = 0; place < taken.length; place += 1) {
      if (taken[place] > 0) {
        const [left, top] = [(place % columns) * grain, Math.floor(place / columns) * grain];
        squares[look.series.length - taken[place]].rect(left - size / 2, top - size / 2, size, size);
      }
    }
    for (let kind = squares.length - 1; kind >= 0; kind -= 1) {
      context.fillStyle = look.series[kind];
      context.fill(squares[kind]);
    }
  }

  /** Draw the marks of some points, all of a series at once. */
  #marksOf({ lefts, tops }, members, radius, edge, line) {
    const { context, look, unit } = this;
    for (let kind = look.series.length - 1; kind >= 0; kind -= 1) {
      context.beginPath();
      for (const index of members) {
        if (this.points.series[index] === kind) {
          traceMark(context, kind, lefts[index], tops[index], radius * unit);
        }
      }
      context.fillStyle = look.series[kind];
      context.fill();
      context.strokeStyle = look[edge];
      context.lineWidth = line * unit;
      context.stroke();
    }
  }

  /** Ring the points of models. */
  ticked(models) {
    const { context, place, data } = this;
    const { rows, xs, ys } = this.points;
    const chosen = new Set(models.map((model) => data.models.name.indexOf(model)));
    context.strokeStyle = this.look.text;
    context.lineWidth = 2 * this.unit;
    context.beginPath();
    for (let index = 0; chosen.size > 0 && index < rows.length; index += 1) {
      if (chosen.has(data.rows.model[rows[index]])) {
        traceMark(context, 0, place.x(xs[index]), place.y(ys[index]), 8 * this.unit);
      }
    }
    context.stroke();
  }
}
