"""Learning from invented comments: what is found, which words counted, and that a model is only numbers."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from app.domain.suggesting import Coded, Said
from app.gateways.labelled_files import LabelledFileError, coded_in
from app.gateways.suggester_file import UnreadableModelError, from_bytes, to_bytes
from app.gateways.suggester_learning import MOST_LEARNED, chosen, learn
from app.gateways.suggester_quotes import learn_quotes
from app.gateways.suggester_scores import scores
from app.gateways.suggester_trial import codes_worth, example_quotes, held_out, in_folds, parts
from tests.taught import comments

CODES = ["Buses", "Company"]
LATE = Said("Waited an hour, the buses are late", "change")


@pytest.fixture(scope="module")
def learned():
    return learn(comments(90), CODES)


def test_the_right_code_comes_first_with_the_words_that_counted(learned):
    first = learned.guesses(LATE)[0]
    assert first.code == "Buses" and first.is_likely and first.chance > 0.6
    assert "buses" in first.words and "the" not in first.words
    assert all(word in LATE.words for word in first.words)


def test_words_without_a_code_make_nothing_likely(learned):
    assert not any(one.is_likely for one in learned.guesses(Said("Otley is where I live", "change")))


def test_a_slip_of_the_pen_is_forgiven(learned):
    assert learned.guesses(Said("busses allways laaaate", "change"))[0].code == "Buses"


def test_the_same_comments_give_the_same_bytes_and_bytes_give_the_same_chances(learned):
    data = to_bytes(learned)
    assert data == to_bytes(learn(comments(90), CODES))
    assert from_bytes(data, None).guesses(LATE) == learned.guesses(LATE)


def test_bytes_that_are_no_model_are_refused_and_never_run(learned):
    held = io.BytesIO()
    np.savez(held, about=np.array([{"a": 1}], dtype=object))  # this one would be a pickle
    cut = io.BytesIO()
    with zipfile.ZipFile(cut, "w") as archive:
        archive.writestr("about.npy", b"nothing")
    for data in (b"", b"words", to_bytes(learned)[:500], held.getvalue(), cut.getvalue()):
        with pytest.raises(UnreadableModelError):
            from_bytes(data, None)


def test_a_word_that_only_one_point_holds_is_not_kept():
    model = learn([*comments(60), Coded(Said("Ask Zebedee of Otley"), frozenset(["Company"]))], CODES)
    kept = {term for one in model.features.vectorisers.values() for term in one.vocabulary_}
    assert "otley" in kept and not any("zebed" in term for term in kept)


def test_it_says_how_far_it_is():
    said = []
    learn(comments(40), CODES, report=lambda done, of: said.append((done, of)))
    assert [done for done, _ in said] == list(range(1, len(said) + 1)) and said[-1] == (len(said), len(said))


def test_a_refused_suggestion_speaks_against_that_code_alone():
    asked = Said("Tram at Otley", "change")
    tram = [
        Coded(Said(f"Tram stop at {place}", "change"), frozenset(["Buses"])) for place in ("Ilkley", "Otley")
    ]
    refusing = [Coded(asked, refused=frozenset(["Buses"]))] * 8
    before, after = (
        learn([*comments(90), *tram, *more], CODES).chances([asked])[0] for more in ([], refusing)
    )
    assert after[0] < before[0]
    assert after[1] == pytest.approx(before[1], abs=0.1)


def test_strange_words_and_codes_with_one_point_do_not_stop_it():
    odd = [Coded(Said(words)) for words in ("", "?", "\u0000", "😀😀", "ا", "a" * 5000)]
    model = learn([*odd, Coded(Said("the only one"), frozenset(["Rare"]))], ["Rare", "Never"])
    assert model.chances([Said("")]).shape == (1, 2)
    assert ((model.chances([one.said for one in odd]) >= 0) & (model.chances([LATE]) <= 1)).all()


def test_of_very_many_points_those_with_rare_codes_are_kept():
    many = [Coded(Said("a"), frozenset(["Often"]))] * (MOST_LEARNED + 500)
    rare = Coded(Said("b"), frozenset(["Rare"]))
    kept = chosen([*many, rare])
    assert len(kept) == MOST_LEARNED and rare in kept


def test_quotes_put_a_code_first_before_there_is_any_coding():
    quotes = comments(30)
    from_quotes = learn_quotes([one for one in quotes if one.codes], CODES, {"Company": 3}, 9)
    first = from_quotes.guesses(LATE)[0]
    assert first.code == "Buses" and "buses" in first.words
    assert first.chance == 0.0 and not first.is_likely


def test_figures_are_those_of_a_sum_done_by_hand():
    given = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=bool)
    likely = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=bool)
    ranked = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.5], [0.3, 0.7]])
    found = scores(given, ranked, likely, CODES)
    assert found.micro_f1 == pytest.approx(0.75)  # 3 right, 1 missed, 1 too many
    assert found.macro_f1 == pytest.approx((0.5 + 1) / 2)
    assert found.ranking == 1.0 and found.top == 1.0
    assert (found.codes[0].precision, found.codes[0].recall, found.codes[0].kappa) == (0.5, 0.5, 0.0)
    assert found.codes[1].support == 2


def test_one_code_or_no_points_are_figures_too():
    one = scores(
        np.array([[True], [False]]), np.array([[0.9], [0.1]]), np.array([[True], [False]]), ["Buses"]
    )
    assert (one.micro_f1, one.macro_f1, one.top, len(one.codes)) == (1.0, 1.0, 1.0, 1)
    nothing = scores(np.zeros((0, 1), bool), np.zeros((0, 1)), np.zeros((0, 1), bool), ["Buses"])
    assert nothing.micro_f1 == 0.0 and nothing.codes[0].precision is None


def test_a_code_nobody_used_has_no_agreement():
    nobody = np.zeros((4, 2), bool)
    found = scores(nobody, np.zeros((4, 2)), nobody, CODES)
    assert found.codes[0].kappa is None and found.codes[0].recall is None


def test_folds_judge_each_point_once_and_by_others():
    points = comments(60)
    seen = [at for _, test in parts(len(points), 3) for at in test]
    assert sorted(seen) == list(range(60))
    found = in_folds(points, 3)
    assert found.measured_on == 60 and found.scores.micro_f1 > 0.8
    assert codes_worth(points) == CODES
    assert held_out(points[:45], points[45:])[0].scores.top == 1.0


def test_quotes_are_points_with_few_other_codes():
    points = [Coded(Said("x"), frozenset(codes)) for codes in (["a", "b"], ["a"], ["b"], [])]
    assert example_quotes(points, ["a", "b"], 1) == {1, 2}


def write(tmp_path, data):
    path = tmp_path / "coded.csv"
    path.write_bytes(data)
    return path


def test_a_file_is_read_by_the_names_of_its_columns(tmp_path):
    rows = (
        'x,Labels,text,question\n1,Buses|Company,"Late, again",why\n2,Not assigned,Hm,\n3,,Oh,\n4,Buses,,\n'
    )
    for data in (rows.encode(), rows.encode("utf-8-sig")):
        found = coded_in(write(tmp_path, data))
        assert found[0] == Coded(Said("Late, again", "why"), frozenset(["Buses", "Company"]))
        assert [one.codes for one in found[1:]] == [frozenset(), frozenset()]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "columns text and labels"),
        (b"text,code\na,b\n", "columns text and labels"),
        (b"text,labels\n", "holds no comments"),
        (b"text,labels\n\xff,a\n", "UTF-8"),
        (b'text,labels\n"a,b\n', "unexpected end"),
    ],
)
def test_a_bad_file_says_what_to_mend(tmp_path, data, why):
    with pytest.raises(LabelledFileError, match=why):
        coded_in(write(tmp_path, data))


def test_the_app_starts_and_says_so_without_scikit_learn():
    """In a process of its own, in which importing it is forbidden."""
    blocked = """
import sys, importlib.util
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"sklearn", "scipy", "numpy", "krippendorff", "threadpoolctl"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Nothing())
real = importlib.util.find_spec
gone = ("sklearn", "scipy", "numpy")
importlib.util.find_spec = lambda name, *rest: None if name in gone else real(name, *rest)
from app.gateways import suggester
import wsgi
assert not suggester.is_there() and suggester.encoder(wanted=True) is None
told = wsgi.app.test_cli_runner().invoke(args=["insight", "evaluate", "--folds", "5", "none.csv"])
assert told.exit_code == 2 and "not installed" in told.output, told.output
print("fine")
"""
    found = subprocess.run([sys.executable, "-c", blocked], capture_output=True, text=True, check=False)
    assert found.stdout.strip().endswith("fine"), found.stderr
