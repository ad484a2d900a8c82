/* The form: what the reader chooses becomes a state, and a state is shown in it. */

import { isMetric, parseAmount, plainDigits } from "./amounts.js";
import { valueOf } from "./data.js";
import { boundedBy, LIMITS } from "./state.js";

const SLIDER_STEPS = 1000;

export class Controls {
  /**
   * @param {(changes: object, replace: boolean) => void} change Gets what changed, and whether it goes on from the last.
   */
  constructor(form, data, words, change) {
    Object.assign(this, { form, data, words, change, slider: form.querySelector("[data-slider]"), editing: null });
    this.fields = Array.from(form.elements).filter((field) => field.name);
    this.latencies = latenciesByDevice(data);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      change(null, false);
    });
    form.addEventListener("input", (event) => this.#edit(event.target));
    form.addEventListener("change", () => {
      this.editing = null;
    });
  }

  /** Show a state, and how many models each choice would leave. */
  show(state, counts) {
    const range = this.latencies.get(state.device ?? null) ?? this.latencies.get(null) ?? [1, 1];
    this.range = range;
    for (const field of this.fields) {
      this.#fill(field, state[field.name]);
    }
    this.#fillSlider(state["max-latency"]);
    const metrics = this.data.metrics[state.dataset];
    for (const label of this.form.querySelectorAll("[data-metric]")) {
      const name = label.querySelector("input").name;
      label.hidden = metrics !== undefined && !metrics.includes(label.dataset.metric) && !(name in state);
    }
    this.showCounts(counts);
  }

  showCounts(counts) {
    for (const [name, models] of counts ?? []) {
      const field = this.form.elements[name];
      for (const option of field?.options ?? []) {
        option.dataset.label ??= option.textContent;
        if (option.value) {
          const number = models.get(/^\d+$/.test(option.value) ? Number(option.value) : option.value) ?? 0;
          option.textContent = `${option.dataset.label} (${this.words.count(number)})`;
          option.className = number ? "" : "zoo-none";
        }
      }
    }
  }

  #fill(field, value) {
    if (field.type === "checkbox") {
      field.checked = Boolean(value);
    } else if (field.tagName === "SELECT") {
      if (value && !Array.from(field.options).some((option) => option.value === value)) {
        field.add(new Option(this.words.value(field.name.replace("-", "_"), value), value));
      }
      field.value = value ?? "";
    } else if (field !== document.activeElement || this.editing !== field) {
      field.value = value === undefined ? "" : shownAmount(field, value);
      field.removeAttribute("aria-invalid");
    }
  }

  #fillSlider(limit) {
    const [least, most] = this.range;
    const value = limit === undefined ? null : parseAmount("latency", limit);
    if (this.editing !== this.slider) {
      const share = value === null ? 1 : Math.log(value / least) / Math.log(most / least);
      this.slider.value = Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, share)));
    }
    this.slider.setAttribute("aria-valuetext", value === null ? this.words.say("noLimit") : `${plainDigits(value)} ms`);
  }

  #edit(field) {
    const replace = this.editing === field;
    const name = field.dataset.slider ?? field.name;
    const value = field === this.slider ? this.#sliderValue() : valueOfField(field);
    if (name && value !== null) {
      field.removeAttribute("aria-invalid");
      this.editing = ["range", "number", "text", "search"].includes(field.type) ? field : null;
      this.change({ [name]: value }, replace);
    } else if (name) {
      field.setAttribute("aria-invalid", "true");
    }
  }

  /** The slider's limit with three digits; none at its end. */
  #sliderValue() {
    const [least, most] = this.range;
    const share = Number(this.slider.value) / SLIDER_STEPS;
    return share >= 1 ? "" : plainDigits(Number((least * (most / least) ** share).toPrecision(3)));
  }
}

/** What a field says: text, true, an empty string for nothing, or null if it is no amount. */
function valueOfField(field) {
  if (field.type === "checkbox") {
    return field.checked || "";
  }
  if (!LIMITS.includes(field.name)) {
    return field.value.trim();
  }
  const quantity = boundedBy(field.name);
  const text = field.value.trim() && isMetric(quantity) ? `${field.value.trim()}%` : field.value.trim();
  if (field.validity.badInput) {
    return null;
  }
  return text === "" || parseAmount(quantity, text) !== null ? text : null;
}

/** An amount as its field takes it: accuracies in percent, latencies in ms. */
function shownAmount(field, value) {
  if (field.type !== "number") {
    return value;
  }
  const quantity = boundedBy(field.name);
  const amount = parseAmount(quantity, value);
  return plainDigits(isMetric(quantity) ? Number((amount * 100).toPrecision(12)) : amount);
}

/** The least and the most ms on each device, and (under null) on any. */
function latenciesByDevice(data) {
  const found = new Map();
  for (let row = 0; row < data.length; row += 1) {
    const value = valueOf(data, "latency", row);
    if (value !== null) {
      for (const device of [null, data.conditions.device[data.rows.conditions[row]]]) {
        const [least, most] = found.get(device) ?? [value, value];
        found.set(device, [Math.min(least, value), Math.max(most, value)]);
      }
    }
  }
  return found;
}
