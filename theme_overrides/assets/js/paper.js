// Paper: the buttons that print and share, and a line at the foot of each sheet. Every printed page names its address and day, and
// says whose site this is: a margin box of the page cannot read them from the document, so a rule is added before printing.
// Without this script the same words stand once each, above the page and below it.

const strap = document.querySelector(".ck-strap p")?.firstChild; // without the link after it
const line = [...document.querySelectorAll(".ck-print"), ...(strap ? [strap] : [])]
  .map((part) => part.textContent.replace(/\s+/g, " ").trim().replace(/\.$/, "")).join(" · ");
if (line && document.styleSheets.length) {
  const sheet = document.styleSheets[0], words = JSON.stringify(line);
  try {
    sheet.insertRule(`@page { @bottom-left { content: ${words}; font: 7pt sans-serif; } }`, sheet.cssRules.length);
    document.documentElement.dataset.printed = "";
  } catch {
    // A browser that knows no margin boxes prints the line at the end of the page.
  }
}
if (!CSS.supports("selector(::details-content)"))
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
for (const button of document.querySelectorAll("[data-do=print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-do=share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}
