"""The pages in a real Chromium: drawn, readable, usable by keyboard, and silent towards the outside."""

from __future__ import annotations

import base64
import shutil
import socket
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright

from tests.web.crisis import BLOG, FOREIGN, WIRE
from tests.web.edited import FIRST, SECOND, THIRD, edited_ledger
from tests.web.fake import FakeLedger
from tocsin.web import make_app, wording

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="chromium is missing; get it with 'sudo apt-get install chromium'"
    ),
]
SITUATION = "/situation/kosovo-plates"
WIDE, NARROW = (1400, 900), (390, 844)
MAP_TIMEOUT_MS = 90_000


@pytest.fixture(scope="module")
def server(ledger: FakeLedger) -> Iterator[str]:
    """The address of the application."""
    with serving(ledger) as address:
        yield address


@pytest.fixture(scope="module")
def edited_server() -> Iterator[str]:
    """The address of the application over pages that were edited and feeds that were asked."""
    with serving(edited_ledger(datetime.now(UTC))) as address:
        yield address


@contextmanager
def serving(ledger: FakeLedger) -> Generator[str]:
    """The address of the application, served from a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = uvicorn.Server(uvicorn.Config(make_app(ledger), log_level="warning"))
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        served.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    """Chromium; the map's WebGL is done by the processor."""
    flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@dataclass(slots=True, kw_only=True)
class Tab:
    """A page of the browser, and what it asked for and complained of."""

    page: Page
    server: str
    requests: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def open(self, path: str) -> Page:
        self.page.goto(self.server + path)
        if path.startswith("/situation/"):
            expect(self.page.locator("#map")).to_have_attribute("data-drawn", "true", timeout=MAP_TIMEOUT_MS)
        return self.page

    @property
    def outside(self) -> list[str]:
        """Requests to any other place than the server."""
        own = urlsplit(self.server).netloc
        return [url for url in self.requests if urlsplit(url).netloc not in ("", own)]


def new_tab(
    browser: Browser,
    server: str,
    size: tuple[int, int] = WIDE,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Tab:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=scripts
    )
    tab = Tab(page=context.new_page(), server=server)
    tab.page.on("request", lambda request: tab.requests.append(request.url))
    tab.page.on("console", lambda message: tab.complaints.append(f"{message.type}: {message.text}"))
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    return tab


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Tab]:
    tab = new_tab(browser, server)
    yield tab
    assert (tab.outside, tab.complaints) == ([], [])
    tab.page.context.close()


def every_kind(ledger: FakeLedger) -> list[str]:
    army = wording.event_path(ledger.derived().events[0])
    documents = [wording.document_path(d.page) for d in (BLOG, WIRE, FOREIGN)]
    return ["/", SITUATION, "/situation/quiet-river", army, *documents]


