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
from ..games.orders.rows import ROW_NAMES
from ..games.repeated.strategies import STRATEGIES
from ..studies.sweep.columns.pure import SELECTIONS
from ..studies.sweep.points.designs import DESIGNS

_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "description": 'an exact number such as "1/3"'}]}

_CONSEQUENCE = {
    "type": "object",
    "properties": {
        "when": {
            "type": "object",
            "description": "for some players an action, or a list of them; the others may play anything",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
    },
    "additionalProperties": {
        "type": "object",
        "description": "for a player, the size of the effect on each dimension: a number, or a formula as text",
        "properties": {name: {"anyOf": [{"type": "number"}, {"type": "string"}]} for name in WRITTEN_NAMES},
        "additionalProperties": False,
    },
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


class OrdersSection(Section):
    """`[orders]`: the coding of the value matrix, and cells that differ from it; `orders = "NAME"` names a coding."""

    coding: Name = Field(default=SAKWA.name, json_schema_extra={"enum": list(CODINGS)})
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


class ArenaSection(Section):
    """`[game]` of an arena: its name and the parameters that differ from their defaults."""

    kind: Annotated[str, Field(json_schema_extra={"enum": list(ARENAS)})]
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


class NormalFormSection(Section):
    """`[game]` of kind "normal_form": payoffs[player][a1]..[an]."""

    kind: Literal["normal_form"]
    players: list[Name] | None = None
    actions: list[list[Name]] | None = None
    payoffs: list[Any]


class OrdinalSection(Section):
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


class CustomSection(Section):
    """`[game]` of kind "custom": an arena of the scenario's own; `consequences` add up over the outcomes they match."""

    kind: Literal["custom"]
    players: list[Name]
    actions: list[list[Name]]
    parameters: dict[str, Annotated[dict[str, Any], WithJsonSchema(ParameterSection.model_json_schema())]] = Field(
        default_factory=dict
    )
    consequences: list[Annotated[dict[str, Any], WithJsonSchema(_CONSEQUENCE)]] = Field(default_factory=list)


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
    outcomes: dict[str, dict[str, str | list[Name]]] = Field(
        default_factory=dict, description="for each name the actions that make the outcome so named"
    )


class ScenarioFile(Section):
    """A scenario file; a title and `[game]`, which has its own model for each kind, are required."""

    title: Annotated[str, Field(max_length=200)] = ""
    question: Annotated[str, Field(max_length=400)] = Field(default="", description="what the scenario asks")
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
    status_quo: dict[str, str] = Field(default_factory=dict)
    labels: LabelsSection = LabelsSection()
    study: StudySection | None = None


def game_sections() -> dict[str, type[Section]]:
    """Return the model of `[game]` for each kind."""
    return {
        "normal_form": NormalFormSection,
        "ordinal": OrdinalSection,
        "custom": CustomSection,
        **dict.fromkeys(ARENAS, ArenaSection),
        **dict.fromkeys(POPULATIONS, PopulationSection),
    }


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    schema = ScenarioFile.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    kinds = (ArenaSection, PopulationSection, NormalFormSection, OrdinalSection, CustomSection)
    for model in kinds:
        definitions[model.__name__] = model.model_json_schema()
    schema["properties"]["game"] = {"anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in kinds]}
    cells = dict.fromkeys(DIMENSION_NAMES, _NUMBER)
    row = {"type": "object", "properties": cells, "additionalProperties": False}
    definitions["OrdersSection"]["properties"] |= dict.fromkeys(ROW_NAMES, row)
    named = {"type": "string", "enum": list(CODINGS)}
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
