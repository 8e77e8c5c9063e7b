"""A browser of this machine, which prints handouts and takes pictures of slides."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from course_utils.errors import CourseError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
_CHANNELS = ("chrome", "msedge")
"""Where Windows and macOS keep browsers, which are on no PATH."""
_FLAGS = ("--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")


@contextmanager
def open_browser(purpose: str) -> Iterator["Browser"]:
    """Yield a headless Chromium, Chrome or Edge; it is closed at the end.

    Parameters
    ----------
    purpose : str
        What it is wanted for, as the message without a browser names it: 'A handout'.

    Yields
    ------
    playwright.sync_api.Browser
        The browser. A page of it that is opened with ``offline=True`` fetches nothing.

    Raises
    ------
    CourseError
        When Playwright, or a browser, is not installed; the message names what to install.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise CourseError(
            f"{purpose} needs the package 'playwright', which is not installed here. "
            "Run `make lab` in a clone, or `pip install playwright`."
        ) from error
    with sync_playwright() as playwright:
        browser = _launch(playwright, purpose)
        try:
            yield browser
        finally:
            browser.close()


def _launch(playwright: "Playwright", purpose: str) -> "Browser":
    flags = [*_FLAGS, "--no-sandbox"] if _is_root() else list(_FLAGS)
    command = next((found for name in _COMMANDS if (found := shutil.which(name))), None)
    if command is not None:
        return playwright.chromium.launch(executable_path=command, args=flags)
    from playwright.sync_api import Error

    for channel in (*_CHANNELS, None):
        try:
            return playwright.chromium.launch(channel=channel, args=flags)
        except Error:
            continue
    raise CourseError(
        f"{purpose} needs Chromium, Chrome or Edge, and none was found. Install one, such as the "
        "package 'chromium' of Debian and Ubuntu (`apt install chromium`), or run "
        "`.venv/bin/playwright install chromium`."
    )


def _is_root() -> bool:
    """Tell whether this is root, for whom Chromium's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
