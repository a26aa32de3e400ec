// Put into a page of the organisation: a button in the corner; the chat opens beside it, in a frame of its own.
(() => {
  const chat = __CHAT__;
  const id = `idic-chat-${chat.key}`;
  if (document.getElementById(id)) return;
  const host = document.createElement("div");
  host.id = id;
  const root = host.attachShadow({ mode: "open" });
  const styled = (element, style) => {
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    return element;
  };
  const frame = styled(document.createElement("iframe"), {
    position: "fixed", "inset-block-end": "5rem", "inset-inline-end": "1rem", width: "min(24rem, calc(100vw - 2rem))",
    height: "min(36rem, calc(100vh - 7rem))", border: "1px solid #8888", "border-radius": "12px", background: "Canvas",
    "box-shadow": "0 12px 40px rgb(0 0 0 / 25%)", "z-index": "2147483000", display: "none",
  });
  frame.title = chat.open;
  const button = styled(document.createElement("button"), {
    position: "fixed", "inset-block-end": "1rem", "inset-inline-end": "1rem", "min-height": "3rem", padding: "0 1.25rem",
    border: "0", "border-radius": "99px", background: "#1f5fbf", color: "#fff", font: "600 1rem system-ui, sans-serif",
    cursor: "pointer", "box-shadow": "0 6px 20px rgb(0 0 0 / 25%)", "z-index": "2147483001",
  });
  button.type = "button";
  const show = (isOpen) => {
    // read only when somebody wants it, and kept while it is out of sight
    if (isOpen && !frame.src) {
      const address = new URL(chat.frame);
      address.searchParams.set("frame", "1");
      address.searchParams.set("from", window.location.origin + window.location.pathname);
      const language = { th: "th", "zh-hans": "zh-hans", "zh-cn": "zh-hans", "zh-hant": "zh-hant", "zh-tw": "zh-hant", en: "en" }[document.documentElement.lang.toLowerCase()];
      if (language) address.searchParams.set("lang", language);
      frame.src = address.href;
    }
    frame.style.setProperty("display", isOpen ? "block" : "none");
    button.textContent = isOpen ? "✕" : chat.open;
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? chat.close : chat.open);
  };
  button.addEventListener("click", () => show(frame.style.display === "none"));
  show(false);
  root.append(frame, button);
  const put = () => document.body.append(host);
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put);
})();
