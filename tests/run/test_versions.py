"""What changed between two versions of a document."""

from __future__ import annotations

from dataclasses import replace

from tests.factories import document
from tocsin.model import Block, Document, Span
from tocsin.run.versions import Words, compare, content, difference_record

BRIDGE = "On Sunday the army closed the bridge at Ravna."
TALKS = "Both sides will talk on Monday."
WEATHER = "The weather stayed dry."


def kinds(before: Document, after: Document) -> list[tuple[str, str, str]]:
    """Each change with its sentence before and after."""
    return [
        (
            change.kind,
            before.text[change.before.start : change.before.end] if change.before else "",
            after.text[change.after.start : change.after.end] if change.after else "",
        )
        for change in compare(before, after).changes
    ]


def test_sentences_kept_added_removed_and_changed() -> None:
    before = document("Army moves", [f"{BRIDGE} {WEATHER}", TALKS])
    reworded = "On Sunday the army reopened the bridge at Ravna."
    after = document("Army moves", [reworded, f"{TALKS} Mr. Petrov was not there. Nobody said why."])
    assert kinds(before, after) == [
        ("kept", "Army moves", "Army moves"),
        ("changed", BRIDGE, reworded),
        ("removed", WEATHER, ""),
        ("kept", TALKS, TALKS),
        ("added", "", "Mr. Petrov was not there."),
        ("added", "", "Nobody said why."),
    ]
    found = compare(before, after)
    assert found.article_changed
    assert [found.count(kind) for kind in ("kept", "added", "removed", "changed")] == [2, 2, 1, 1]
    assert (found.before, found.after) == (before.page, after.page)


def test_the_words_of_a_change() -> None:
    before, after = document("T", [BRIDGE]), document("T", ["On Monday the army closed the bridge at Ravna!"])
    (change,) = (c for c in compare(before, after).changes if c.kind == "changed")
    assert change.words == (
        Words(fate="kept", text="On"),
        Words(fate="removed", text=" Sunday"),
        Words(fate="added", text=" Monday"),
        Words(fate="kept", text=" the army closed the bridge at Ravna"),
        Words(fate="removed", text="."),
        Words(fate="added", text="!"),
    )


def test_a_changed_title_is_a_change() -> None:
    before, after = document("Army moves north", [BRIDGE]), document("Army moves south", [BRIDGE])
    assert kinds(before, after)[0] == ("changed", "Army moves north", "Army moves south")


def test_new_lines_and_blanks_are_no_change() -> None:
    before = document("T", [BRIDGE])
    after = document("T", [BRIDGE.replace(" the ", "\u00a0the  ")])
    assert not compare(before, after).article_changed
    assert content(replace(before, authors=("A",))) != content(before)
    assert content(before) == content(after)


def test_comments_stand_apart() -> None:
    before = document("T", [BRIDGE], comments=["First!", "Second."])
    after = document("T", [BRIDGE], comments=["First!", "Second, edited.", "Third."])
    found = compare(before, after)
    assert not found.article_changed
    assert (found.comments_added, found.comments_removed) == (2, 1)
    assert content(before) != content(after)


def test_what_stands_around_is_not_looked_at() -> None:
    before = document("T", [BRIDGE])
    end = len(before.text)
    chrome = Block(kind="chrome", span=Span(start=end + 1, end=end + 5))
    after = replace(before, text=f"{before.text}\nMore", blocks=(*before.blocks, chrome))
    assert content(before) == content(after)
    assert not compare(before, after).article_changed


def test_a_sentence_that_moved_is_told_as_gone_and_come() -> None:
    before, after = document("T", [f"{BRIDGE} {TALKS}"]), document("T", [f"{TALKS} {BRIDGE}"])
    found = kinds(before, after)
    assert sorted(kind for kind, _, _ in found) == ["added", "kept", "kept", "removed"]


def test_empty_documents() -> None:
    assert compare(document("", []), document("", [])).changes == ()
    assert [c.kind for c in compare(document("", []), document("T", [])).changes] == ["added"]


def test_as_json_has_it() -> None:
    record = difference_record(compare(document("T", [BRIDGE]), document("T", [BRIDGE, TALKS])))
    (change,) = record["changes"]
    assert (record["article_changed"], record["kept"], change["kind"]) == (True, 2, "added")
    assert change["words"] == [{"fate": "added", "text": TALKS}]
    assert change["before"] is None
