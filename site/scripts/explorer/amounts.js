/* Amounts as people write them in limits: `10ms`, `75%`, `0.6G`, `20MB`. The same as in catalog/amounts.py. */

export const METRICS = ["top1", "top5", "box_ap", "easy", "medium", "hard"];

const AMOUNT = /^(\d{1,15}(?:\.\d{1,12})?|\.\d{1,12})\s*([a-z\u00b5\u03bc%]*)$/i;
const COUNTS = { "": 0, k: 3, m: 6, g: 9, t: 12 };
const UNITS = {
  accuracy: { "": 0, "%": -2 },
  flops: { ...COUNTS, flops: 0, kflops: 3, mflops: 6, gflops: 9, tflops: 12 },
  params: { ...COUNTS, b: 9 },
  storage: { "": 0, kb: -3, mb: 0, m: 0, gb: 3 },
  latency: { "": 0, ms: 0, s: 3, us: -3, "\u03bcs": -3 },
};

export const isMetric = (quantity) => METRICS.includes(quantity);

/** The plain number of an amount, or null if it is none. Decimal digits are shifted, never multiplied, to stay exact. */
export function parseAmount(quantity, text) {
  const match = AMOUNT.exec(String(text).trim());
  const units = UNITS[isMetric(quantity) ? "accuracy" : quantity];
  const unit = match?.[2].toLowerCase().replace("\u00b5", "\u03bc");
  if (!match || !Object.hasOwn(units, unit)) {
    return null;
  }
  const value = Number(`${match[1]}e${units[unit]}`);
  return isMetric(quantity) && value > 1 ? null : value;
}

/** A number as plain digits, without an exponent. */
export function plainDigits(value) {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** A plain value with a unit that suits its size. */
export function spellAmount(quantity, value) {
  const plain = (number) => plainDigits(Number(number.toPrecision(12)));
  if (isMetric(quantity)) {
    return `${plain(value * 100)} %`;
  }
  if (quantity === "flops" || quantity === "params") {
    const [unit, size] = [["G", 1e9], ["M", 1e6], ["K", 1e3]].find((entry) => value >= entry[1]) ?? ["", 1];
    return `${plain(value / size)} ${unit}`.trimEnd();
  }
  return `${plain(value)} ${quantity === "storage" ? "MB" : "ms"}`;
}
