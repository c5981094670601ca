() => {
    const looks = one => {
        const whole = [one, one.labels && one.labels[0], one.closest('.govuk-radios__item, .govuk-checkboxes__item')];
        const parts = [];
        for (const it of whole.filter(Boolean)) for (const pseudo of [null, '::before', '::after']) {
            const style = getComputedStyle(it, pseudo);
            parts.push(style.outlineStyle === 'none' ? '' : style.outlineStyle + style.outlineWidth + style.outlineColor,
                style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, style.textDecoration, style.fill);
        }
        if (one instanceof SVGElement || one.querySelector('svg'))
            for (const it of [one, ...one.querySelectorAll('*')]) {
                const style = getComputedStyle(it);
                parts.push(style.stroke, style.strokeWidth, style.fill, style.outlineStyle + style.outlineWidth);
            }
        return parts.join(';');
    };
    const say = one => one.outerHTML.slice(0, 120);
    let last = null, stops = 0, first = null, seenMain = false, before = 0;
    const seen = new Set();
    window.accessStop = () => {
        const one = document.activeElement, faults = [];
        if (last && last.one !== one && last.one.isConnected && looks(last.one) === last.looks)
            faults.push('focus cannot be seen: ' + say(last.one));
        if (!one || one === document.body || one === document.documentElement || seen.has(one) && (!last || last.one !== one)) {
            const end = one === document.body || one === document.documentElement || !one || one === first;
            if (!end) faults.push('focus goes back to: ' + say(one));
            return {end: true, faults, stops, before, missed: missed()};
        }
        if (last && last.one === one) {
            last.times += 1;
            if (last.times > 8) { faults.push('focus is caught in: ' + say(one)); return {end: true, faults, stops, before, missed: []}; }
            return {end: false, faults};
        }
        stops += 1;
        first = first || one;
        seen.add(one);
        if (one.closest('main')) seenMain = true;
        if (!seenMain) before += 1;
        if (one.tabIndex > 0) faults.push('tabindex above 0: ' + say(one));
        if (last && !(last.one.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING))
            faults.push('out of order: ' + say(one));
        const boxes = [...one.getClientRects()].filter(box => box.width > 0 && box.height > 0);
        const label = one.labels && one.labels[0];
        const inView = boxes.some(box => box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth);
        if (!inView) faults.push('out of view: ' + say(one));
        else {
            const inside = boxes.map(box => {
                const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
                return {left, top, width: Math.min(box.right, innerWidth) - left, height: Math.min(box.bottom, innerHeight) - top};
            }).filter(box => box.width > 0 && box.height > 0);
            const points = inside.flatMap(box => [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].map(([x, y]) =>
                [box.left + box.width * x, box.top + box.height * y]));
            const free = points.some(([x, y]) => {
                const top = document.elementFromPoint(x, y);
                return top && (top === one || one.contains(top) || top.contains(one) && top !== document.body || label && (label === top || label.contains(top)));
            });
            if (!free) faults.push('covered: ' + say(one));
        }
        last = {one, looks: looks(one), times: 0};
        return {end: false, faults, first: stops === 1 ? {isSkip: one.matches('.govuk-skip-link'), html: say(one)} : null};
    };
    const missed = () => {
        const groups = new Set([...seen].filter(one => one.type === 'radio').map(one => one.name));
        return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], iframe')].filter(one =>
            !seen.has(one) && one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && !one.closest('[inert]')
            && one.checkVisibility({visibilityProperty: true}) && !(one.type === 'radio' && groups.has(one.name))
            && !(one.tagName === 'A' && one.closest('svg'))
            && !(one.tagName === 'SUMMARY' && one.parentElement.tagName !== 'DETAILS')).map(say);
    };
}
