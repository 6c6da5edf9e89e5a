"""Numbers of any length and kind, wherever the command line takes one: refused in plain words, exit code 2."""

import json

import pytest

DIGITS = "9" * 5000
NASTY = {
    "digits": DIGITS,
    "hexadecimal": f"0x{DIGITS}",
    "exponent": "1e999999999",
    "long exponent": "1e99999999999999999999",
    "underscores": "1e1_000_000_000",
    "other digits": "1e\u0669\u0669\u0669\u0669\u0669\u0669\u0669\u0669",
    "nan": "nan",
    "infinity": "-inf",
    "brackets": "[" * 5000,
    "a table": "{a = {}}",
    "a list": "[1, [2]]",
    "a date": "1979-05-27",
    "text": "x" * 100_000,
    "two lines": "1\np = 2",
}
PATHS = ("seed", "p_R", "US.orders", "US.orders.liberal", "orders.liberal.gain", "repeated.discount", "status_quo.US")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
def test_a_setting_that_is_no_number_is_refused_in_one_short_line(run, path, value):
    code, out, err = run("show", "us-russia-china", "--set", f"{path}={value}")

    assert (code, out) == (2, "")
    assert err.startswith("tetrarchy: ")
    assert err.count("\n") == 1
    assert len(err) < 600


REFUSED = {
    "a path of many parts": ["show", "us-russia-china", "--set", "a." * 5000 + "a=1"],
    "the place of a payoff": ["show", "prisoners-dilemma", "--set", f"game.payoffs.{DIGITS}.0.0=1"],
    "a relation": ["show", "us-russia-china", "--set", f"relations.{DIGITS}.norm_agreement=1"],
    "a type": ["show", "us-russia-china", "--set", f"China.types.{DIGITS}.prior=1"],
    "an end": ["sweep", "us-russia-china", "--over", f"p_R=0:{DIGITS}:3"],
    "an end without number": ["sweep", "us-russia-china", "--over", "p_R=0:nan:3"],
    "a count": ["sweep", "us-russia-china", "--over", f"p_R=0:1:{DIGITS}"],
    "a count with an exponent": ["sweep", "us-russia-china", "--over", "p_R=0:1:1e999999999"],
    "a value": ["sweep", "us-russia-china", "--over", f"p_R=0,{DIGITS}"],
    "a threshold": ["thresholds", "us-russia-china", "--over", f"p_R=0:{DIGITS}"],
    "a discount": ["repeat", "prisoners-dilemma", "--discount", DIGITS],
    "noise": ["tournament", "prisoners-dilemma", "--noise", "nan"],
    "an option of a concept": ["solve", "stag-hunt", "--concept", f"logit:precision={DIGITS}"],
    "an exponent of a concept": ["solve", "stag-hunt", "--concept", "logit:precision=1e999999999"],
    "an option of a dynamic": ["evolve", "stag-hunt", "--dynamic", "logit:precision=nan"],
    "a source": ["show", "x" * 5000],
    "an order": ["show", "us-russia-china", "--set", "US.orders=realist"],
}


@pytest.mark.parametrize("command", REFUSED.values(), ids=REFUSED)
def test_what_is_far_too_large_or_no_number_is_refused_anywhere(run, command):
    code, out, err = run(*command)

    assert (code, out) == (2, "")
    assert err.startswith("tetrarchy: ")
    assert err.count("\n") == 1
    assert "did you mean" not in err
    assert len(err) < 2000


def test_a_probability_just_below_1_is_nowhere_a_bare_1(run, tmp_path):
    file = tmp_path / "near.nfg"
    file.write_text(f'NFG 1 R "near" {{ "A" "B" }} {{ 2 2 }}\n\n1 1 0 0 0 0 {10**19} {10**19}\n', encoding="utf-8")
    told = json.loads(run("solve", str(file), "--format", "json")[1])
    [mixed] = [each for each in told["equilibria"] if each["exact"][0][0] not in ("0", "1")]
    mixture = "1 - 1e-19 a1 + 1e-19 a2"

    assert mixed["exact"] == [[f"{10**19}/{10**19 + 1}", f"1/{10**19 + 1}"]] * 2
    assert f"({mixture}, {mixture})" in run("solve", str(file))[1]
    report = run("report", str(file), "--format", "markdown")[1]
    assert report.count(mixture) == 4
    assert "1 a1 + " not in report


TINY, HUGE = "1e-300", "1e300"
OF_ALL_SCALES = {
    "x.efg": f"""EFG 2 R "" {{ "A" "B" }}
p "" 1 1 "" {{ "x" "y" }} 0
p "" 2 1 "" {{ "x" "y" }} 0
t "" 1 "" {{ {TINY}, {HUGE} }}
t "" 2 "" {{ 0, 0 }}
p "" 2 1 "" {{ "x" "y" }} 0
t "" 3 "" {{ 0, 0 }}
t "" 4 "" {{ 2e-300, 3e300 }}
""",
    "x.nfg": f'NFG 1 R "" {{ "A" "B" }} {{ 2 2 }}\n\n{TINY} {HUGE} 0 0 0 0 2e-300 3e300\n',
    "x.csv": f'A,x,y\nx,"{TINY}, {HUGE}","0, 0"\ny,"0, 0","2e-300, 3e300"\n',
}


@pytest.mark.parametrize("name", OF_ALL_SCALES)
def test_payoffs_of_all_scales_have_the_equilibria_of_their_shares(run, tmp_path, name):
    file = tmp_path / name
    file.write_text(OF_ALL_SCALES[name], encoding="utf-8")
    code, out, err = run("solve", str(file), "--format", "json")

    assert (code, err) == (0, "")
    assert '"1/3"' in out
    assert '"3/4"' in out
