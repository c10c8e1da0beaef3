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
    if (!heading) return;
    var path = window.location.pathname;
    var key = path + window.location.search + heading.textContent;
    if (key === shown) return;
    var first = shown === null;
    var moved = !first && shown_path !== path;
    shown = key;
    shown_path = path;
    document.title = heading.textContent + " · CoachHub";
    mark_place();
    var target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
    if (target) {
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    } else if (moved) {
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
    var region = document.getElementById("announced");
    if (!first && region) region.textContent = heading.textContent;
  }

  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
