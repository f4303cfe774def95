from __future__ import annotations

from tests.code.cases import coder, document


def told(text: str) -> list[tuple[str, int]]:
    """Type and number of other tellings of each mention."""
    return [(m.type, len(m.also_told)) for m in coder()(document(text)).mentions]


def test_the_same_act_told_again_is_one_mention() -> None:
    text = "Iran seized a Greek tanker on Friday. The navy of Iran seized the Greek tanker near the strait."
    assert told(text) == [("COERCE", 1)]


def test_acts_with_other_targets_are_two() -> None:
    assert told("Rebels attacked Goma on Monday. Rebels attacked Bukavu on Monday.") == [
        ("ASSAULT", 0),
        ("ASSAULT", 0),
    ]


def test_acts_on_other_days_are_two() -> None:
    assert told("Police arrested the mayor on Monday. Police arrested the mayor on Friday.") == [
        ("COERCE", 0),
        ("COERCE", 0),
    ]


def test_what_only_another_telling_gives_is_taken_over() -> None:
    text = "Rebels attacked a barracks in Mali on Monday. The rebels attacked the barracks, killing six soldiers."
    (mention,) = coder()(document(text)).mentions
    assert mention.killed is not None
    assert mention.killed.low == 6
    assert [p.text for p in mention.place] == ["Mali"]


def test_verbs_joined_in_one_protest_are_one_act() -> None:
    (mention,) = coder()(document("Miners began protests and blocked a road on Monday.")).mentions
    assert mention.trigger_text == "began protests and blocked"
    assert set(mention.modes) == {"demo", "obstruct"}
