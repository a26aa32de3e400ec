import os
from datetime import timedelta
import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright
from tests.scenarios.visits import _RUN_AXE, _TOO_WIDE, RULES, AXE

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.mark.django_db(transaction=True)
def test_shots(live_server, cast, make_complaint, walk, topic, signed_in, make_case):
    from idic.domain.interact.cases.models import CaseTopic
    from idic.domain.interact.complaints.operations.corrective import StepDraft, add_step, open_corrective, change_corrective
    from idic.domain.interact.complaints.models import Complaint
    now = timezone.now()
    other = CaseTopic.objects.create(code="late", name="Late delivery")
    third = CaseTopic.objects.create(code="rude", name="Conduct at the counter")
    a = walk(make_complaint(), "proposed", impacts=("safety",))
    walk(make_complaint(title="Parcel three weeks late", topic=other, received_at=now - timedelta(days=30)), "closed", impacts=("delay",))
    walk(make_complaint(title="Rude words", topic=third, mode="email", received_at=now - timedelta(days=60)), "decided")
    make_complaint(title="Leaks again", received_at=now - timedelta(days=70))
    b = walk(make_complaint(title="Lid does not close"), "acknowledged")
    make_case("Somebody complains, nobody wrote it down", purpose="complain")
    act = open_corrective(a, title="Seals that last", trigger="severity", owner=cast.service, due_on=now.date() + timedelta(days=20), problem="It leaks", by=cast.quality)
    add_step(act, StepDraft("Ask the supplier", cast.service, now.date(), why="They know", where="Bangkok"), by=cast.quality)
    act.refresh_from_db()
    change_corrective(act, {"whys": ["Brittle seal", "Cheap rubber"], "fishbone": {"material": ["Rubber"]}, "elsewhere": [{"where": "The teapot", "done": True}]}, version=act.version, by=cast.quality)
    client = signed_in("quality")
    cookie = client.cookies["sessionid"].value if "sessionid" in client.cookies else next(iter(client.cookies.values())).value
    name = "sessionid" if "sessionid" in client.cookies else next(iter(client.cookies))
    urls = {"list": "/complaints/", "gap": "/complaints/?gap=unrecorded", "detail": f"/complaints/{a.pk}/", "assess": f"/complaints/{b.pk}/",
            "figures": "/complaints/figures/?asked=300&dissatisfied=18&complained=6&base=9000", "actions": "/complaints/actions/",
            "action": f"/complaints/actions/{act.pk}/", "new": f"/complaints/{b.pk}/action/", "review": f"/complaints/{a.pk}/review/",
            "case": f"/cases/{a.case_id}/"}
    os.makedirs("/tmp/complaints_shots", exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for look, size, dark in (("desk", (1280, 900), False), ("phone", (360, 740), True)):
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", bypass_csp=True)
            context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])
            page = context.new_page()
            page.on("console", lambda m: print("CONSOLE", m.type, m.text[:200]) if m.type in ("error", "warning") else None)
            for key, url in urls.items():
                answer = page.goto(live_server.url + url)
                page.wait_for_timeout(500)
                print(look, key, answer.status)
                if key == "detail":
                    page.fill("#decision-decision", "You should have read the manual. That is the fault of the logistics department.")
                    page.wait_for_timeout(2500)
                    print("ADVICE", page.inner_text("#decision-decision-advice")[:300])
                for line in page.evaluate(_TOO_WIDE):
                    print("WIDE", look, key, line)
                page.add_script_tag(path=str(AXE))
                for line in page.evaluate(_RUN_AXE, RULES):
                    print("AXE", look, key, line)
                page.screenshot(path=f"/tmp/complaints_shots/{look}-{key}.png", full_page=True)
        browser.close()
