/* The form: what the reader chooses becomes a state, and a state is shown in it. */

import { isMetric, parseAmount, plainDigits } from "./amounts.js";
import { NOTHING } from "./data.js";
import { boundedBy, LIMITS } from "./state.js";

const SLIDER_STEPS = 1000;

export class Controls {
  /**
   * @param {(changes: object, replace: boolean) => void} change Gets what changed, and whether it goes on from the last.
   */
  constructor(form, data, words, change) {
    Object.assign(this, { form, data, words, change, slider: form.querySelector("[data-slider]"), editing: null });
    this.fields = Array.from(form.elements).filter((field) => field.name);
    this.metric = form.querySelector("[data-least]");
    this.least = form.querySelector("[data-amount]");
    this.latencies = latenciesByDevice(data);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      change(null, false);
    });
    form.addEventListener("input", (event) => this.#edit(event.target));
    form.addEventListener("focusout", () => this.settle());
    form.querySelector(".zoo-more").addEventListener("click", (event) => {
      const open = form.querySelector(".zoo-rarer").classList.toggle("zoo-open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
  }

  /** Return what enters once more what the form holds, for when it has shown something else meanwhile. */
  entered() {
    const fields = Array.from(this.form.querySelectorAll("input, select")).filter(isFilledIn);
    const values = fields.map((field) => [field, field.type === "checkbox" ? "checked" : "value"]);
    const before = values.map(([field, property]) => field[property]);
    return () => {
      values.forEach(([field, property], place) => {
        field[property] = before[place];
        this.#edit(field);
      });
    };
  }

  /** Take the next edit for a new one, even in the same field. */
  settle() {
    this.editing = null;
  }

  /** Show a state. */
  show(state) {
    const range = this.latencies.get(state.device ?? null) ?? this.latencies.get(null) ?? [1, 1];
    this.range = range;
    for (const field of this.fields) {
      this.#fill(field, state[field.name]);
    }
    this.#fillSlider(state["max-latency"]);
    this.#fillLeast(state);
  }

  /** Show how many models each choice would leave. */
  showCounts(counts) {
    for (const [name, models] of counts) {
      const field = this.form.elements[name];
      for (const option of field?.options ?? []) {
        option.dataset.label ??= option.textContent;
        if (option.value) {
          const number = models.get(/^\d+$/.test(option.value) ? Number(option.value) : option.value) ?? 0;
          tell(option, `${option.dataset.label} (${this.words.count(number)})`);
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

  /** One field holds the least of whichever metric is chosen beside it. */
  #fillLeast(state) {
    if (this.editing !== this.least) {
      const asked = Array.from(this.metric.options, (option) => option.value).filter((name) => name in state);
      const usual = [state.sort?.replace(/^-/, ""), this.data.metrics[state.dataset]?.[0]].find((name) => isMetric(name));
      if (asked.length && !asked.includes(this.metric.value)) {
        [this.metric.value] = asked;
      } else if (!asked.length && usual && this.editing !== this.metric) {
        this.metric.value = `min-${usual.replace("_", "-")}`;
      }
    }
    this.state = state;
    this.#fillAmount();
  }

  #fillAmount() {
    this.least.name = this.metric.value;
    this.#fill(this.least, this.state[this.metric.value]);
  }

  #fillSlider(limit) {
    const [least, most] = this.range;
    const value = limit === undefined ? null : parseAmount("latency", limit);
    if (this.editing !== this.slider) {
      const share = value === null ? 1 : Math.log(value / least) / Math.log(most / least);
      this.slider.value = Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, share || 0)));
    }
    this.slider.setAttribute("aria-valuetext", value === null ? this.words.say("noLimit") : `${plainDigits(value)} ms`);
  }

  #edit(field) {
    if (field === this.metric) {
      this.#fillAmount();
      return;
    }
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

/** Whether a field is not as the page came with it. */
function isFilledIn(field) {
  if (field.tagName === "SELECT") {
    return field.selectedIndex > 0;
  }
  return field.type === "checkbox" ? field.checked : field.value !== field.defaultValue;
}

function tell(option, text) {
  if (option.textContent !== text) {
    option.textContent = text;
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

/** The least and the most ms on each device, and (under null) on any. Places of numbers are in their order. */
function latenciesByDevice(data) {
  const { cells = [], values = [] } = data.numbers.latency ?? {};
  const least = new Int32Array(data.conditionCount).fill(values.length);
  const most = new Int32Array(data.conditionCount).fill(NOTHING);
  for (let row = 0; row < cells.length; row += 1) {
    const set = data.rows.conditions[row];
    if (cells[row] >= 0) {
      least[set] = Math.min(least[set], cells[row]);
      most[set] = Math.max(most[set], cells[row]);
    }
  }
  const found = new Map();
  for (const [set, device] of data.conditions.device.entries()) {
    for (const key of most[set] < 0 ? [] : [null, device]) {
      const [low, high] = found.get(key) ?? [Infinity, 0];
      found.set(key, [Math.min(low, values[least[set]]), Math.max(high, values[most[set]])]);
    }
  }
  return found;
}
