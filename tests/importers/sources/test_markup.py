"""HTML and what Word left behind become plain paragraphs; what only looks like a tag stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyvocal.importers.sources.markup import paragraphs_of

WORD = (
    "<SPAN style=\"FONT-FAMILY: 'Arial'\"><EM>De Loods</EM> was&nbsp;van hout.</SPAN>"
    '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" /><o:p></o:p>'
)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Words alone.", "Words alone."),
        ("Tea & sugar <1700>", "Tea & sugar <1700>"),
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        (WORD, "De Loods was van hout."),
        ("1850&#151;1860 &#x93;ship&#148; &#8212;", "1850—1860 “ship” —"),
        ("R&amp;D &lt;em&gt; caf&eacute; AT&T", "R&D <em> café AT&T"),
        ("(Bos, &lt;i&gt;<i>Letters</i>&lt;/i&gt;, 1841)", "(Bos, Letters, 1841)"),
        ("<i>Harbour, <b>1906", "Harbour, 1906"),
        ("Harbour</i>, 1906</p> more", "Harbour, 1906 more"),
        ("generals <Edmund Kirby Smith> and <sc>MEADE</sc>", "generals <Edmund Kirby Smith> and <sc>MEADE</sc>"),
        ("<p>a<script>alert('x')</script>b</p><style>p {}</style>", "ab"),
        ("a <scr<script>ipt>alert(1)</script> b", "a <scr b"),
        ("<i>first</i>\r\nline\r\n\r\nsecond", "first\nline\n\nsecond"),
        ("<p>wrapped\nat the\nmargin</p>", "wrapped at the margin"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<!--[if gte mso 9]><xml>junk</xml><![endif]-->kept", "kept"),
        ("<![if !vml]>kept<![endif]> &nbsp; <!-- no -->", "kept"),
        ("<img src=x onerror=alert(1)>", ""),
        ('<a href="javascript:alert(1)">link</a>', "link"),
        ("<p> </p>", ""),
        ("nul\0&nbsp;sign", "nul sign"),
    ],
)
def test_words_stay_and_tags_go(marked: str, plain: str) -> None:
    assert paragraphs_of(marked) == plain


def test_words_too_deep_in_tags_are_refused_rather_than_cut() -> None:
    assert paragraphs_of("<div>" * 500 + "deep" + "<b>" * 500) == "deep"
    with pytest.raises(ValueError, match="too deep"):
        paragraphs_of("<div>" * 5_000 + "deep")


@given(st.text(st.sampled_from("<>&;#/!?-ab1 \n\"'=pi151\0"), max_size=60))
def test_no_marked_words_are_too_wild(words: str) -> None:
    assert isinstance(paragraphs_of(words), str)


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), blacklist_characters="<&"), max_size=60)
)
def test_words_are_kept_whole(words: str) -> None:
    assert paragraphs_of(f"<p>{words}</p>") == words.strip()
