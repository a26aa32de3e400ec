// Native dialogs: opened by [data-dialog-open="id"], closed by [data-dialog-close] or a click beside them.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
  } else if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog")) {
    event.target.closest("dialog")?.close();
  }
});

// hx-confirm="Question?" asks in the same look instead of the browser's own box.
document.addEventListener("htmx:confirm", (event) => {
  const ask = document.getElementById("shell-ask");
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ask || !ctx.confirm) return;
  event.preventDefault();
  let agreed = false;
  ask.querySelector("[data-ask-text]").textContent = ctx.confirm;
  ask.querySelector("[data-ask-yes]").onclick = () => {
    agreed = true;
    ask.close();
  };
  ask.addEventListener("close", () => (agreed ? issueRequest() : dropRequest()), { once: true });
  ask.showModal();
});
