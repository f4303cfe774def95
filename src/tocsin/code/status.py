"""Whether an act is told as done, to come, possible or denied; and when it is not told as an act at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.code.acts import CONFLICT, Act
from tocsin.code.groups import lemma
from tocsin.code.slots import infinitive
from tocsin.code.syntax import Sentence
from tocsin.code.tree import above, is_noun, is_verb, kids, passive, relative
from tocsin.know.lexicon import classes, words
from tocsin.model import Status

# what a promise of such an act is (codebook: a promised meeting or delivery is AGREE, a withdrawal CONCEDE)
_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "AGREE": "AGREE"}
_YIELDED = {"RETREAT": "CONCEDE", "CONCEDE": "CONCEDE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an act is told. reason: why it is not told as an act at all, or ""."""

    status: Status = "actual"
    reason: str = ""


def settle(s: Sentence, act: Act) -> tuple[Act, Standing]:
    """The act with the type that its tense gives it, and how it stands.

    "will withdraw" is a CONCEDE about RETREAT, "will not withdraw" a REJECT, "will attack" stays what it is.
    """
    standing = _noun(s, act) if is_noun(s.tokens[act.head]) else _verb(s, act)
    if standing.reason:
        return act, standing
    if act.status == "told":
        return act, Standing()
    if act.status and standing.status in ("actual", "future"):
        return act, replace(standing, status=_status(act.status))
    if standing.status == "future":
        return _promised(act), standing
    if standing.status == "negated" and _modal(s, act.head) & (words("future") | words("would")):
        return _refused(act, standing)
    return act, standing


def _status(name: str) -> Status:
    names: dict[str, Status] = {"future": "future", "hypothetical": "hypothetical", "negated": "negated"}
    return names.get(name, "actual")


def _promised(act: Act) -> Act:
    means = _PROMISED.get(act.type) or _YIELDED.get(act.type)
    if means is None or means == act.type:
        return act
    return replace(act, type=means, about=act.about or act.type, modes=())


