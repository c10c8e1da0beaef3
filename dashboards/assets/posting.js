/* Forms on the screens: sent once, without leaving the screen; what came of it is said, and the numbers are read again. */
(function () {
  "use strict";

  function read_cookie(name) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    return found ? decodeURIComponent(found[1]) : "";
  }

  function here() {
    return window.location.pathname + window.location.search;
  }

  function say(page) {
    var said = page && page.getElementById("notices");
    var region = document.getElementById("notices");
    if (region) region.replaceChildren.apply(region, said ? Array.from(said.children) : []);
  }

  function read_again() {
    window.dash_clientside.set_props("changed", { data: Date.now() });
  }

  // The form that was pressed is often gone with its answer: reading goes on in the part where it stood.
  function stay(place) {
    if (!place) return;
    var left = 40;
    (function look() {
      var part = document.getElementById(place);
      var lost = document.activeElement === null || document.activeElement === document.body;
      if (part && lost && !document.getElementById("main").hasAttribute("aria-busy")) {
        if (!part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
        part.focus({ preventScroll: true });
      } else if (left-- > 0) {
        window.setTimeout(look, 50);
      }
    })();
  }

  function arrive(response, text, place) {
    var unsent = document.getElementById("unsent");
    if (unsent) unsent.hidden = true;
    var page = new DOMParser().parseFromString(text, "text/html");
    var wanted = new URL(response.url);
    if (!response.redirected || !response.ok) {
      // The answer is a page of its own, such as two versions of a text to choose from: it takes this one's place.
      say(page);
      document.title = page.title;
      document.getElementById("main").replaceChildren.apply(
        document.getElementById("main"),
        Array.from(page.getElementById("main").childNodes)
      );
      window.scrollTo({ top: 0, behavior: "instant" });
      document.getElementById("main").focus({ preventScroll: true });
      return;
    }
    if (!wanted.pathname.startsWith("/dash/")) {
      window.location.assign(wanted.href);
      return;
    }
    say(page);
    if (wanted.pathname + wanted.search !== here()) {
      window.history.pushState({}, "", wanted.pathname + wanted.search);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }
    read_again();
    stay(place);
  }

  // The second click of a double click is not meant for what has come in the place of the first one's form.
  document.addEventListener(
    "click",
    function (event) {
      var button = event.detail > 1 && event.target.closest("#page form[method=post] button");
      if (button) event.preventDefault();
    },
    true
  );

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || !form.closest("#page")) return;
    event.preventDefault();
    // A second tap while the first is under way is the same wish.
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    var part = form.closest("[id]");
    var place = part && part.id !== "page" ? part.id : "";
    var body = new URLSearchParams();
    new FormData(form, event.submitter).forEach(function (value, name) {
      body.append(name, String(value));
    });
    if (!body.has("back")) body.append("back", here());
    window
      .fetch(form.getAttribute("action"), {
        method: "POST",
        body: body,
        headers: { "X-CSRFToken": read_cookie("_csrf_token") },
        credentials: "same-origin",
      })
      .then(function (response) {
        return response.text().then(function (text) {
          form.removeAttribute("aria-busy");
          arrive(response, text, place);
        });
      })
      .catch(function () {
        form.removeAttribute("aria-busy");
        var unsent = document.getElementById("unsent");
        if (unsent) unsent.hidden = false;
      });
  });
})();
