() => {
    const faults = [], main = document.querySelector('main');
    const shown = one => one.checkVisibility({visibilityProperty: true}) && one.offsetHeight > 1;
    if (!main || !main.checkVisibility()) faults.push('main is not printed');
    for (const one of document.querySelectorAll('nav, .govuk-skip-link, .gin-langs:not(.gin-langs--note), .gin-screen'))
        if (shown(one) && !one.closest('main')) faults.push('is printed: ' + one.outerHTML.slice(0, 90));
    return faults.slice(0, 3);
}
