/* The explorer: reads the rows and the address, and keeps form, table, picture and address in step. */

import { copyText } from "../clipboard.js";
import { answer } from "./answer.js";
import { Chart } from "./chart.js";
import { showChosen } from "./chosen.js";
import { columnsFor, showChooser } from "./columns.js";
import { Controls } from "./controls.js";
import { decode } from "./data.js";
import { save, toCsv, toJson } from "./export.js";
import { modelsByChoice } from "./facets.js";
import { pointsOf } from "./points.js";
import { conditionChips, countSentence, mixedSentence, nothingSentences, sharedSentence } from "./report.js";
import { element, Words } from "./say.js";
import { commandOf, conditionsSearch, MOST_COMPARED, parseState, searchOf } from "./state.js";
import { RowTable } from "./table.js";

const AFTER_PAINTING_MS = 1;
const AT_REST_MS = 50;
const LONGEST = { sort: "latency" };

class Explorer {
  constructor(root, page, data) {
    this.root = root;
    this.page = page;
    this.data = data;
    this.words = new Words(page, document.documentElement.lang);
    this.form = new Controls(this.part("form"), data, this.words, (changes, replace) => this.change(changes, replace));
    this.table = new RowTable(this.part("[data-window]"), this.words, page.models, {
      sort: (quantity) => this.change({ sort: quantity }),
      tick: (model, on) => this.tick(model, on),
      point: (row) => this.point(row),
      leave: () => this.point(null),
    });
    this.chart = new Chart(this.part("[data-plot]"), this.words, {
      point: (row) => this.point(row),
      leave: () => this.point(null),
      choose: (row) => this.table.focus(row),
    });
    for (const button of root.querySelectorAll("[data-copy], [data-save]")) {
      button.addEventListener("click", () => (button.dataset.copy ? this.copy(button.dataset.copy) : this.save(button.dataset.save)));
    }
    addEventListener("popstate", () => this.read());
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  /** Show what the address says, and then what was entered in the form before this script was there. */
  open() {
    const enterAgain = this.form.entered();
    this.read();
    enterAgain();
    for (const button of this.root.querySelectorAll(".zoo-controls button, .zoo-same button")) {
      button.disabled = false;
    }
  }

  /** Show what the address says; without anything in it, what the page opens with. */
  read() {
    if (!location.search) {
      history.replaceState(null, "", this.page.opening + location.hash);
    }
    const { state, problems } = parseState(location.search, this.data);
    this.state = state;
    this.problems = problems;
    this.form.settle();
    this.show();
  }

  /** Change the state, `null` to ask for nothing; a change that goes on from the last one replaces it in the history. */
  change(changes, replace = false) {
    const kept = Object.entries({ ...(changes === null ? {} : this.state), ...changes });
    this.state = Object.fromEntries(kept.filter(([, value]) => value !== "" && value !== false));
    this.keepOrderFitting(changes ?? {});
    this.problems = [];
    history[replace ? "replaceState" : "pushState"](null, "", searchOf(this.state));
    this.show();
  }

  /** Another data set has other metrics: sort by its first one if rows were sorted by one that it lacks. */
  keepOrderFitting({ dataset }) {
    const metrics = this.data.metrics[dataset] ?? [];
    const all = new Set(Object.values(this.data.metrics).flat());
    const sorted = this.state.sort?.replace(/^-/, "");
    if (metrics.length && all.has(sorted) && !metrics.includes(sorted)) {
      this.state.sort = metrics[0];
    }
  }

  /** Choose conditions by a button, which then is gone: the focus moves on to the next one, else to the rows. */
  choose(conditions) {
    this.change(conditions);
    (this.part("[data-chips] button:enabled") ?? this.part("[data-window]")).focus({ preventScroll: true });
  }

  tick(model, on) {
    const others = this.ticked.filter((name) => name !== model);
    this.change({ models: (on ? [...others, model] : others).join(",") }, true);
  }

  point(row) {
    this.table.mark(row);
    this.chart.mark(row);
  }

  show() {
    delete this.root.dataset.shown;
    this.answer = answer(this.data, this.state);
    const asked = this.state.models?.split(",") ?? [];
    this.ticked = asked.filter((name) => this.data.models.name.includes(name)).slice(0, MOST_COMPARED);
    const columns = columnsFor(this.answer, this.state, this.words);
    this.table.show(this.answer, columns, this.ticked);
    this.report();
    this.form.show(this.state);
    showChosen(this.part("[data-chosen]"), this.form.form, this.state, this.words, (name) => this.change({ [name]: "" }));
    this.part("[data-command]").textContent = commandOf(this.state);
    showChooser(this.part("[data-columns]"), columns, this.words, (names) => this.change({ columns: names }, true));
    this.showCompare();
    this.afterPainting(() => this.showPicture());
  }

  /** Do something as soon as what is there was painted, unless something else is to be shown by then. */
  afterPainting(act) {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.later);
    this.frame = requestAnimationFrame(() => {
      // Not at once: a key that was pressed meanwhile comes first.
      this.later = setTimeout(act, AFTER_PAINTING_MS);
    });
  }

