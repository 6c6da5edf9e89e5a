"""Points of the unit cube as a function of their numbers.

Random numbers come from Philox 4x64-10 (Salmon and others 2011), a generator that can be set to any place of its stream
at once: row r of d numbers begins ceil(d / 4) r steps into it, each step being four words.

A Latin hypercube (McKay, Beckman and Conover 1979) puts one of n points into each of n layers, along every axis. The
layer of a point is a keyed permutation of its number: a Feistel network (Luby and Rackoff 1988) on the least square of
a power of two that holds n numbers, applied again until it gives one below n (Black and Rogaway 2002).

A Sobol' sequence in Gray code order (Sobol' 1967; Antonov and Saleev 1979) is the exclusive or of a shift with those
*direction numbers* V_j whose bit j is set in the Gray code of the point's number. They are read off the scrambled
sequence of `scipy.stats.qmc` (Owen scrambling as of Matousek 1998), at the points 2^(j+1) - 1, whose Gray code is 2^j.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Floats

Words = NDArray[np.uint64]

WORDS_A_STEP = 4
"""Of Philox, for each step of its counter."""

ROUNDS = 8

SOBOL_BITS = 30
"""The digits of the sequence; it has at most 2^30 points."""


def uniforms(seed: int, start: int, stop: int, dimensions: int) -> Floats:
    """Return rows start, .., stop - 1 of random numbers in [0, 1), shape (stop - start, dimensions).

    Examples
    --------
    >>> bool((uniforms(7, 0, 9, 3)[4:6] == uniforms(7, 4, 6, 3)).all())
    True
    """
    steps = -(-dimensions // WORDS_A_STEP)
    stream = np.random.Philox(np.random.SeedSequence(seed)).advance(start * steps)
    return np.random.Generator(stream).random((stop - start, steps * WORDS_A_STEP))[:, :dimensions]


def latin_hypercube(seed: int, start: int, stop: int, dimensions: int, samples: int) -> Floats:
    """Return rows start, .., stop - 1 of a Latin hypercube of `samples` points, shape (stop - start, dimensions)."""
    drawn = np.random.SeedSequence(seed, spawn_key=(0,)).generate_state(dimensions * ROUNDS, np.uint64)
    keys = np.asarray(drawn, dtype=np.uint64).reshape(dimensions, ROUNDS)
    rows = np.arange(start, stop, dtype=np.uint64)
    layers = [permuted(rows, samples, own) for own in keys]
    return (np.stack(layers, axis=1) + uniforms(seed, start, stop, dimensions)) / samples


def permuted(numbers: Words, length: int, keys: Words) -> Words:
    """Return where a keyed permutation of 0, .., length - 1 takes some numbers.

    Examples
    --------
    >>> sorted(permuted(np.arange(10, dtype=np.uint64), 10, np.arange(8, dtype=np.uint64)).tolist())
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    half = max(-(-(length - 1).bit_length() // 2), 3)
    places = _feistel(numbers, half, keys)
    while len(outside := np.flatnonzero(places >= length)):
        places[outside] = _feistel(places[outside], half, keys)
    return places


def _feistel(numbers: Words, half: int, keys: Words) -> Words:
    """Permute the numbers of 2 `half` bits."""
    shift, mask = np.uint64(half), np.uint64(2**half - 1)
    left, right = numbers >> shift, numbers & mask
    for key in keys:
        left, right = right, left ^ (_hashed(right + key) & mask)
    return (left << shift) | right


def _hashed(words: Words) -> Words:
    """Mix the bits of words, as the finaliser of SplitMix64 does (Steele, Lea and Flood 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


@dataclass(frozen=True)
class SobolSequence:
    """The first `length` points of a scrambled Sobol' sequence: those of `qmc.Sobol(dimensions, rng=seed)`."""

    dimensions: int
    seed: int
    length: int

    def points(self, start: int, stop: int) -> Floats:
        """Return points start, .., stop - 1, shape (stop - start, dimensions)."""
        if stop <= start:
            return np.empty((0, self.dimensions))
        shift, directions = self._numbers
        gray = start ^ (start >> 1)
        first = shift.copy()
        for place, direction in enumerate(directions):
            if gray >> place & 1:
                first ^= direction
        following = np.arange(start + 1, stop)
        lowest_bit = np.bitwise_count((following & -following) - 1)
        steps = np.concatenate([first[np.newaxis], directions[lowest_bit]])
        return np.bitwise_xor.accumulate(steps, axis=0) * 2.0**-SOBOL_BITS

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the point of number 0, (d,), and the direction numbers, (bits, d), as whole numbers of SOBOL_BITS."""
        from scipy.stats import qmc

        engine = qmc.Sobol(self.dimensions, scramble=True, bits=SOBOL_BITS, seed=np.random.default_rng(self.seed))
        places = [0, *(2 ** (bit + 1) - 1 for bit in range((self.length - 1).bit_length()))]
        points = np.empty((len(places), self.dimensions), dtype=np.int64)
        for row, place in enumerate(places):
            if place > engine.num_generated:
                engine.fast_forward(place - engine.num_generated)
            points[row] = engine.random(1)[0] * 2**SOBOL_BITS
        return points[0], points[1:] ^ points[0]
