/** Facts on the models themselves: what they do, what they were made from, and what their graphs hold. */

import { deltaOf } from "./rows.js";

/** Rows `{key, cells, differs}`; a cell is null or `{text}` and, for a name, its `page`, for a count `best` and `delta`. */
export function factsOf(models, { names, tasks }) {
  const link = (name) => (name ? { text: name, page: `models/${name}/` } : null);
  const rows = [
    words("family", models, (model) => ({ text: names.family[model.family], page: `families/${model.family}/` })),
    words("task", models, (model) => ({ text: tasks[model.task] })),
    words("dataset", models, (model) => (model.dataset ? { text: names.dataset[model.dataset] } : null)),
    words("input", models, (model) => ({ text: `${model.input.size} × ${model.input.size} px` })),
    words("compression", models, (model) =>
      model.compression ? { text: model.compression.map((key) => names.compression[key]).join(" + ") } : null,
    ),
    words("baseline", models, (model) => link(model.baseline)),
    words("teacher", models, (model) => link(model.teacher)),
    counts("macs", models),
    counts("params", models),
  ];
  return rows.filter((row) => row.cells.some(Boolean));
}

function words(key, models, cellOf) {
  const cells = models.map(cellOf);
  return { key, cells, differs: new Set(cells.map((cell) => cell?.text)).size > 1 };
}

/** What each graph holds at the model's own input size; fewer is best. */
function counts(key, models) {
  const values = models.map((model) => countOf(model, key));
  const there = values.filter((value) => value !== null);
  const differs = new Set(there).size > 1;
  const least = Math.min(...there);
  const cells = values.map((value, place) => {
    if (value === null) {
      return null;
    }
    const delta = place > 0 && values[0] !== null ? deltaOf(values[0], value, "size") : null;
    return { count: value, best: differs && value === least, delta };
  });
  return { key, cells, differs };
}

function countOf(model, key) {
  const found = model.evidence?.counts?.find((counts) => counts.input_size === model.input.size);
  return found ? found[key] : null;
}
