"""The form of a file of the game of all states, as pydantic models; also the source of its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from ..schema import Name, Number, Section

Shares = str | dict[str, Number]


class TiesSection(Section):
    """`ties`: where they come from, a year, and how much each kind of obligation counts."""

    source: Literal["atop", "igos"] = "atop"
    year: int = 2010
    kinds: dict[Literal["defence", "offence", "neutrality", "nonaggression", "consultation"], Number] | None = Field(
        default=None, description="weights of kinds of obligations; any obligation counts 1 where left out"
    )


class ParametersSection(Section):
    """`[game.parameters]`: the weights of recognition and of resistance."""

    beta: Number | None = None
    gamma: Number | None = None


class WorldGameSection(Section):
    """`[game]` of kind "world"."""

    kind: Literal["world"]
    states: Name | None = Field(
        default=None, description='a table of mixes that ships ("mixes_2000_2010"), a CSV, or left out for [states]'
    )
    exclude: list[Name] = Field(default_factory=list, description="codes of states that are left out")
    ties: TiesSection | str | list[list[Any]] | None = Field(
        default=None, description="a source, a CSV with a, b, weight, or a list of [a, b, weight]"
    )
    pacts: list[list[str]] | None = Field(
        default=None, description="pairs with a pact of defence, for blocs; those of the source of the ties if left out"
    )
    rivals: list[list[str]] | None = Field(default=None, description="pairs of rivals, for blocs; as with pacts")
    size: Name | None = Field(default=None, description='"cinc:2010", "gdp:2010", or left out for [states]')
    data: Name | None = Field(default=None, description="a folder of tables, for other years than ship")
    space: Literal["orders", "corners"] = "orders"
    network: Literal["size", "rows"] = "size"
    closeness: Literal["identity", "values"] = Field(
        default="identity", description='how alike orders are: "values" takes the rows of the value matrix'
    )
    parameters: ParametersSection = ParametersSection()
    monism: dict[str, Number] = Field(default_factory=dict)
    appeal: dict[str, Number] = Field(default_factory=dict)


class StateSection(Section):
    """`[states.CODE]`: what differs from the table of mixes, or all there is to know of a state."""

    name: Name | None = None
    orders: Shares | None = None
    size: Number | None = None
    push: dict[str, Number] = Field(default_factory=dict)


class AlignmentSection(Section):
    """`[alignment]`: two or three values, the cost of a bloc, states that do not move."""

    values: Literal[2, 3] = 2
    cost: Number | None = None
    anchors: dict[str, int] = Field(default_factory=dict)


class WorldFile(Section):
    """A file of the game of all states; a title and `[game]` are required."""

    title: Annotated[str, Field(max_length=200)] = ""
    description: str = ""
    game: WorldGameSection = WorldGameSection(kind="world")
    states: dict[str, StateSection] = Field(default_factory=dict)
    alignment: AlignmentSection = AlignmentSection()
    do: list[dict[str, Any]] = Field(default_factory=list, description="counterfactual changes, by their paths")


def world_schema() -> dict[str, Any]:
    """Return the JSON Schema of files of a world, for editors."""
    schema = WorldFile.model_json_schema()
    schema["title"] = "tetrarchy world"
    schema["required"] = ["title", "game"]
    return schema
