// Keys for the frequent acts. They rest while somebody writes; the sheet behind "?" lists them all (palette/views.py).
const WAIT_MS = 1200;
const dialog = document.getElementById("key-sheet");
const go = JSON.parse(dialog?.dataset.keys || "{}");

const writes = (element) =>
  element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [role=combobox]");

// On a Thai or Russian keyboard the letters are other ones: then the place of the key counts.
const sign = ({ key, code, shiftKey }) => {
  if (key.length !== 1 || key.charCodeAt(0) < 128) return key.length === 1 ? key.toLowerCase() : key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
};

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

// Rows of a list: the focus walks over their first links, so that Enter opens and a screen reader says where it is.
const rows = () => [...document.querySelectorAll("main .list tbody tr, main [data-panel-url]")].filter((row) => row.querySelector("a[href]"));
const rowInFocus = () => document.activeElement?.closest("tr, [data-panel-url]");

const step = (by) => {
  const beside = document.querySelector(".has-panel .record-panel:not([hidden])");
  if (beside) return beside.querySelector(`[data-panel-step="${by}"]`)?.click();
  const all = rows();
  const at = all.indexOf(rowInFocus());
  const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  row?.querySelector("a[href]").focus();
  row?.scrollIntoView({ block: "nearest" });
};

const press = (selector, root = document) => root?.querySelector(selector)?.click();

const note = () => {
  const text = document.querySelector("[data-note-text]");
  if (text) return text.focus();
  const tab = document.querySelector("[data-tab=notes]");
  if (!tab) return;
  document.addEventListener("htmx:after:swap", () => setTimeout(() => document.querySelector("[data-note-text]")?.focus()), { once: true });
  tab.click();
};

const acts = {
  "/": search,
  "?": sheet,
  z: undo,
  j: () => step(1),
  k: () => step(-1),
  x: () => press("[data-select]", rowInFocus()),
  o: () => rowInFocus()?.closest("[data-panel-url]")?.click(),
  m: note,
  s: () => press("[data-key-star]"),
  f: () => press('[data-record-marks] form[action*="/follow/"] button'),
};

let first = "";
let waiting;
const remember = (key) => {
  first = key;
  clearTimeout(waiting);
  waiting = setTimeout(() => (first = ""), WAIT_MS);
};

document.addEventListener("keydown", (event) => {
  const key = sign(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
    event.preventDefault();
    search();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(key)) return;
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  const url = first && go[first + key];
  first = "";
  if (url) {
    event.preventDefault();
    window.location.assign(url);
  } else if (key === "g" || key === "n") {
    remember(key);
  } else if (Object.hasOwn(acts, key)) {
    // The panel beside a list has J and K of its own.
    if ("jk".includes(key) && document.body.classList.contains("has-panel") && event.key.charCodeAt(0) < 128) return;
    event.preventDefault();
    acts[key]();
  }
});

const keys = document.querySelector(".search-keys kbd");
if (keys && /Mac|iPhone|iPad/.test(navigator.platform)) keys.textContent = "⌘";
