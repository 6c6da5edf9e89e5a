"""The form of a scenario file, section by section, as pydantic models; also the source of its JSON Schema.

These models check form alone: which keys there are, and of what kind their values are. Whether the values fit
together (shares that sum to 1, actions that exist) is checked where a scenario is assembled.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..games.arenas import ARENAS, POPULATIONS
from ..games.dimensions import DIMENSION_NAMES, WRITTEN_NAMES
from ..games.numbers import read_fraction
from ..games.orders.codings import CODINGS, SAKWA
from ..games.orders.rows import ROW_NAMES, Evidence
from ..games.repeated.strategies import STRATEGIES
from ..studies.installed import installed_arenas
from ..studies.scenario.derived import DERIVED
from ..studies.sweep.columns.pure import SELECTIONS
from ..studies.sweep.points.designs import DESIGNS

_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "description": 'an exact number such as "1/3"'}]}

_EFFECTS = {
    "type": "object",
    "description": "for a player, the size of the effect on each dimension: a number, or a formula as text",
    "properties": {name: {"anyOf": [{"type": "number"}, {"type": "string"}]} for name in WRITTEN_NAMES},
    "additionalProperties": False,
}

_CONSEQUENCE = {
    "type": "object",
    "properties": {
        "when": {
            "type": "object",
            "description": "for some players an action, or a list of them; the others may play anything",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
    },
    "additionalProperties": _EFFECTS,
}


_IRREVERSIBLE = {
    "anyOf": [
        {"type": "string", "description": "an option that is taken for good"},
        {
            "type": "object",
            "properties": {"option": {"type": "string"}, "once": {"enum": ["taken", "dropped"]}},
            "required": ["option", "once"],
            "additionalProperties": False,
        },
    ]
}

_STATUS_QUO = {
    "anyOf": [
        {"type": "object", "additionalProperties": {"type": "string"}, "description": "an action of every player"},
        {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "description": "in a conflict the options that each decision maker has taken",
        },
        {"type": "string", "description": "in a conflict of states the name of one"},
    ]
}

_STRATEGY = {
    "type": "object",
    "description": "a kind of strategy with its options, or states and moves; player where it is only one player's",
    "properties": {
        "player": {"type": "string"},
        "kind": {"enum": list(STRATEGIES)},
        "states": {"type": "object"},
        "start": {"type": "string"},
        "moves": {"type": "array", "items": {"type": "object"}},
    },
}

_SPAN = {
    "anyOf": [
        {"type": "string", "description": '"declared" (the range held plausible), "LO:HI", "LO:HI:N" or "A,B,C"'},
        {"type": "array", "items": _NUMBER, "description": "the values, one by one"},
        {"type": "object", "description": "what stands behind the dot of a path"},
    ]
}

_OVER = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}, "description": "paths, over the ranges held plausible"},
        {"type": "object", "additionalProperties": _SPAN, "description": "for each path what it takes"},
    ]
}


def _exact(value: Any) -> Fraction:
    try:
        return read_fraction(value)
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("number", "expected a number, {came}", {"came": str(error)}) from None


Number = Annotated[Fraction, BeforeValidator(_exact), WithJsonSchema(_NUMBER)]
"""A number kept exactly: an integer, a decimal, or a string such as "1/3"."""

Name = Annotated[str, Field(min_length=1, max_length=80)]


class Section(BaseModel):
    """A part of a scenario file; a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TypeSection(Section):
    """One type that an actor may be of: `prior` is the chance of it, and all chances sum to 1."""

    name: Name | None = Field(default=None, description="what readers call it; its orders where left out")
    prior: Number
    orders: str | dict[str, Number]


class ActorSection(Section):
    """`[actors.NAME]`: what a player is called, and the mix of orders that it follows."""

    name: Name | None = Field(default=None, description="the name that readers see")
    orders: str | dict[str, Number] | None = Field(default=None, description="an order, or shares that sum to 1")
    types: list[TypeSection] | None = Field(default=None, description="types that it may be of, instead of orders")
    rivals: list[Name] | None = Field(
        default=None, description="the players against whom it measures its gain; all other states where left out"
    )


class WeightSection(Section):
    """A cell of a coding: the weight, its range, and what they rest on."""

    value: Number
    low: Number
    high: Number
    evidence: Evidence = "judgement"
    reason: str = ""
    source: str = ""


class CodingSection(Section):
    """A coding of the value matrix, as a file of its own or in a scenario: a weight for each row and dimension."""

    name: Name
    title: Name
    meaning: str = ""
    source: str = ""
    rows: dict[str, dict[str, WeightSection]]


