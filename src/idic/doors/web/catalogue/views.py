from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.catalogue.queries.categories import access_category, ancestors_of, tree_around
from idic.domain.catalogue.queries.products import access_product, access_products, in_branch, matching
from idic.domain.sales.queries.product_sales import (
    last_twelve_months,
    latest_lines,
    net_by_product,
    sales_by_month,
    top_customers,
)
from idic.doors.web.catalogue.month_chart import month_chart
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page
from idic.foundation.texts import trimmed

SORTS = ("name", "-name", "code", "-code")


@require_GET
def product_list(request: SignedInRequest) -> HttpResponse:
    products = access_products(request.user)
    text = trimmed(request.GET.get("q", ""), 100)
    chosen = request.GET.get("category", "")
    category = access_category(request.user, int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "name"
    if category is not None:
        products = in_branch(products, category)
    products = matching(products, text)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(products, Order(sort.lstrip("-"), descending=sort.startswith("-")), cursor=cursor)
    period = last_twelve_months()
    net = net_by_product(page.rows, period)
    chips = [("q", _("Search"), text)] if text else []
    return render(
        request,
        "catalogue/list.html",
        {
            "rows": [(product, net.get(product.pk)) for product in page.rows],
            "page": page,
            "count": bounded_count(products).value,
            "tree": tree_around(category),
            "category": category,
            "text": text,
            "sort": sort,
            "chips": chips,
            "period": period,
            "may_import": may(request.user, "import.run"),
        },
    )


@require_GET
def product_page(request: SignedInRequest, pk: int) -> HttpResponse:
    product = access_product(request.user, pk)
    period = last_twelve_months()
    months = sales_by_month(product, period)
    list_url = reverse("catalogue:list")
    crumbs = [(_("Catalogue"), list_url)]
    if product.category is not None:
        path = [*ancestors_of(product.category), product.category]
        crumbs += [(category.name, f"{list_url}?category={category.pk}") for category in path]
    sees_purchases = may(request.user, "purchase.see")
    return render(
        request,
        "catalogue/detail.html",
        {
            "product": product,
            "crumbs": crumbs,
            "period": period,
            "net": net_by_product([product], period).get(product.pk),
            "chart": month_chart(months, period, settings.CONFIGURATION.currency),
            "buyers": top_customers(request.user, product, period) if sees_purchases else [],
            "lines": latest_lines(request.user, product) if sees_purchases else [],
            "sees_purchases": sees_purchases,
        },
    )