CONTRAST = """() => {
  const channels = (css) => css.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility() || node.closest("#map, svg")) continue;
    const [a, b] = [channels(getComputedStyle(node).color), behind(node)].map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${walk.currentNode.data.trim()}`);
  }
  return weak;
}"""  # contrast as in WCAG 2.2, success criterion 1.4.3


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
def test_every_page_fits_can_be_read_and_stays_inside(
    browser: Browser,
    server: str,
    ledger: FakeLedger,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    check(new_tab(browser, server, size, scheme), every_kind(ledger))


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
def test_versions_and_feeds_do_too(
    browser: Browser, edited_server: str, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    documents = [wording.document_path(document.page) for document in (FIRST, SECOND, THIRD)]
    check(new_tab(browser, edited_server, size, scheme), ["/feeds", *documents])


def check(tab: Tab, paths: list[str]) -> None:
    """Each page is as wide as the window, its words stand out, and it asks nobody else."""
    for path in paths:
        page = tab.open(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, path
        assert page.evaluate(CONTRAST) == [], path
    assert (tab.outside, tab.complaints) == ([], [])
    tab.page.context.close()


def test_the_strip_shows_every_state_in_its_own_colour(browser: Browser, edited_server: str) -> None:
    tab = new_tab(browser, edited_server)
    strip = tab.open("/feeds").locator(".strip").nth(1)
    drawn = {
        state: strip.locator(f"rect.state-{state}").first.evaluate("node => getComputedStyle(node).fill")
        for state in ("new", "silent", "blind", "unasked")
    }
    shown = colours(strip)
    assert len(set(drawn.values())) == 4
    for state, fill in drawn.items():
        assert shown.get(fill.removeprefix("rgb(").removesuffix(")").replace(" ", ""), 0) > 50, state
    tab.page.context.close()


COLOURS = """async (png) => {
  const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const count = {};
  for (let i = 0; i < data.length; i += 4) {
    const key = [data[i], data[i + 1], data[i + 2]].join(",");
    count[key] = (count[key] ?? 0) + 1;
  }
  return count;
}"""


def colours(canvas: Locator) -> dict[str, int]:
    """How many pixels of each colour ("r,g,b") are on the screen there."""
    shot = base64.b64encode(canvas.screenshot()).decode()
    return canvas.page.evaluate(COLOURS, shot)


def test_the_map_is_drawn(tab: Tab) -> None:
    found = colours(tab.open(SITUATION).locator("#map canvas"))
    land, coast_blue, deed_red = "251,250,247", "43,138,198", "179,38,30"
    assert found[land] > 50_000
    assert found[deed_red] > 300
    assert found[coast_blue] > 50
    assert len(found) > 200


def test_a_click_on_a_circle_shows_its_events(tab: Tab) -> None:
    page = tab.open(f"{SITUATION}?type=PROTEST")
    page.locator("#map canvas").click()
    popup = page.locator(".popup")
    expect(popup.get_by_role("heading")).to_have_text("Brnjak XKX within 1.5 km")
    popup.get_by_role("link", name="Hundreds of Serbs have blocked the road").or_(
        popup.get_by_role("link", name="Hundreds of local Serbs blocked the road")
    ).click()
    expect(page.locator("h1")).to_contain_text("blocked the road")


def test_a_place_can_be_chosen_without_a_mouse(browser: Browser, server: str) -> None:
    tab = new_tab(browser, server, NARROW)
    page = tab.open(SITUATION)
    page.get_by_role("button", name="Jarinje").press("Enter")
    expect(page.locator("#place li")).to_have_count(3)
    page.get_by_role("button", name="Zvečan").press("Enter")
    expect(page.locator("#place li")).to_have_count(1)
    assert tab.complaints == []
    tab.page.context.close()


def test_filtering_swaps_list_timeline_and_map_in_place(tab: Tab) -> None:
    page = tab.open(SITUATION)
    page.evaluate("window.stayed = true")
    with page.expect_response(lambda response: ".geojson?quad=2" in response.url):
        page.get_by_role("checkbox", name="material cooperation").check()
    expect(page.locator(".event")).to_have_count(2)
    expect(page.locator("circle.spot")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("2 of 20")
    assert "quad=2" in page.url
    page.get_by_label("Type").select_option("PROTEST")
    expect(page.get_by_text("No event passes these filters.")).to_be_visible()
    assert page.evaluate("window.stayed")


def test_filtering_works_without_scripts(browser: Browser, server: str) -> None:
    tab = new_tab(browser, server, scripts=False)
    tab.page.goto(server + SITUATION)
    tab.page.get_by_label("Status").select_option("historical")
    tab.page.get_by_role("button", name="Apply").click()
    expect(tab.page.locator(".event")).to_have_count(1)
    tab.page.context.close()


def test_a_dot_of_the_timeline_leads_to_its_event(tab: Tab) -> None:
    page = tab.open(SITUATION)
    page.get_by_role("link", name="CONSULT: Defence Minister").click()
    expect(page.locator("h1")).to_contain_text("inspected troops near Raška")


def test_a_mention_leads_to_its_words_in_the_document(tab: Tab, ledger: FakeLedger) -> None:
    page = tab.open(wording.event_path(ledger.derived().events[0]))
    page.get_by_role("link", name="Serbia puts army on alert").click()
    words = page.locator(".anchor:target + mark")
    expect(words).to_have_text("ordered the army in ")
    expect(words).to_be_in_viewport()
    expect(words).to_have_css("outline-style", "solid")


def test_pointing_at_an_act_lights_up_its_words(tab: Tab) -> None:
    page = tab.open(wording.document_path(BLOG.page))
    page.locator(".act", has_text="REQUEST").hover()
    expect(page.locator("mark.on")).to_have_text(["It", "asked", "NATO", "Sunday", "northern Kosovo"])


def test_the_keyboard_reaches_the_content_first(tab: Tab) -> None:
    page = tab.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_without_webgl_the_places_are_still_listed(driver: Playwright, server: str) -> None:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
    page = browser.new_page()
    page.goto(server + SITUATION)
    expect(page.locator("#map")).to_have_attribute("data-drawn", "false", timeout=MAP_TIMEOUT_MS)
    expect(page.get_by_text("The map cannot be drawn here")).to_be_visible()
    expect(page.get_by_role("button", name="Jarinje")).to_be_visible()
    browser.close()
