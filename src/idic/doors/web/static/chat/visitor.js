// The visitor's page. It asks quickly while somebody writes, slowly while nobody looks; what was typed is never lost, and
// a message that may have been lost is sent again under the same number.
const chat = document.querySelector("[data-chat]");
const find = (name) => chat.querySelector(`[data-chat-${name}]`);
const [lines, state, writing, start, write, after, alarm] = ["lines", "state", "writing", "start", "write", "after", "alarm"].map(find);
let [version, last, busyUntil, typedAt, timer, failures] = [0, 0, Date.now() + 60000, 0, 0, 0];

const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const say = (words) => {
  alarm.textContent = words;
  alarm.hidden = !words;
};

async function post(act, values) {
  const answer = await fetch(`${chat.dataset.chat}${act}/?lang=${chat.dataset.language}`, {
    method: "POST", headers: { "X-Idic-Chat": "1" }, body: values instanceof FormData ? values : new URLSearchParams(values),
  });
  const told = await answer.json().catch(() => ({}));
  return { ok: answer.ok, status: answer.status, told };
}
async function surely(act, values) {
  // a line that breaks is tried again; an answer, good or bad, is the end of it
  for (let turn = 0; ; turn += 1) {
    try {
      return await post(act, values);
    } catch (error) {
      if (turn === 4) throw error;
      await new Promise((done) => setTimeout(done, 500 * 2 ** turn));
    }
  }
}

function attached(file) {
  const place = document.createElement("p");
  place.className = "chat-file";
  if (file.picture) {
    const picture = Object.assign(document.createElement("img"), { src: file.picture, alt: "", loading: "lazy" });
    picture.addEventListener("load", () => picture.scrollIntoView({ block: "nearest" }), { once: true });
    picture.addEventListener("error", () => picture.remove(), { once: true });
    place.append(picture);
  }
  const link = Object.assign(document.createElement("a"), { href: file.url, textContent: file.name });
  link.setAttribute("download", "");
  place.append(link, ` ${file.size}`);
  return place;
}

// What stands in a form, and which files go with it: others may be added while it is on its way.
async function sent(form, act, values) {
  const body = new FormData(form);
  const files = body.getAll("files").filter((one) => one.size || one.name);
  if (!files.length) body.delete("files");
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  form.dispatchEvent(new CustomEvent("chat:sending"));
  let gone = [];
  try {
    const { ok, told } = await surely(act, body);
    if (ok) gone = files;
    else if (told.field === "files") form.dispatchEvent(new CustomEvent("chat:refused", { detail: told.error }));
    else say(told.error || chat.dataset.failed);
    return { ok, told };
  } finally {
    form.dispatchEvent(new CustomEvent("chat:sent", { detail: gone }));
  }
}

function show(told) {
  for (const one of told.lines || []) {
    if (one.id <= last && lines.querySelector(`[data-id="${one.id}"]`)) continue;
    const item = document.createElement("li");
    item.className = one.mine ? "chat-line chat-mine" : "chat-line";
    item.dataset.id = one.id;
    const head = document.createElement("span");
    head.className = "chat-who";
    head.textContent = [one.mine ? chat.dataset.you : one.who, one.time].filter(Boolean).join(" · ");
    const text = document.createElement("p");
    text.textContent = one.text;
    text.hidden = !one.text;
    item.append(head, text, ...(one.files || []).map(attached));
    lines.append(item);
    item.scrollIntoView({ block: "nearest" });
    last = Math.max(last, one.id);
    busyUntil = Date.now() + 60000;
  }
  version = told.version ?? version;
  if (state.textContent !== told.state) state.textContent = told.state;
  if (writing.textContent !== told.writes) writing.textContent = told.writes;
  write.hidden = !told.live;
  after.hidden = told.live;
  if (!told.live) {
    clearTimeout(timer);
    timer = 0;
    const form = find("transcript");
    form.hidden = !told.transcript;
    if (told.address && !form.elements.address.value) form.elements.address.value = told.address;
  }
}

const pace = () => {
  if (failures) return Math.min(30000, 1000 * 2 ** failures);
  if (document.hidden) return 10000;
  return Date.now() < busyUntil ? 1000 : 3000;
};
async function look() {
  clearTimeout(timer);
  try {
    const { ok, status, told } = await post("look", {
      version, after: last, shown: document.hidden ? "0" : "1", writes: Date.now() - typedAt < 4000 ? "1" : "0",
    });
    failures = ok ? 0 : failures + 1;
    if (ok) show(told);
    else if (status === 404 && start) {
      // begun here, and the browser has not kept the cookie
      write.hidden = true;
      return say(chat.dataset.forgotten);
    } else if (status === 404) return window.location.assign(chat.dataset.fresh);
  } catch {
    failures += 1;
  }
  if (!write.hidden) timer = setTimeout(look, pace());
}

start?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = start.querySelector("button");
  button.disabled = true;
  say("");
  try {
    start.dataset.nonce ||= number();
    const { ok, told } = await sent(start, "begin", { nonce: start.dataset.nonce, page: chat.dataset.from });
    if (ok) {
      start.hidden = true;
      find("talk").hidden = false;
      write.hidden = false;
      await look();
      if (!write.hidden) write.elements.text.focus();
    } else if (told.field !== "files") start.elements[told.field]?.focus();
  } catch {
    say(chat.dataset.failed);
  }
  button.disabled = false;
});

const box = write.elements.text;
box.addEventListener("input", () => {
  if (Date.now() - typedAt > 3000) {
    typedAt = Date.now();
    busyUntil = Date.now() + 60000;
    look();
  }
  typedAt = box.value.trim() ? Date.now() : 0;
  delete write.dataset.nonce;
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  write.requestSubmit();
});
write.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = box.value;
  if ((!text.trim() && !write.elements.files.files.length) || write.getAttribute("aria-busy") === "true") return;
  write.setAttribute("aria-busy", "true");
  say("");
  try {
    write.dataset.nonce ||= number();
    const { ok, told } = await sent(write, "say", { text, nonce: write.dataset.nonce, version, after: last });
    if (ok) {
      if (box.value === text) box.value = "";
      delete write.dataset.nonce;
      typedAt = 0;
      busyUntil = Date.now() + 60000;
      show(told);
    }
  } catch {
    say(chat.dataset.failed);
  }
  write.setAttribute("aria-busy", "false");
});
write.addEventListener("chat:files", () => delete write.dataset.nonce);
find("end").addEventListener("click", async () => {
  try {
    const { ok, told } = await surely("end", { version, after: last });
    if (ok) show(told);
  } catch {
    say(chat.dataset.failed);
  }
});
find("transcript").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    const { ok, told } = await surely("transcript", Object.fromEntries(new FormData(form)));
    say("");
    if (ok) form.replaceChildren(Object.assign(document.createElement("p"), { textContent: told.sent }));
    else say(told.error || chat.dataset.failed);
  } catch {
    say(chat.dataset.failed);
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && timer) look();
});
if (chat.dataset.begun === "1") look();
