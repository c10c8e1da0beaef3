/* When another screen has arrived: its heading becomes the title, is read out, and is where reading begins. */
(function () {
  "use strict";
  var shown = null;
  var shown_path = null;

  function mark_place() {
    document.querySelectorAll(".places a, .tabs a").forEach(function (link) {
      if (window.location.pathname.startsWith(link.pathname)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }

  function arrive() {
    var heading = document.querySelector("#page h1");
    // While an answer is awaited, the address is new already and the page is still the old one.
    if (!heading || document.getElementById("main").hasAttribute("aria-busy")) return;
    var path = window.location.pathname;
    var target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
    // The answer may have come before the page is drawn: when the place that was asked for appears, it counts.
    var key = path + window.location.search + heading.textContent + (target ? window.location.hash : "");
    if (key === shown) return;
    var first = shown === null;
    var moved = !first && shown_path !== path;
    shown = key;
    shown_path = path;
    document.title = heading.textContent + " · CoachHub";
    mark_place();
    if (target) {
      target.scrollIntoView({ block: "start", behavior: "instant" });
      target.focus({ preventScroll: true });
    } else if (moved) {
      window.scrollTo({ top: 0, behavior: "instant" });
      document.getElementById("main").focus({ preventScroll: true });
    }
    var region = document.getElementById("announced");
    if (!first && region) region.textContent = heading.textContent;
  }

  var settling = null;

  // A screen is put in place in several steps; the last of them decides where things stand.
  function settle() {
    window.clearTimeout(settling);
    settling = window.setTimeout(arrive, 40);
  }

  new MutationObserver(settle).observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ["aria-busy"],
  });
})();
