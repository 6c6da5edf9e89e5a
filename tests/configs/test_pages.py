"""A page of `tetrarchy explore` is read as the scenario inside, with the numbers that were set when it was saved."""

from fractions import Fraction

import pytest

from tetrarchy import InputError, ScenarioError, load, parse
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml


def page(name="courting-washington", setting="{}"):
    scenario = toml(resolved(load(name)))
    return (
        "<!DOCTYPE html>\n<html><body>\n"
        f'<script type="text/plain" id="scenario">\n{scenario}</script>\n'
        f'<script type="application/json" id="setting">{setting}</script>\n</body></html>\n'
    )


def test_the_numbers_that_were_set_are_used():
    setting = '{"y": "1/7", "US.types.0.prior": "1/3", "US.types.1.prior": "2/3", "Russia.conservative": "1/2"}'
    whole = setting.replace("}", ', "Russia.mercantilist": "1/2"}')
    found = parse(page(setting=whole), "room.html")
    us, russia = found.actors["US"], found.actors["Russia"]

    assert found.game.parameters[found.game.arena.parameter("y").name] == Fraction(1, 7)
    assert [own.prior for own in us.types] == [Fraction(1, 3), Fraction(2, 3)]
    assert (russia.orders["conservative"], russia.orders["mercantilist"]) == (Fraction(1, 2), Fraction(1, 2))


def test_a_payoff_that_was_set_is_used():
    found = parse(page("stag-hunt", '{"1.0.1": "22/7"}'), "room.html")

    assert found.build().exact[1, 0, 1] == Fraction(22, 7)


def test_the_order_of_moves_that_was_chosen_is_used():
    found = parse(page("s400-in-sequence", '{"~order": "3"}'), "room.html")

    assert (found.order, found.hidden) == ((("US",), ("China", "India")), ())


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('{"yy": "1"}', "room.html: the setting inside the page: unknown number 'yy'"),
        ('{"y": 1}', "room.html: the setting inside the page: expected a table of numbers as text, got '{\"y\": 1}'"),
        ('{"~order": "3"}', "room.html: the setting inside the page: unknown order of moves '3'"),
        ("[", "room.html: the setting inside the page: expected a table of numbers as text, got '['"),
    ],
)
def test_a_setting_that_is_none_is_refused(setting, message):
    with pytest.raises(InputError) as refused:
        parse(page(setting=setting), "room.html")

    assert str(refused.value).startswith(message)


def test_faults_of_the_scenario_are_told_at_their_lines_of_the_page():
    text = page().replace('kind = "custom"', 'kind = "costum"')
    line = text[: text.index("costum")].count("\n") + 1
    with pytest.raises(ScenarioError) as refused:
        parse(text, "room.html")

    assert (refused.value.problems[0].line, refused.value.problems[0].field) == (line, "game.kind")


def test_a_number_out_of_its_bounds_is_refused():
    with pytest.raises(ScenarioError, match="prior: must lie in"):
        parse(page(setting='{"US.types.0.prior": "7/3"}'), "room.html")


def test_a_page_without_a_scenario_is_no_source():
    with pytest.raises(InputError, match="is XML or HTML"):
        parse("<!doctype html><p>Nothing</p>", "room.html")
