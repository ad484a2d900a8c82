/* What stands on the canvas between the axes: limits, Pareto fronts, marks, and rings around models to compare. */

import { parseAmount } from "./amounts.js";
import { valueOf } from "./data.js";
import { traceMark } from "./marks.js";

const MANY = 2000;
const SQUARE = 1;
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
    const { xs, ys, series, rows, fronts } = this.points;
    const onFront = new Set(fronts.flat());
    const places = Array.from(xs, (x, index) => [this.place.x(x), this.place.y(ys[index])]);
    const taken = new Set();
    for (const front of [false, true]) {
      for (let kind = this.look.series.length - 1; kind >= 0; kind -= 1) {
        const members = places.filter((_, index) => series[index] === kind && onFront.has(rows[index]) === front);
        this.#marksOf(kind, front, members, xs.length > MANY ? taken : null);
      }
    }
    return places;
  }

  /** Draw marks of one kind at once; of many points that would cover each other only the first. */
  #marksOf(kind, front, places, taken) {
    const { context, look, unit } = this;
    const plain = taken !== null && !front;
    const radius = (taken === null ? 4 : 2) * (front ? 1.35 : 1) * unit;
    context.beginPath();
    for (const [x, y] of places) {
      const pixel = (x >> 1) * 65536 + (y >> 1);
      if (taken === null || !taken.has(pixel)) {
        taken?.add(pixel);
        traceMark(context, plain ? SQUARE : kind, x, y, radius);
      }
    }
    context.fillStyle = look.series[kind];
    context.fill();
    if (!plain) {
      context.strokeStyle = front ? look.text : look.background;
      context.lineWidth = (front ? 1.5 : 0.75) * unit;
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
    rows.forEach((row, index) => {
      if (chosen.has(data.rows.model[row])) {
        traceMark(context, 0, place.x(xs[index]), place.y(ys[index]), 8 * this.unit);
      }
    });
    context.stroke();
  }
}
