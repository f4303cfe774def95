"""A short thread in the markup of each platform; the words are ours, the elements are those of its own templates."""

from __future__ import annotations

import pytest

from tests.parse.make import comments, read_html, text_of, texts

STORY = "<h1>The bridge is open</h1>" + "<p>The bridge was opened, at last, by the mayor and a goat.</p>" * 4
Row = tuple[
    str | None, str | None, int | None, int | None, str
]  # author, time, index of the parent, likes, words


def _read(html: str) -> list[Row]:
    found = read_html(html)
    blocks = comments(found)
    place = {block.id: index for index, block in enumerate(blocks)}
    body = "\n".join(texts(found, "body"))
    assert not any(text_of(found, block) in body for block in blocks)
    return [
        (
            block.author,
            block.time,
            place[block.parent] if block.parent else None,
            block.likes,
            " ".join(text_of(found, block).split()),
        )
        for block in blocks
    ]


def _article(thread: str) -> str:
    return f"<body><main><article>{STORY}</article>{thread}</main></body>"


KUBRICK = """<h3 id="comments">3 Responses to &#8220;The bridge&#8221;</h3><ol class="commentlist">
<li class="alt" id="comment-4"><cite><a href="http://a.example/" rel="external nofollow">Ann Low</a></cite> Says: <br />
<small class="commentmetadata"><a href="#comment-4" title="">May 3rd, 2008 at 9:05 pm</a> </small>
<p>About time, I say.</p></li>
<li id="comment-5"><cite>Tom</cite> Says: <br /><small class="commentmetadata"><a href="#comment-5" title="">May 4th, 2008 at 11:30 am</a></small>
<p>And the goat?</p><p>It was fed.</p></li></ol>"""

BARE_LINE = """<div id="comments"><ol class="commentlist"><li id="comment-4">Ann Low | May 3, 2008 at 9:05 pm<br />
<p>About time, I say.</p></li><li id="comment-5">Tom | May 4, 2008 at 11:30 am<br /><p>And the goat?</p></li></ol></div>"""

GERMAN = """<div id="comments"><ol class="commentlist"><li class="comment" id="comment-4"><p><strong>Ann Low</strong> schrieb am
3. Mai 2008 um 21:05 Uhr:</p><p>Das wurde Zeit.</p></li><li class="comment" id="comment-5"><p><strong>Tom</strong> schrieb am
4. Mai 2008 um 11:30 Uhr:</p><p>Und die Ziege?</p></li></ol></div>"""

GENESIS = """<div class="entry-comments" id="comments"><h3>2 Comments</h3><ol class="comment-list">
<li class="comment even depth-1" id="comment-7"><article id="article-comment-7" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<header class="comment-header"><p class="comment-author" itemprop="author" itemscope itemtype="https://schema.org/Person">
<span itemprop="name">Ann Low</span> <span class="says">says</span></p><p class="comment-meta"><time class="comment-time" datetime="2021-05-03T21:05:00+02:00" itemprop="datePublished">
<a class="comment-time-link" href="#comment-7" itemprop="url">May 3, 2021 at 9:05 pm</a></time></p></header>
<div class="comment-content" itemprop="text"><p>About time.</p></div><div class="comment-reply"><a class="comment-reply-link" href="#">Reply</a></div></article>
<ul class="children"><li class="comment odd depth-2" id="comment-8"><article id="article-comment-8" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<header class="comment-header"><p class="comment-author" itemprop="author"><span itemprop="name">Tom</span> <span class="says">says</span></p>
<p class="comment-meta"><time class="comment-time" datetime="2021-05-04T11:30:00+02:00">May 4</time></p></header><div class="comment-content" itemprop="text"><p>And the goat?</p></div></article></li></ul></li></ol></div>"""

BLOCK_THEME = """<div class="wp-block-comments"><h2 class="wp-block-comments-title">Two responses</h2><ol class="wp-block-comment-template">
<li id="comment-7" class="comment even thread-even depth-1"><div class="wp-block-columns"><div class="wp-block-comment-author-name">
<a rel="external nofollow ugc" href="https://a.example">Ann Low</a></div><div class="wp-block-group"><div class="wp-block-comment-date">
<time datetime="2023-05-03T21:05:00+00:00"><a href="#comment-7">May 3, 2023</a></time></div></div><div class="wp-block-comment-content"><p>About time.</p></div>
<div class="wp-block-comment-reply-link"><a class="comment-reply-link" href="#">Reply</a></div></div>
<ol><li id="comment-8" class="comment odd alt depth-2"><div class="wp-block-comment-author-name">Tom</div><div class="wp-block-comment-date">
<time datetime="2023-05-04T11:30:00+00:00"><a href="#comment-8">May 4, 2023</a></time></div><div class="wp-block-comment-content"><p>And the goat?</p></div></li></ol></li></ol></div>"""

TWENTY_TEN = """<div id="comments"><h3 id="comments-title">2 Responses</h3><ol class="commentlist"><li class="comment even depth-1" id="li-comment-7"><div id="comment-7">
<div class="comment-author vcard"><cite class="fn">Ann Low</cite> <span class="says">says:</span></div><div class="comment-meta commentmetadata">
<a href="#comment-7">May 3, 2010 at 9:05 pm</a></div><div class="comment-body"><p>About time.</p></div><div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></div>
<ul class="children"><li class="comment odd depth-2" id="li-comment-8"><div id="comment-8"><div class="comment-author vcard"><cite class="fn">Tom</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="#comment-8">May 4, 2010 at 11:30 am</a></div><div class="comment-body"><p>And the goat?</p></div></div></li></ul></li></ol></div>"""

THESIS = """<div id="comments"><dl id="comment_list"><dt class="comment even" id="comment-7"><span class="comment_num"><a href="#comment-7">1</a></span>
<span class="comment_author">Ann Low</span> <span class="comment_time"><a href="#comment-7">May 3, 2010 at 9:05 pm</a></span></dt>
<dd class="comment"><div class="format_text" id="comment-body-7"><p>About time.</p></div></dd>
<dt class="comment odd" id="comment-8"><span class="comment_num"><a href="#comment-8">2</a></span> <span class="comment_author">Tom</span>
<span class="comment_time"><a href="#comment-8">May 4, 2010 at 11:30 am</a></span></dt><dd class="comment"><div class="format_text" id="comment-body-8"><p>And the goat?</p></div></dd></dl></div>"""

