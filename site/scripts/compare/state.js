/** What is compared, as the page's address says it: `?models=A,B&device=sd855&threads=4&different=1`. */

export const CONDITIONS = ["dataset", "device", "engine", "precision", "batch", "threads", "input_size", "source"];

/** The name of a condition in an address, which is the one of the option of `catalog query`. */
export const parameterOf = (condition) => condition.replace("_", "-");

/** Read a query string. Names are kept in their order, each once. */
export function readState(search) {
  const parameters = new URLSearchParams(search);
  const names = (parameters.get("models") ?? "").split(",").map((name) => name.trim());
  const conditions = {};
  for (const condition of CONDITIONS) {
    const value = parameters.get(parameterOf(condition));
    if (value) {
      conditions[condition] = value;
    }
  }
  return {
    models: [...new Set(names.filter(Boolean))],
    conditions,
    different: parameters.get("different") === "1",
  };
}

/** Write a query string that `readState` reads; commas stay readable. */
export function writeState({ models, conditions, different }) {
  const parts = models.length ? [`models=${models.map(encodeURIComponent).join(",")}`] : [];
  for (const condition of CONDITIONS) {
    if (conditions[condition]) {
      parts.push(`${parameterOf(condition)}=${encodeURIComponent(conditions[condition])}`);
    }
  }
  if (different) {
    parts.push("different=1");
  }
  return parts.length ? `?${parts.join("&")}` : "";
}
