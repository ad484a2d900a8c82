/* Axes of the picture: costs on a logarithmic scale, accuracies on a plain one. */

import { isMetric, plainDigits, spellAmount } from "./amounts.js";

const STEPS = [1, 2, 5];

const LEAST_SPAN = 0.24;

/** The range of a cost, as logarithms, with room on both sides, and for at least one tick. */
export function costRange(values) {
  const [least, most] = extent(values.length ? values : [1, 10]);
  const span = Math.log10(most / least);
  const room = Math.max(0.03, 0.05 * span, (LEAST_SPAN - span) / 2);
  return [Math.log10(least) - room, Math.log10(most) + room];
}

/** The range of an accuracy with room on both sides. */
export function accuracyRange(values) {
  const [least, most] = extent(values.length ? values : [0, 1]);
  const room = Math.max(0.005, 0.06 * (most - least));
  return [least - room, most + room];
}

/** Places of ticks on a logarithmic axis: 1, 2 and 5 of each power of ten, fewer if they would crowd. */
export function costTicks([low, high], most) {
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, place) => Math.floor(low) + place);
  for (const steps of [[1, 1.5, 2, 3, 4, 5, 7], STEPS, [1, 3], [1]]) {
    const ticks = powers.flatMap((power) => steps.map((step) => Math.log10(step) + power));
    const inside = ticks.filter((tick) => tick >= low && tick <= high);
    if (inside.length <= most) {
      return inside;
    }
  }
  const every = Math.ceil(powers.length / most);
  return powers.filter((power, place) => place % every === 0 && power >= low && power <= high);
}

/** Round places of ticks on a plain axis. */
export function accuracyTicks([low, high], most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([...STEPS, 10].find((size) => size * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, place) => (first + place) * step);
}

/** A tick's number with its unit left to the title of the axis. */
export function tickText(quantity, value) {
  if (isMetric(quantity)) {
    return plainDigits(Number((value * 100).toPrecision(6)));
  }
  const amount = Number((10 ** value).toPrecision(3));
  return ["flops", "params"].includes(quantity) ? spellAmount(quantity, amount) : plainDigits(amount);
}

/** The unit of an axis. */
export function unitOf(quantity) {
  return isMetric(quantity) ? "%" : { latency: "ms", storage: "MB" }[quantity] ?? "";
}

function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
