// Short notices: from the page, from the "toast" event that a response header raises, and from requests that fail.
const stack = document.getElementById("toasts");
const template = document.getElementById("toast-template");
const words = document.getElementById("toast-words");
const STAYS_MS = 6000;
const OFFERS_MS = 12000;

const leave = (note) => {
  note.classList.add("note-leaving");
  note.addEventListener("transitionend", () => note.remove(), { once: true });
  setTimeout(() => note.remove(), 600);
};

// A failure stays until it is closed; what is pointed at or focused does not leave under the reader, and what stands
// behind a newer one is not seen yet.
const isBusy = (note) => note.nextElementSibling || note.matches(":hover, :focus-within");
const expire = (note) => {
  if (note.classList.contains("note-error")) return;
  setTimeout(() => (isBusy(note) ? expire(note) : leave(note)), note.querySelector("[data-toast-undo]") ? OFFERS_MS : STAYS_MS);
};

const add = (text, tone, undo = "", behind = false) => {
  const note = template.content.firstElementChild.cloneNode(true);
  note.className = `note note-${tone}`;
  note.querySelector(".note-text").textContent = text;
  const back = note.querySelector("[data-toast-undo]");
  if (undo) {
    back.hidden = false;
    back.setAttribute("hx-post", undo);
  } else {
    back?.remove();
  }
  // Behind what says why something was refused.
  if (behind) stack.prepend(note);
  else stack.append(note);
  if (undo) window.htmx.process(note);
  expire(note);
};

const say = (word) => add(words.content.querySelector(`[data-word=${word}]`).textContent, "error");

if (stack) {
  stack.querySelectorAll("[data-toast]").forEach(expire);
  stack.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) leave(event.target.closest("[data-toast]"));
  });
  document.addEventListener("toast", (event) => event.detail.toasts.forEach(({ text, tone, undo, behind }) => add(text, tone, undo, behind)));
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status === 403) say("denied");
    else if (status === 404 || status === 410) say("missing");
    else if (status >= 500) say("failed");
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && !event.detail.ctx.response) say("offline");
  });
}
