/* Sentences on an answer: how many rows, under which conditions, and why there are none. */

import { isMetric, spellAmount } from "./amounts.js";
import { CONDITIONS } from "./data.js";
import { boundedBy, LIMITS } from "./state.js";
import { element } from "./say.js";

const MOST_CHIPS = 40;

/** How many rows and models an answer holds. */
export function countSentence({ rows, models }, words) {
  return words.say("shown", { rows: words.count(rows.length), models: words.count(models) });
}

/** The conditions that all rows share. */
export function sharedSentence({ data, rows, mixed }, words) {
  if (rows.length === 0) {
    return "";
  }
  const set = data.rows.conditions[rows[0]];
  const shared = CONDITIONS.filter((name) => !mixed.includes(name) && data.conditions[name][set] !== null);
  return shared.length ? conditionsText(data, set, shared, words) : "";
}

/** What differs among the rows, and how far they can be compared. */
export function mixedSentence({ mixed, grouped }, words) {
  const conditions = mixed.map((name) => words.label(name)).join(words.say("and"));
  return mixed.length ? words.say(grouped ? "grouped" : "mixed", { conditions }) : "";
}

/** A set of conditions in words, what it does not state left out. */
export function conditionsText(data, set, names, words) {
  const stated = names.filter((name) => data.conditions[name][set] !== null);
  return stated.map((name) => words.condition(name, data.conditions[name][set])).join(" · ") || words.say("notStated");
}

/** Buttons, one for each set of stated conditions among the rows, that choose it; the commonest first. */
export function conditionChips({ data, perSet, mixed }, words, choose) {
  const sets = Array.from(perSet.keys()).filter((set) => perSet[set] > 0);
  const chips = new Map(sets.map((set) => [conditionsText(data, set, mixed, words), set]));
  const counted = [...chips].map(([text, set]) => {
    const stated = mixed.filter((name) => data.conditions[name][set] !== null);
    const chosen = sets.filter((other) => stated.every((name) => accepts(data, name, set, other)));
    return { text, set, stated, count: (stated.length ? chosen : [set]).reduce((sum, other) => sum + perSet[other], 0) };
  });
  const sorted = counted.sort((one, other) => other.count - one.count).slice(0, MOST_CHIPS);
  return sorted.map(({ text, set, stated, count }) => {
    const chip = element("button", { type: "button", disabled: stated.length === 0 }, text, ` (${words.count(count)})`);
    chip.addEventListener("click", () => {
      choose(Object.fromEntries(stated.map((name) => [name.replace("_", "-"), String(data.conditions[name][set])])));
    });
    return chip;
  });
}

/** Whether who asks for a condition of one set gets rows of another. */
function accepts(data, name, set, other) {
  const [asked, found] = [data.conditions[name][set], data.conditions[name][other]];
  return name === "engine" ? (data.engines[asked] ?? []).includes(found) : asked === found;
}

/** Why no row fits: what excluded most, and the nearest row with what it misses. */
export function nothingSentences(answer, words) {
  const { data } = answer;
  const { excluded, nearest, gaps } = answer.why;
  if (nearest === null) {
    return { lines: [words.say("nothing")], model: null };
  }
  const counts = excluded
    .filter(([, count]) => count > 0)
    .map(([option, count]) => words.say("excludes", { option: optionName(option, words), count: words.count(count) }));
  const considered = words.say("nothingFits", { met: words.count(answer.met), considered: words.count(answer.considered) });
  const lines = [`${considered} ${counts.join("; ")}`];
  if (excluded.some(([option, count]) => option === "pareto" && count > 0)) {
    return { lines: [...lines, words.say("noFront")], model: null };
  }
  const misses = gaps.map((gap) => gapSentence(gap, words)).join("; ");
  return { lines: [...lines, misses], model: data.models.name[data.rows.model[nearest]] };
}

function optionName(option, words) {
  return LIMITS.includes(option) ? words.label(boundedBy(option)) : words.label(option);
}

function gapSentence({ name, quantity, asked, found }, words) {
  if (quantity === null) {
    const field = name.replace("-", "_");
    const tell = (value) => (name === "verified" ? words.say(value) : words.value(field, value));
    return words.say("gap", { name: optionName(name, words), found: tell(found), asked: tell(asked) });
  }
  const side = words.say(isMetric(quantity) ? "atLeast" : "atMost", { amount: spellAmount(quantity, asked) });
  const number = found === null ? words.say("notStated") : spellAmount(quantity, found);
  return words.say("gap", { name: words.label(quantity), found: number, asked: side });
}
