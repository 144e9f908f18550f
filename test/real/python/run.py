"""Runs a program (argv: its main file) as python3 itself would, but sends what is meant for api.portkey.ai to the gateway at
REAL_GATEWAY, by whatever HTTP client it goes, and lets nothing else leave the machine. With REAL_CUSTOM_HOST the requests also
ask the gateway to call that host in place of the provider's."""

import os
import runpy
import sys
from importlib.util import find_spec
from urllib.parse import urlsplit, urlunsplit

GATEWAY = urlsplit(os.environ["REAL_GATEWAY"])
CUSTOM_HOST = os.environ.get("REAL_CUSTOM_HOST")
ADDED = {"x-portkey-custom-host": CUSTOM_HOST} if CUSTOM_HOST else {}


def redirected(url):
    """Where a request really goes; raises for hosts that no program may talk to."""
    parts = urlsplit(str(url))
    if parts.hostname == "api.portkey.ai":
        return urlunsplit((GATEWAY.scheme, GATEWAY.netloc, parts.path, parts.query, ""))
    if parts.hostname == GATEWAY.hostname:
        return str(url)
    raise RuntimeError(f"a request left for {parts.scheme}://{parts.netloc}")


def redirect_urllib():
    from urllib.request import OpenerDirector, Request

    original = OpenerDirector.open

    def open(self, fullurl, data=None, *args, **kwargs):
        request = fullurl if isinstance(fullurl, Request) else Request(fullurl)
        request.full_url = redirected(request.full_url)
        for name, value in ADDED.items():
            request.add_header(name, value)
        return original(self, request, data, *args, **kwargs)

    OpenerDirector.open = open


def redirect_requests():
    from requests.adapters import HTTPAdapter

    original = HTTPAdapter.send

    def send(self, request, *args, **kwargs):
        request.url = redirected(request.url)
        request.headers.update(ADDED)
        return original(self, request, *args, **kwargs)

    HTTPAdapter.send = send


def redirect_httpx():
    import httpx

    def redirect(request):
        request.url = httpx.URL(redirected(request.url))
        request.headers["host"] = GATEWAY.netloc
        request.headers.update(ADDED)
        return request

    sync, not_sync = httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request

    def handle(self, request):
        return sync(self, redirect(request))

    def handle_async(self, request):
        return not_sync(self, redirect(request))

    httpx.HTTPTransport.handle_request = handle
    httpx.AsyncHTTPTransport.handle_async_request = handle_async


def redirect_aiohttp():
    from aiohttp import ClientSession

    original = ClientSession._request

    def request(self, method, str_or_url, **kwargs):
        # A session with a base URL puts the two together itself.
        url = redirected(self._build_url(str_or_url))
        self._base_url = None
        kwargs["headers"] = {**(kwargs.get("headers") or {}), **ADDED}
        return original(self, method, url, **kwargs)

    ClientSession._request = request


redirect_urllib()
for name, redirect in {
    "requests": redirect_requests,
    "httpx": redirect_httpx,
    "aiohttp": redirect_aiohttp,
}.items():
    if find_spec(name):
        redirect()

sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
