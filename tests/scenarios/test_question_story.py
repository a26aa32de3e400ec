"""A lay person's question in Traditional Chinese: which customers in Bangkok bought less tea this quarter than in the
quarter before, who are they, and a task for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.arrivals import import_file, wait_for_figures
from tests.scenarios.looks import LOOKS
from tests.scenarios.product import Product
from tests.scenarios.visits import Watcher, signed_in_context

pytestmark = pytest.mark.xdist_group("browser")

LOOK = next(look for look in LOOKS if look.name == "traditional")
SHOP = "茶莊"
TEA, COFFEE = "Teas", "Coffee"
#: Bangkok as three people write it, with what they paid a quarter ago and now.
FELL = {
    "T-1": ("Lamai Teadrinker", "กรุงเทพมหานคร", TEA, 900, 300),
    "T-2": ("Kasem Teadrinker", "Bangkok", TEA, 700, 0),
    "T-3": ("陳茶美", "曼谷", TEA, 500, 200),
}
DID_NOT = {
    "T-4": ("Suda Teadrinker", "Bangkok", TEA, 200, 800),
    "T-5": ("Nopporn Teadrinker", "Chiang Mai", TEA, 900, 100),
    "T-6": ("Anong Coffeedrinker", "Bangkok", COFFEE, 900, 100),
}
PEOPLE = FELL | DID_NOT
LIST = "曼谷少買茶的顧客"
TASK = "打電話問問茶"

# Read from the records themselves, without the warehouse.
FELL_BY_RECORDS = """
WITH days AS (
  SELECT %(first)s::date AS first, %(today)s::date AS today, (%(first)s::date - interval '3 months')::date AS earlier
), bought AS (
  SELECT purchase.customer_id, (purchase.at AT TIME ZONE 'Asia/Bangkok')::date AS day, line.amount
  FROM sales_purchaseline line
  JOIN sales_purchase purchase ON purchase.id = line.purchase_id
  JOIN catalogue_product product ON product.id = line.product_id
  JOIN catalogue_category category ON category.id = product.category_id
  JOIN identify_customer customer ON customer.id = purchase.customer_id
  WHERE category.path = 'Grocery / Teas' AND customer.province = 'กรุงเทพมหานคร' AND purchase.currency = 'THB'
)
SELECT customer_id FROM bought, days GROUP BY customer_id, first, today, earlier
HAVING coalesce(sum(amount) FILTER (WHERE day BETWEEN first AND today), 0)
  < coalesce(sum(amount) FILTER (WHERE day BETWEEN earlier AND least(earlier + (today - first), first - 1)), 0)