TYPEPAD = """<div id="comments" class="comments"><h3>Comments</h3><div class="comments-content"><div class="comment comment-odd" id="comment-6a00d8341c4f1453ef0105371c1a2b970b">
<div class="comment-content"><p>About time.</p></div><p class="comment-footer">Posted by: <a rel="nofollow" href="http://a.example">Ann Low</a> |
<a rel="nofollow" href="#comment-6a00d8341c4f1453ef0105371c1a2b970b">May 03, 2009 at 09:05 PM</a></p></div>
<div class="comment comment-even" id="comment-6a00d8341c4f1453ef0105371c1a2b970c"><div class="comment-content"><p>And the goat?</p></div>
<p class="comment-footer">Posted by: Tom | <a rel="nofollow" href="#comment-6a00d8341c4f1453ef0105371c1a2b970c">May 04, 2009 at 11:30 AM</a></p></div></div></div>"""

MOVABLE_TYPE = """<div id="comments" class="comments"><h2 class="comments-header">2 Comments</h2><div class="comments-content">
<div id="comment-71" class="comment"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline">
<span class="vcard author">Ann Low</span> <a href="#comment-71">said:</a></span> </div></div><div class="comment-content"><p>About time.</p></div><div class="comment-footer">
<a class="permalink" href="#comment-71"><abbr class="published" title="2009-05-03T21:05:00+01:00">May 3, 2009 9:05 PM</abbr></a></div></div></div>
<div id="comment-72" class="comment"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline"><span class="vcard author">Tom</span> said:</span></div></div>
<div class="comment-content"><p>And the goat?</p></div><div class="comment-footer"><a class="permalink" href="#comment-72"><abbr class="published" title="2009-05-04T11:30:00+01:00">May 4</abbr></a></div></div></div></div></div>"""

BLOGGER_NEW = """<div class="comments" id="comments"><div class="comment-thread"><ol><li class="comment" id="c71"><div class="comment-block">
<div class="comment-header"><cite class="user"><a href="#" rel="nofollow">Ann Low</a></cite><span class="icon user"></span><span class="datetime secondary-text">
<a rel="nofollow" href="?showComment=1#c71">3 May 2015 at 21:05</a></span></div><p class="comment-content">About time.</p><span class="comment-actions secondary-text"><a class="comment-reply">Reply</a></span></div>
<div class="comment-replies"><div class="comment-thread inline-thread"><span class="thread-toggle">Replies</span><ol><li class="comment" id="c72"><div class="comment-block">
<div class="comment-header"><cite class="user blog-author">Tom</cite><span class="datetime secondary-text"><a href="?showComment=2#c72">4 May 2015 at 11:30</a></span></div>
<p class="comment-content">And the goat?</p></div></li></ol></div></div></li></ol></div></div>"""

BLOGGER_OLD = """<div id="comments"><h4>2 comments:</h4><dl id="comments-block"><dt class="comment-author" id="c71"><a name="c71"></a>
<a href="http://a.example" rel="nofollow">Ann Low</a> said...</dt><dd class="comment-body"><p>About time.</p></dd><dd class="comment-footer"><span class="comment-timestamp">
<a href="#c71">3 May 2008 at 21:05</a></span></dd><dt class="comment-author" id="c72"><a name="c72"></a>Tom said...</dt>
<dd class="comment-body"><p>And the goat?</p></dd><dd class="comment-footer"><span class="comment-timestamp"><a href="#c72">4 May 2008 at 11:30</a></span></dd></dl></div>"""

DRUPAL_7 = """<div id="comments" class="comment-wrapper"><h2 class="title">Comments</h2><a id="comment-71"></a><div class="comment clearfix" about="/comment/71#comment-71" typeof="sioc:Post sioct:Comment">
<h3 property="dc:title"><a href="/comment/71#comment-71" class="permalink">About time</a></h3><div class="submitted"><span property="dc:date dc:created" content="2013-05-03T21:05:00+02:00" datatype="xsd:dateTime">
Submitted by <span rel="sioc:has_creator"><span class="username">Ann Low</span></span> on Fri, 05/03/2013 - 21:05.</span></div><div class="content"><div class="field field-name-comment-body"><p>About time.</p></div></div></div>
<div class="indented"><a id="comment-72"></a><div class="comment clearfix" about="/comment/72#comment-72" typeof="sioc:Post sioct:Comment"><div class="submitted">
<span property="dc:date dc:created" content="2013-05-04T11:30:00+02:00">Submitted by <span class="username">Tom</span> on Sat</span></div><div class="content"><div class="field-name-comment-body"><p>And the goat?</p></div></div></div></div></div>"""

DRUPAL_6 = """<div id="comments"><a id="comment-71"></a><div class="comment odd"><h3><a href="/node/1#comment-71" class="active">About time</a></h3>
<div class="submitted">Submitted by Ann Low on 3. May 2009 - 21:05.</div><div class="content"><p>About time.</p></div><div class="links"><a href="/comment/reply/1/71">reply</a></div></div>
<div class="indented"><a id="comment-72"></a><div class="comment even"><h3><a href="/node/1#comment-72">Goat</a></h3><div class="submitted">Submitted by <a href="/user/5">Tom</a> on 4. May 2009 - 11:30.</div>
<div class="content"><p>And the goat?</p></div></div></div></div>"""

DRUPAL_10 = """<section class="comments" id="comments"><h2>Comments</h2><a id="comment-71"></a><article data-comment-user-id="0" class="js-comment comment">
<mark class="hidden" data-comment-timestamp="1683140700"></mark><footer class="comment__meta"><p class="comment__author"><span>Ann Low</span></p><p class="comment__time">3 May 2023 - 21:05</p>
<p class="comment__permalink"><a href="/comment/71#comment-71" hreflang="en">Permalink</a></p></footer><div class="comment__content"><div class="field--name-comment-body"><p>About time.</p></div></div></article>
<div class="indented"><a id="comment-72"></a><article data-comment-user-id="3" class="js-comment comment"><footer class="comment__meta"><p class="comment__author"><a class="username" href="/user/3">Tom</a></p>
<p class="comment__time">4 May 2023 - 11:30</p><p class="visually-hidden">In reply to <a href="/comment/71#comment-71" class="permalink">About time</a> by Ann Low</p></footer>
<div class="comment__content"><div class="field--name-comment-body"><p>And the goat?</p></div></div></article></div></section>"""

SPIP = """<div id="comments"><ul class="comments-ul"><li class="comment-li comment-item"><a id="forum71"></a><div class="comment hreview"><p class="comment-meta"><time datetime="2019-05-03T21:05:00Z">Le 3 mai 2019</time>
<span class="reviewer vcard">, par <strong class="fn n">Ann Low</strong></span></p><div class="comment-content description"><div class="comment-texte"><p>About time.</p></div></div></div></li>
<li class="comment-li comment-item"><a id="forum72"></a><div class="comment hreview reply"><p class="comment-meta"><a rel="in-reply-to" href="#forum71">^</a> <time datetime="2019-05-04T11:30:00Z">Le 4 mai 2019</time>
<span class="reviewer vcard">, par <strong class="fn n">Tom</strong></span></p><div class="comment-content"><div class="comment-texte"><p>And the goat?</p></div></div></div></li></ul></div>"""

