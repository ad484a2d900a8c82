/* Runs before the page is painted: where an address asks for rows, those that the page came with are not shown. */

document.querySelector("[data-explorer]").toggleAttribute("data-waiting", location.search !== "");
