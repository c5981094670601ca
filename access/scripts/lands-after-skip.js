() => {
    const main = document.querySelector('main'), one = document.activeElement;
    if (!main) return 'there is no main';
    const stops = main.querySelector('a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary');
    if (!stops || main.contains(one) || main === one) return '';
    const after = main.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return after || one === document.body ? '' : 'after the link to the main part, Tab lands on ' + one.outerHTML.slice(0, 100);
}
