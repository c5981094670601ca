() => {
    const faults = [], name = one => one.getAttribute('aria-label') || (one.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join(' ').trim();
    const bare = document.documentElement.matches('.gin-paper') || document.body.matches('.gin-sheet') || !document.documentElement.matches('.govuk-template');
    if (document.querySelectorAll('main').length !== 1) faults.push(document.querySelectorAll('main').length + ' main');
    if (document.querySelectorAll('h1').length !== 1) faults.push(document.querySelectorAll('h1').length + ' h1');
    const h1 = document.querySelector('h1');
    if (h1 && !h1.closest('main')) faults.push('h1 outside main');
    const top = tag => [...document.querySelectorAll(tag)].filter(one => !one.closest('main, article, section, aside, nav'));
    if (!bare && top('footer').length !== 1) faults.push(top('footer').length + ' footers of the page');
    if (!bare && top('header').length !== 1) faults.push(top('header').length + ' headers of the page');
    const names = [...document.querySelectorAll('nav')].map(name);
    if (names.some(one => !one)) faults.push('a nav without a name');
    if (new Set(names).size !== names.length) faults.push('two navs of one name: ' + names.join(', '));
    return faults;
}
