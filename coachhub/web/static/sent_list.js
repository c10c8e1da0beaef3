// The button that prints: the browser's own menu does the same where scripts do not run.
"use strict";
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
