// What was typed is not lost when the server did not take it: the session had ended, the form had expired, the record was
// gone. It waits in this tab and stands in its fields again where the same person opens the form the next time.
const PLACE = "idic-typed";
const TEXTUAL = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url], input[type=tel], input[type=number], input[type=date], input[type=time], input[type=datetime-local]";
const CHOSEN = "input[type=radio], input[type=checkbox]";
const reader = document.body.dataset.reader || "";
// The sign-in, the pages of errors, and a page that says why not: what was sent before them was not taken.
const isElsewhere = document.body.matches(".signin, .plain");
const isRefused = document.querySelector("#toasts .note-error") !== null;
const WAITS_MS = 60 * 60 * 1000;
const pathOf = (form) => new URL(form.getAttribute("action") || window.location.href, window.location.href).pathname;

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE));
  } catch {
    return null;
  }
};
const keep = (entry) => {
  try {
    if (entry) sessionStorage.setItem(PLACE, JSON.stringify(entry));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // The browser keeps nothing, or no more: the form is sent all the same.
  }
};

// Of a text what is sent counts: a box may show it in another way.
const valuesOf = (form) => {
  const sent = new FormData(form);
  const textOf = (one) => (one.matches("textarea") ? sent.get(one.name) : null) ?? one.value;
  return [...form.elements]
    .filter((one) => one.name && one.matches(`${TEXTUAL}, ${CHOSEN}, select:not([multiple])`))
    .map((one) => (one.matches(CHOSEN) ? { name: one.name, choice: one.value, on: one.checked } : { name: one.name, text: textOf(one) }));
};

const fill = (form, values) => {
  for (const { name, text, choice, on } of values) {
    const field = [...form.elements].find((one) => one.name === name && (choice === undefined ? !one.matches(CHOSEN) : one.matches(CHOSEN) && one.value === choice));
    if (!field || field.disabled || field.type === "hidden") continue;
    if (choice === undefined) field.value = text;
    else field.checked = on;
    field.dispatchEvent(new Event(choice === undefined ? "input" : "change", { bubbles: true }));
  }
};

const bringBack = (entry) => {
  const names = entry.values.filter((one) => one.text?.trim()).map((one) => one.name);
  const form = [...document.forms].find((one) => pathOf(one) === entry.action && names.some((name) => one.elements.namedItem(name)));
  const dialog = form?.closest("dialog:not([open])");
  const opener = dialog && document.querySelector(`[data-dialog-open="${dialog.id}"]`);
  if (entry.reader !== reader) return keep(null);
  // it waits for the page that has the form, and for the state of the record that offers it
  if (!form || (dialog && !opener)) return keep({ ...entry, isLost: true });
  keep(null);
  opener?.click();
  fill(form, entry.values);
  const text = document.getElementById("toast-words")?.content.querySelector("[data-word=typed]")?.textContent;
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { toasts: [{ text, tone: "info", behind: isRefused }] } }));
};

const before = kept();
if (before && Date.now() - before.at > WAITS_MS) keep(null);
else if (before && isElsewhere) keep({ ...before, isLost: true });
else if (before && (before.isLost || isRefused)) window.addEventListener("load", () => bringBack(before));
else if (before) keep(null);

if (reader) {
  const keepOf = (form) => {
    if (form.method !== "post") return;
    const values = valuesOf(form);
    if (values.some((one) => one.text?.trim())) keep({ action: pathOf(form), reader, values, at: Date.now() });
  };
  document.addEventListener("submit", ({ target }) => keepOf(target), true);
  // A part that asks by itself may learn first that the session has ended, and leads away: what is being typed goes along.
  let typing = null;
  document.addEventListener("input", ({ target }) => (typing = target.form ?? typing), true);
  document.addEventListener("session:ended", () => typing?.isConnected && keepOf(typing));
}
