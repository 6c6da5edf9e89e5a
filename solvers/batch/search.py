"""Search."""
from __future__ import annotations
import numpy as np
from .bimatrix import bimatrix
from .two_by_two_by_two import two_by_two_by_two
from .two_by_two import two_by_two
from .pure import pure
from .gains import games_last
from .table import BatchEquilibria, Reason
from . import rows
from .rows import closed_form_rows, blocks

def kernel_for(shape):
    if shape == (2, 2): return two_by_two()
    if len(shape) == 2 and max(shape) <= 3: return bimatrix(*shape)
    if shape == (2,2,2): return two_by_two_by_two()
    return pure(shape)

def decisions(payoffs, kernel):
    B = len(payoffs)
    index = np.empty((B, len(kernel.supports)), dtype=np.int8)
    doubt = np.empty(B, dtype=bool)
    for part in blocks(B, payoffs[0].size):
        f, doubt[part] = kernel.decide(np.moveaxis(payoffs[part], 0, -1))
        if kernel.mix is not None:
            doubt[part] |= np.add.reduce(f, dtype=np.int8) != 1
        index[part] = f.T
    return index, doubt

def generic_batch(payoffs):
    payoffs = np.ascontiguousarray(payoffs, dtype=float)
    if not np.isfinite(payoffs).all(): raise ValueError
    kernel = kernel_for(payoffs.shape[2:])
    index, doubt = decisions(payoffs, kernel)
    if kernel.mix is not None: index[doubt] = 0
    t= closed_form_rows(payoffs, kernel, index)
    count = np.bincount(t.game, minlength=len(payoffs))
    return t, doubt, count
