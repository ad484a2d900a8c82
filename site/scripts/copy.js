/**
 * Adds to each block of code a button that copies it, and lets the keyboard scroll the block. The theme's own button
 * would be one landmark more for each block.
 */

import { copyText } from "./clipboard.js";

const { translations } = JSON.parse(document.getElementById("__config").textContent);

function addButton(code) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-code__button";
  button.title = translations["clipboard.copy"];
  button.dataset.mdType = "copy";
  button.addEventListener("click", async () => {
    if (await copyText(code.textContent)) {
      button.title = translations["clipboard.copied"];
      button.classList.add("md-code__button--active");
    }
  });
  const box = document.createElement("div");
  box.className = "md-code__nav";
  box.append(button);
  code.before(box);
  keepFocusable(code);
}

/** The theme takes blocks out of the keyboard's reach that it takes for short before the page has its final width. */
function keepFocusable(code) {
  const focus = () => {
    if (code.tabIndex !== 0) {
      code.tabIndex = 0;
    }
  };
  new MutationObserver(focus).observe(code, { attributeFilter: ["tabindex"] });
  focus();
}

document.querySelectorAll(".md-typeset pre > code").forEach(addButton);
