/** Rows of the comparison: one quantity under one set of conditions, with a number of each model that has one. */

import { KINDS, conditionsOf, holds, kindOf } from "./conditions.js";

/**
 * Put the claims of models side by side.
 *
 * A row is `{kind, quantity, origin, conditions, cells, differs, comparable, source}`; a cell is null or
 * `{claim, others, delta, best}`, where `delta` is the difference to the first model's number.
 */
export function rowsOf(models, chosen, { metrics, order, versions }) {
  const groups = new Map();
  models.forEach((model, place) => {
    for (const claim of model.claims) {
      const kind = kindOf(claim.quantity, metrics);
      if (holds(claim, kind, chosen, versions)) {
        const conditions = conditionsOf(kind).map((name) => [name, claim[name]]);
        const key = JSON.stringify([claim.quantity, claim.origin, conditions.map(([, value]) => value ?? null)]);
        const row = groups.get(key) ?? groups.set(key, newRow(kind, claim, conditions, models.length)).get(key);
        row.claims[place].push(claim);
      }
    }
  });
  const rows = [...groups.values()].map(finished);
  return rows.sort((a, b) => compareRows(a, b, order));
}

function newRow(kind, claim, conditions, models) {
  return {
    kind,
    quantity: claim.quantity,
    origin: claim.origin,
    conditions,
    claims: Array.from({ length: models }, () => []),
  };
}

function finished({ claims, ...row }) {
  const source = widestSource(claims);
  const cells = claims.map((found) => {
    const claim = found.find((candidate) => candidate.source === source) ?? found[0];
    return claim ? { claim, others: otherPrintings(claim, found), delta: null, best: false } : null;
  });
  const there = cells.filter(Boolean);
  const comparable = there.length > 1 && sameConvention(there.map((cell) => cell.claim));
  if (comparable) {
    markBest(there, row.kind === "accuracy");
    if (cells[0]) {
      for (const cell of cells.slice(1).filter(Boolean)) {
        cell.delta = deltaOf(cells[0].claim.value, cell.claim.value, row.kind);
      }
    }
  }
  const sources = new Set(there.map((cell) => cell.claim.source));
  return {
    ...row,
    cells,
    count: there.length,
    comparable: comparable || there.length < 2,
    differs: new Set(there.map((cell) => cell.claim.value)).size > 1,
    source: sources.size === 1 ? there[0].claim.source : null,
  };
}

/** The source that prints numbers of most models; of several the one that comes first. */
function widestSource(claims) {
  const counts = new Map();
  for (const found of claims) {
    for (const source of new Set(found.map((claim) => claim.source))) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
  }
  const most = Math.max(...counts.values());
  return [...counts.keys()].find((source) => counts.get(source) === most);
}

function otherPrintings(shown, found) {
  const seen = new Set([`${shown.printed} ${shown.unit}`]);
  return found.filter((claim) => {
    const printed = `${claim.printed} ${claim.unit}`;
    return seen.has(printed) ? false : seen.add(printed);
  });
}

/** Whether FLOPs or params are counted alike: some convention fits all of them, or one source prints them all unjudged. */
function sameConvention(claims) {
  if (!["flops", "params"].includes(claims[0].quantity)) {
    return true;
  }
  const fitting = claims.map((claim) => [claim.convention, ...(claim.also ?? [])].filter(Boolean));
  if (fitting.every((names) => names.length === 0)) {
    return new Set(claims.map((claim) => claim.source)).size === 1;
  }
  return fitting[0].some((name) => fitting.every((names) => names.includes(name)));
}

function markBest(cells, highest) {
  const values = cells.map((cell) => cell.claim.value);
  const best = highest ? Math.max(...values) : Math.min(...values);
  if (values.some((value) => value !== best)) {
    for (const cell of cells) {
      cell.best = cell.claim.value === best;
    }
  }
}

/** A difference: in percentage points for accuracies, else in percent of the first. */
export function deltaOf(first, other, kind) {
  return kind === "accuracy" ? (other - first) * 100 : (other / first - 1) * 100;
}

/** By kind and quantity; rows that most models have first; then by their conditions. */
function compareRows(a, b, order) {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    order.indexOf(a.quantity) - order.indexOf(b.quantity) ||
    b.count - a.count ||
    textOf(a).localeCompare(textOf(b), "en", { numeric: true })
  );
}

const textOf = (row) => row.conditions.map(([, value]) => value ?? "~").join(" ");
