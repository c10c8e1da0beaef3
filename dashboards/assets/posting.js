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

  function arrive(response, text) {
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
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || !form.closest("#page")) return;
    event.preventDefault();
    // A second tap while the first is under way is the same wish.
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    var body = new URLSearchParams();
    new FormData(form, event.submitter).forEach(function (value, name) {
      body.append(name, String(value));
    });
    if (!body.has("back")) body.append("back", here());
    window
      .fetch(form.action, {
        method: "POST",
        body: body,
        headers: { "X-CSRFToken": read_cookie("_csrf_token") },
        credentials: "same-origin",
      })
      .then(function (response) {
        if (response.status === 401) {
          window.location.reload();
          return null;
        }
        return response.text().then(function (text) {
          form.removeAttribute("aria-busy");
          arrive(response, text);
        });
      })
      .catch(function () {
        form.removeAttribute("aria-busy");
        var unread = document.getElementById("unsent");
        if (unread) unread.hidden = false;
      });
  });
})();
