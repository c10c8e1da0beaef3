/* Links and filter forms between screens change the address; the frame stays, only the page is read again. */
(function () {
  "use strict";

  var asked = window.location.pathname + window.location.search;

  function follow(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  // Also for the browser's own back and forward; a jump within the page asks the server nothing.
  window.addEventListener("popstate", function () {
    var wanted = window.location.pathname + window.location.search;
    if (wanted === asked) return;
    asked = wanted;
    var main = document.getElementById("main");
    if (main) main.setAttribute("aria-busy", "true");
  });

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
    if (!link.pathname.startsWith("/dash/") || !document.getElementById("page")) return;
    // A link to a place on this very page is the browser's own business.
    if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search) return;
    // The very same address means: read it again.
    if (link.href === window.location.href) return;
    event.preventDefault();
    // What was said on one screen is not about the next one.
    var notices = document.getElementById("notices");
    if (notices && link.pathname !== window.location.pathname) notices.replaceChildren();
    follow(link.href);
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "get" || !form.closest("#page")) return;
    event.preventDefault();
    var query = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (value !== "") query.append(name, value);
    });
    var text = query.toString();
    follow(new URL(form.action).pathname + (text ? "?" + text : ""));
  });
})();
