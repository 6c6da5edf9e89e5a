"""Many games of one shape at once: all equilibria in columns, by closed forms over whole arrays.

A sweep asks the same small question a million times. For two players with up to four actions each, and for three with
two each, or one of them three, the equilibria of a generic game can be written down, and every decision on the way is
the sign of a short polynomial in the payoffs. `solve_batch` evaluates these polynomials for all games in one go. Where
an equilibrium hangs on a sign that is too close to call, it asks the exact solver; `generic_batch` leaves such games
out and says so. For other shapes both find all pure equilibria.

One closed form a file: `two_by_two`, `bimatrix`, `two_by_two_by_two`, `two_by_two_by_three`, and `pure` for the rest.
`gains` holds what they have in common, `kernel` what they must answer, `measured` turns their decisions into measured
equilibria, `rows` puts these in order, `table` is the result, and `search` holds the verbs.
"""

from .search import generic_batch as generic_batch
from .search import solve_batch as solve_batch
from .table import BatchEquilibria as BatchEquilibria
from .table import Reason as Reason
