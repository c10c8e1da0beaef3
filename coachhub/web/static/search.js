// What a script may better on a client's pages: copying the message, and mailing it as it was edited.
(function () {
  "use strict";
  var letter = document.getElementById("letter");
  var copy = document.getElementById("copy");
  var mail = document.getElementById("mail");
  if (!letter) { return; }
  if (mail) {
    var follow = function () {
      mail.href = "mailto:?subject=" + encodeURIComponent(letter.dataset.subject) +
        "&body=" + encodeURIComponent(letter.value.replace(/\r?\n/g, "\r\n"));
    };
    letter.addEventListener("input", follow);
    follow();
  }
  if (copy) {
    var words = copy.textContent;
    copy.hidden = false;
    copy.addEventListener("click", function () {
      letter.focus();
      letter.select();
      var done = function () {
        copy.textContent = copy.dataset.done;
        document.getElementById("notices").textContent = copy.dataset.done;
        setTimeout(function () { copy.textContent = words; }, 4000);
      };
      if (navigator.clipboard) {
        navigator.clipboard.writeText(letter.value).then(done, function () { document.execCommand("copy"); done(); });
      } else if (document.execCommand("copy")) { done(); }
    });
  }
})();
