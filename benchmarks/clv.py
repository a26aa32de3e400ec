"""Fit and score customers with this product and with `lifetimes`, side by side, on the same invented customers.

    python benchmarks/clv.py
    python benchmarks/clv.py --lifetimes-python /path/to/venv/bin/python --customers 1000000

`lifetimes` is no longer maintained and does not run with current numpy and pandas. Make a separate environment for it:

    python3.11 -m venv lifetimes-venv
    lifetimes-venv/bin/pip install numpy==1.26.4 pandas==1.5.3 scipy==1.11.4 autograd==1.6.2 lifetimes==0.11.3

Both sides do the same work: fit BG/NBD and gamma-gamma; P(alive), purchases expected in 52 weeks and expected spend
for every customer. Our time holds in addition the value itself, discounted week by week.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = """
import json, sys, time
import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
data = np.load(sys.argv[1])
x, t_x, T, m = (pd.Series(data[name]) for name in ("x", "t_x", "T", "m"))
cpu = time.process_time()
start = time.perf_counter()
bg = BetaGeoFitter()
bg.fit(x, t_x, T)
used = (x > 0) & (m > 0)
gg = GammaGammaFitter()
gg.fit(x[used], m[used])
fitted = time.perf_counter()
bg.conditional_probability_alive(x, t_x, T)
expected = np.asarray(bg.conditional_expected_number_of_purchases_up_to_time(52.0, x, t_x, T))
gg.conditional_expected_average_profit(x, m.fillna(0))
scored = time.perf_counter()
cpu = time.process_time() - cpu
print(json.dumps({
    "cpu_s": cpu, "fit_s": fitted - start, "score_s": scored - fitted,
    "bgnbd": [float(bg.params_[k]) for k in ("r", "alpha", "a", "b")],
    "gamma_gamma": [float(gg.params_[k]) for k in ("p", "q", "v")],
    "expected_total": float(np.nansum(expected)),
}))
"""

OURS = """
import json, sys, time
import numpy as np
from idic.methods import clv
data = np.load(sys.argv[1])
x, t_x, T, m = (data[name] for name in ("x", "t_x", "T", "m"))
cpu = time.process_time()
start = time.perf_counter()
scored = clv.lifetime.score_customers(x, t_x, T, m, horizon_weeks=52, annual_discount=0.15, margin=0.3)
done = time.perf_counter()
cpu = time.process_time() - cpu
clv.bgnbd.fit(x, t_x, T)
clv.gamma_gamma.fit(x, m)
fitted = time.perf_counter()
bg, gg = scored.purchase_fit.parameters, scored.spend_fit.parameters
print(json.dumps({
    "cpu_s": cpu, "fit_s": fitted - done, "score_s": done - start - (fitted - done),
    "converged": scored.purchase_fit.converged and scored.spend_fit.converged,
    "bgnbd": [bg.r, bg.alpha, bg.a, bg.b],
    "gamma_gamma": [gg.p, gg.q, gg.v],
    "expected_total": float(np.nansum(scored.expected_purchases)),
}))
"""


def invented_customers(path: Path, customers: int, seed: int) -> None:
    import numpy as np

    from idic.methods.clv.bgnbd import BgNbd
    from idic.methods.clv.gamma_gamma import GammaGamma

    random = np.random.default_rng(seed)
    T_days = random.integers(91, 365, customers)
    x, t_x = BgNbd(0.243, 4.414, 0.793, 2.426).simulate(T_days / 7.0, random)
    days = np.where(x > 0, np.clip(np.ceil(t_x * 7.0), np.minimum(x, T_days), T_days), 0.0)
    m = GammaGamma(6.25, 3.74, 15.44).simulate(x, random)
    np.savez(path, x=x, t_x=days / 7.0, T=T_days / 7.0, m=m)


def measured(python: str, code: str, data: Path) -> dict[str, object]:
    done = subprocess.run([python, "-c", code, str(data)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{python} failed:\n{done.stderr[-2000:]}")
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description="Time customer lifetime value against the lifetimes package.")
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--lifetimes-python", default=sys.executable, metavar="PATH")
    chosen = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "customers.npz"
        invented_customers(data, chosen.customers, chosen.seed)
        ours = measured(sys.executable, OURS, data)
        print(f"ours      {ours}")
        probe = subprocess.run([chosen.lifetimes_python, "-c", "import lifetimes"], capture_output=True, check=False)
        if probe.returncode:
            print("lifetimes cannot be imported here; nothing was installed. How to make an environment for it:")
            print((__doc__ or "").split("\n\n")[3])
            print("Then run again with --lifetimes-python lifetimes-venv/bin/python")
            return
        began = time.perf_counter()
        peer = measured(chosen.lifetimes_python, PEER, data)
        print(f"lifetimes {peer}   (whole process {time.perf_counter() - began:.1f} s)")

    def seconds(result: dict[str, object]) -> float:
        return float(str(result["fit_s"])) + float(str(result["score_s"]))

    print(f"customers {chosen.customers}, fit + score: ours {seconds(ours):.2f} s, lifetimes {seconds(peer):.2f} s")
    cpu_ratio = float(str(peer["cpu_s"])) / float(str(ours["cpu_s"]))
    print(f"ratio (lifetimes / ours): {seconds(peer) / seconds(ours):.1f}, in processor time {cpu_ratio:.1f}")
    for name in ("bgnbd", "gamma_gamma"):
        pairs = list(zip(json.loads(str(ours[name])), json.loads(str(peer[name])), strict=True))
        print(f"largest relative difference of {name} parameters: {max(abs(a / b - 1) for a, b in pairs):.2e}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest child process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