REDDIT = """<div class="commentarea"><div class="sitetable nestedlisting"><div class="thing comment" id="thing_t1_a" data-fullname="t1_a"><div class="entry"><p class="tagline"><a class="author" href="/user/Ann">Ann_Low</a>
<span class="score dislikes">4 points</span><span class="score unvoted" title="5">5 points</span><span class="score likes">6 points</span> <time datetime="2015-05-03T21:05:00+00:00">1 year ago</time></p>
<form class="usertext"><div class="usertext-body"><div class="md"><p>About time.</p></div></div></form></div><div class="child"><div class="sitetable listing"><div class="thing comment" id="thing_t1_b" data-fullname="t1_b">
<div class="entry"><p class="tagline"><a class="author" href="/user/Tom">Tom</a> <span class="score unvoted">-2 points</span> <time datetime="2015-05-04T11:30:00+00:00">1 year ago</time></p>
<form class="usertext"><div class="usertext-body"><div class="md"><p>And the goat?</p></div></div></form></div></div></div></div></div></div></div>"""

HACKER_NEWS = """<table class="comment-tree"><tr class="athing comtr" id="71"><td><table><tr><td class="ind" indent="0"><img src="s.gif" height="1" width="0"></td><td class="default"><div><span class="comhead">
<a href="user?id=ann" class="hnuser">ann_low</a> <span class="age" title="2021-05-03T21:05:00 1620075900"><a href="item?id=71">on May 3, 2021</a></span></span></div><div class="comment"><div class="commtext c00">About time.</div>
<div class="reply"><p><font size="1"><u><a href="reply?id=71">reply</a></u></font></p></div></div></td></tr></table></td></tr>
<tr class="athing comtr" id="72"><td><table><tr><td class="ind" indent="1"><img src="s.gif" height="1" width="40"></td><td class="default"><div><span class="comhead"><a class="hnuser">tom</a>
<span class="age" title="2021-05-04T11:30:00 1620127800"><a href="item?id=72">on May 4, 2021</a></span></span></div><div class="comment"><div class="commtext c00">And the goat?</div></div></td></tr></table></td></tr></table>"""

LIVEJOURNAL = """<div id="comments" class="b-grove"><div class="b-leaf b-leaf-full" id="t71" style="margin-left: 0px;"><div class="b-leaf-username"><span class="ljuser"><a href="#"><b>ann_low</b></a></span></div>
<p class="b-leaf-createdtime">May 3 2015, 21:05:00 UTC</p><div class="b-leaf-article">About time.</div></div>
<div class="b-leaf b-leaf-full" id="t72" style="margin-left: 30px;"><div class="b-leaf-username"><span class="ljuser"><b>tom</b></span></div><p class="b-leaf-createdtime">May 4 2015, 11:30:00 UTC</p>
<div class="b-leaf-article">And the goat?</div></div></div>"""

DISQUS = """<div id="disqus_thread"><div class="d-noscript-comments"><ul><li class="comment"><h4 class="comment-author">Ann Low</h4><div class="comment-body"><p>About time.</p></div></li>
<li class="comment"><h4 class="comment-author">Tom</h4><div class="comment-body"><p>And the goat?</p></div></li></ul></div></div>"""

JCOMMENTS = """<div id="jc"><div id="comments"><h4>Comments</h4><div id="comments-list" class="comments-list"><div class="even" id="comment-item-71"><div class="rbox"><div class="comment-box">
<span class="comments-vote"><span id="comment-vote-holder-71"><span class="vote-good">+3</span></span></span><a class="comment-anchor" href="#comment-71" id="comment-71">#1</a> <span class="comment-author">Ann Low</span>
<span class="comment-date">2015-05-03 21:05</span><div class="comment-body" id="comment-body-71">About time.</div></div></div></div>
<div class="odd" id="comment-item-72"><div class="rbox"><div class="comment-box"><span class="comment-author">Tom</span> <span class="comment-date">2015-05-04 11:30</span>
<div class="comment-body" id="comment-body-72">And the goat?</div></div></div></div></div></div></div>"""

K2 = """<div class="itemComments"><h3 class="itemCommentsCounter">2 comments</h3><ul class="itemCommentsList"><li class="odd"><span class="commentLink"><a href="#comment71" name="comment71" id="comment71">Comment Link</a></span>
<span class="commentDate">Friday, 03 May 2013 21:05</span> <span class="commentAuthorName">posted by Ann Low</span><p>About time.</p><span class="clr"></span></li>
<li class="even"><span class="commentLink"><a href="#comment72" name="comment72" id="comment72">Comment Link</a></span><span class="commentDate">Saturday, 04 May 2013 11:30</span>
<span class="commentAuthorName">posted by <a href="#">Tom</a></span><p>And the goat?</p></li></ul></div>"""

MICRODATA = """<section><div itemprop="comment" itemscope itemtype="http://schema.org/UserComments"><span itemprop="creator" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ann Low</span></span>
<time itemprop="commentTime" datetime="2015-05-03T21:05+02:00">3 May</time><p itemprop="commentText">About time.</p></div><div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<span itemprop="author">Tom</span> <meta itemprop="dateCreated" content="2015-05-04T11:30+02:00"><p itemprop="text">And the goat?</p><span itemprop="upvoteCount">4</span></div></section>"""

UNKNOWN = """<section class="reader-comments"><ul><li class="rc-comment"><div class="rc-comment__head"><span class="rc-comment__username">Ann Low</span> <span class="rc-comment__date">3 May 2021, 21:05</span></div>
<div class="rc-comment__text">About time, after all those years.</div></li><li class="rc-comment"><div class="rc-comment__head"><span class="rc-comment__username">Tom</span>
<span class="rc-comment__date">4 May 2021, 11:30</span></div><div class="rc-comment__text">And who has fed the goat?</div></li></ul></section>"""

P2 = """<ul class="commentlist"><li id="comment-4" class="comment depth-1"><h4>Ann Low <span class="meta">9:05 pm <em>on</em> May 3, 2008 | <a class="thepermalink" href="/x#comment-4">Permalink</a></span></h4>
<div id="commentcontent-4" class="commentcontent"><p>About time.</p></div></li></ul>"""

SPANISH = """<ol class="commentlist"><li id="comment-4"><strong>Ana Baja</strong> dijo:<br>3 de mayo de 2008 a las 21:05<p>Ya era hora.</p><p>Ana Baja</p></li>
<li id="comment-5"><strong>Tomás</strong> dijo:<br>4 de mayo de 2008 a las 11:30<p>¿Y la cabra?</p></li></ol>"""

