// The page of a case: keys for every act, who else is here, the answer kept while it is typed, canned replies under a slash.
const SAVE_MS = 1200;
const page = document.querySelector("[data-case]");
const isChat = page?.hasAttribute("data-live-chat");
// Somebody sits before a live chat.
const BEAT_MS = isChat ? 2500 : 9000;
const LOOK_MS = 700;
const box = document.querySelector("[data-reply-text]");
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
const post = (url, values, more = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": csrf() }, ...more });

// Keys. They rest while somebody writes; those of all pages stand in keys.js.
const KEYS = { c: "claim", a: "assign", p: "pause", h: "snooze", d: "done", y: "merge", w: "whose", j: "next" };
const writes = (element) => element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]");
const kind = (value) => {
  const radio = document.querySelector(`.reply-kinds [value="${value}"]`);
  if (radio) radio.checked = true;
  box?.focus();
};
document.addEventListener("keydown", (event) => {
  const key = event.key.length === 1 && event.key.charCodeAt(0) >= 128 && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  if (event.target === box && event.key === "Enter" && (event.ctrlKey || event.metaKey || (isChat && !event.shiftKey && !document.querySelector("text-expander [role=listbox]"))) && !event.isComposing) {
    event.preventDefault();
    box.form.requestSubmit();
  } else if (event.target === box && event.key === "Escape" && !event.defaultPrevented) {
    box.blur();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || writes(event.target) || event.target.closest("[data-edit]") || document.querySelector("dialog[open]") || waiting) return;
  if (key === "r") kind("answer");
  else if (key === "m" && document.querySelector('.reply-kinds [value="note"]')) kind("note");
  else {
    const act = KEYS[key] && document.querySelector(`[data-case-key="${KEYS[key]}"]`);
    if (!act) return;
    act.click();
  }
  event.preventDefault();
}, true);
// After G or N the next letter belongs to keys.js.
let waiting = false;
document.addEventListener("keydown", (event) => {
  if (writes(event.target) || !["g", "n"].includes(event.key.toLowerCase())) return;
  waiting = true;
  setTimeout(() => (waiting = false), 1200);
});
document.addEventListener("keyup", (event) => {
  if (!["g", "n"].includes(event.key.toLowerCase())) waiting = false;
});

// To whom it may be given is read when the dialog opens: the choice is what one comes for.
document.addEventListener("htmx:after:swap", () => {
  const people = document.querySelector("#case-assign[open] #case-people select");
  if (people && !people.contains(document.activeElement)) people.focus();
});

// Whoever is new gets the other cases too: the tick stands in the other form.
document.addEventListener("change", (event) => {
  const too = document.querySelector("[data-others-too]");
  if (too && event.target.matches("[data-others]")) too.disabled = !event.target.checked;
});

// What is typed is kept for whoever goes on with it.
const state = document.querySelector("[data-draft-state]");
let typed = 0;
let saving;
const isNote = () => document.querySelector(".reply-kinds [value=note]")?.checked;
const save = () => {
  clearTimeout(saving);
  saving = undefined;
  if (isNote()) return;
  const asked = box.value;
  post(page.dataset.draft, { text: asked }, { keepalive: true })
    .then((answer) => tell(answer.ok && !answer.redirected, asked))
    .catch(() => tell(false, asked));
};
// Whoever was signed out meanwhile reads it while the words still stand there.
const tell = (isKept, asked) => {
  if (!state || asked !== box.value) return;
  state.textContent = isKept ? (asked.trim() ? state.dataset.kept : "") : state.dataset.lost;
  state.classList.toggle("reply-not-kept", !isKept);
};
// It grows where it is entered and nowhere else, and does not shrink again: a button below it stays under the pointer that
// presses it.
box?.addEventListener("focus", () => box.classList.add("is-begun"), { once: true });
box?.addEventListener("input", () => {
  typed = Date.now();
  clearTimeout(saving);
  if (state) saving = setTimeout(save, SAVE_MS);
});
// What is sent is a draft no longer.
box?.form.addEventListener("submit", () => {
  clearTimeout(saving);
  saving = undefined;
});

// Who else is here. When the case has changed meanwhile, what was said and what is known are read anew; the answer stays.
async function renew(version) {
  const answer = await fetch(window.location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["case-thread", "case-side"]) {
    const old = document.getElementById(id);
    const renewed = fresh.getElementById(id);
    if (!old || !renewed || old.querySelector("[data-editing]") || old.contains(document.activeElement)) continue;
    old.replaceWith(document.importNode(renewed, true));
    window.htmx.process(document.getElementById(id));
  }
  document.dispatchEvent(new CustomEvent("case:renewed"));
  for (const input of document.querySelectorAll("input[data-version]")) input.value = version;
  page.dataset.version = version;
}
async function beat() {
  if (document.hidden) return;
  try {
    const answer = await post(page.dataset.beat, { writes: Date.now() - typed < 2 * BEAT_MS && box?.value.trim() ? "1" : "0" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("case-presence")?.replaceChildren(...fresh.body.childNodes);
    const version = answer.headers.get("X-Case-Version");
    if (version && version !== page.dataset.version) await renew(version);
  } catch {
    // No connection: the next beat comes soon.
  }
}
// A beat tells that somebody is here and reads who else is; between two of them one cheap question tells whether anything
// about the case has changed.
let known = "";
async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(page.dataset.live, { headers: { Accept: "application/json" } });
      // Deleted, or no longer theirs: whoever writes here learns it before they send.
      if (answer.status === 404 && state) {
        state.textContent = state.dataset.gone;
        state.classList.add("reply-not-kept");
      }
      if (answer.ok && !answer.redirected) {
        const { state, deliveries } = await answer.json();
        if (known && state !== known) await beat();
        known = state;
        // Arrived, or come back: the case itself has not changed.
        if (deliveries !== page.dataset.deliveries) {
          page.dataset.deliveries = deliveries;
          await renew(page.dataset.version);
        }
      }
    } catch {
      // No connection: the next look comes soon.
    }
  }
  setTimeout(look, LOOK_MS);
}
if (page) {
  // The last word is what one comes for; a link to a message leads there by itself.
  if (!window.location.hash && box && document.querySelector(".case-said li:nth-child(3)")) {
    document.querySelector(".case-said li:last-child").scrollIntoView({ block: "center" });
  }
  beat();
  setInterval(beat, BEAT_MS);
  look();
  window.addEventListener("pagehide", () => {
    if (saving) save();
    post(page.dataset.beat, { leaves: "1" }, { keepalive: true }).catch(() => {});
  });
}

// Canned replies under a slash. These do not bubble: they are caught on their way down.
async function offers(expander, text) {
  const answer = await fetch(`${expander.dataset.repliesUrl}?q=${encodeURIComponent(text)}`);
  if (!answer.ok) return { matched: false };
  const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ul");
  return { matched: list.childElementCount > 0, fragment: document.importNode(list, true) };
}
document.addEventListener("text-expander-change", (event) => {
  const { key, text, provide } = event.detail;
  if (key === "/" && event.target.dataset.repliesUrl) provide(offers(event.target, text));
}, true);
// What is put in for a slash was not typed, and is kept all the same.
document.addEventListener("text-expander-committed", (event) => {
  if (event.detail.input === box) box.dispatchEvent(new Event("input", { bubbles: true }));
}, true);
