() => {
    document.activeElement?.blur?.();
    history.replaceState(null, '', location.pathname + location.search);
    scrollTo(0, 0);
}
