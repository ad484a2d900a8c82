/** The controls above the comparison: models to add and remove, and conditions to choose. */

import { choicesOf } from "./conditions.js";
import { element, fill } from "./dom.js";
import { CONDITIONS, parameterOf } from "./state.js";

/** Offer every name in the field for adding a model. */
export function offerNames(list, names) {
  list.append(...names.map((name) => element("option", { value: name })));
}

/** Show the chosen models, each with a button that removes it. */
export function drawModels(list, names, page, remove) {
  list.replaceChildren(
    ...names.map((name) => {
      const label = fill(page.words.sentences.remove, { model: name });
      const button = element("button", { type: "button", "aria-label": label, title: label }, "×");
      button.addEventListener("click", () => remove(name));
      return element("li", {}, name, button);
    }),
  );
}

/** Fill each select with the values that the models' claims state, and choose what the state says. */
export function drawConditions(form, models, state, { words }) {
  const claims = models.flatMap((model) => model.claims);
  for (const name of CONDITIONS) {
    const select = form.elements[parameterOf(name)];
    const chosen = state.conditions[name] ?? "";
    const choices = choicesOf(claims, name, words.metrics);
    if (chosen && !choices.some(([value]) => value === chosen)) {
      choices.push([chosen, 0]);
    }
    const options = choices.map(([value, count]) =>
      element("option", { value, selected: value === chosen }, `${words.names[name]?.[value] ?? value.toUpperCase()} (${count})`),
    );
    select.replaceChildren(element("option", { value: "" }, words.sentences.any), ...options);
    select.value = chosen;
    select.disabled = choices.length === 0;
  }
  form.elements.different.checked = state.different;
}

/** Read what the reader changed in a field; the others may still wait for what they are to show. */
export function readChange(field, conditions) {
  if (field.name === "different") {
    return { different: field.checked };
  }
  const name = CONDITIONS.find((condition) => parameterOf(condition) === field.name);
  const chosen = Object.entries({ ...conditions, [name]: field.value });
  return { conditions: Object.fromEntries(chosen.filter(([, value]) => value)) };
}
