// When the session has ended, a part of a page would be answered with the sign-in page: open that page instead.
document.addEventListener("htmx:before:response", (event) => {
  const signin = document.body.dataset.signin;
  const { raw } = event.detail.ctx.response;
  if (signin && raw.redirected && new URL(raw.url).pathname === signin) {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("session:ended"));
    window.location.assign(`${signin}?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  }
});
