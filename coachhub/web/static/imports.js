// Bringing a tracker: a file can be dropped on the card, and a correction is read again at once.
// Without this script the pages do the same with their buttons.
(function () {
  "use strict";

  const LARGEST = 25 * 1024 * 1024;
  const LARGEST_PASTED = 250 * 1024;
  const PAUSE = 200;

  // A number of rows as people write it; the last line of a file may have no end.
  function countRows(text) {
    return Math.max(0, text.trimEnd().split(/\r\n|\r|\n/).length - 1).toLocaleString();
  }

  function startUpload(form) {
    const root = document.documentElement;
    const input = form.querySelector("input[type=file]");
    const pasted = form.querySelector("textarea");
    const progress = document.getElementById("progress");
    const sent = document.getElementById("sent");
    const button = form.querySelector("button[type=submit]");
    let rows = "";
    root.classList.add("has-script");

    function refuseLarge() {
      const large = input.files.length > 0 && input.files[0].size > LARGEST;
      input.setCustomValidity(large ? form.dataset.large : "");
      progress.textContent = large ? form.dataset.large : "";
      return large;
    }

    function setBusy(busy) {
      button.classList.toggle("is-busy", busy);
      button.toggleAttribute("aria-busy", busy);
      if (busy) {
        button.setAttribute("aria-busy", "true");
      }
      sent.hidden = !busy;
    }

    // How many rows a text file has can be said before anybody read it; of a workbook nobody knows.
    function look() {
      rows = "";
      const file = input.files[0];
      if (!refuseLarge() && file && /\.(csv|tsv|txt)$/i.test(file.name)) {
        file.text().then((text) => {
          rows = countRows(text);
        });
      }
    }

    function sayReading() {
      progress.textContent = rows && rows !== "1"
        ? form.dataset.readingRows.replace("{rows}", rows)
        : form.dataset.reading;
      sent.removeAttribute("value");
    }

    function takePasted(text) {
      pasted.value = text;
      pasted.closest("details").open = true;
      rows = countRows(text);
      progress.textContent = form.dataset.pasted.replace("{rows}", rows);
      button.focus();
    }

    function fail() {
      setBusy(false);
      progress.textContent = form.dataset.failed;
    }

    // The page that says what to change; what was typed and chosen stays in the form that is shown.
    function showRefusal(text) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const fresh = page.getElementById("bring");
      if (!fresh) {
        fail();
        return;
      }
      form.replaceWith(fresh);
      document.title = page.title;
      startUpload(fresh);
      const wrong = fresh.querySelector(".is-invalid");
      if (wrong) {
        wrong.focus();
      }
    }

    function send() {
      const post = new XMLHttpRequest();
      post.open("POST", form.action);
      post.setRequestHeader("X-Upload", "1");
      post.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable && event.loaded < event.total) {
          const percent = Math.floor((100 * event.loaded) / event.total);
          sent.value = percent;
          progress.textContent = form.dataset.sending.replace("{percent}", `${percent} %`);
        }
      });
      post.upload.addEventListener("load", sayReading);
      post.addEventListener("load", () => {
        if (post.status === 201) {
          window.location.assign(post.getResponseHeader("Location"));
        } else if (post.status === 401) {
          window.location.reload();
        } else {
          showRefusal(post.responseText);
        }
      });
      post.addEventListener("error", fail);
      setBusy(true);
      sent.value = 0;
      sayReading();
      const fields = new FormData(form);
      if (!input.files.length && pasted.value.length > LARGEST_PASTED) {
        // A field of text holds less than a file does.
        fields.set(input.name, new File([pasted.value], "pasted.tsv", { type: "text/plain" }));
        fields.delete(pasted.name);
      }
      post.send(fields);
    }

    ["dragenter", "dragover"].forEach((name) => document.addEventListener(name, (event) => {
      if (form.isConnected && event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files")) {
        event.preventDefault();
        root.classList.add("over");
      }
    }));
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) {
        root.classList.remove("over");
      }
    });
    document.addEventListener("drop", (event) => {
      root.classList.remove("over");
      if (form.isConnected && event.dataTransfer && event.dataTransfer.files.length) {
        event.preventDefault();
        input.files = event.dataTransfer.files;
        look();
        input.focus();
      }
    });
    document.addEventListener("paste", (event) => {
      const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
      if (!form.isConnected || !/[\t\n]/.test(text.trim()) || event.target.matches("input, textarea, select")) {
        return;
      }
      event.preventDefault();
      takePasted(text);
    });
    pasted.addEventListener("input", () => {
      rows = pasted.value.trim() ? countRows(pasted.value) : "";
    });
    input.addEventListener("change", look);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!refuseLarge()) {
        send();
      }
    });
    // A page that comes back from the browser's memory is not busy any more.
    window.addEventListener("pageshow", () => {
      setBusy(false);
      look();
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
      return { open, focus: (active && active.id) || "", top: window.scrollY };
    }

    function restore(kept) {
      kept.open.forEach((id) => {
        const found = id && document.getElementById(id);
        if (found) {
          found.open = true;
        }
      });
      // An answered question is gone: what is asked next takes its place.
      const next = kept.focus.startsWith("ask-") ? form.querySelector(".ask > summary") : null;
      const target = (kept.focus && document.getElementById(kept.focus)) || next;
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
