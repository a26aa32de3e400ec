// Writing a note: the formatting bar and the list of colleagues under an @ come from two small packages; the preview is ours.

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";

// A mention is kept as `@[name](user:8)` and stands in the box as `@name`; on its way out it is put back. Of two people of
// one name the second keeps the number, so that nobody else is told.
const MENTION = /@\[([^[\]\n]{1,120})\]\((user:\d{1,18})\)/g;
const BOXES = "[data-note-text], [data-reply-text]";
const known = new WeakMap();
const namesIn = (box) => known.get(box) ?? known.set(box, new Map()).get(box);

const shown = (text, names) => text.replace(MENTION, (whole, name, user) => {
  if ((names.get(name) ?? user) !== user) return whole;
  names.set(name, user);
  return `@${name}`;
});

const LATIN = /[\p{Script=Latin}\d]/u;
function kept(text, names) {
  if (!names.size) return text;
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  const any = new RegExp(`@(${longestFirst.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`, "gu");
  return text.replace(any, (whole, name, at) => {
    const goesOn = LATIN.test(name.at(-1)) && LATIN.test(text[at + whole.length] ?? "");
    return goesOn ? whole : `@[${name}](${names.get(name)})`;
  });
}

// In an answer to a customer nobody is mentioned.
const isNote = (box) => {
  const kind = box.form?.querySelector("[name=kind]:checked");
  return !kind || kind.value === "note";
};

const show = (box) => {
  const text = shown(box.value, namesIn(box));
  if (text !== box.value) box.value = text;
};
const showAll = () => document.querySelectorAll(BOXES).forEach(show);
showAll();
document.addEventListener("htmx:after:swap", showAll);
document.addEventListener("formdata", (event) => {
  for (const box of event.target.querySelectorAll(BOXES)) {
    if (isNote(box) && namesIn(box).size) event.formData.set(box.name, kept(box.value, namesIn(box)));
  }
});
// Thai and Chinese are written without blanks, and the list of names opens after one only.
document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches?.(BOXES)) return;
  show(box);
  if (event.data !== "@" || event.isComposing) return;
  const at = box.selectionStart - 1;
  if (at > 0 && /[\p{L}\p{M}\p{P}]/u.test(box.value[at - 1]) && !/[\x00-\x7f]/.test(box.value[at - 1])) box.setRangeText(" @", at, at + 1, "end");
}, true);

async function ask(expander, text) {
  const answer = await fetch(`${expander.dataset.peopleUrl}?q=${encodeURIComponent(text)}`);
  if (!answer.ok) return { matched: false };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fragment = page.querySelector("ul");
  return { matched: fragment.childElementCount > 0, fragment: document.importNode(fragment, true) };
}

// Answers may overtake one another: whoever has been overtaken shows what was found for the newest letter.
let newest = null;

async function people(expander, text) {
  let waited = newest = ask(expander, text);
  let answer = await waited;
  while (waited !== newest) answer = await (waited = newest);
  return answer;
}

// These two do not bubble: they are caught on their way down.
document.addEventListener("text-expander-change", (event) => {
  const { key, text, provide } = event.detail;
  if (key === "@" && isNote(event.target.querySelector("textarea"))) provide(people(event.target, text));
}, true);
document.addEventListener("text-expander-value", (event) => {
  const { item, key } = event.detail;
  const box = event.target.querySelector("textarea");
  event.detail.value = key === "@" ? shown(item.dataset.value, namesIn(box)) : item.dataset.value;
}, true);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-note-preview]");
  if (!button) return;
  const editor = button.closest("[data-note-form]");
  const shown = editor.querySelector("[data-note-shown]");
  const area = editor.querySelector("text-expander");
  const isShown = shown.hidden;
  if (isShown) {
    const box = editor.querySelector("[data-note-text]");
    const body = new URLSearchParams({ text: kept(box.value, namesIn(box)) });
    const answer = await fetch(button.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": csrf() } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.replaceChildren(...page.body.childNodes);
  }
  shown.hidden = !isShown;
  area.hidden = isShown;
  button.setAttribute("aria-pressed", String(isShown));
});
