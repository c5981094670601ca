// Select words of what was said and hide them. Places are counted in code points, as the server counts.
(function () {
  "use strict";

  // Code points before a place in the text of one piece; JavaScript counts in halves of them.
  function codePoints(text, offset) {
    return Array.from(text.slice(0, offset)).length;
  }

  function pieceOf(node) {
    var element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element && element.closest ? element.closest("[data-at]") : null;
  }

  // The pieces a range touches: where its words begin and end.
  function endsOf(range, box) {
    var start = null;
    var end = null;
    box.querySelectorAll("[data-at]").forEach(function (piece) {
      if (!range.intersectsNode(piece) || !piece.firstChild) {
        return;
      }
      var text = piece.textContent;
      var from = pieceOf(range.startContainer) === piece && range.startContainer.nodeType === Node.TEXT_NODE ? range.startOffset : 0;
      var to = pieceOf(range.endContainer) === piece && range.endContainer.nodeType === Node.TEXT_NODE ? range.endOffset : text.length;
      while (from < to && /\s/.test(text.charAt(from))) { from += 1; }
      while (to > from && /\s/.test(text.charAt(to - 1))) { to -= 1; }
      if (from >= to) {
        return;
      }
      var at = Number(piece.dataset.at);
      start = start === null ? at + codePoints(text, from) : start;
      end = at + codePoints(text, to);
    });
    return start === null ? null : [start, end];
  }

  function begin() {
    var box = document.querySelector("[data-hide-words]");
    var told = document.querySelector("[data-selected]");
    var button = document.querySelector("[data-hide-selected]");
    if (!box || !told || !button) {
      return;
    }
    told.hidden = false;
    told.textContent = told.dataset.nothing;
    document.addEventListener("selectionchange", function () {
      var selection = document.getSelection();
      if (!selection || selection.isCollapsed || !selection.rangeCount) {
        return;
      }
      var range = selection.getRangeAt(0);
      var ends = range.intersectsNode(box) ? endsOf(range, box) : null;
      if (!ends) {
        return;
      }
      document.getElementById("start").value = ends[0];
      document.getElementById("end").value = ends[1];
      told.textContent = told.dataset.some + " " + selection.toString().trim();
      button.hidden = false;
    });
  }

  begin();
})();
