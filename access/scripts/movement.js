() => {
    const faults = document.getAnimations().filter(one => { const t = one.effect?.getComputedTiming(); return t && t.duration > 10; }).map(one => 'moves: ' + (one.effect.target?.outerHTML || '').slice(0, 100));
    const long = words => words.split(',').some(one => parseFloat(one) * (one.includes('ms') ? 1 : 1000) > 10);
    for (const one of document.querySelectorAll('*')) {
        const style = getComputedStyle(one);
        if (style.animationName !== 'none' && long(style.animationDuration)) faults.push('moves: ' + one.outerHTML.slice(0, 100));
        if (style.transitionProperty !== 'none' && long(style.transitionDuration)) faults.push('glides: ' + one.outerHTML.slice(0, 100));
        if (style.scrollBehavior === 'smooth') faults.push('scrolls slowly: ' + one.outerHTML.slice(0, 60));
    }
    return [...new Set(faults)].slice(0, 3);
}
