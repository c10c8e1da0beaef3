/* Draws a screen as one component of Dash. Dash lets each of its components look at every change of every other, */
/* which grows with the square of their number; plain elements under one component cost what React takes. */
(function () {
  "use strict";

  // Our own addresses and those of mail; whatever else came here would lead nowhere.
  var SAFE = /^(https?:|mailto:|\/|\?|#|$)/i;

  function draw(part) {
    if (Array.isArray(part)) return part.map(draw);
    if (part === null || typeof part !== "object") return part;
    var attributes = Object.assign({}, part.props);
    var inside = draw(attributes.children);
    delete attributes.children;
    if ("href" in attributes && !SAFE.test(attributes.href)) delete attributes.href;
    return window.React.createElement.apply(
      window.React,
      [part.type.toLowerCase(), attributes].concat(Array.isArray(inside) ? inside : [inside])
    );
  }

  window.coachhub = {
    Screen: function (properties) {
      return draw(properties.tree);
    },
  };
})();
