// Keys for the frequent acts. They rest while somebody writes; the sheet behind "?" lists them all (palette/views.py).
const WAIT_MS = 1200;
const dialog = document.getElementById("key-sheet");
const go = JSON.parse(dialog?.dataset.keys || "{}");

const writes = (element) =>
  element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]");

const search = () => {
  const input = document.getElementById("global-search");
  input?.focus();
  input?.select();
};

const sheet = () => {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const holder = dialog.querySelector("[data-key-sheet]");
  if (!holder.childElementCount) window.htmx.ajax("GET", holder.dataset.keySheet, { target: holder, swap: "innerHTML" });
};

const undo = () => [...document.querySelectorAll("[data-toast-undo]:not([hidden])")].at(-1)?.click();

let first = "";
let waiting;
const remember = (key) => {
  first = key;
  clearTimeout(waiting);
  waiting = setTimeout(() => (first = ""), WAIT_MS);
};

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
    event.preventDefault();
    search();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  if (first) {
    const url = go[first + key];
    first = "";
    if (url) {
      event.preventDefault();
      window.location.assign(url);
      return;
    }
  }
  if (key === "g" || key === "n") remember(key);
  else if (key === "/") {
    event.preventDefault();
    search();
  } else if (event.key === "?") {
    event.preventDefault();
    sheet();
  } else if (key === "z") undo();
});

const keys = document.querySelector(".search-keys kbd");
if (keys && /Mac|iPhone|iPad/.test(navigator.platform)) keys.textContent = "⌘";
