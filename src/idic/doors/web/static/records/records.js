// Record pages: fields changed in place by mouse and keys, tabs remembered, files dropped, focus kept where the hand was.

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
let returnTo = "";

// Where there are more tabs than room, the open one is in sight.
const showTabs = () => {
  for (const tab of document.querySelectorAll(".tab-links [data-tab][aria-current]")) {
    const strip = tab.closest(".tab-links");
    if (strip.dataset.shown === tab.dataset.tab) continue;
    strip.dataset.shown = tab.dataset.tab;
    strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }
};
showTabs();

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const form = event.target.closest?.("[data-editing]");
  if (form) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      returnTo = `[data-field="${CSS.escape(form.dataset.editing)}"] [data-edit]`;
      form.querySelector("[data-cancel]").click();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.matches("select, input[type=checkbox]"))) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  const value = event.target.closest?.("[data-edit]");
  if (value && (event.key === "F2" || event.key === " " || (event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey && !event.altKey))) {
    event.preventDefault();
    value.click();
    return;
  }
  const text = event.target.closest?.("[data-note-text]");
  if (text && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    text.form.requestSubmit();
  } else if (text && event.key === "Escape" && !event.defaultPrevented) {
    text.form.querySelector("[data-cancel]")?.click();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-editing]")) returnTo = `[data-field="${CSS.escape(form.dataset.editing)}"] [data-edit]`;
  else if (form.dataset.refocus) returnTo = form.dataset.refocus;
}, true);

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) {
    returnTo = `[data-tab="${CSS.escape(tab.dataset.tab)}"]`;
    const body = new URLSearchParams({ tab: tab.dataset.tab });
    fetch(tab.closest("[data-tab-url]").dataset.tabUrl, {
      method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrf() },
    }).catch(() => {});
  }
  const open = event.target.closest(".record-history[open]");
  for (const other of document.querySelectorAll(".record-history[open]")) if (other !== open) other.open = false;
  const unfold = event.target.closest("[data-note-unfold]");
  if (unfold) {
    const isFolded = unfold.previousElementSibling.classList.toggle("note-long");
    const words = unfold.textContent;
    unfold.textContent = unfold.dataset.less;
    unfold.dataset.less = words;
    unfold.setAttribute("aria-expanded", String(!isFolded));
  }
});

document.addEventListener("htmx:after:swap", () => {
  showTabs();
  const typing = document.querySelector("[data-editing] [data-field-input][autofocus]");
  if (typing && !document.activeElement?.closest?.("[data-editing]")) {
    typing.focus();
    typing.select?.();
    returnTo = "";
  } else if (returnTo && (document.activeElement === document.body || !document.activeElement)) {
    document.querySelector(returnTo)?.focus();
    returnTo = "";
  }
});

document.addEventListener("record:changed", ({ detail }) => {
  const head = document.querySelector("[data-record-title]");
  if (head && head.dataset.recordTitle === `${detail.noun}:${detail.pk}`) head.textContent = detail.title;
});

const send = (form, files) => {
  const limit = Number(form.dataset.limit);
  const box = form.querySelector("[data-drop-error]");
  box.textContent = "";
  if ([...files].some((file) => file.size > limit)) {
    const line = document.createElement("p");
    line.className = "field-error";
    line.textContent = form.dataset.tooLarge;
    box.append(line);
    form.querySelector("[data-file-input]").value = "";
    return;
  }
  if (files.length) form.requestSubmit();
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-file-input]")) send(event.target.form, event.target.files);
});
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const area = event.target.closest?.("[data-files]")?.querySelector("[data-drop]");
    if (!area || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    area.classList.toggle("file-over", name === "dragover");
    if (name !== "drop") return;
    const input = area.querySelector("[data-file-input]");
    input.files = event.dataTransfer.files;
    send(area, input.files);
  });
}
