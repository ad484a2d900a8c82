/* What is asked for, as the page's address and as the command that answers the same. Names are the options of `catalog query`. */

import { METRICS, parseAmount } from "./amounts.js";

export const NAMED = ["task", "family", "source", "device", "engine", "precision", "dataset"];
export const COUNTED = ["batch", "threads", "input-size"];
export const LIMITS = [
  ...["latency", "params", "flops", "storage"].map((quantity) => `max-${quantity}`),
  ...METRICS.map((metric) => `min-${metric.replace("_", "-")}`),
];
const FLAGS = ["verified", "pareto"];
const OPTIONS = [...NAMED, ...COUNTED, "text", "verified", ...LIMITS, "sort", "pareto"];
export const SELECTING = OPTIONS.filter((name) => name !== "sort");
const OF_THE_PAGE = ["columns", "models"];
const NOTHING_ASKED = "all";
const MAX_TEXT = 200;

/** How many models there is room for on the page that compares them. */
export const MOST_COMPARED = 6;

/** The quantity that a limit bounds. */
export const boundedBy = (limit) => limit.slice(4).replace("-", "_");

/**
 * Read an address. What the zoo does not know, or is no amount, is left out and named in `problems`.
 *
 * @param {string} search What follows the path, with its question mark.
 * @param {object} data The decoded rows.
 */
export function parseState(search, data) {
  const parameters = new URLSearchParams(search);
  const state = {};
  const problems = [];
  for (const name of [...OPTIONS, ...OF_THE_PAGE]) {
    const text = parameters.get(name)?.slice(0, MAX_TEXT).trim();
    if (text === undefined || (text === "" && !FLAGS.includes(name))) {
      continue;
    }
    const value = readValue(name, text, data);
    if (value === null) {
      problems.push({ name, text });
    } else if (value !== false) {
      state[name] = value;
    }
  }
  return { state, problems };
}

function readValue(name, text, data) {
  if (NAMED.includes(name)) {
    const known = data.names[name];
    return Object.hasOwn(known, text.toLowerCase()) ? known[text.toLowerCase()] : null;
  }
  if (COUNTED.includes(name)) {
    return /^[1-9]\d{0,8}$/.test(text) ? text : null;
  }
  if (LIMITS.includes(name)) {
    return parseAmount(boundedBy(name), text) === null ? null : text;
  }
  if (FLAGS.includes(name)) {
    return !["0", "false", "no"].includes(text);
  }
  if (name === "sort") {
    return [...METRICS, "flops", "params", "storage", "latency"].includes(text.replace(/^-/, "")) ? text : null;
  }
  return text;
}

/** The address of a state, with its question mark. */
export function searchOf(state) {
  const parameters = new URLSearchParams();
  for (const name of [...OPTIONS, ...OF_THE_PAGE]) {
    if (Object.hasOwn(state, name)) {
      parameters.set(name, state[name] === true ? "yes" : state[name]);
    }
  }
  const text = parameters.toString().replaceAll("%2C", ",");
  return `?${text || NOTHING_ASKED}`;
}

/** The conditions of a state that another page understands too. */
export function conditionsSearch(state) {
  const kept = [...NAMED, ...COUNTED].filter((name) => name !== "family" && Object.hasOwn(state, name));
  return kept.map((name) => `&${name}=${encodeURIComponent(state[name])}`).join("");
}

/** The command that prints the same rows. */
export function commandOf(state) {
  const words = OPTIONS.filter((name) => Object.hasOwn(state, name)).map((name) =>
    state[name] === true ? `--${name}` : `--${name} ${quoted(state[name])}`,
  );
  return ["catalog query", ...words].join(" ");
}

const quoted = (text) => (/^[\w.,%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
