/* What was chosen, in words, each with a button that takes it back. */

import { isMetric, parseAmount, spellAmount } from "./amounts.js";
import { element } from "./say.js";
import { boundedBy, COUNTED, LIMITS, NAMED, SELECTING } from "./state.js";

/** Show the choices of a state; `remove` gets the name of the one that is taken back. */
export function showChosen(list, form, state, words, remove) {
  const names = SELECTING.filter((name) => Object.hasOwn(state, name));
  const chips = names.map((name, place) => {
    const text = chosenText(name, state[name], form, words);
    const button = element("button", { type: "button", title: words.say("remove", { model: text }) }, text, cross());
    button.setAttribute("aria-label", words.say("remove", { model: text }));
    button.addEventListener("click", () => {
      remove(name);
      const left = list.querySelectorAll("button");
      (left[Math.min(place, left.length - 1)] ?? form.querySelector("[type='reset']")).focus();
    });
    return element("li", {}, button);
  });
  list.replaceChildren(...chips);
}

const cross = () => element("span", { "aria-hidden": "true" }, " ×");

function chosenText(name, value, form, words) {
  if ([...NAMED, ...COUNTED].includes(name)) {
    return words.condition(name.replace("-", "_"), value);
  }
  if (LIMITS.includes(name)) {
    const quantity = boundedBy(name);
    const amount = spellAmount(quantity, parseAmount(quantity, value));
    const bound = words.say(isMetric(quantity) ? "atLeast" : "atMost", { amount });
    return words.say("labelled", { name: words.label(name), value: bound });
  }
  const label = form.elements[name].labels[0].textContent.trim();
  return value === true ? label : words.say("labelled", { name: label, value });
}
