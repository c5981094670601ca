latin => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; word-spacing: .16em !important;'
        + (latin ? ' letter-spacing: .12em !important;' : '') + ' } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [sheet];
}
