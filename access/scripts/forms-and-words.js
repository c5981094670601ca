() => {
    const shown = one => one.checkVisibility({visibilityProperty: true});
    return {
        words: (document.querySelector('main') || document.body).innerText,
        idle: [...document.querySelectorAll('button[type=button]')].filter(shown).map(one => one.outerHTML.slice(0, 100)),
        stuck: [...document.querySelectorAll('main form')].filter(shown).filter(form => {
            const sends = [...form.querySelectorAll('button:not([type=button]), input[type=submit], input[type=image]'),
                ...(form.id ? document.querySelectorAll(`button[form="${form.id}"]`) : [])];
            return !sends.some(shown);
        }).map(form => form.outerHTML.slice(0, 100)),
    };
}