  /** What may come a moment after the table: the picture, then the counts in the form. */
  showPicture() {
    const points = pointsOf(this.answer);
    this.chart.show(this.answer.data, points, this.state, this.ticked);
    const [accuracy, cost] = [points.quality, points.cost].map((name) => this.words.label(name ?? "top1"));
    this.part("[data-title]").textContent = this.words.say("axes", { accuracy, cost });
    const [rows, shown, front] = [this.answer.rows, points.rows, points.front].map(({ length }) => this.words.count(length));
    this.part("[data-plotted]").textContent = this.answer.why ? "" : this.words.say("plotted", { points: shown, rows, front });
    this.part("[data-legend]").querySelectorAll("li").forEach((line, place) => {
      const family = points.families[place];
      line.classList.toggle("zoo-unused", family === undefined);
      line.querySelector("span").textContent = family === null ? this.words.say("other") : (family ?? "");
    });
    this.later = setTimeout(() => this.showCounts());
  }

  showCounts() {
    this.form.showCounts(modelsByChoice(this.data, this.state));
    this.root.dataset.shown = location.search;
    this.later = setTimeout(() => this.rehearse(), AT_REST_MS);
  }

  /** Answer what takes longest, once and unseen: when somebody asks for it, the browser has compiled its loops. */
  rehearse() {
    if (!this.rehearsed) {
      this.rehearsed = true;
      answer(this.data, LONGEST);
    }
  }

  report() {
    const { words } = this;
    this.part("[data-count]").textContent = countSentence(this.answer, words);
    this.part("[data-shared]").textContent = sharedSentence(this.answer, words);
    const told = this.problems.map(({ name, text }) => words.say("unknown", { name: words.label(name), text }));
    const chips = this.answer.mixed.length ? conditionChips(this.answer, words, (set) => this.choose(set)) : [];
    this.part("[data-mixed]").replaceChildren([...told, mixedSentence(this.answer, words)].filter(Boolean).join(" "));
    this.part("[data-chips]").replaceChildren(...chips);
    if (this.answer.why) {
      const { lines, model } = nothingSentences(this.answer, words);
      const nearest = model === null ? null : element("a", { href: `${this.page.models}${encodeURIComponent(model)}/` });
      nearest?.append(words.say("nearest", { model }));
      this.part("[data-mixed]").replaceChildren([...told, lines[0]].join(" "));
      this.part("[data-chips]").replaceChildren(...[nearest, nearest && " ", lines[1] ?? ""].filter(Boolean));
    }
  }

  showCompare() {
    const link = this.part("[data-compare]");
    const enough = this.ticked.length >= 2;
    link.hidden = !enough;
    const hint = this.part("[data-compare-hint]");
    const full = this.ticked.length >= MOST_COMPARED;
    hint.hidden = enough && !full;
    hint.textContent = this.words.say(full ? "full" : "few", { most: this.words.count(MOST_COMPARED) });
    link.textContent = this.words.say("compare", { count: this.words.count(this.ticked.length) });
    const models = this.ticked.map(encodeURIComponent).join(",");
    link.href = `${this.page.compare}?models=${models}${conditionsSearch(this.state)}`;
  }

  async copy(what) {
    this.part("[data-done]").textContent = "";
    const copied = await copyText(what === "link" ? location.href : commandOf(this.state));
    this.part("[data-done]").textContent = copied ? this.words.say("copied") : "";
  }

  save(format) {
    const text = format === "csv" ? toCsv(this.answer) : toJson(this.answer);
    save(text, `zoo.${format}`, format === "csv" ? "text/csv" : "application/json");
  }
}

async function start(root) {
  const page = JSON.parse(document.getElementById("explorer-data").textContent);
  try {
    const response = await fetch(page.rows);
    if (!response.ok) {
      throw new Error(`${response.status} ${response.statusText}`);
    }
    new Explorer(root, page, decode(await response.json())).open();
  } catch (error) {
    root.querySelector("[data-mixed]").textContent = new Words(page, "en").say("failed", { reason: error.message });
    throw error;
  } finally {
    root.removeAttribute("data-waiting");
  }
}

for (const root of document.querySelectorAll("[data-explorer]")) {
  start(root);
}
