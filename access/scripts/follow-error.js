href => {
    const link = [...document.querySelectorAll('.govuk-error-summary a')].find(one => one.getAttribute('href') === href);
    link.click();
    return [document.activeElement.tagName, document.activeElement.outerHTML.slice(0, 90)];
}
