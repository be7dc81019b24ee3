"""The real site in a real Chromium: `live_site` serves it, opens it, and fails on what a visitor's browser reports."""

import os
import re
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

_SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

expect.set_options(timeout=30_000)  # as long as Playwright waits for everything else: machines may be busy


def system_browser() -> str | None:
    """Return the path of a Chromium on this machine, None where Playwright has to bring its own."""
    named = os.environ.get("POLYVOCAL_TEST_CHROMIUM")
    return named or next((path for name in _SYSTEM_BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=["--disable-background-networking"])
        yield browser
        browser.close()


class Site:
    """The site as served, and what browsers found wrong with it."""

    def __init__(self, url: str, browser: Browser) -> None:
        self.url = url
        self.problems: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._expected: set[tuple[str, int]] = set()
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page of a visitor at a desk."""
        if self._page is None:
            self._page = self.new_page()
        return self._page

    def new_page(self, *, width: int = 1440, height: int = 900, **context: Any) -> Page:
        """Open a page with cookies of its own; `context` goes to Playwright (color_scheme, java_script_enabled …)."""
        opened = self._browser.new_context(
            base_url=self.url, viewport={"width": width, "height": height}, **({"locale": "en-GB"} | context)
        )
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._see_request)
        page.on("requestfailed", self._see_failure)
        page.on("response", self._see_response)
        return page

    def visit(self, path: str, *, page: Page | None = None, status: int = 200) -> Page:
        """Go to a path of the site and assert its status; a status that is asked for is no problem."""
        page = page or self.page
        if status >= 400:
            self._expected.add((self.url + path, status))
        response = page.goto(self.url + path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        return page

    def sign_in(self, user: Any, *, page: Page | None = None, password: str = "secret") -> Page:
        """Sign in at the admin's own form."""
        page = self.visit("/admin/login/", page=page)
        page.fill("#id_username", user.get_username())
        page.fill("#id_password", password)
        page.click("[type=submit]")
        page.wait_for_url(re.compile(r"/admin/(?!login/)"))
        return page

    def accessibility_problems(self, page: Page | None = None, **options: Any) -> list[str]:
        """Return what axe finds on the page as it is now, one line each."""
        found = Axe().run(page or self.page, **options)
        return [
            f"{one['impact']}: {one['help']} ({one['id']}): {node['target']}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # A failed load is heard twice; the response says more about it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _see_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.url):
            self.problems.append(f"third party: {request.url}")

    def _see_failure(self, request: Request) -> None:
        # Leaving a page aborts what it was still loading.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"request failed: {request.url} {request.failure}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400 and (response.url, response.status) not in self._expected:
            self.problems.append(f"status {response.status}: {response.url}")


@pytest.fixture
def live_site(live_server: Any, chromium: Browser, settings: Any) -> Iterator[Site]:
    """The reference site, live, in a browser. The test fails on any script error, CSP report or failed request."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": live_server.url}
    site = Site(live_server.url, chromium)
    yield site
    site.close()
    assert site.problems == []


def search_and_choose(page: Page, near: Locator, words: str) -> None:
    """Search in a list of the admin that is searched on the server, and choose what bears these words."""
    near.locator(".select2-selection").first.click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()
