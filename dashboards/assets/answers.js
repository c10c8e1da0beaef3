/* What the server's answers mean for the page: signed out, could not be read, arrived. */
(function () {
  "use strict";
  var ask = window.fetch;

  function tell(failed) {
    var main = document.getElementById("main");
    if (main) main.removeAttribute("aria-busy");
    var notice = document.getElementById("unread");
    if (notice) notice.hidden = !failed;
  }

  window.fetch = function (address) {
    var asked = String((address && address.url) || address);
    var answer = ask.apply(window, arguments);
    if (asked.indexOf("/dash/_dash-") < 0) return answer;
    return answer.then(
      function (response) {
        // The session is over: the frame's own address leads to the sign-in and back here.
        if (response.status === 401) window.location.reload();
        else tell(!response.ok);
        return response;
      },
      function (error) {
        tell(true);
        throw error;
      }
    );
  };
})();