DAY_FIRST = """<ol class="commentlist"><li class="comment depth-1" id="comment-4"><cite class="fn">Ann Low</cite> <a href="#comment-4">03/05/2008 at 9:05 pm</a><p>About time.</p></li>
<li class="comment depth-1" id="comment-5"><cite class="fn">Tom</cite> <a href="#comment-5">24/05/2008 at 11:30 am</a><p>And the goat?</p></li></ol>"""

CONTAO = """<div class="ce_comments block"><h3>Kommentare</h3><div class="comment_default first even" id="c12"><p class="info">Kommentar von Ann Low | <time datetime="2019-05-03T21:05:00+02:00" class="date">03.05.2019</time></p><div class="comment"><p>Das wurde aber endlich Zeit.</p></div></div>
<div class="comment_default last odd" id="c13"><p class="info">Kommentar von Tom | <time datetime="2019-05-04T11:30:00+02:00">04.05.2019</time></p><div class="comment"><p>Und die Ziege?</p></div></div></div>"""

LOBSTERS = """<ol class="comments"><li class="comments_subtree"><div class="comment" id="c_abc1"><div class="byline"><a class="u-author" href="/~ann">ann</a> <time datetime="2021-05-03 21:05:00 -0500">1 day ago</time></div><div class="comment_text"><p>About time, is it not?</p></div></div>
<ol class="comments"><li class="comments_subtree"><div class="comment" id="c_abc2"><div class="byline"><a class="u-author" href="/~tom">tom</a> <time datetime="2021-05-04 11:30:00 -0500">1 day ago</time></div><div class="comment_text"><p>And the goat, where is it?</p></div></div></li></ol></li></ol>"""

TYPO3 = """<div class="tx-comments-comments"><div class="tx-comments-comment tx-comments-comment-1"><p class="tx-comments-comment-author">Ann Low <span class="tx-comments-comment-date">03.05.2008 21:05</span></p><div class="tx-comments-comment-content">Das wurde aber endlich Zeit.</div></div>
<div class="tx-comments-comment"><p class="tx-comments-comment-author">Tom <span class="tx-comments-comment-date">04.05.2008 11:30</span></p><div class="tx-comments-comment-content">Und wo ist jetzt die Ziege?</div></div></div>"""

ANN, TOM = ANN_TOM = ("2008-05-03T21:05", "2008-05-04T11:30")


@pytest.mark.parametrize(
    ("thread", "rows"),
    [
        pytest.param(KUBRICK, [("Ann Low", ANN, None, None, "About time, I say."), ("Tom", TOM, None, None, "And the goat? It was fed.")], id="Kubrick"),
        pytest.param(BARE_LINE, [("Ann Low", ANN, None, None, "About time, I say."), ("Tom", TOM, None, None, "And the goat?")], id="bare line"),
        pytest.param(GERMAN, [("Ann Low", ANN, None, None, "Das wurde Zeit."), ("Tom", TOM, None, None, "Und die Ziege?")], id="German"),
        pytest.param(GENESIS, [("Ann Low", "2021-05-03T21:05:00+02:00", None, None, "About time."), ("Tom", "2021-05-04T11:30:00+02:00", 0, None, "And the goat?")], id="Genesis"),
        pytest.param(BLOCK_THEME, [("Ann Low", "2023-05-03T21:05:00+00:00", None, None, "About time."), ("Tom", "2023-05-04T11:30:00+00:00", 0, None, "And the goat?")], id="block theme"),
        pytest.param(TWENTY_TEN, [("Ann Low", "2010-05-03T21:05", None, None, "About time."), ("Tom", "2010-05-04T11:30", 0, None, "And the goat?")], id="Twenty Ten"),
        pytest.param(THESIS, [("Ann Low", "2010-05-03T21:05", None, None, "About time."), ("Tom", "2010-05-04T11:30", None, None, "And the goat?")], id="Thesis"),
        pytest.param(TYPEPAD, [("Ann Low", "2009-05-03T21:05", None, None, "About time."), ("Tom", "2009-05-04T11:30", None, None, "And the goat?")], id="Typepad"),
        pytest.param(MOVABLE_TYPE, [("Ann Low", "2009-05-03T21:05:00+01:00", None, None, "About time."), ("Tom", "2009-05-04T11:30:00+01:00", None, None, "And the goat?")], id="Movable Type"),
        pytest.param(BLOGGER_NEW, [("Ann Low", "2015-05-03T21:05", None, None, "About time."), ("Tom", "2015-05-04T11:30", 0, None, "And the goat?")], id="Blogger"),
        pytest.param(BLOGGER_OLD, [("Ann Low", ANN, None, None, "About time."), ("Tom", TOM, None, None, "And the goat?")], id="old Blogger"),
        pytest.param(DRUPAL_6, [("Ann Low", "2009-05-03T21:05", None, None, "About time."), ("Tom", "2009-05-04T11:30", 0, None, "And the goat?")], id="Drupal 6"),
        pytest.param(DRUPAL_7, [("Ann Low", "2013-05-03T21:05:00+02:00", None, None, "About time."), ("Tom", "2013-05-04T11:30:00+02:00", 0, None, "And the goat?")], id="Drupal 7"),
        pytest.param(DRUPAL_10, [("Ann Low", "2023-05-03T21:05", None, None, "About time."), ("Tom", "2023-05-04T11:30", 0, None, "And the goat?")], id="Drupal 10"),
        pytest.param(SPIP, [("Ann Low", "2019-05-03T21:05:00+00:00", None, None, "About time."), ("Tom", "2019-05-04T11:30:00+00:00", 0, None, "And the goat?")], id="SPIP"),
        pytest.param(REDDIT, [("Ann_Low", "2015-05-03T21:05:00+00:00", None, 5, "About time."), ("Tom", "2015-05-04T11:30:00+00:00", 0, -2, "And the goat?")], id="old Reddit"),
        pytest.param(HACKER_NEWS, [("ann_low", "2021-05-03T21:05:00", None, None, "About time."), ("tom", "2021-05-04T11:30:00", 0, None, "And the goat?")], id="Hacker News"),
        pytest.param(LIVEJOURNAL, [("ann_low", "2015-05-03T21:05:00+00:00", None, None, "About time."), ("tom", "2015-05-04T11:30:00+00:00", 0, None, "And the goat?")], id="LiveJournal"),
        pytest.param(DISQUS, [("Ann Low", None, None, None, "About time."), ("Tom", None, None, None, "And the goat?")], id="Disqus noscript"),
        pytest.param(JCOMMENTS, [("Ann Low", "2015-05-03T21:05", None, 3, "About time."), ("Tom", "2015-05-04T11:30", None, None, "And the goat?")], id="JComments"),
        pytest.param(K2, [("Ann Low", "2013-05-03T21:05", None, None, "About time."), ("Tom", "2013-05-04T11:30", None, None, "And the goat?")], id="K2"),
        pytest.param(MICRODATA, [("Ann Low", "2015-05-03T21:05+02:00", None, None, "About time."), ("Tom", "2015-05-04T11:30+02:00", None, 4, "And the goat?")], id="microdata"),
        pytest.param(UNKNOWN, [("Ann Low", "2021-05-03T21:05", None, None, "About time, after all those years."), ("Tom", "2021-05-04T11:30", None, None, "And who has fed the goat?")], id="unknown"),
        pytest.param(P2, [("Ann Low", ANN, None, None, "About time.")], id="P2"),
        pytest.param(SPANISH, [("Ana Baja", ANN, None, None, "Ya era hora. Ana Baja"), ("Tomás", TOM, None, None, "¿Y la cabra?")], id="Spanish, signed"),
        pytest.param(DAY_FIRST, [("Ann Low", ANN, None, None, "About time."), ("Tom", "2008-05-24T11:30", None, None, "And the goat?")], id="day first"),
        pytest.param(CONTAO, [("Ann Low", "2019-05-03T21:05:00+02:00", None, None, "Das wurde aber endlich Zeit."), ("Tom", "2019-05-04T11:30:00+02:00", None, None, "Und die Ziege?")], id="Contao"),
        pytest.param(LOBSTERS, [("ann", "2021-05-03T21:05:00-05:00", None, None, "About time, is it not?"), ("tom", "2021-05-04T11:30:00-05:00", 0, None, "And the goat, where is it?")], id="list in a list item"),
        pytest.param(TYPO3, [("Ann Low", ANN, None, None, "Das wurde aber endlich Zeit."), ("Tom", TOM, None, None, "Und wo ist jetzt die Ziege?")], id="TYPO3"),
    ],
)  # fmt: skip
def test_comments_below_an_article(thread: str, rows: list[Row]) -> None:
    assert _read(_article(thread)) == rows