class OrdersSection(Section):
    """`[orders]`: the coding of the value matrix, and cells that differ from it; `orders = "NAME"` names a coding."""

    coding: str | dict[str, Any] = Field(
        default=SAKWA.name, description="a shipped coding, a file beside this one that ends in .toml, or its tables"
    )
    liberal: dict[str, Number] = Field(default_factory=dict)
    transformative: dict[str, Number] = Field(default_factory=dict)
    mercantilist: dict[str, Number] = Field(default_factory=dict)
    conservative: dict[str, Number] = Field(default_factory=dict)
    security_state: dict[str, Number] = Field(default_factory=dict)


def _named_coding(value: Any) -> Any:
    return {"coding": value} if isinstance(value, str) else value


class RelationSection(Section):
    """`[[relations]]`: what is judged of the tie between two states, each in [0, 1]."""

    between: Annotated[list[Name], Field(min_length=2, max_length=2)]
    norm_agreement: Number | None = Field(default=None, description="agreement on primary institutions (N)")
    contestation: Number | None = Field(
        default=None, description="active contestation of norms within the pair (kappa)"
    )
    shared_values: Number | None = Field(default=None, description="shared values, similarity of regimes (V)")
    joint_projects: Number | None = Field(default=None, description="joint projects (C)")
    desecuritisation: Number | None = Field(default=None, description="how far the tie is freed of security fears (D)")
    economic_institutions: Number | None = Field(default=None, description="strength of economic institutions (E)")
    military_institutions: Number | None = Field(default=None, description="strength of military institutions (M)")
    status_recognition: Number | None = Field(default=None, description="mutual recognition of status (R)")
    contestation_view: Number | None = Field(default=None, description="0: contestation drives, 1: it impairs (lambda)")
    engine_strength: Number | None = Field(default=None, description="how strongly contestation builds where it drives")


class RepeatedSection(Section):
    """`[repeated]`: the game is played again and again."""

    discount: Number | None = Field(default=None, description="discount factor, at least 0 and below 1")
    noise: Number | None = Field(default=None, description="chance that an intended action is replaced by another one")
    misperception: Number | None = Field(default=None, description="chance that another's action is seen wrongly")


class MoveSection(Section):
    """A move of a strategy that is written out: from one state to another one when the actions played match."""

    source: Annotated[Name, Field(alias="from")]
    when: dict[str, str | list[Name]] = Field(
        default_factory=dict, description="for some players an action, or a list of them; the others may play anything"
    )
    to: Name


class WrittenStrategySection(Section):
    """`[strategies.NAME]` written out: what its states play, and which moves lead from one to the next."""

    player: Name | None = Field(default=None, description="whose it is; anybody's where left out")
    states: dict[str, str | dict[str, Number]] = Field(description="for each state an action, or chances of actions")
    start: Name | None = Field(default=None, description="the first state; the one written first where left out")
    moves: list[MoveSection] = Field(default_factory=list)


class HiddenSection(Section):
    """An entry of `hidden`: what `of` did is not seen by `from`, who moves later."""

    of: Name
    blind: Annotated[str | list[Name], Field(alias="from")]


class SequencedSection(Section):
    """`[game]` of players who may move one after the other."""

    order: list[list[Name]] | None = Field(
        default=None, description="who moves when; the players of a list within move at once, all where left out"
    )
    hidden: list[HiddenSection] = Field(default_factory=list)


class ArenaSection(SequencedSection):
    """`[game]` of an arena: its name and the parameters that differ from their defaults."""

    kind: Annotated[str, Field(json_schema_extra={"enum": [*ARENAS, *DERIVED]})]
    parameters: dict[str, Number] = Field(default_factory=dict)
    held: list[Name] | None = Field(
        default=None, description="parameters that draws leave as they are; those that the file names, where left out"
    )


class PopulationSection(Section):
    """`[game]` of a population game: its name, the parameters that differ from their defaults, shares of the orders."""

    kind: Annotated[str, Field(json_schema_extra={"enum": list(POPULATIONS)})]
    parameters: dict[str, Number] = Field(default_factory=dict)
    shares: dict[str, str | dict[str, Number]] = Field(
        default_factory=dict, description='"start" of an order_contest, "neighbours" of a magnet; shares sum to 1'
    )


class NormalFormSection(SequencedSection):
    """`[game]` of kind "normal_form": payoffs[player][a1]..[an]."""

    kind: Literal["normal_form"]
    players: list[Name] | None = None
    actions: list[list[Name]] | None = None
    payoffs: list[Any]


class OrdinalSection(SequencedSection):
    """`[game]` of kind "ordinal": each player ranks the outcomes, best first; a nested list is a tie."""

    kind: Literal["ordinal"]
    players: list[Name]
    actions: list[list[Name]]
    ranking: dict[str, list[Any]]


