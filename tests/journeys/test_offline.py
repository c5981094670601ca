"""A tablet in a hall without a signal: nothing that was saved is lost, and nothing arrives twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.hall import Hall, Tablet, save, signal_back, wait_for_count

pytestmark = pytest.mark.browser

Tablets = Callable[..., Tablet]


def test_what_is_saved_without_a_signal_outlives_a_reload_and_arrives_once(
    hall: Hall, tablet: Tablets
) -> None:
    one = tablet()
    page = one.join()
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("async () => (await caches.keys()).length > 0 && !!(await caches.match('/capture/market-hall'))")
    hall.line.is_cut = True
    save(page, "The allotments")
    page.get_by_text("Saved on this tablet. Not sent yet: 1").wait_for()
    page.get_by_text("No signal since").wait_for()
    page.reload()
    wait_for_count(page, "waiting", 1)
    hall.line.is_cut = False
    signal_back(page)
    page.get_by_text("All sent").wait_for()
    assert len(hall.records()) == 1