# --- forums: the first post is the article ---------------------------------------------------------------

OPENING = "The bridge was opened, at last, by the mayor and a goat, and nobody in the valley knows who paid for it. What do you think?"

PHPBB_3 = f"""<div id="p70" class="post bg2"><div class="inner"><dl class="postprofile" id="profile70"><dt><a href="#" class="username">Eve</a></dt></dl>
<div class="postbody"><h3 class="first"><a href="#p70">The bridge</a></h3><p class="author">by <strong><a href="#" class="username">Eve</a></strong> &raquo; <time datetime="2019-05-02T20:00:00+00:00">Thu May 02, 2019 8:00 pm</time></p><div class="content">{OPENING}</div></div></div></div>
<div id="p71" class="post bg1"><div class="inner"><dl class="postprofile"><dt><a href="#" class="username">Ann Low</a></dt></dl><div class="postbody"><p class="author">by <strong><a href="#" class="username">Ann Low</a></strong> &raquo; <time datetime="2019-05-03T21:05:00+00:00">Fri</time></p>
<div class="content">About time.</div><div class="signature">My boat is for sale</div></div></div></div>
<div id="p72" class="post bg2"><div class="inner"><div class="postbody"><p class="author">by <strong><span class="username-coloured">Tom</span></strong> &raquo; <time datetime="2019-05-04T11:30:00+00:00">Sat</time></p>
<div class="content"><blockquote><div><cite><a href="#">Ann Low</a> wrote: <a href="./viewtopic.php?p=71#p71" data-post-id="71">↑</a></cite>About time.</div></blockquote>And the goat?</div></div></div></div>"""

PHPBB_2 = f"""<table class="forumline">
<tr><td class="row1"><span class="name"><a name="70"></a><b>Eve</b></span><br /><span class="postdetails">Joined: 01 Jan 2004</span></td><td class="row1"><table><tr><td><span class="postdetails">Posted: Thu May 01, 2008 8:00 pm</span></td></tr><tr><td><span class="postbody">{OPENING}</span></td></tr></table></td></tr>
<tr><td class="row1"><span class="name"><a name="71"></a><b>Ann Low</b></span></td><td class="row1"><table><tr><td><span class="postdetails">Posted: Sat May 03, 2008 9:05 pm</span></td></tr><tr><td><span class="postbody">About time.</span></td></tr></table></td></tr>
<tr><td class="row2"><span class="name"><a name="72"></a><b>Tom</b></span></td><td class="row2"><table><tr><td><span class="postdetails">Posted: Sun May 04, 2008 11:30 am</span></td></tr><tr><td><span class="postbody">And the goat?</span></td></tr></table></td></tr></table>"""

VBULLETIN_3 = f"""<div id="posts"><table id="post70" class="tborder"><tr><td class="thead"><a name="post70"></a>05-02-2008, 08:00 PM</td></tr><tr><td class="alt2"><div id="postmenu_70"><a class="bigusername" href="#">Eve</a></div></td></tr><tr><td class="alt1" id="td_post_70"><div id="post_message_70">{OPENING}</div></td></tr></table>
<table id="post71" class="tborder"><tr><td class="thead"><a name="post71"></a>05-13-2008, 09:05 PM</td></tr><tr><td class="alt2"><a class="bigusername" href="#">Ann Low</a></td></tr><tr><td class="alt1"><div id="post_message_71">About time.</div></td></tr></table>
<table id="post72" class="tborder"><tr><td class="thead">05-14-2008, 11:30 AM</td></tr><tr><td class="alt2"><a class="bigusername" href="#">Tom</a></td></tr><tr><td class="alt1"><div id="post_message_72"><div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td><div>Originally Posted by <strong>Ann Low</strong> <a href="showthread.php?p=71#post71" rel="nofollow"><img src="v.gif" alt="View Post"></a></div><div>About time.</div></td></tr></table></div>And the goat?</div></td></tr></table></div>"""