class ParameterSection(Section):
    """A parameter of a custom arena."""

    default: Number
    low: Number = Field(description="lowest value held plausible")
    high: Number = Field(description="highest value held plausible")
    meaning: Annotated[str, Field(min_length=1)]
    symbol: Name | None = Field(default=None, description="short name, accepted wherever the name is")
    unit: str = "value"
    source: str = Field(default="judgement", description="what the numbers rest on")
    value: Number | None = Field(default=None, description="what this scenario uses; the default where left out")


class CustomSection(SequencedSection):
    """`[game]` of kind "custom": an arena of the scenario's own; `consequences` add up over the outcomes they match."""

    kind: Literal["custom"]
    players: list[Name]
    actions: list[list[Name]]
    parameters: dict[str, Annotated[dict[str, Any], WithJsonSchema(ParameterSection.model_json_schema())]] = Field(
        default_factory=dict
    )
    consequences: list[Annotated[dict[str, Any], WithJsonSchema(_CONSEQUENCE)]] = Field(default_factory=list)


class PreferenceSection(Section):
    """What one decision maker of a conflict prefers, in one of four forms; cuts and unknown stand beside a ranking."""

    statements: list[str] | None = Field(default=None, description="about options, the most important first")
    red_lines: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="so many of the first statements: what they decide is greatly preferred"
    )
    ranking: list[Any] | None = Field(default=None, description="states, best first; a nested list is a tie")
    cuts: list[int] = Field(default_factory=list, description="the first so many classes are greatly preferred")
    unknown: list[Any] = Field(default_factory=list, description="pairs of states of which it is not known")
    weights: dict[str, Number] | None = Field(default=None, description="for some options what taking them adds")
    payoffs: dict[str, Number] | None = Field(default=None, description="for each state, by its name")


class GraphSection(Section):
    """`[game]` of kind "graph": a conflict of decision makers with options, or with states and moves written out."""

    kind: Literal["graph"]
    options: dict[str, list[Name]] | None = Field(default=None, description="for each decision maker its options")
    infeasible: list[str] = Field(default_factory=list, description="statements that are true of no state")
    irreversible: list[Annotated[Any, WithJsonSchema(_IRREVERSIBLE)]] = Field(
        default_factory=list, description="options that are taken for good, or once dropped gone"
    )
    states: list[Name] | None = Field(default=None, description="the states, where there are no options")
    moves: dict[str, list[Annotated[list[Name], Field(min_length=2, max_length=2)]]] | None = Field(
        default=None, description="for each decision maker pairs of states, from and to"
    )
    preferences: dict[str, PreferenceSection] = Field(default_factory=dict)
    views: dict[str, dict[str, PreferenceSection]] = Field(
        default_factory=dict, description="for a decision maker what it takes the preferences of others to be"
    )


class EndSection(Section):
    """`[game.ends.NAME]`: where play is over; an end may be led to from several places."""

    payoffs: dict[str, Number] | None = Field(default=None, description="for some players what is paid")
    effects: dict[str, Annotated[dict[str, Any], WithJsonSchema(_EFFECTS)]] | None = None
    label: str = Field(default="", description="what readers see in the place of the name")


class NodeSection(EndSection):
    """`[game.nodes.NAME]`: a player and its actions, or chance; payoffs or effects are added to all that is below."""

    player: Name | None = None
    set: Name | None = Field(default=None, description="the information set; the node alone where left out")
    actions: dict[str, Name] | None = Field(default=None, description="where each action leads")
    chance: dict[str, Number] | None = Field(default=None, description="the chance of each branch")
    to: dict[str, Name] | None = Field(default=None, description="where each branch leads")


class TreeSection(Section):
    """`[game]` of kind "tree": nodes and ends by name, with payoffs or effects."""

    kind: Literal["tree"]
    players: list[Name]
    start: Name
    nodes: dict[str, NodeSection] = Field(default_factory=dict)
    ends: dict[str, EndSection]
    parameters: dict[str, Annotated[dict[str, Any], WithJsonSchema(ParameterSection.model_json_schema())]] = Field(
        default_factory=dict
    )


class StudySection(Section):
    """`[study]`: a sweep of the scenario, which `solve` leaves alone."""

    design: Annotated[str, Field(json_schema_extra={"enum": list(DESIGNS)})] = "grid"
    over: Annotated[Any, WithJsonSchema(_OVER)] = None
    file: Name | None = Field(default=None, description="a table in CSV or Parquet, beside this file: its rows")
    samples: Annotated[int, Field(ge=1)] | None = Field(default=None, description="points, blocks or trajectories")
    seed: Annotated[int, Field(ge=0)] | None = Field(default=None, description="of a sample, where not the scenario's")
    concepts: list[Name] = Field(default_factory=list, description="besides pure equilibria, as after --concept")
    selection: Annotated[str, Field(json_schema_extra={"enum": list(SELECTIONS)})] = "first"


