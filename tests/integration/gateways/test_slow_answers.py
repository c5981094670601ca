"""A server that says a letter now and then holds nobody up for long."""

import socket
import threading
import time

import pytest

from app.gateways.checked_http import FetchError, fetch

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Slow: "
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize("start", [HEAD, CHUNKED], ids=["headers", "chunks"])
def test_an_answer_that_trickles_is_cut_off(start):
    over = threading.Event()
    door = socket.create_server(("127.0.0.1", 0))

    def serve():
        talk, _ = door.accept()
        with talk:
            talk.recv(4096)
            talk.sendall(start)
            while not over.wait(0.1):
                try:
                    talk.sendall(b"0")
                except OSError:
                    return

    threading.Thread(target=serve, daemon=True).start()
    threading.Timer(12, over.set).start()
    began = time.monotonic()
    with pytest.raises(FetchError):
        fetch(f"http://127.0.0.1:{door.getsockname()[1]}/", most_bytes=1000, seconds=1.0, loopback=True)
    over.set()
    door.close()
    assert time.monotonic() - began < 8