"""


@pytest.fixture
def desk(browser: Browser, product: Product) -> Iterator[Page]:
    context = signed_in_context(browser, product, LOOK)
    yield context.new_page()
    context.close()


@pytest.mark.slow
def test_who_bought_less_tea_and_a_task_for_each(desk: Page, product: Product) -> None:
    watcher = Watcher(desk, product)
    bring_tea(desk)
    expect(desk.locator("html")).to_have_attribute("lang", "zh-Hant")
    wait_for_figures(product)
    numbers = _numbers(product)

    open_builder(desk)
    build_sentence(desk)
    expected = _fell_by_records(product)
    shown = _customers_of(desk, "#answer .pivot tbody th a")
    assert {numbers[key] for key in FELL} <= shown
    assert not {numbers[key] for key in DID_NOT} & shown
    assert shown == expected

    open_customers(desk)
    assert _customers_of(desk, "main .list tbody a") == expected
    make_list(desk)
    segment = int(re.findall(r"/segments/(\d+)/", desk.url)[0])
    assert _members(product, segment) == expected

    open_task_form(desk)
    make_tasks(desk)
    open_task_list(desk)
    expect(desk.locator("main tbody tr", has_text=TASK)).to_have_count(len(expected))
    expect(desk.locator("main tbody tr", has_text=FELL["T-3"][0])).to_have_count(1)
    made = product.rows("SELECT customer_id, state FROM work_task WHERE title = %s AND deleted_at IS NULL", TASK)
    assert sorted(made) == sorted((one, "open") for one in expected)
    assert watcher.troubles == []
    assert watcher.foreign == []


def bring_tea(page: Page) -> None:
    people = ["Customer no,Full name,Province"]
    lines = ["Receipt no,Line,Customer no,Date,Product code,Product name,Category,Department,Quantity,Unit price"]
    earlier, first = _quarters()
    for key, (name, province, category, before, now) in PEOPLE.items():
        people.append(f"{key},{name},{province}")
        for day, price in ((earlier, before), (first, now)):
            if price:
                lines.append(
                    f"{key}-{day},1,{key},{day},{SHOP}-{category},{category} 100 g,{category},Grocery,1,{price}"
                )
    import_file(page, "customers", "people.csv", "\n".join(people).encode(), system=SHOP)
    import_file(page, "purchases", "receipts.csv", "\n".join(lines).encode(), system=SHOP)


def open_builder(page: Page) -> None:
    page.goto("/")
    page.locator("#sidebar a[href='/questions/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Questions"))
    page.locator(".page-actions a[href='/questions/ask/']").click()
    page.wait_for_url("**/questions/ask/")


def build_sentence(page: Page) -> None:
    _say(page, "m", "net_sales")
    _say(page, "r", "customer")
    _say(page, "p", "this_quarter")
    _say(page, "vs", "before")
    only_where(page, "province", "曼谷", "กรุงเทพมหานคร")
    only_where(page, "category", "tea", "Grocery / Teas")
    page.locator("[name=ho]").select_option("change")
    page.locator("[name=hop]").select_option("<")
    page.locator("[name=hv]").fill("0")
    page.locator("[name=hv]").press("Tab")
    _asked(page, '"of": "change", "op": "<"')
    expect(page.locator("[name=ho]")).to_have_value("change")
    expect(page.locator("#answer .pivot tbody tr").first).to_be_visible()


def only_where(page: Page, dimension: str, typed: str, value: str) -> None:
    """As a person finds a value among hundreds: by typing a part of it."""
    page.locator("[name=add]").select_option(dimension)
    panel = page.locator(f"#pick-{dimension} .pick-panel")
    panel.locator("[data-pick-search]").fill(typed)
    offered = panel.locator(".form-check:visible")
    expect(offered).to_have_count(1)
    offered.locator(f"input[value='{value}']").check()
    panel.locator(".btn-primary").click()
    _asked(page, f'"dimension": "{dimension}"')
    expect(page.locator(f"#pick-{dimension}")).not_to_have_attribute("open", "")


def open_customers(page: Page) -> None:
    page.locator("#answer a[href*='/questions/customers/']").click()
    page.wait_for_url("**/questions/customers/**")


def make_list(page: Page) -> None:
    page.locator("#list-name").fill(LIST)
    page.locator(".list-maker .btn-primary").click()
    page.wait_for_url(re.compile(r"/segments/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(LIST)


def open_task_form(page: Page) -> None:
    button = page.locator(".page-actions [name=act][value=task]")
    expect(button).to_have_text(words("Create a task for each"))
    button.click()
    expect(page.locator("[data-act-form]")).to_be_visible()


def make_tasks(page: Page) -> None:
    page.locator("[data-act-form] [name=title]").fill(TASK)
    page.locator("[data-act-form] [name=start]").click()
    page.wait_for_url("**/changes/*/")
    expect(page.locator("#change-state form[action$='/undoing/']")).to_be_visible()


def open_task_list(page: Page) -> None:
    page.locator("#sidebar a[href='/tasks/']").click()
    page.wait_for_url("**/tasks/**")
    # Without a day they stand behind what is due: found by a word.
    page.locator("main input[name=q]").fill(TASK)
    page.locator("main input[name=q]").press("Enter")


def words(text: str) -> str:
    with override("zh-hant"):
        return gettext(text)


def _say(page: Page, part: str, value: str) -> None:
    page.locator(f"#question-form [name={part}]").first.select_option(value)
    _asked(page, f'"{value}"')


def _asked(page: Page, part: str) -> None:
    """The page carries the question that it answers, in its stored form. The first one wakes the engine."""
    expect(page.locator("#asked-now")).to_have_value(re.compile(re.escape(part)))


def _customers_of(page: Page, links: str) -> set[int]:
    found = (re.search(r"/customers/(\d+)/", str(one.get_attribute("href"))) for one in page.locator(links).all())
    return {int(one[1]) for one in found if one}


def _numbers(product: Product) -> dict[str, int]:
    found = product.rows(
        "SELECT r.key, r.customer_id FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id"
        " WHERE s.name = %s", SHOP,
    )  # fmt: skip
    return {str(key): int(str(customer)) for key, customer in found}


def _members(product: Product, segment: int) -> set[int]:
    found = product.rows(
        "SELECT customer_id FROM differentiate_segmentmembership WHERE segment_id = %s AND valid_to IS NULL", segment
    )
    return {int(str(customer)) for (customer,) in found}


def _fell_by_records(product: Product) -> set[int]:
    _earlier, first = _quarters()
    query = FELL_BY_RECORDS.replace("%(first)s", f"'{first}'").replace("%(today)s", f"'{_today()}'")
    return {int(str(customer)) for (customer,) in product.rows(query)}


def _quarters() -> tuple[date, date]:
    """The first days of the last and of this quarter; both are in the times that are compared, whatever day it is."""
    today = _today()
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return (date(first.year - 1, 10, 1) if first.month == 1 else date(first.year, first.month - 3, 1)), first


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Bangkok")).date()
