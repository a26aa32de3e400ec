from typing import Protocol

import numpy as np

from idic.methods.clv.arrays import Floats, FloatsLike


class PurchaseModel(Protocol):
    """What value, validation and bootstrap need from a fitted model of buying and leaving.

    E[Y(t)] = p_alive(x, t_x, T) * expected_while_alive(t, x, T); the second part does not depend on t_x.
    """

    def log_likelihood(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> float: ...

    def p_alive(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats: ...

    def expected_while_alive(self, t: float, x: FloatsLike, T: FloatsLike) -> Floats: ...

    def expected_purchases(self, t: float, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats: ...

    def expected_purchases_of_new(self, t: FloatsLike) -> Floats: ...

    def simulate(self, T: Floats, random: np.random.Generator) -> tuple[Floats, Floats]: ...
