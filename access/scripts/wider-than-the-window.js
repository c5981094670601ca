() => {
    const root = document.documentElement, wide = root.clientWidth;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= wide) return [];
    const scrolls = one => {
        for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return true;
        return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width > 1 && (box.right > wide + 1 || box.left < -1) && !scrolls(one);
    });
    const least = out.filter(one => ![...one.children].some(inner => out.includes(inner)));
    return ['page is ' + root.scrollWidth + ' wide in ' + wide + ': '
        + least.slice(0, 3).map(one => one.outerHTML.slice(0, 110)).join(' | ')];
}
