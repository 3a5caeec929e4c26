// The print button of a procedure's page. Without a script the style sheet leaves it out.

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
