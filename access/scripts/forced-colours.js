() => {
    const faults = [], shown = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.offsetWidth > 1;
    const edge = style => ['Top', 'Bottom', 'Left', 'Right'].some(side => style['border' + side + 'Style'] !== 'none' && parseFloat(style['border' + side + 'Width']) > 0)
        || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    for (const one of document.querySelectorAll('button, input, select, textarea, .govuk-button')) {
        if (!shown(one) || one.type === 'hidden' || one.type === 'radio' || one.type === 'checkbox' || one.type === 'file' || one.type === 'range') continue;
        const style = getComputedStyle(one);
        if (!edge(style) && !style.textDecorationLine.includes('underline')) faults.push('a control without an edge: ' + one.outerHTML.slice(0, 110));
    }
    for (const one of document.querySelectorAll('[aria-current]:not([aria-current=false])')) {
        if (!shown(one)) continue;
        const list = one.closest('ul, ol, nav, tr, tbody') || one.parentElement;
        const other = [...list.querySelectorAll('a, span, strong, li')].find(it => it !== one && !it.hasAttribute('aria-current') && !one.contains(it) && !it.contains(one) && it.textContent.trim() && it.tagName === one.tagName)
            || [...list.querySelectorAll('a')].find(it => it !== one && !it.contains(one));
        if (!other) continue;
        const marks = it => { const out = []; for (const at of [it, it.parentElement]) for (const pseudo of [null, '::before', '::after']) { const s = getComputedStyle(at, pseudo);
            out.push(s.fontWeight, s.textDecorationLine, s.borderBottomWidth + s.borderBottomStyle, s.borderTopWidth + s.borderTopStyle, s.borderInlineStartWidth + s.borderInlineStartStyle, s.outlineStyle, s.backgroundColor, pseudo ? s.content : ''); } return out.join(';'); };
        if (marks(one) === marks(other)) faults.push('the current one looks like the others: ' + one.outerHTML.slice(0, 110));
    }
    const canvas = getComputedStyle(document.body).backgroundColor;
    for (const one of document.querySelectorAll('body *')) {
        if (![...one.childNodes].some(it => it.nodeType === 3 && it.data.trim()) || !shown(one) || one.closest('svg')) continue;
        const style = getComputedStyle(one);
        let up = one, ground = 'rgba(0, 0, 0, 0)';
        while (up && ground.endsWith(', 0)')) { ground = getComputedStyle(up).backgroundColor; up = up.parentElement; }
        if (ground.endsWith(', 0)')) ground = canvas;
        if (style.color === ground) faults.push('words in the colour of their ground: ' + one.outerHTML.slice(0, 110));
    }
    return [...new Set(faults)].slice(0, 5);
}
