// Ctrl-K or Cmd-K goes to the search box from anywhere.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    const input = document.getElementById("global-search");
    input?.focus();
    input?.select();
  }
});

const keys = document.querySelector(".search-keys kbd");
if (keys && /Mac|iPhone|iPad/.test(navigator.platform)) keys.textContent = "⌘";
