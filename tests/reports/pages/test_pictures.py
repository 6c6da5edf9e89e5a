"""What pictures show: the matrix, profiles, triangles, mixes, and the map with its exact boundaries."""

import re
from fractions import Fraction
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure as Canvas

import tetrarchy as tt
from tetrarchy.reports.figures import matrix
from tetrarchy.reports.figures.drawing import SOFT
from tetrarchy.reports.figures.mixes import corners_of, frame, mixes_figure
from tetrarchy.reports.figures.regions import outline, regions_figure
from tetrarchy.reports.outputs import picture_files, written
from tetrarchy.reports.sequence.drawing import tree_figure
from tetrarchy.studies.scenario.unsolved import unsolved
from tetrarchy.studies.sequence.analysis import sequence_analysis
from tetrarchy.studies.thresholds.thresholds import thresholds


@cache
def plane():
    return thresholds(tt.load("us-russia-china"), ["p_R", "rho"])


def pictures(page):
    return re.findall(r'<svg[^>]*aria-label="([^"]*)"', page)


def test_a_game_of_three_shows_mixes_profiles_triangles_and_the_matrix():
    page = written(unsolved(tt.load("us-russia-china")), "html")

    assert [re.split("[:.]", name)[0] for name in pictures(page)] == [
        "What each follows",
        "What counts for whom",
        "The payoffs, with United States in the rows and Russia in the columns",
        "Amity (+) and enmity (-) between the three",
    ]


def test_the_matrix_has_a_slice_for_each_action_of_the_third_and_one_frame_for_the_equilibrium():
    page = written(unsolved(tt.load("us-russia-china")), "html")
    [matrix] = [part for part in page.split("<svg")[1:] if 'aria-label="The payoffs' in part]

    matrix = matrix.partition("</svg>")[0]
    assert float(re.search(r'width="([\d.]+)pt"', matrix)[1]) < 12 * 72
    assert [title for title in ("China: hedge", "China: entente", "China: alliance") if title not in matrix] == []
    assert matrix.count("stroke-width: 2;") == 1
    assert matrix.count(">0.125<") == 2


