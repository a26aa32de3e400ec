// A mail as it was laid out, in a frame in which nothing runs; fetched when somebody asks for it and only then.
const open = new Set();
const HIGHEST = 0.75;

function grow(frame) {
  const root = frame.contentDocument?.documentElement;
  if (!root) return;
  const fit = () => {
    frame.style.height = `${Math.min(frame.contentDocument.body.scrollHeight + 2, window.innerHeight * HIGHEST)}px`;
  };
  new ResizeObserver(fit).observe(frame.contentDocument.body);
  fit();
}

function show(said, isFormatted) {
  const looks = said.querySelector("[data-formatted]");
  const text = said.querySelector(".said-text");
  let frame = said.querySelector(".said-sheet");
  if (isFormatted && !frame) {
    frame = document.createElement("iframe");
    frame.className = "said-sheet";
    frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "no-referrer";
    frame.title = looks.dataset.title;
    frame.addEventListener("load", () => grow(frame));
    frame.src = looks.dataset.formatted;
    text.after(frame);
  }
  if (frame) frame.hidden = !isFormatted;
  text.hidden = isFormatted;
  for (const button of looks.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String((button.value === "formatted") === isFormatted));
  }
  if (isFormatted) open.add(said.id);
  else open.delete(said.id);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-formatted] button");
  if (button) show(button.closest(".said"), button.value === "formatted");
});
// The conversation was read anew: what was open stays open.
document.addEventListener("case:renewed", () => {
  for (const id of open) {
    const said = document.getElementById(id);
    if (said?.querySelector("[data-formatted]")) show(said, true);
  }
});
