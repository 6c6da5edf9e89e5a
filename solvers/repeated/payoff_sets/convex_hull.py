"""Convex hulls of points in any dimension, flat ones included.

The affine hull of the points is found first: an axis of the singular value decomposition along which they extend less
than `FLAT` does not count. Within it the axes are stretched to one length, so that a thin body is to Qhull (Barber,
Dobkin and Huhdanpaa 1996) as good as a fat one. What is left of no points is empty, of points too near to tell
apart one point; segments and flat polygons in three dimensions are bodies like any other.

A body of three dimensions comes with its faces cut into triangles, but the cuts are not edges: an edge lies between
two faces that meet at an angle. Payoffs are measured in units of each player's range, so all tolerances are shares
of 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from scipy.spatial import ConvexHull

Points = NDArray[np.float64]

FLAT = 1e-10
"""An extent below this counts as zero."""

MERGED = 1e-12
"""Points of a face may lie so far from its plane, and points this near to each other may be taken for one."""


@dataclass(frozen=True, eq=False)
class Polytope:
    """The convex hull of finitely many points.

    Attributes
    ----------
    vertices
        Shape (k, n), lexicographically sorted; k is 0 if the polytope is empty.
    dimension
        Of the affine hull; -1 if the polytope is empty.
    edges
        Pairs of vertex numbers, shape (e, 2). Empty beyond three dimensions.
    triangles
        Triples of vertex numbers, shape (t, 3), that cover the polygon or the surface of the body. Empty below two
        dimensions and beyond three.
    normals
        Unit vectors outward from the faces, shape (f, n). Where the polytope is flat, both directions of each normal
        of its affine hull are among them, so that the faces always describe it.
    """

    vertices: Points
    dimension: int
    edges: NDArray[np.intp]
    triangles: NDArray[np.intp]
    normals: Points

    def support(self, directions: Points) -> NDArray[np.float64]:
        """Return the largest value of each direction on the polytope, shape (d,); -inf if it is empty."""
        return (directions @ self.vertices.T).max(axis=1, initial=-np.inf)

    def overhang(self, inner: Polytope) -> float:
        """Return how far this polytope reaches beyond a smaller one, at most.

        A vertex is measured to the nearest vertex or over the faces of the smaller one, whichever is less.
        """
        apart = np.linalg.norm(self.vertices[:, None] - inner.vertices, axis=2).min(axis=1)
        over = self.vertices @ inner.normals.T - inner.support(inner.normals)
        return float(np.minimum(apart, over.max(axis=1)).max())


def convex_hull(points: Points) -> Polytope:
    """Return the convex hull of points of shape (k, n), measured in units in which they extend about 1."""
    points = distinct(points)
    if len(points) == 0:
        return _polytope(points, -1, normals=points)
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(np.linalg.qr(centred, mode="r"))[2]
    along = centred @ axes.T
    extents = np.ptp(along, axis=0)
    wide = extents > FLAT
    across = np.concatenate([axes[~wide], -axes[~wide]])
    if wide.sum() == 0:
        return _polytope(points[:1], 0, normals=across)
    if wide.sum() == 1:
        ends = distinct(points[[along[:, wide].argmin(), along[:, wide].argmax()]])
        return _polytope(ends, 1, edges=[(0, 1)], normals=np.concatenate([across, axes[wide], -axes[wide]]))
    return _body(points, axes[wide] / extents[wide, None], across)


def above(polytope: Polytope, floors: NDArray[np.float64]) -> Polytope:
    """Return the part of a polytope of any dimension in which no coordinate is below its floor, floors of shape (n,).

    One floor after the other: what is left is the hull of the vertices above it and of the points where the segments
    from these to the vertices below, edges or not, cross it.
    """
    for i, floor in enumerate(floors):
        over = polytope.vertices[:, i] - floor
        kept, lost = polytope.vertices[over >= -MERGED], polytope.vertices[over < -MERGED]
        share = np.clip((kept[:, None, i] - floor) / (kept[:, None, i] - lost[None, :, i]), 0, 1)
        crossed = kept[:, None] + share[..., None] * (lost - kept[:, None])
        crossed[..., i] = floor
        polytope = convex_hull(np.concatenate([kept, crossed.reshape(-1, len(floors))]))
    return polytope


def behind(normals: Points, heights: NDArray[np.float64], inner: Polytope) -> Polytope:
    """Return the points x with normals x <= heights in the affine hull of a polytope inside, of any dimension."""
    from scipy.spatial import HalfspaceIntersection

    if inner.dimension < 2:
        return replace(inner, normals=normals)
    centre = inner.vertices.mean(axis=0)
    axes = np.linalg.svd(np.linalg.qr(inner.vertices - centre, mode="r"))[2][: inner.dimension]
    within = normals @ axes.T
    rim = np.linalg.norm(within, axis=1) > FLAT
    room = heights - normals @ centre
    corners = HalfspaceIntersection(np.column_stack([within, -room])[rim], np.zeros(inner.dimension)).intersections
    return replace(convex_hull(centre + corners @ axes), normals=normals)


def distinct(points: Points) -> Points:
    """Return the points sorted, one of those that share a cell of a grid of the width `MERGED`."""
    return points[np.unique(np.round(points / MERGED), axis=0, return_index=True)[1]]


def _body(points: Points, stretch: Points, across: Points) -> Polytope:
    """Return the hull of points that `stretch`, shape (dimension, n), maps to a body of two or more dimensions."""
    flat = (points - points.mean(axis=0)) @ stretch.T
    hull = _qhull(flat)
    dimension, tolerance = len(stretch), MERGED * np.linalg.norm(stretch, axis=1).max()
    edges: ArrayLike = ()
    triangles: ArrayLike = ()
    extreme = hull.vertices
    if dimension == 2:
        extreme = _ring(flat, hull.vertices, tolerance)
        edges = np.column_stack([extreme, np.roll(extreme, -1)])
        triangles = np.column_stack([np.full(len(extreme) - 2, extreme[0]), extreme[1:-1], extreme[2:]])
    elif dimension == 3:
        edges, triangles = _true_edges(flat, hull, tolerance), hull.simplices
        extreme = _ends_of_bent_edges(flat, edges)
    if len(extreme) < len(hull.vertices):
        return convex_hull(points[extreme])
    extreme = np.sort(extreme)
    outward = hull.equations[:, :-1] @ stretch
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    return _polytope(
        points[extreme],
        dimension,
        edges=np.searchsorted(extreme, edges),
        triangles=np.searchsorted(extreme, triangles),
        normals=np.concatenate([across, outward[np.unique(np.round(outward, 12), axis=0, return_index=True)[1]]]),
    )


def _qhull(flat: Points) -> ConvexHull:
    """Return the hull; where merging faces that are nearly of one plane fails, of points moved by about 1e-10."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        return ConvexHull(flat)
    except QhullError:
        return ConvexHull(flat, qhull_options="QJ Pp")