def test_names_of_columns_stand_apart_however_long_they_are(monkeypatch):
    monkeypatch.setattr(matrix, "drawn", lambda caption, draw, told, width, height: (draw, (width, height)))
    actions = [["engage both", "press China alone", "press Russia alone", "press both"]] * 3
    texts, zeros = [np.full((4, 4, 4), "0", dtype=object)] * 3, np.zeros((3, 4, 4, 4))
    draw, size = matrix.matrix_figure(["A", "B", "C"], actions, texts, zeros, zeros > 0)
    axes = Canvas(size, layout="constrained").add_subplot()
    draw(axes)
    axes.figure.draw_without_rendering()
    names = [text for text in axes.texts if text.get_fontweight() == "bold"]
    places = [text.get_window_extent() for text in names]

    assert [text.get_text() for text in names if "Russia" in text.get_text()].count("press Russia\nalone") == 4
    assert not [pair for pair in combinations(places, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("name", ["climate-five-powers", "coalition-multilateral"])
def test_a_game_that_no_reader_could_see_has_no_matrix(name):
    assert not [each for each in pictures(written(unsolved(tt.load(name)), "html")) if "payoffs" in each]


def test_the_regions_that_are_drawn_hold_what_is_stable_at_points_inside():
    study = plane()
    scenario = study.scenario
    shapes = [(*outline(cell), cell.profiles) for cell in study.cells]
    draw = np.random.default_rng(7)

    for _ in range(20):
        x, y = (float(over.low + (over.high - over.low) * Fraction(draw.uniform(0.01, 0.99))) for over in study.over)
        [profiles] = {
            found
            for places, below, above, found in shapes
            if places[0] < x < places[-1] and np.interp(x, places, below) < y < np.interp(x, places, above)
        }
        assert set(profiles) == set(unsolved(scenario.replace({"p_R": x, "rho": y})).pure_equilibria)


def test_the_text_of_a_map_says_where_the_scenario_stands_and_where_each_outcome_is_stable():
    here, *cells = regions_figure(plane()).told().split(". ")

    assert here == (
        "The scenario is at pressure on Russia 0.6 and Chinese restraint 0.6: "
        "containment of a bloc (press both, entente, entente)"
    )
    assert (
        "(press both, hedge, entente): pressure on Russia from 0.468 to 0.782, "
        "Chinese restraint from about 0.2 to 0.31 at the left and 0.2 to 0.2 at the right"
    ) in cells


def test_a_sweep_over_one_number_is_drawn_with_its_exact_border():
    told = tt.sweep("sanctions-russia", over={"k": [0.1, 0.2, 0.4, 0.6]}).plot().told()

    assert told.startswith(
        "sender cost from 0.1 to 0.261: B: stand-off (sanction, hold). "
        "sender cost from 0.261 to 0.6: A: the West gives up (relax, hold). The scenario is at 0.2. "
        "payoff of United States and European Union goes from -0.05 at 0.1 to -0.078 at 0.6. "
    )


def test_pictures_are_files_of_two_kinds_with_the_same_bytes_each_time():
    result = unsolved(tt.load("sanctions-russia"))
    files = picture_files(result)

    assert {name.rpartition(".")[2] for name in files} == {"svg", "png"}
    assert files == picture_files(result)
    assert all(content.startswith(b"\x89PNG" if name.endswith("png") else b"<svg") for name, content in files.items())


def test_a_tree_is_a_picture_of_both_kinds_and_labels_stand_over_its_lines():
    tree = tree_figure(sequence_analysis(tt.load("sweden-2023"), mixed=False))
    drawn = tree.picture()

    assert tree.png().startswith(b"\x89PNG")
    assert drawn.rindex(f'stroke="{SOFT}"') < drawn.index('paint-order="stroke"')


@pytest.mark.parametrize("orders", [2, 3, 4, 5])
def test_all_corners_of_mixes_are_in_the_picture(orders):
    axes = Canvas().add_subplot()
    frame(axes, corners_of(orders), [str(k) for k in range(orders)])
    places = np.array([text.get_position() for text in axes.texts])

    assert (np.abs(places) < axes.get_xlim()[1]).all()
    assert axes.get_xlim() == axes.get_ylim()


@pytest.mark.parametrize("orders", [3, 4, 5])
def test_no_name_among_mixes_stands_on_another_or_on_that_of_an_order(orders):
    corners = np.eye(orders)
    mixes = {f"actor {k}": corners[k] for k in range(orders)}
    mixes |= {"the same as actor 0": corners[0], "near actor 1": 0.97 * corners[1] + 0.03 * corners[0]}
    svg = mixes_figure([f"order {k}" for k in range(orders)], mixes).picture()
    found = re.findall(r'<text style="[^"]*text-anchor: (\w+)[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)<', svg)
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}
    boxes = [(float(x) - 5 * before[end] * len(name), float(y), 5 * len(name)) for end, x, y, name in found]

    assert sorted(name for *_, name in found) == sorted([*mixes, *(f"order {k}" for k in range(orders))])
    assert all(
        abs(one[1] - other[1]) > 9 or one[0] + one[2] < other[0] or other[0] + other[2] < one[0]
        for one, other in combinations(boxes, 2)
    )


@pytest.mark.parametrize("brief", [(), ("--brief",)])
def test_figures_are_written_beside_the_report(run, tmp_path, brief):
    pictures = str(tmp_path / "pictures")
    code, _, err = run("report", "sanctions-russia", *brief, "--figures", pictures, "--format", "json")

    assert code == 0
    assert "files of pictures in" in err
    assert np.all([path.stat().st_size > 1000 for path in (tmp_path / "pictures").iterdir()])


@pytest.mark.parametrize("command", [["report", "chicken", "--figures"], ["gallery", "--out"]])
@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("file", "file: is there already and not a folder; choose another name"),
        ("", "'': the name of a folder is empty"),
    ],
)
def test_what_is_no_folder_is_refused_at_once(run, tmp_path, monkeypatch, command, folder, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("kept")
    monkeypatch.setattr("tetrarchy.studies.scenario.main_analysis.main_analysis", None)

    assert run(*command, folder) == (2, "", f"tetrarchy: {said}\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "kept")]
