/* Runs before the page is painted: where models are to come, their table has its place, so that nothing moves for it. */

document.getElementById("compare").classList.toggle("zp-expecting", new URLSearchParams(location.search).has("models"));
