() => {
    const one = document.querySelector('.govuk-error-summary');
    if (!one) return null;
    return {focused: one.contains(document.activeElement), links: [...one.querySelectorAll('a')].map(link => link.getAttribute('href')),
        items: one.querySelectorAll('li').length};
}
