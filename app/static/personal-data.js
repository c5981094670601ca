// Finds what looks like personal data. The rules come with the page: app/domain/personal_data.py holds the same.
(function () {
  "use strict";

  function folded(text, fold) {
    var plain = "";
    for (var at = 0; at < text.length; at += 1) {
      var letter = text.charAt(at);
      plain += Object.prototype.hasOwnProperty.call(fold, letter) ? fold[letter] : letter;
    }
    return plain;
  }

  // Modulus 11; one digit ten times is nobody's number.
  function isNhsNumber(typed) {
    var digits = typed.replace(/[^0-9]/g, "");
    if (digits.length !== 10 || /^(.)\1+$/.test(digits)) {
      return false;
    }
    var sum = 0;
    for (var at = 0; at < 9; at += 1) {
      sum += Number(digits.charAt(at)) * (10 - at);
    }
    return (11 - (sum % 11)) % 11 === Number(digits.charAt(9));
  }

  // The checks that no pattern can do.
  function passes(check, typed, names) {
    if (check === "nhs-number") {
      return isNhsNumber(typed);
    }
    return check !== "given-name" || typed.toLowerCase().split(/[ '-]/).some(function (word) { return names.has(word); });
  }

  // Where two overlap the stronger kind stays; of one kind the earlier, then the longer.
  function apart(found, order) {
    var kept = [];
    found.sort(function (one, other) {
      return order.indexOf(one.kind) - order.indexOf(other.kind) || one.start - other.start || other.end - one.end;
    });
    found.forEach(function (one) {
      if (kept.every(function (other) { return one.end <= other.start || other.end <= one.start; })) {
        kept.push(one);
      }
    });
    return kept.sort(function (one, other) { return one.start - other.start; });
  }

  var known = { rules: null };

  // The rules made ready, once for each page.
  function ready(rules) {
    if (known.rules !== rules) {
      known = {
        rules: rules,
        names: new Set(rules.names.split(" ")),
        patterns: rules.rules.map(function (rule) { return new RegExp(rule.match, "gu"); })
      };
    }
    return known;
  }

  // [{kind, start, end}] in units of a JavaScript string, in the order of the text.
  function find(text, rules) {
    var plain = folded(text, rules.fold);
    var lower = plain.replace(/[A-Z]/g, function (letter) { return letter.toLowerCase(); });
    var made = ready(rules);
    var found = [];
    rules.rules.forEach(function (rule, at) {
      var pattern = made.patterns[at];
      var match;
      pattern.lastIndex = 0;
      while ((match = pattern.exec(rule.lower ? lower : plain))) {
        var end = match.index + match[0].length;
        if (match[1] && passes(rule.check, match[1], made.names)) {
          found.push({ kind: rule.kind, start: end - match[1].length, end: end });
        }
      }
    });
    return apart(found, rules.order);
  }

  window.ginnelPersonalData = { find: find };
})();
