// Bringing a tracker: a file can be dropped on the card, and a correction is read again at once.
// Without this script the pages do the same with their buttons.
(function () {
  "use strict";

  const LARGEST = 25 * 1024 * 1024;
  const PAUSE = 200;

  function startUpload(form) {
    const input = form.querySelector("input[type=file]");
    const progress = document.getElementById("progress");
    const button = form.querySelector("button[type=submit]");
    document.documentElement.classList.add("has-script");

    function refuseLarge() {
      const large = input.files.length > 0 && input.files[0].size > LARGEST;
      input.setCustomValidity(large ? form.dataset.large : "");
      progress.textContent = large ? form.dataset.large : "";
      return large;
    }

    ["dragenter", "dragover"].forEach((name) => form.addEventListener(name, (event) => {
      if (event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files")) {
        event.preventDefault();
        form.classList.add("over");
      }
    }));
    ["dragleave", "drop"].forEach((name) => form.addEventListener(name, () => form.classList.remove("over")));
    form.addEventListener("drop", (event) => {
      if (event.dataTransfer && event.dataTransfer.files.length) {
        event.preventDefault();
        input.files = event.dataTransfer.files;
        refuseLarge();
        input.focus();
      }
    });
    input.addEventListener("change", refuseLarge);
    form.addEventListener("submit", (event) => {
      if (refuseLarge()) {
        event.preventDefault();
        return;
      }
      progress.textContent = form.dataset.reading;
      button.classList.add("is-busy");
      button.setAttribute("aria-busy", "true");
    });
    // A page that comes back from the browser's memory is not busy any more.
    window.addEventListener("pageshow", () => {
      button.classList.remove("is-busy");
      button.removeAttribute("aria-busy");
      refuseLarge();
    });
  }

  function startReading(form) {
    const progress = document.getElementById("progress");
    let waiting = null;
    let reading = false;
    let again = false;

    function remember() {
      const open = Array.from(form.querySelectorAll("details[open]")).map((one) => one.id);
      const active = document.activeElement;
      return { open, focus: active && active.id, top: window.scrollY };
    }

    function restore(kept) {
      kept.open.forEach((id) => {
        const found = id && document.getElementById(id);
        if (found) {
          found.open = true;
        }
      });
      const target = (kept.focus && document.getElementById(kept.focus)) || null;
      if (target) {
        target.focus({ preventScroll: true });
      } else {
        form.querySelector("h1").focus({ preventScroll: true });
      }
      window.scrollTo(0, kept.top);
    }

    function show(text, kept) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const fresh = page.getElementById("read");
      if (!fresh) {
        throw new Error("no reading");
      }
      document.getElementById("read").replaceWith(fresh);
      document.title = page.title;
      const notices = page.getElementById("notices");
      const shown = document.getElementById("notices");
      if (notices && shown) {
        shown.replaceChildren(...notices.children);
      }
      restore(kept);
      progress.textContent = fresh.querySelector("h1").textContent;
    }

    function send(pressed) {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      const fields = new URLSearchParams(new FormData(form));
      if (pressed && pressed.name) {
        fields.set(pressed.name, pressed.value);
      }
      const area = document.getElementById("read");
      area.setAttribute("aria-busy", "true");
      progress.textContent = form.dataset.reading;
      fetch(form.action, {
        method: "POST",
        body: fields,
        headers: { "X-Reading": "part" },
        credentials: "same-origin",
      })
        .then((answer) => {
          if (!answer.ok) {
            throw new Error(String(answer.status));
          }
          return answer.text();
        })
        .then((text) => show(text, remember()))
        .catch(() => {
          area.removeAttribute("aria-busy");
          progress.classList.remove("visually-hidden");
          progress.textContent = form.dataset.failed;
        })
        .finally(() => {
          reading = false;
          if (again) {
            again = false;
            send(null);
          }
        });
    }

    form.addEventListener("change", () => {
      window.clearTimeout(waiting);
      // A tap on a button also leaves the field before it: the button speaks for both.
      waiting = window.setTimeout(() => send(null), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      window.clearTimeout(waiting);
      const pressed = event.submitter;
      if (pressed && pressed.hasAttribute("formaction")) {
        if (pressed.classList.contains("btn-primary")) {
          pressed.classList.add("is-busy");
          pressed.setAttribute("aria-busy", "true");
          progress.textContent = form.dataset.adding;
        }
        return;
      }
      event.preventDefault();
      send(pressed);
    });
  }

  const bring = document.getElementById("bring");
  const reading = document.getElementById("reading");
  if (bring) {
    startUpload(bring);
  }
  if (reading) {
    startReading(reading);
  }
})();