def _refused(act: Act, standing: Standing) -> tuple[Act, Standing]:
    """ "will not lift the ban": a refusal, told as done; "will not attack": the attack is negated."""
    if act.type in CONFLICT or act.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN"):
        return act, standing
    mode = {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist"}
    modes = (mode[act.type],) if act.type in mode else ()
    return replace(act, type="REJECT", about=act.type, modes=modes), Standing()


# --- verbs ---------------------------------------------------------------------------------------


def _verb(s: Sentence, act: Act) -> Standing:
    i = act.head
    if "if" in _above_clauses(s, i):
        # a condition names a case; what may follow from it is told in the main clause
        return Standing(status="hypothetical", reason="a condition, not told as an act")
    if reason := _not_told(s, act):
        return Standing(reason=reason)
    modals = _modal(s, i)
    if _negated(s, i):
        return Standing(status="negated")
    if modals & words("future") or _is_to(s, i):
        return Standing(status="future")
    if modals & words("would"):
        return Standing(status="future" if _told(s, i) else "hypothetical")
    if modals & words("may") or lemma(s, i) in words("may"):
        return Standing(status="hypothetical")
    return Standing()


def _modal(s: Sentence, i: int) -> set[str]:
    """The modal verbs of `i`, also those it shares with the verb it is joined to ("will meet and talk")."""
    found = {s.tokens[k].text.lower() for k in kids(s, i, "aux")}
    token = s.tokens[i]
    while (
        not found and token.dep in ("conj", "xcomp") and token.tag in ("VB", "VBN") and token.head != token.i
    ):
        found = {s.tokens[k].text.lower() for k in kids(s, token.head, "aux")}
        token = s.tokens[token.head]
    copula = s.tokens[s.tokens[i].head]
    if not is_verb(s.tokens[i]) and is_verb(copula):
        found |= {s.tokens[k].text.lower() for k in kids(s, copula.i, "aux")}
    return found


def _is_to(s: Sentence, i: int) -> bool:
    """A headline's "Russia to send"."""
    return infinitive(s, i) and s.title


def _negated(s: Sentence, i: int) -> bool:
    if kids(s, i, "neg") or any(
        lemma(s, k) in classes()["negation"] for k in kids(s, i, "advmod", "preconj")
    ):
        return True
    subjects = kids(s, i, "nsubj", "nsubjpass")
    if any(s.tokens[d].text.lower() in ("no", "neither") for k in subjects for d in kids(s, k, "det")):
        return True
    if any(s.tokens[k].text.lower() in words("nobody") for k in subjects):
        return True
    governor = s.tokens[s.tokens[i].head]
    return s.tokens[i].dep == "pcomp" and governor.lemma in ("without", "of") and _instead(s, governor.i)


def _instead(s: Sentence, prep: int) -> bool:
    token = s.tokens[prep]
    return token.lemma == "without" or s.tokens[token.head].lemma == "instead"


def _told(s: Sentence, i: int) -> bool:
    """Whether the verb stands in what somebody says or decided."""
    return any(s.tokens[k].lemma in classes()["telling"] for k in above(s, i)) or s.tokens[i].dep == "ccomp"


def _not_told(s: Sentence, act: Act) -> str:
    """Why the verb tells no act: a wish, a duty, a purpose, a question, a habit."""
    i = act.head
    if s.text.rstrip("”\"' ").endswith("?"):
        return "a question"
    if _modal(s, i) & words("ought"):
        return "a duty or advice, not an act"
    if _modal(s, i) & words("able"):
        return "an ability, not an act"
    if infinitive(s, i) and not s.title:
        return "a purpose or possibility, not told as done"
    if _appeals(s, i):
        return "an appeal to the reader"
    if _believed(s, i):
        return "a belief or wish"
    if act.type in ("REJECT", "SUPPORT") and s.tokens[i].dep == "acl" and s.tokens[i].tag == "VBG":
        return "describes a party, tells no act"
    return _only_named(s, i) or _habit(s, act)


def _appeals(s: Sentence, i: int) -> bool:
    """An imperative: "stop the war", "do not attack"."""
    token = s.tokens[i]
    if token.tag != "VB" or s.title or kids(s, i, "nsubj"):
        return False
    bare = not _modal(s, i) and token.dep in ("ROOT", "conj", "ccomp")
    return bare or _modal(s, i) == {"do"}


def _only_named(s: Sentence, i: int) -> str:
    """An "-ing" form that names an act under another word."""
    token = s.tokens[i]
    if token.dep == "pcomp" and s.tokens[token.head].text.lower() not in classes()["fact_preposition"]:
        return "named as a reason, aim or charge, not told as done"
    if token.dep == "csubj":
        return "named as a topic, not told as done"
    under = token.tag == "VBG" and token.dep in ("xcomp", "dobj", "ccomp")
    return "named under another verb, not told as done" if under and not kids(s, i, "aux", "nsubj") else ""


def _believed(s: Sentence, i: int) -> bool:
    for k in (i, *above(s, i)):
        token = s.tokens[k]
        if token.dep in ("ccomp", "xcomp") and s.tokens[token.head].lemma in classes()["belief"]:
            return s.tokens[token.head].lemma not in words("firm_belief") or s.tokens[i].tag == "VB"
        if token.dep in ("ROOT", "conj"):
            return False
    return False


def _habit(s: Sentence, act: Act) -> str:
    """Present tense tells states and habits, but for words said now and for headlines."""
    i = act.head
    if any(lemma(s, k) in classes()["habit"] for k in kids(s, i, "advmod")):
        return "a habit, not one act"
    verbal = act.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN")
    if s.title or act.status or (verbal and s.tokens[i].dep != "relcl"):
        return ""
    auxiliaries = [s.tokens[k] for k in kids(s, i, "aux", "auxpass")]
    if any(a.lemma == "do" and a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return "a state or habit in the present tense"
    if any(
        a.tag in ("MD", "VBD") or a.lemma in words("have") or a.text.lower() == "being" for a in auxiliaries
    ):
        return ""
    if passive(s, i):
        now = any(a.tag in ("VBZ", "VBP") for a in auxiliaries)
        # "is shot dead" is news in the present tense, "is backed by" a state
        return "a state, not an act" if now and act.type != "ASSAULT" else ""
    return "a state or habit in the present tense" if s.tokens[i].tag in ("VBZ", "VBP") else ""


def _above_clauses(s: Sentence, i: int) -> set[str]:
    """ "if" when the clause of `i`, or one around it, is a mere condition."""
    for k in (i, *above(s, i)):
        marks = [s.tokens[m].text.lower() for m in kids(s, k, "mark", "advmod")]
        if s.tokens[k].dep in ("advcl", "ccomp") and any(m in classes()["condition"] for m in marks):
            return {"if"}
        if s.tokens[k].dep in ("relcl", "ROOT"):
            break
    return set()


# --- nouns ---------------------------------------------------------------------------------------


def _noun(s: Sentence, act: Act) -> Standing:
    i = act.head
    before = {s.tokens[k].text.lower() for k in s.kids[i] if k < i}
    if "no" in before:
        return Standing(status="negated")
    if before & classes()["possible"]:
        return Standing(reason="a possibility named by a noun")
    if before & classes()["planned"]:
        return Standing(status="future")
    if before & classes()["past"]:
        return Standing(status="historical")
    return _noun_context(s, i)


def _noun_context(s: Sentence, i: int) -> Standing:
    """What the verbs around a noun say about its deed."""
    for k in above(s, i):
        token = s.tokens[k]
        if not is_verb(token):
            continue
        if token.lemma in classes()["unreal"]:
            return Standing(reason=f"named as something to {token.lemma}, not told as done")
        if _modal(s, k) & (
            words("may") | words("ought") | words("would") | words("able")
        ) or "if" in _above_clauses(s, k):
            return Standing(reason="named in a clause that is not fact")
        if infinitive(s, k) and not s.title:
            return Standing(reason="named as a purpose, not told as done")
        if not relative(s, k):
            break
    return Standing()
