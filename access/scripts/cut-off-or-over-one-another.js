() => {
    const main = document.querySelector('main') || document.body, faults = [];
    const seen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})
        && one.clientWidth > 1 && one.clientHeight > 1;
    for (const one of main.querySelectorAll('*')) {
        const style = getComputedStyle(one);
        if (!one.textContent.trim() || !seen(one) || ['TEXTAREA', 'SELECT', 'OPTION'].includes(one.tagName)) continue;
        if (one.closest('svg')) continue;
        const hides = side => ['hidden', 'clip'].includes(style['overflow' + side]);
        if ((hides('X') && one.scrollWidth > one.clientWidth + 1)
            || (hides('Y') && one.scrollHeight > one.clientHeight + 1))
            faults.push('cut off: ' + one.outerHTML.slice(0, 110));
    }
    const isClipped = one => {
        for (let up = one; up && up !== main; up = up.parentElement) if (getComputedStyle(up).clipPath.startsWith('inset(50%')) return true;
        return false;
    };
    const lines = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode, parent = text.parentElement;
        if (!text.data.trim() || parent.closest('svg, option, textarea') || !seen(parent) && !parent.matches('a, span, b, strong, em, bdi, time, abbr, small, i, code, q, mark'))
            continue;
        if (parent.closest('.govuk-visually-hidden, [hidden], .govuk-skip-link') || isClipped(parent)) continue;
        if (!parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects())
            if (box.width > 3 && box.height > 3) lines.push({box, parent});
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    lines.forEach((one, at) => {
        for (let next = at + 1; next < lines.length && lines[next].box.top < one.box.bottom - 4; next++) {
            const other = lines[next];
            if (one.parent === other.parent || one.parent.contains(other.parent) || other.parent.contains(one.parent)) continue;
            const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
            const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
            if (wide > 4 && high > Math.min(one.box.height, other.box.height) * 0.4)
                faults.push('over one another: ' + one.parent.outerHTML.slice(0, 70) + ' and ' + other.parent.outerHTML.slice(0, 70));
        }
    });
    return [...new Set(faults)];
}
