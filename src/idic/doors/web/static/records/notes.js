// Writing a note: the formatting bar and the list of colleagues under an @ come from two small packages; the preview is ours.

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";

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
  if (key === "@") provide(people(event.target, text));
}, true);
document.addEventListener("text-expander-value", (event) => {
  event.detail.value = event.detail.item.dataset.value;
}, true);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-note-preview]");
  if (!button) return;
  const editor = button.closest("[data-note-form]");
  const shown = editor.querySelector("[data-note-shown]");
  const area = editor.querySelector("text-expander");
  const isShown = shown.hidden;
  if (isShown) {
    const body = new URLSearchParams({ text: editor.querySelector("[data-note-text]").value });
    const answer = await fetch(button.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": csrf() } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.replaceChildren(...page.body.childNodes);
  }
  shown.hidden = !isShown;
  area.hidden = isShown;
  button.setAttribute("aria-pressed", String(isShown));
});
