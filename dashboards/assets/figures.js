/* A column of a figure opens what is behind it, as every other mark does: its address is the customdata. */
(function () {
  "use strict";

  function follow(event) {
    var point = event.points[0];
    var address = point && point.customdata;
    if (typeof address !== "string" || !address.startsWith("/dash/")) return;
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  // A figure is told once, when somebody first points at it: plotly.js may have arrived only now.
  function listen(event) {
    var figure = event.target.closest && event.target.closest(".js-plotly-plot");
    if (!figure || figure.dataset.followed || !figure.on) return;
    figure.dataset.followed = "yes";
    figure.on("plotly_click", follow);
  }

  document.addEventListener("pointerover", listen, true);
  document.addEventListener("pointerdown", listen, true);
})();
