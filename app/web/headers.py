"""Headers on every answer, errors included."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request, session

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)

FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

HSTS = "max-age=63072000; includeSubDomains"


def init_app(app: Flask) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    said = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - pairs otherwise
    wanted = dict(FIXED)
    if current_app.config["HTTPS"]:
        wanted["Strict-Transport-Security"] = HSTS
    is_personal = session or "set-cookie" in said or request.cookies
    wanted["Cache-Control"] = "no-store" if is_personal else "no-cache"
    for name, value in wanted.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    if request_id := g.get("request_id"):
        response.headers["X-Request-Id"] = request_id
    return response
