() => {
    const faults = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const number = /\+?\d[\d  ]{4,}\d|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b/g;
    let measured = 0;
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.parentElement.checkVisibility({visibilityProperty: true}) || text.parentElement.closest('svg, textarea, option, .govuk-visually-hidden')) continue;
        for (const found of text.data.matchAll(number)) {
            const range = document.createRange(), lefts = [];
            for (let at = found.index; at < found.index + found[0].length; at++) {
                if (/\s/.test(text.data[at])) continue;
                range.setStart(text, at); range.setEnd(text, at + 1);
                const box = range.getBoundingClientRect();
                if (box.width) lefts.push([Math.round(box.left), Math.round(box.top)]);
            }
            measured += 1;
            if (lefts.some(([left, top], at) => at && top === lefts[at - 1][1] && left < lefts[at - 1][0])) faults.push('reads backwards: ' + found[0] + ' in ' + text.parentElement.outerHTML.slice(0, 90));
        }
    }
    return faults.slice(0, 3);
}
