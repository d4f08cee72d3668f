"""Claims are genealogies: one parent each, no cycle, the same in whatever order documents and edges come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotes.claims.genealogy import Node, claims
from quotes.claims.parts import parts
from quotes.models import Edge

DAYS = ((), (1,), (2, 4), (5,), (1, 30))
NODES = st.lists(
    st.builds(
        Node, wording=st.integers(0, 12), length=st.integers(5, 9), days=st.sampled_from(DAYS),
        documents=st.integers(1, 3), doc=st.sampled_from("abcd"),
    ),
    max_size=12, unique_by=lambda node: node.wording,
)  # fmt: skip


@st.composite
def webs(draw):
    """Nodes with edges between them."""
    nodes = draw(NODES)
    pairs = [(one.wording, other.wording) for one in nodes for other in nodes if one.wording < other.wording]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    scores = st.floats(0.3, 0.99)
    return nodes, [Edge(a, b, "near", draw(scores), altered=draw(st.booleans()), negated=False) for a, b in chosen]


def told(nodes, edges, *, akin=lambda one, other: True):
    return list(claims(nodes, edges, akin=akin, drift=lambda root, wording: 0.5))


@given(webs(), st.randoms())
def test_claims_do_not_depend_on_the_order_of_wordings_and_edges(web, source):
    nodes, edges = web
    before = told(nodes, edges)
    source.shuffle(nodes)
    source.shuffle(edges)
    assert told(nodes, edges) == before


@given(webs())
def test_each_variant_has_one_parent_told_before_it(web):
    for claim in told(*web):
        seen = set()
        for variant in claim.variants:
            assert (variant.parent is None) == (variant.wording == claim.root)
            assert variant.parent is None or variant.parent in seen
            seen.add(variant.wording)
        assert len(seen) == len(claim.variants)


@given(webs())
def test_no_wording_is_in_two_claims(web):
    wordings = [variant.wording for claim in told(*web) for variant in claim.variants]
    assert len(wordings) == len(set(wordings))


def node(wording, day, doc, length=8, documents=1):
    return Node(wording, length, (day,), documents, doc)


def edge(a, b, score=0.9, negated=False):
    return Edge(a, b, "near", score, altered=negated, negated=negated)


def test_the_earliest_wording_is_the_root_and_of_one_day_the_longest():
    nodes = [node(1, 2, "a"), node(2, 1, "b", length=6), node(3, 1, "c", length=9)]
    (claim,) = told(nodes, [edge(1, 2), edge(2, 3), edge(1, 3)])
    assert claim.root == 3


def test_two_long_statements_are_not_one_claim_because_a_short_one_is_in_both():
    nodes = [node(1, 1, "a"), node(2, 2, "b"), node(3, 3, "c")]
    found = told(nodes, [edge(1, 2), edge(2, 3)], akin=lambda one, other: {one, other} != {1, 3})
    assert [{variant.wording for variant in claim.variants} for claim in found] == [{1, 2}]


def test_two_statements_of_one_document_are_no_claim():
    assert told([node(1, 1, "a"), node(2, 1, "a")], [edge(1, 2)]) == []


def test_one_wording_in_two_documents_is_a_claim():
    (claim,) = told([node(1, 1, "a", documents=2)], [])
    assert [variant.wording for variant in claim.variants] == [1]


def test_what_is_denied_twice_is_asserted():
    nodes = [node(n, n, str(n)) for n in (1, 2, 3)]
    (claim,) = told(nodes, [edge(1, 2, negated=True), edge(2, 3, negated=True)])
    assert [variant.negated for variant in claim.variants] == [False, True, False]


def test_a_weak_edge_over_many_days_is_none():
    assert told([node(1, 1, "a"), node(2, 62, "b")], [edge(1, 2, score=0.55)]) == []


@given(webs(), st.integers(1, 6))
def test_claims_told_part_by_part_are_those_of_the_whole(web, size):
    nodes, edges = web
    some = list(parts(nodes, edges, size=size))
    apart = [claim for part in some for claim in told(*part)]
    ranks = {node.wording: node.rank for node in nodes}
    assert sorted(apart, key=lambda claim: ranks[claim.root]) == told(nodes, edges)
    assert [len(part[0]) >= size for part in some[:-1]] == [True] * (len(some) - 1)
