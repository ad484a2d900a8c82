/** Which conditions a number has, and whether it holds under those that the reader chose. */

/** Kinds of quantities, in the order of the table. */
export const KINDS = ["accuracy", "size", "latency"];

const OF_KIND = {
  accuracy: ["dataset", "input_size", "precision"],
  size: ["input_size", "precision"],
  latency: ["device", "engine", "precision", "batch", "threads", "input_size", "resize"],
};
const MAY_BE_MISSING = { accuracy: ["input_size", "precision"], size: ["input_size", "precision"], latency: [] };
const OF_LATENCY_ALONE = ["device", "engine", "batch", "threads"];

/** The kind of a quantity: accuracy, size or latency. */
export function kindOf(quantity, metrics) {
  if (metrics.includes(quantity)) {
    return "accuracy";
  }
  return quantity === "latency" ? "latency" : "size";
}

/** Conditions that numbers of a kind may state, in the order they are shown. */
export const conditionsOf = (kind) => OF_KIND[kind];

/** Conditions of a kind whose absence a reader should know of. */
export const expectedOf = (kind) => OF_KIND[kind].filter((name) => name !== "resize" && !(kind !== "latency" && name === "precision"));

/**
 * Whether a claim holds under the chosen conditions, as `catalog query` sees it: a latency must state them;
 * an accuracy or a size may leave the input size or the precision open.
 */
export function holds(claim, kind, chosen, versions) {
  return Object.entries(chosen).every(([name, value]) => {
    if (name !== "source" && !OF_KIND[kind].includes(name)) {
      return true;
    }
    const stated = claim[name];
    if (stated === undefined) {
      return MAY_BE_MISSING[kind].includes(name);
    }
    return name === "engine" ? (versions[value] ?? [value]).includes(stated) : String(stated) === value;
  });
}

/** Every value of a condition that the claims state, in natural order, with the number of claims that do. */
export function choicesOf(claims, name, metrics) {
  const counts = new Map();
  for (const claim of claims) {
    const kind = kindOf(claim.quantity, metrics);
    const stated = name === "source" || OF_KIND[kind].includes(name) ? claim[name] : undefined;
    if (stated !== undefined && !(OF_LATENCY_ALONE.includes(name) && kind !== "latency")) {
      counts.set(String(stated), (counts.get(String(stated)) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}