class LabelsSection(Section):
    """`[labels]`: what readers call players, actions and outcomes; scripts know them by the names of the game."""

    players: dict[str, Name] = Field(default_factory=dict, description='each as in a sentence, "the United States"')
    plural: list[Name] = Field(default_factory=list, description="the players that take a verb in the plural")
    actions: dict[str, dict[str, Name]] = Field(default_factory=dict, description="for each player its actions")
    verbs: dict[str, dict[str, Name]] = Field(
        default_factory=dict, description='the same as infinitives, "press both"; the label where left out'
    )
    does: dict[str, dict[str, Name]] = Field(
        default_factory=dict,
        description='in the third person, "holds back and waits"; else the first word of the verb is inflected',
    )
    outcomes: dict[str, dict[str, str | list[Name]]] = Field(
        default_factory=dict, description="for each name the actions that make the outcome so named"
    )


class ScenarioFile(Section):
    """A scenario file; a title and `[game]`, which has its own model for each kind, are required."""

    title: Annotated[str, Field(max_length=200)] = ""
    question: Annotated[str, Field(max_length=400)] = Field(default="", description="what the scenario asks")
    asks: list[Name] = Field(
        default_factory=list,
        description='what the question is about: numbers by their paths, and actions as "Russia=hedge"',
    )
    description: str = ""
    sources: list[str] = Field(default_factory=list)
    seed: Annotated[int, Field(ge=0)] = 0
    game: dict[str, Any] = Field(default_factory=dict)
    actors: dict[str, ActorSection] = Field(default_factory=dict)
    orders: Annotated[OrdersSection, BeforeValidator(_named_coding)] = OrdersSection()
    relations: list[RelationSection] = Field(default_factory=list)
    repeated: RepeatedSection | None = None
    strategies: dict[str, Annotated[dict[str, Any], WithJsonSchema(_STRATEGY)]] = Field(default_factory=dict)
    plays: list[dict[str, Name]] = Field(
        default_factory=list, description="which strategies meet: for each play a strategy of every player"
    )
    status_quo: Annotated[Any, WithJsonSchema(_STATUS_QUO)] = Field(default_factory=dict)
    irreversible: dict[str, list[Name]] = Field(
        default_factory=dict, description="for some players actions that cannot be left again; for tetrarchy stability"
    )
    labels: LabelsSection = LabelsSection()
    study: StudySection | None = None


def game_sections() -> dict[str, type[Section]]:
    """Return the model of `[game]` for each kind."""
    return {
        "normal_form": NormalFormSection,
        "ordinal": OrdinalSection,
        "custom": CustomSection,
        "graph": GraphSection,
        "tree": TreeSection,
        **dict.fromkeys((*ARENAS, *DERIVED), ArenaSection),
        **dict.fromkeys(POPULATIONS, PopulationSection),
    }


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    schema = ScenarioFile.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    kinds = (
        *(ArenaSection, PopulationSection, NormalFormSection, OrdinalSection, CustomSection),
        *(GraphSection, TreeSection),
    )
    for model in kinds:
        own = model.model_json_schema()
        definitions |= own.pop("$defs", {})
        definitions[model.__name__] = own
    definitions["ArenaSection"]["properties"]["kind"]["enum"] = [*ARENAS, *DERIVED, *installed_arenas()]
    schema["properties"]["game"] = {"anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in kinds]}
    cells = dict.fromkeys(DIMENSION_NAMES, _NUMBER)
    row = {"type": "object", "properties": cells, "additionalProperties": False}
    definitions["OrdersSection"]["properties"] |= dict.fromkeys(ROW_NAMES, row)
    definitions["CodingSection"] = CodingSection.model_json_schema(ref_template="#/$defs/{model}")
    definitions |= definitions["CodingSection"].pop("$defs")
    named = {"anyOf": [{"enum": list(CODINGS)}, {"type": "string", "pattern": r"\.toml$"}]}
    coding = {"anyOf": [*named["anyOf"], {"$ref": "#/$defs/CodingSection"}]}
    definitions["OrdersSection"]["properties"]["coding"] |= coding
    schema["properties"]["orders"] = {"anyOf": [named, {"$ref": "#/$defs/OrdersSection"}]}
    schema["title"] = "tetrarchy scenario"
    schema["required"] = ["title", "game"]
    return schema


def known_keys(model: type[Section], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that the section at a path inside a model may have; empty where any key may stand."""
    annotation: Any = model
    for step in path:
        fields = _fields(annotation)
        annotation = fields[step].annotation if step in fields else _inner(annotation)
    return tuple(_fields(annotation))


def _fields(annotation: Any) -> dict[Any, Any]:
    for option in (annotation, *get_args(annotation)):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return dict(option.model_fields)
    return {}


def _inner(annotation: Any) -> Any:
    arguments = get_args(annotation)
    return arguments[-1] if arguments else None
