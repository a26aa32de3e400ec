"""The star schema: every mart, in the order in which they are shown. What is derived stands after what it is read from."""

from __future__ import annotations

from idic.warehouse.star.campaign_contacts import CAMPAIGN_CONTACTS
from idic.warehouse.star.cases import CASES
from idic.warehouse.star.complaints import COMPLAINTS
from idic.warehouse.star.computed import MEMBERSHIPS, SCORES
from idic.warehouse.star.consents import CONSENTS
from idic.warehouse.star.contacts import CONTACTS
from idic.warehouse.star.customer_days import CUSTOMER_DAYS
from idic.warehouse.star.customers import CUSTOMERS
from idic.warehouse.star.dates import DATES
from idic.warehouse.star.declaration import Mart
from idic.warehouse.star.messages import MESSAGES
from idic.warehouse.star.places import CHANNELS, PLACES
from idic.warehouse.star.products import PRODUCTS
from idic.warehouse.star.promises import PROMISES
from idic.warehouse.star.purchases import PURCHASES
from idic.warehouse.star.sales import SALES
from idic.warehouse.star.staff import STAFF

MARTS: tuple[Mart, ...] = (
    CUSTOMERS, PRODUCTS, STAFF, PURCHASES, SALES, CUSTOMER_DAYS, CONTACTS, CASES, PROMISES, MESSAGES, COMPLAINTS,
    CAMPAIGN_CONTACTS, CONSENTS, DATES, PLACES, CHANNELS, SCORES, MEMBERSHIPS,
)  # fmt: skip

BY_NAME: dict[str, Mart] = {mart.name: mart for mart in MARTS}
