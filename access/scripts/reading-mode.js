async ([mode, sheet]) => {
    if (!document.querySelector('link[data-mode]') && sheet) {
        const link = document.createElement('link');
        Object.assign(link, {rel: 'stylesheet', href: sheet});
        link.dataset.mode = '';
        await new Promise(done => { link.onload = link.onerror = done; document.head.append(link); });
    }
    const all = ['gin-large', 'gin-contrast', 'gin-calm'];
    document.documentElement.classList.remove(...all);
    if (mode) document.documentElement.classList.add('gin-' + mode);
}
