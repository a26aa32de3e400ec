// A record beside its list: a row with data-panel-url opens in a panel on the right, J and K go to the next and the one
// before, Escape closes. Where there is no room for two, the row leads to the whole page.

const WIDE = window.matchMedia("(min-width: 768px)");
const rows = () => [...document.querySelectorAll("[data-panel-url]")];
const current = () => rows().find((row) => row.hasAttribute("data-panel-open"));
let panel = null;

function frame() {
  if (panel?.isConnected) return panel;
  panel = document.createElement("aside");
  panel.id = "record-panel";
  panel.className = "record-panel";
  panel.tabIndex = -1;
  panel.setAttribute("aria-labelledby", "record-panel-title");
  panel.hidden = true;
  document.getElementById("main").append(panel);
  return panel;
}

const remember = (url) => {
  const here = new URL(window.location.href);
  if (url) here.searchParams.set("panel", url);
  else here.searchParams.delete("panel");
  window.history.replaceState(window.history.state, "", here);
};

async function open(url, row) {
  const box = frame();
  for (const other of rows()) other.removeAttribute("data-panel-open");
  row?.setAttribute("data-panel-open", "");
  row?.scrollIntoView({ block: "nearest" });
  box.hidden = false;
  document.body.classList.add("has-panel");
  await window.htmx.ajax("GET", url, { target: "#record-panel", swap: "innerHTML" });
  box.focus({ preventScroll: true });
  remember(url);
}

function close() {
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("has-panel");
  const row = current();
  row?.removeAttribute("data-panel-open");
  (row?.querySelector("a, button, input") ?? document.getElementById("main")).focus({ preventScroll: true });
  remember("");
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  const row = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (row && row !== current()) open(row.dataset.panelUrl, row);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-panel-step]");
  if (button) step(Number(button.dataset.panelStep));
  else if (event.target.closest("[data-panel-close]")) close();
  const row = event.target.closest("[data-panel-url]");
  if (!row || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a, button, input, select, textarea, label, summary, [role=button], [contenteditable]")) return;
  if (window.getSelection().toString()) return;
  if (WIDE.matches) open(row.dataset.panelUrl, row);
  else window.location.assign(row.dataset.href || row.querySelector("a[href]")?.href || row.dataset.panelUrl);
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!panel || panel.hidden) return;
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.key === "Escape" && !isTyping) close();
  else if (!isTyping && event.key.toLowerCase() === "j") step(1);
  else if (!isTyping && event.key.toLowerCase() === "k") step(-1);
});

// Only addresses of our own panels: the query of a link somebody sent must not load anything else here.
const asked = new URLSearchParams(window.location.search).get("panel");
if (asked && /^\/records\/[a-z0-9_-]+\/\d+\/panel\/$/.test(asked)) {
  const show = () => open(asked, rows().find((row) => row.dataset.panelUrl === asked));
  if (window.htmx) show();
  else window.addEventListener("load", show, { once: true });
}