VBULLETIN_4 = f"""<ol id="posts"><li class="postbitlegacy postbitim postcontainer" id="post_70"><div class="posthead"><span class="postdate"><span class="date">02-05-2012,&nbsp;<span class="time">20:00</span></span></span></div><div class="userinfo"><a class="username" href="#"><strong>Eve</strong></a></div><div class="postbody"><div id="post_message_70"><blockquote class="postcontent restore">{OPENING}</blockquote></div></div></li>
<li class="postbitlegacy postcontainer" id="post_71"><div class="posthead"><span class="postdate"><span class="date">13-05-2012,&nbsp;<span class="time">21:05</span></span></span></div><div class="userinfo"><a class="username" href="#"><strong>Ann Low</strong></a></div><div id="post_message_71"><blockquote class="postcontent restore">About time.</blockquote></div></li>
<li class="postbitlegacy postcontainer" id="post_72"><div class="posthead"><span class="postdate"><span class="date">14-05-2012,&nbsp;<span class="time">11:30</span></span></span></div><div class="userinfo"><a class="username" href="#"><strong>Tom</strong></a></div><div id="post_message_72"><blockquote class="postcontent restore"><div class="bbcode_container"><div class="bbcode_quote"><div class="bbcode_postedby">Originally Posted by <strong>Ann Low</strong> <a href="showthread.php?p=71#post71" rel="nofollow">view</a></div><div class="message">About time.</div></div></div>And the goat?</blockquote></div></li></ol>"""

VBULLETIN_5 = f"""<ul class="conversation-list"><li data-node-id="70" class="b-post h-clearfix"><div class="author"><strong><a href="#">Eve</a></strong></div><time itemprop="dateCreated" datetime="2016-05-02T20:00:00">02-05-2016</time><div class="js-post__content-text">{OPENING}</div></li>
<li data-node-id="71" class="b-post"><div class="author"><strong><a href="#">Ann Low</a></strong></div><time itemprop="dateCreated" datetime="2016-05-03T21:05:00">03-05-2016</time><div class="js-post__content-text">About time.</div></li>
<li data-node-id="72" class="b-post"><div class="author"><strong><a href="#">Tom</a></strong></div><time itemprop="dateCreated" datetime="2016-05-04T11:30:00">04-05-2016</time><div class="js-post__content-text"><div class="quote_container"><div class="bbcode_postedby">Originally posted by <strong>Ann Low</strong> <a href="/node/1?p=71#post71">View Post</a></div>About time.</div>And the goat?</div></li></ul>"""

XENFORO_1 = f"""<ol class="messageList"><li id="post-70" class="message" data-author="Eve"><div class="messageUserInfo"><a class="username" href="#">Eve</a></div><div class="messageInfo"><article><blockquote class="messageText SelectQuoteContainer">{OPENING}</blockquote></article><a class="datePermalink"><span class="DateTime" title="May 2, 2014 at 8:00 PM">May 2, 2014</span></a></div></li>
<li id="post-71" class="message" data-author="Ann Low"><div class="messageUserInfo"><a class="username" href="#">Ann Low</a></div><div class="messageInfo"><article><blockquote class="messageText">About time.</blockquote></article><a class="datePermalink"><span class="DateTime" title="May 3, 2014 at 9:05 PM">May 3, 2014</span></a></div></li>
<li id="post-72" class="message" data-author="Tom"><div class="messageUserInfo"><a class="username" href="#">Tom</a></div><div class="messageInfo"><article><blockquote class="messageText"><div class="bbCodeBlock bbCodeQuote" data-author="Ann Low"><aside><div class="attribution">Ann Low said: <a href="goto/post?id=71#post-71" class="AttributionLink">↑</a></div><blockquote class="quoteContainer"><div class="quote">About time.</div></blockquote></aside></div>And the goat?</blockquote></article><span class="DateTime" title="May 4, 2014 at 11:30 AM">May 4, 2014</span></div></li></ol>"""

XENFORO_2 = f"""<div class="block-body"><article class="message message--post" data-author="Eve" data-content="post-70" id="js-post-70"><h4 class="message-name"><a class="username">Eve</a></h4><header class="message-attribution"><time class="u-dt" datetime="2022-05-02T20:00:00+0200">May 2, 2022</time></header><article class="message-body"><div class="bbWrapper">{OPENING}</div></article></article>
<article class="message message--post" data-author="Ann Low" data-content="post-71" id="js-post-71"><h4 class="message-name"><a class="username">Ann Low</a></h4><header class="message-attribution"><time class="u-dt" datetime="2022-05-03T21:05:00+0200">May 3, 2022</time></header><article class="message-body"><div class="bbWrapper">About time.</div></article><aside class="message-signature"><div class="bbWrapper">My boat is for sale</div></aside></article>
<article class="message message--post" data-author="Tom" data-content="post-72" id="js-post-72"><h4 class="message-name"><span class="username">Tom</span></h4><header class="message-attribution"><time class="u-dt" datetime="2022-05-04T11:30:00+0200">May 4, 2022</time></header><article class="message-body"><div class="bbWrapper"><blockquote data-quote="Ann Low" data-source="post: 71" class="bbCodeBlock bbCodeBlock--quote"><div class="bbCodeBlock-title"><a href="/goto/post?id=71">Ann Low said:</a></div><div class="bbCodeBlock-content">About time.</div></blockquote>And the goat?</div></article></article></div>"""

DISCOURSE = f"""<div id="topic-title"><h1>The bridge</h1></div><div itemscope itemtype="http://schema.org/DiscussionForumPosting"><div id="post_1" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a itemprop="url" href="/u/eve"><span itemprop="name">Eve</span></a></span><span class="crawler-post-infos"><time datetime="2022-05-02T20:00:00Z" class="post-time">May 2, 2022</time><span itemprop="position">1</span></span></div><div class="post" itemprop="text"><p>{OPENING}</p></div></div>
<div id="post_2" itemprop="comment" itemscope itemtype="http://schema.org/Comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/ann"><span itemprop="name">Ann_Low</span></a></span><time itemprop="datePublished" datetime="2022-05-03T21:05:00Z" class="post-time">May 3</time><span itemprop="position">2</span></div><div class="post" itemprop="text"><p>About time.</p></div><div itemprop="interactionStatistic"><meta itemprop="userInteractionCount" content="2"><span class="post-likes">2 Likes</span></div></div>
<div id="post_3" itemprop="comment" itemscope itemtype="http://schema.org/Comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><span itemprop="name">Tom</span></span><time datetime="2022-05-04T11:30:00Z" class="post-time">May 4</time></div><div class="post" itemprop="text"><aside class="quote no-group" data-username="Ann_Low" data-post="2" data-topic="9"><div class="title">Ann_Low:</div><blockquote><p>About time.</p></blockquote></aside><p>And the goat?</p></div></div></div>"""

