async given => {
    const found = await axe.run(document, {...given, resultTypes: ['violations']});
    return found.violations.map(one => one.id + ' (' + one.nodes.length + '): '
        + one.nodes[0].html.slice(0, 140) + ' ' + (one.nodes[0].any[0]?.message || '').slice(0, 110));
}
