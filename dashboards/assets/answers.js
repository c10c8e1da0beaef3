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
        if (response.status === 401) {
          // The session is over: this address leads to the sign-in and back here. Dash learns nothing more,
          // it would stumble over the answer while the page is leaving.
          window.location.reload();
          return new Promise(function () {});
        }
        tell(!response.ok);
        return response;
      },
      function (error) {
        tell(true);
        throw error;
      }
    );
  };
})();