def _ring(flat: Points, ring: NDArray[np.intp], tolerance: float) -> NDArray[np.intp]:
    """Return the corners of a polygon in order, without those that lie on the line between their neighbours."""
    kept: list[int] = []
    for here, after in zip(ring, np.roll(ring, -1), strict=True):
        before = kept[-1] if kept else ring[-1]
        chord, leg = flat[after] - flat[before], flat[here] - flat[before]
        if abs(chord[0] * leg[1] - chord[1] * leg[0]) > tolerance * np.linalg.norm(chord):
            kept.append(here)
    return np.array(kept)


def _true_edges(flat: Points, hull: ConvexHull, tolerance: float) -> NDArray[np.intp]:
    """Return the pairs of points between two triangles that are not of one plane, shape (e, 2)."""
    triangle, side = np.nonzero(hull.neighbors > np.arange(len(hull.simplices))[:, None])
    neighbour = hull.neighbors[triangle, side]
    opposite = np.argmax(hull.neighbors[neighbour] == triangle[:, None], axis=1)
    depths = [
        np.einsum("ij,ij->i", flat[hull.simplices[other, corner]], hull.equations[this, :-1]) + hull.equations[this, -1]
        for this, other, corner in ((triangle, neighbour, opposite), (neighbour, triangle, side))
    ]
    bent = np.minimum(*depths) < -tolerance
    pairs = hull.simplices[triangle[bent]][np.arange(3) != side[bent, None]]
    return pairs.reshape(-1, 2)


def _ends_of_bent_edges(flat: Points, edges: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the points at which edges of two different lines meet; others lie within a face or an edge."""
    ends = np.concatenate([edges, edges[:, ::-1]])
    ways = flat[ends[:, 1]] - flat[ends[:, 0]]
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    first = ways[np.unique(ends[:, 0], return_index=True)[1]]
    start, of = np.unique(ends[:, 0], return_inverse=True)
    turned = np.linalg.norm(np.cross(ways, first[of]), axis=1) > 1e-9
    return start[np.bincount(of, weights=turned) > 0]


def _polytope(
    vertices: Points, dimension: int, normals: Points, edges: ArrayLike = (), triangles: ArrayLike = ()
) -> Polytope:
    return Polytope(
        vertices=vertices,
        dimension=dimension,
        edges=np.asarray(edges, dtype=np.intp).reshape(-1, 2),
        triangles=np.asarray(triangles, dtype=np.intp).reshape(-1, 3),
        normals=normals,
    )
