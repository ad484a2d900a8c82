/** Sets models side by side on the page `compare/`. What is compared is in the address, so that it can be shared. */

import { copyText } from "../clipboard.js";
import { drawConditions, drawModels, offerNames, readChange } from "./controls.js";
import { fill } from "./dom.js";
import { factsOf } from "./facts.js";
import { rowsOf } from "./rows.js";
import { readState, writeState } from "./state.js";
import { drawTable } from "./view.js";

const box = document.getElementById("compare");
const words = JSON.parse(document.getElementById("compare-data").textContent);
const page = { words, root: box.dataset.root, zooRoot: box.dataset.zooRoot };
const known = Array.from(document.querySelectorAll("[data-model]"), (link) => link.dataset.model);
const adding = box.querySelector(".zp-compare-add");
const choosing = box.querySelector(".zp-compare-conditions");
const status = box.querySelector(".zp-compare-status");
const files = new Map();
let state = { models: [], conditions: {}, different: false };

/** Load a model's file once. */
function load(name) {
  if (!files.has(name)) {
    const address = `${page.zooRoot}api/v1/models/${encodeURIComponent(name)}.json`;
    const loading = fetch(address).then((answer) => {
      if (!answer.ok) {
        throw new Error(`${answer.status} ${address}`);
      }
      return answer.json();
    });
    files.set(name, loading);
    loading.catch(() => files.delete(name));
  }
  return files.get(name);
}

/** Show what the state says. `said` is told beside the number of rows. */
async function show(said = "") {
  const asked = state;
  delete box.dataset.shown;
  const unknown = asked.models.filter((name) => !known.includes(name));
  const names = asked.models.filter((name) => known.includes(name)).slice(0, words.most);
  const results = await Promise.allSettled(names.map(load));
  if (asked !== state) {
    return;
  }
  const models = results.filter((result) => result.status === "fulfilled").map((result) => result.value);
  const failed = names.filter((_, place) => results[place].status === "rejected");
  drawModels(box.querySelector(".zp-compare-models"), names, page, remove);
  drawConditions(choosing, models, asked, page);
  const told = [said, ...unknown.map((model) => fill(words.sentences.unknown, { model }))];
  told.push(...failed.map((model) => fill(words.sentences.failed, { model })));
  if (asked.models.length - unknown.length > words.most) {
    told.push(fill(words.sentences.full, { most: words.most }));
  }
  told.push(draw(models, asked));
  status.textContent = told.filter(Boolean).join(" ");
  box.dataset.shown = location.search;
}

/** Draw the table and return what there is to say of it. */
function draw(models, { conditions, different }) {
  const result = box.querySelector(".zp-compare-result");
  if (models.length < 2) {
    box.classList.remove("zp-expecting");
    result.replaceChildren();
    return fill(words.sentences.few, { most: words.most });
  }
  const rows = rowsOf(models, conditions, words);
  const facts = factsOf(models, words);
  const shown = (row) => !different || row.differs;
  result.replaceChildren(drawTable(models, facts.filter(shown), rows.filter(shown), page));
  const differ = rows.filter((row) => row.differs).length;
  return rows.length ? fill(words.sentences.rows, { rows: rows.length, differ }) : words.sentences.noNumbers;
}

/** Go to another state: a new entry of the history. */
function go(changes, said) {
  state = { ...state, ...changes };
  history.pushState(null, "", location.pathname + writeState(state));
  return show(said);
}

function remove(name) {
  go({ models: state.models.filter((other) => other !== name) });
  adding.elements.model.focus();
}

function add() {
  const typed = adding.elements.model.value.trim();
  const model = known.find((name) => name === typed) ?? known.find((name) => name.toLowerCase() === typed.toLowerCase());
  if (!typed) {
    return;
  }
  const there = state.models.filter((name) => known.includes(name));
  if (!model) {
    status.textContent = fill(words.sentences.unknown, { model: typed });
  } else if (there.includes(model)) {
    status.textContent = fill(words.sentences.added, { model });
  } else if (there.length >= words.most) {
    status.textContent = fill(words.sentences.full, { most: words.most });
  } else {
    adding.elements.model.value = "";
    go({ models: [...there, model] });
  }
}

async function copy() {
  status.textContent = "";
  if (await copyText(location.href)) {
    status.textContent = words.sentences.copied;
  }
}

function readAddress() {
  state = readState(location.search);
  show();
}

adding.addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});
choosing.addEventListener("submit", (event) => event.preventDefault());
choosing.addEventListener("change", (event) => go(readChange(event.target, state.conditions)));
choosing.addEventListener("reset", (event) => {
  event.preventDefault();
  go({ conditions: {}, different: false });
});
choosing.elements.copy.addEventListener("click", copy);
window.addEventListener("popstate", readAddress);
offerNames(document.getElementById("compare-names"), known);
for (const field of box.querySelectorAll("button, input")) {
  field.disabled = false;
}
readAddress();