INVISION = f"""<div><article id="elComment_70" class="cPost ipsBox"><aside class="cAuthorPane"><h3 class="cAuthorPane_author"><strong><a href="#">Eve</a></strong></h3></aside><div class="ipsComment_meta"><time datetime="2022-05-02T20:00:00Z">May 2</time></div><div data-role="commentContent" class="ipsRichText"><p>{OPENING}</p></div></article>
<article id="elComment_71" class="cPost ipsBox"><h3 class="cAuthorPane_author"><strong><a href="#">Ann Low</a></strong></h3><div class="ipsComment_meta"><time datetime="2022-05-03T21:05:00Z">May 3</time></div><div data-role="commentContent"><p>About time.</p><div class="ipsSpoiler"><div class="ipsSpoiler_contents" style="display: none;"><p>It rained.</p></div></div></div><div class="ipsReact"><span data-role="reactCountText">3</span></div></article>
<article id="elComment_72" class="cPost ipsBox"><h3 class="cAuthorPane_author"><strong><a href="#">Tom</a></strong></h3><div class="ipsComment_meta"><time datetime="2022-05-04T11:30:00Z">May 4</time></div><div data-role="commentContent"><blockquote class="ipsQuote" data-ipsquote="" data-ipsquote-contentcommentid="71"><div class="ipsQuote_citation">Ann Low said:</div><div class="ipsQuote_contents"><p>About time.</p></div></blockquote><p>And the goat?</p></div></article></div>"""

MYBB = f"""<div id="posts"><div class="post classic" id="post_70"><div class="post_author"><div class="author_information"><strong><span class="largetext"><a href="#">Eve</a></span></strong></div></div><div class="post_content"><span class="post_date">2018-05-02, 08:00 PM</span><div class="post_body" id="pid_70">{OPENING}</div></div></div>
<div class="post classic" id="post_71"><div class="author_information"><strong><span class="largetext"><a href="#">Ann Low</a></span></strong></div><div class="post_content"><span class="post_date">2018-05-03, 09:05 PM</span><div class="post_body" id="pid_71">About time.</div></div></div>
<div class="post classic" id="post_72"><div class="author_information"><strong><span class="largetext"><a href="#">Tom</a></span></strong></div><div class="post_content"><span class="post_date">2018-05-04, 11:30 AM</span><div class="post_body" id="pid_72"><blockquote class="mycode_quote"><cite><span> (2018-05-03, 09:05 PM)</span>Ann Low Wrote: <a href="showthread.php?pid=71#pid71" class="quick_jump"></a></cite>About time.</blockquote>And the goat?</div></div></div></div>"""

SMF = f"""<div id="forumposts"><div class="windowbg"><div class="post_wrapper"><div class="poster"><h4><a href="#" title="View the profile of Eve">Eve</a></h4></div><div class="postarea"><div class="keyinfo"><h5 id="subject_70"><a href="#msg70">The bridge</a></h5><div class="smalltext">&#171; <strong>on:</strong> May 02, 2011, 08:00:00 PM &#187;</div></div><div class="post"><div class="inner" id="msg_70">{OPENING}</div></div></div></div></div>
<div class="windowbg2"><div class="post_wrapper"><div class="poster"><h4><a href="#">Ann Low</a></h4></div><div class="postarea"><div class="keyinfo"><div class="smalltext">&#171; <strong>Reply #1 on:</strong> May 03, 2011, 09:05:00 PM &#187;</div></div><div class="post"><div class="inner" id="msg_71">About time.</div></div></div></div></div>
<div class="windowbg"><div class="post_wrapper"><div class="poster"><h4><a href="#">Tom</a></h4></div><div class="postarea"><div class="keyinfo"><div class="smalltext">&#171; <strong>Reply #2 on:</strong> May 04, 2011, 11:30:00 AM &#187;</div></div><div class="post"><div class="inner" id="msg_72"><div class="quoteheader"><div class="topslice_quote"><a href="?topic=1.msg71#msg71">Quote from: Ann Low</a></div></div><blockquote class="bbc_standard_quote">About time.</blockquote>And the goat?</div></div></div></div></div></div>"""

BBPRESS = f"""<ul id="topic-69-replies" class="forums bbp-replies"><li class="bbp-body"><div id="post-70" class="bbp-reply-header"><span class="bbp-reply-post-date">May 2, 2016 at 8:00 pm</span></div><div class="bbp-parent-forum-1 post-70 topic type-topic"><div class="bbp-reply-author"><a class="bbp-author-link"><span class="bbp-author-name">Eve</span></a></div><div class="bbp-reply-content"><p>{OPENING}</p></div></div>
<div id="post-71" class="bbp-reply-header"><span class="bbp-reply-post-date">May 3, 2016 at 9:05 pm</span></div><div class="post-71 reply type-reply"><div class="bbp-reply-author"><a class="bbp-author-link"><span class="bbp-author-name">Ann Low</span></a></div><div class="bbp-reply-content"><p>About time.</p></div></div>
<div id="post-72" class="bbp-reply-header"><span class="bbp-reply-post-date">May 4, 2016 at 11:30 am</span></div><div class="post-72 reply type-reply"><div class="bbp-reply-author"><span class="bbp-author-name">Tom</span></div><div class="bbp-reply-content"><p>And the goat?</p></div></div></li></ul>"""

WOLTLAB = f"""<ul class="wbbThreadPostList messageList"><li><article class="wbbPost message" id="post70" data-object-id="70"><aside class="messageSidebar"><a class="username" href="#">Eve</a></aside><header class="messageHeader"><time datetime="2021-05-02T20:00:00+02:00" class="datetime">2. Mai 2021</time></header><div class="messageBody"><div class="messageText">{OPENING}</div></div></article></li>
<li><article class="wbbPost message" id="post71" data-object-id="71"><aside><a class="username" href="#">Ann Low</a></aside><header class="messageHeader"><time datetime="2021-05-03T21:05:00+02:00" class="datetime">3. Mai 2021</time></header><div class="messageBody"><div class="messageText">About time.</div></div></article></li>
<li><article class="wbbPost message" id="post72" data-object-id="72"><aside><a class="username" href="#">Tom</a></aside><header class="messageHeader"><time datetime="2021-05-04T11:30:00+02:00" class="datetime">4. Mai 2021</time></header><div class="messageBody"><div class="messageText"><blockquote class="quoteBox" cite="https://forum.example/thread/1/?postID=71#post71"><div class="quoteBoxTitle">Zitat von Ann Low</div>About time.</blockquote>And the goat?</div></div></article></li></ul>"""

NODEBB = f"""<ul component="topic" class="posts"><li component="post" data-pid="70" data-username="Eve"><a itemprop="author" data-username="Eve" href="/user/eve">Eve</a><time class="timeago" title="2021-05-02T20:00:00.000Z" datetime="2021-05-02T20:00:00.000Z"></time><div component="post/content">{OPENING}</div></li>
<li component="post" data-pid="71"><a data-username="Ann Low" href="/user/ann">Ann Low</a> <span class="timeago" title="2021-05-03T21:05:00.000Z"></span><div component="post/content">About time.</div><span component="post/vote-count">2</span></li>
<li component="post" data-pid="72"><a data-username="Tom" href="/user/tom">Tom</a> <span class="timeago" title="2021-05-04T11:30:00.000Z"></span><a component="post/parent" data-topid="71">@Ann Low</a><div component="post/content">And the goat?</div></li></ul>"""

