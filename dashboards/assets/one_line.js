/* A field of one line: Enter sends its form instead of beginning a second line. Dash has no plain input. */
(function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing) return;
    var field = event.target;
    if (!field.classList || !field.classList.contains("one-line") || !field.form) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
})();
