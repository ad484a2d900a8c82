/* The columns of the table: which ones say something, and which the reader chose. */

import { CONDITIONS, isFilled, QUANTITIES } from "./data.js";
import { element } from "./say.js";

/** The columns to show: those chosen, else those in which the rows differ or have numbers. */
export function columnsFor(answer, state, words) {
  const chosen = state.columns?.split(",").filter((name) => words.columns.has(name)) ?? [];
  if (chosen.length > 0) {
    return ["model", ...[...words.columns.keys()].filter((name) => name !== "model" && chosen.includes(name))];
  }
  const filled = QUANTITIES.filter((name) => isFilled(answer.filled, name));
  return [...words.columns.keys()].filter(
    (name) => ["model", "source"].includes(name) || filled.includes(name) || answer.mixed.includes(name),
  );
}

/** Whether a column holds numbers that rows can be sorted by. */
export const isQuantity = (name) => QUANTITIES.includes(name);
export const isNumeric = (name) => isQuantity(name) || ["batch", "threads", "input_size"].includes(name);
export const isCondition = (name) => CONDITIONS.includes(name);

/** Fill the list of columns to choose from; `choose` gets the names chosen, separated by commas. */
export function showChooser(box, shown, words, choose) {
  if (!box.firstChild) {
    const boxes = [...words.columns].filter(([name]) => name !== "model").map(([name, label]) =>
      element("label", {}, element("input", { type: "checkbox", value: name }), label),
    );
    box.append(...boxes);
    box.addEventListener("change", () => {
      choose(Array.from(box.querySelectorAll(":checked"), (input) => input.value).join(",") || "model");
    });
    closeWhenLeft(box.closest("details"));
  }
  for (const input of box.querySelectorAll("input")) {
    input.checked = shown.includes(input.value);
  }
}

/** The list covers the table: Escape, a click elsewhere and the focus elsewhere close it. */
function closeWhenLeft(details) {
  const close = (target) => {
    if (!details.contains(target)) {
      details.open = false;
    }
  };
  document.addEventListener("pointerdown", (event) => close(event.target));
  document.addEventListener("focusin", (event) => close(event.target));
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });
}
