// Keys of the work list: N takes the next one, C calls, D is done. They rest while somebody writes.
const writes = (element) => element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]") || writes(event.target)) return;
  // On a Thai keyboard the letters are other ones: then the place of the key counts.
  const key = event.key.charCodeAt(0) < 128 ? event.key.toLowerCase() : event.code.slice(3).toLowerCase();
  const found = document.querySelector(`main [data-followup-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  found.click();
}, true);
