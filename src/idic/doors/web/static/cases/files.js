// Files of an answer: chosen, dropped or pasted, they are kept with the draft at once; what is sent is what stands in the list.
const form = document.querySelector("[data-reply]");
const place = form?.querySelector("[data-attach]");
const input = place?.querySelector("input[type=file]");
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
let under_way = 0;

const list = () => document.getElementById("reply-files");
function say(text, isError) {
  const line = document.createElement("p");
  line.className = isError ? "field-error" : "cell-note";
  line.setAttribute("role", isError ? "alert" : "status");
  line.textContent = text;
  list().querySelector(":scope > p")?.remove();
  if (text) list().prepend(line);
}

async function ask(url, body) {
  under_way += 1;
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf() } });
    const text = await answer.text();
    if (answer.status === 413) return say(text, true);
    const part = new DOMParser().parseFromString(text, "text/html").getElementById("reply-files");
    if (!part) return say(place.dataset.failed, true);
    list().replaceWith(document.importNode(part, true));
  } catch {
    say(place.dataset.failed, true);
  } finally {
    under_way -= 1;
  }
}

async function attach(files) {
  if (!files.length) return;
  const kept = [...list().querySelectorAll("[data-size]")].map((one) => Number(one.dataset.size));
  const sum = [...kept, ...[...files].map((file) => file.size)].reduce((all, size) => all + size, 0);
  if (sum > Number(place.dataset.limit) || kept.length + files.length > Number(place.dataset.most)) return say(place.dataset.tooLarge, true);
  const body = new FormData();
  for (const file of files) body.append("files", file);
  say(place.dataset.uploading, false);
  await ask(place.dataset.attach, body);
}

if (place) {
  input.addEventListener("change", async () => {
    await attach(input.files);
    input.value = "";
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-detach]");
    if (button) ask(button.dataset.detach);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("is-over", name === "dragover");
      if (name === "drop") attach(event.dataTransfer.files);
    });
  }
  // A picture of the screen is pasted; text that was copied with one stays text.
  form.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    attach(files);
  });
  // What is still on its way to the draft would be missing in the answer.
  form.addEventListener("submit", (event) => {
    if (!under_way || new FormData(form).get("kind") !== "answer") return;
    event.preventDefault();
    say(place.dataset.uploading, false);
  });
}
