"""The script of a page run by V8: alone, as a solver of games, or as the page starts it, on a stand-in for a document.

The stand-in holds elements with their children and attributes, and does what is asked of timers. It lays nothing out,
draws nothing, and knows neither styles nor the keyboard: what hangs on these is for a browser.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from py_mini_racer import MiniRacer

SOLVERS = {
    "conflict": ("explore_conflict_solver.js",),
    "game": ("explore_fractions.js", "explore_solver.js", "explore_map.js", "explore_stages.js"),
    "population": ("explore_fractions.js", "explore_population_solver.js"),
    "world": ("explore_world_solver.js",),
}
"""The parts of a page's script that compute and know nothing of the page."""

DOCUMENT = """
class Element {
  constructor(tag) {
    Object.assign(this, { tag, children: [], attributes: {}, style: {}, dataset: {}, value: "" });
    Object.assign(this, { onclick: null, onchange: null });
    this.classList = { toggle: (name, on) => (this.dataset[name] = on) };
  }
  get id() { return this.attributes.id; }
  set id(id) { this.attributes.id = id; elements[id] = this; }
  get textContent() { return this.children.map((child) => child.textContent ?? child).join(" "); }
  set textContent(text) { this.children = [text]; }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  setAttribute(name, value) { this.attributes[name] = value; }
  within() { return [this, ...this.children.flatMap((child) => (child instanceof Element ? child.within() : []))]; }
  contains() { return false; }
  focus() {}
  querySelectorAll() { return []; }
  cloneNode() { return this; }
  click() {}
  getContext() { return { clearRect() {}, fill() {}, stroke() {} }; }
}
const elements = {};
const timers = [];
let done = 0;
const listeners = {};
const document = {
  documentElement: new Element("html"),
  createElement: (tag) => new Element(tag),
  createElementNS: (_, tag) => new Element(tag),
  getElementById: (id) => elements[id] || null,
};
const window = { addEventListener: (kind, act) => (listeners[kind] = act) };
const location = { hash: "" };
const history = { replaceState: (_state, _title, address) => (location.hash = address) };
const saved = [];
class Blob { constructor([text]) { saved.push(text); } }
const URL = { createObjectURL: () => "", revokeObjectURL() {} };
const performance = { now: () => 0 };
const matchMedia = () => ({ matches: false });
class Path2D { moveTo() {} lineTo() {} }
class URLSearchParams extends Map {
  constructor(text) {
    super(text.split("&").filter(Boolean).map((part) => part.split("=").map(decodeURIComponent)));
  }
  get(key) { return this.has(key) ? super.get(key) : null; }
}
var setTimeout = (act) => timers.push(act);
var clearTimeout = (number) => number && (timers[number - 1] = () => {});
const runTimers = () => { while (done < timers.length) timers[done++](); };
"""


@cache
def solver(kind: str) -> MiniRacer:
    """Return V8 with what computes on the page of a "conflict", a "game", a "population" or a "world"."""
    machine = MiniRacer()
    folder = files("tetrarchy.reports") / "templates"
    machine.eval("".join((folder / name).read_text(encoding="utf-8") for name in SOLVERS[kind]))
    return machine


def answer(kind: str, script: str, *given: Any) -> Any:
    """Return as plain values what a function of the solver's names returns, given plain values."""
    return json.loads(solver(kind).eval(f"JSON.stringify(({script})(...{json.dumps(given)}))"))


class Page:
    """A page that has started: what stands in it as text, and its address."""

    def __init__(self, page: str, address: str = "") -> None:
        self._machine = MiniRacer()
        parts = re.findall(r'<script type="[^"]*" id="(\w+)">(.*?)</script>', page, re.DOTALL)
        [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        ids = re.findall(r'\bid="([\w-]+)"', page)
        self._machine.eval(DOCUMENT)
        self._machine.eval(f"for (const id of {json.dumps(ids)}) new Element().id = id")
        for name, text in parts:
            self._machine.eval(f"elements[{json.dumps(name)}].textContent = {json.dumps(text)}")
        self._machine.eval(f"location.hash = {json.dumps(address)}")
        self._machine.eval(script)
        self._settle()

    def text(self, element: str) -> str:
        """Return the text in an element, words of its parts apart by single spaces."""
        return " ".join(self._machine.eval(f"elements[{json.dumps(element)}].textContent").split())

    @property
    def address(self) -> str:
        """Return what the page has written behind the address of its file."""
        return self._machine.eval("location.hash")

    @property
    def saved(self) -> str:
        """Return the text of the last file that the page offered to save."""
        return self._machine.eval("saved[saved.length - 1]")

    def type(self, element: str, text: str) -> None:
        """Write into a field, and go on once everything that follows is drawn."""
        self._machine.eval(f"elements[{json.dumps(element)}].value = {json.dumps(text)}")
        self._machine.eval(f"elements[{json.dumps(element)}].onchange()")
        self._settle()

    def press(self, label: str) -> None:
        """Press the button of a label."""
        self._machine.eval(
            "Object.values(elements).flatMap((each) => each.within())"
            f".find(({{ tag, textContent }}) => tag === 'button' && textContent === {json.dumps(label)}).onclick()"
        )
        self._settle()

    def _settle(self) -> None:
        self._machine.eval("runTimers()")