VANILLA = f"""<div><div class="ItemDiscussion" id="Discussion_7"><span class="Author"><a class="Username" href="#">Eve</a></span><span class="DateCreated"><time datetime="2021-05-02T20:00:00+00:00">May 2</time></span><div class="Message userContent">{OPENING}</div></div><ul class="Comments"><li class="Item ItemComment" id="Comment_71"><span class="Author"><a class="Username" href="#">Ann Low</a></span><span class="DateCreated"><time datetime="2021-05-03T21:05:00+00:00">May 3</time></span><div class="Message userContent">About time.</div></li>
<li class="Item ItemComment" id="Comment_72"><span class="Author"><a class="Username" href="#">Tom</a></span><span class="DateCreated"><time datetime="2021-05-04T11:30:00+00:00">May 4</time></span><div class="Message userContent">And the goat?</div></li></ul></div>"""


@pytest.mark.parametrize(
    ("posts", "times", "answers", "quoted", "likes"),
    [
        pytest.param(PHPBB_3, ("2019-05-03T21:05:00+00:00", "2019-05-04T11:30:00+00:00"), True, "Ann Low wrote: ↑About time. ", None, id="phpBB 3"),
        pytest.param(PHPBB_2, ANN_TOM, False, "", None, id="phpBB 2"),
        pytest.param(VBULLETIN_3, ("2008-05-13T21:05", "2008-05-14T11:30"), True, "Quote: Originally Posted by Ann Low About time. ", None, id="vBulletin 3"),
        pytest.param(VBULLETIN_4, ("2012-05-13T21:05", "2012-05-14T11:30"), True, "Originally Posted by Ann Low view About time. ", None, id="vBulletin 4"),
        pytest.param(VBULLETIN_5, ("2016-05-03T21:05:00", "2016-05-04T11:30:00"), True, "Originally posted by Ann Low View Post About time. ", None, id="vBulletin 5"),
        pytest.param(XENFORO_1, ("2014-05-03T21:05", "2014-05-04T11:30"), True, "Ann Low said: ↑ About time. ", None, id="XenForo 1"),
        pytest.param(XENFORO_2, ("2022-05-03T21:05:00+02:00", "2022-05-04T11:30:00+02:00"), True, "Ann Low said: About time. ", None, id="XenForo 2"),
        pytest.param(INVISION, ("2022-05-03T21:05:00+00:00", "2022-05-04T11:30:00+00:00"), True, "Ann Low said: About time. ", 3, id="Invision"),
        pytest.param(MYBB, ("2018-05-03T21:05", "2018-05-04T11:30"), True, "(2018-05-03, 09:05 PM)Ann Low Wrote: About time. ", None, id="MyBB"),
        pytest.param(SMF, ("2011-05-03T21:05:00", "2011-05-04T11:30:00"), True, "Quote from: Ann Low About time. ", None, id="SMF"),
        pytest.param(BBPRESS, ("2016-05-03T21:05", "2016-05-04T11:30"), False, "", None, id="bbPress"),
        pytest.param(WOLTLAB, ("2021-05-03T21:05:00+02:00", "2021-05-04T11:30:00+02:00"), True, "Zitat von Ann Low About time. ", None, id="WoltLab"),
        pytest.param(DISCOURSE, ("2022-05-03T21:05:00+00:00", "2022-05-04T11:30:00+00:00"), True, "Ann_Low: About time. ", 2, id="Discourse"),
        pytest.param(NODEBB, ("2021-05-03T21:05:00+00:00", "2021-05-04T11:30:00+00:00"), True, "", 2, id="NodeBB"),
        pytest.param(VANILLA, ("2021-05-03T21:05:00+00:00", "2021-05-04T11:30:00+00:00"), False, "", None, id="Vanilla"),
    ],
)  # fmt: skip
def test_posts_of_a_forum(
    posts: str, times: tuple[str, str], answers: bool, quoted: str, likes: int | None
) -> None:
    html = f"<body><main>{posts}</main></body>"
    first, second = _read(html)
    spoiler = " It rained." if posts is INVISION else ""
    assert first[1:] == (times[0], None, likes, f"About time.{spoiler}")
    assert first[0] in ("Ann Low", "Ann_Low")
    assert second == ("Tom", times[1], 0 if answers else None, None, f"{quoted}And the goat?")
    assert OPENING in texts(read_html(html), "body")


# --- what is no thread -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<div class="sidebar"><ul id="recentcomments"><li class="recentcomments"><span class="comment-author-link">Ann</span> on <a href="/x#comment-1">The bridge of 3 May 2021</a></li><li class="recentcomments">Tom on 4 May 2021</li></ul></div>',
        '<div class="comments-area" id="comments"><form class="comment-form" id="commentform"><p class="comment-form-author"><label>Name</label></p><p class="comment-form-comment"><textarea></textarea></p></form></div>',
        '<div class="teasers"><div class="teaser comment"><a class="author" href="/author/x">Ann Low</a> <time datetime="2021-05-03">3 May</time> <h3>Comment: Why goats should vote, and soon</h3></div></div>',
        '<div class="live"><div class="live-comment"><span class="live-comment-time">21:05</span> 3 May 2021 The goat runs to the left.</div><div class="live-comment">3 May 2021 And to the right.</div></div>',
        '<div class="comments-list" itemscope itemtype="http://schema.org/UserComments"><h3>All comments</h3><a>Show new comments (0)</a></div>',
    ],
)
def test_no_comments_are_made_up(html: str) -> None:
    assert comments(read_html(_article(html))) == []


def test_a_trackback_without_a_class_is_no_comment() -> None:
    trackback = '<li class="comment depth-1" id="comment-3"><cite class="fn">Other page</cite><div class="comment-content"><p>[&#8230;] the bridge is open [&#8230;]</p></div></li>'
    rows = _read(
        _article(TWENTY_TEN.replace('<ol class="commentlist">', f'<ol class="commentlist">{trackback}'))
    )
    assert [row[0] for row in rows] == ["Ann Low", "Tom"]


@pytest.mark.parametrize(("page", "count"), [("", 2), ("page-1", 2), ("page-2", 3), ("page-10", 3)])
def test_on_the_second_page_of_a_topic_the_first_post_is_an_answer_too(page: str, count: int) -> None:
    head = f'<link rel="canonical" href="https://forum.example/threads/bridge.7/{page}">'
    assert len(comments(read_html(f"<html><head>{head}</head><body>{XENFORO_2}"))) == count
