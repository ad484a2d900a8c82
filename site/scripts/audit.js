/* Narrows down the findings of the audit; the choice is kept in the address. Without this script all are shown. */

const form = document.querySelector("form.zoo-filter");
const rows = Array.from(document.querySelectorAll(".zoo-findings tbody tr"));
const texts = rows.map((row) => row.textContent.toLowerCase());

/** Whether a row has the chosen word in the column of that choice. */
function agrees(row, select) {
  const [chosen] = select.selectedOptions;
  return select.value === "" || row.cells[Number(select.dataset.column)].textContent.trim() === chosen.textContent;
}

function narrow() {
  const selects = Array.from(form.querySelectorAll("select"));
  const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  rows.forEach((row, place) => {
    row.hidden = !(selects.every((select) => agrees(row, select)) && words.every((word) => texts[place].includes(word)));
  });
  const shown = rows.filter((row) => !row.hidden).length;
  form.querySelector("output").textContent = `${shown} / ${rows.length}`;
}

/** The address with the fields that are filled in. */
function remember() {
  const address = new URL(location.href);
  for (const [name, value] of new FormData(form)) {
    if (value) {
      address.searchParams.set(name, value);
    } else {
      address.searchParams.delete(name);
    }
  }
  history.replaceState(null, "", address);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of form.querySelectorAll("select, input")) {
    field.value = asked.get(field.name) ?? "";
    if (field.value !== (asked.get(field.name) ?? "")) {
      field.value = "";
    }
  }
  narrow();
}

if (form !== null) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    narrow();
    remember();
  });
  form.addEventListener("reset", () => {
    // The fields are empty only after the event.
    setTimeout(() => {
      narrow();
      remember();
    });
  });
  window.addEventListener("popstate", recall);
  recall();
}
