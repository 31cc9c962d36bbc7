#!/usr/bin/env python3
"""Random markets with blocks, drawn by `starstall draw`, beside what an exact solver proves.

    python3 benches/quality.py target/release/starstall [markets]

Says for each market how many applicants were placed and how many stalls given, beside the most
that any allocation could place, and the most stalls that could be given with as many placed,
by facts alone: pools, needs, categories, `min` and `max`. The draw keeps its order, so it may
stay below. It needs scipy (`scipy.optimize.milp`); the tests do not.
"""

import json
import random
import subprocess
import sys
import tempfile

try:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_matrix
except ImportError:
    sys.exit("scipy is not installed; nothing was compared")

FEATURES = ["power", "water"]
CATEGORIES = ["snacks", "crafts", "toys"]


def market(seed):
    """20 to 60 stalls in rows of 1 to 8, and about as many people who want up to three."""
    dice = random.Random(seed)
    stalls = []
    for row in range(dice.randint(6, 10)):
        for place in range(dice.randint(1, 8)):
            stalls.append({
                "id": f"R{row:02}-{place}", "row": f"R{row}", "place": place, "pool": "open",
                "features": sorted(f for f in FEATURES if dice.random() < 0.7),
                "categories": [dice.choice(CATEGORIES)] if dice.random() < 0.2 else [],
            })
    applicants = []
    for no in range(dice.randint(len(stalls) // 2, len(stalls))):
        size = 1 if dice.random() < 0.6 else dice.randint(2, 3)
        applicants.append({
            "code": f"N{no:03}", "category": dice.choice(CATEGORIES),
            "needs": [f for f in FEATURES if dice.random() < 0.25],
            "pools": ["open"], "anywhere": True,
            "min": size, "max": max(size, dice.choice([1, 1, 2, 3])),
        })
    return {
        "version": 1, "seed": f"{seed:064x}", "placement": "fill",
        "stalls": stalls, "applicants": applicants, "pools": [{"name": "open"}],
    }


def blocks(problem, applicant):
    """Every run of adjacent stalls of use to them, from `min` to `max` long."""
    at = {(s["row"], s["place"]): s for s in problem["stalls"]}

    def suits(stall):
        takes = not stall["categories"] or applicant["category"] in stall["categories"]
        return takes and set(applicant["needs"]) <= set(stall["features"])

    for row, place in at:
        run = []
        while len(run) < applicant["max"]:
            stall = at.get((row, place + len(run)))
            if stall is None or not suits(stall):
                break
            run.append(stall["id"])
            if len(run) >= applicant["min"]:
                yield tuple(run)


def optimum(problem):
    """The most that can be placed and, with so many placed, the most stalls: exactly."""
    choices = [(i, b) for i, a in enumerate(problem["applicants"]) for b in blocks(problem, a)]
    row_of = {s["id"]: len(problem["applicants"]) + i for i, s in enumerate(problem["stalls"])}
    once = lil_matrix((len(problem["applicants"]) + len(row_of), len(choices)))
    for column, (who, block) in enumerate(choices):
        once[who, column] = 1
        for stall in block:
            once[row_of[stall], column] = 1
    # One more placed is worth more than all stalls together.
    worth = [-(len(row_of) + 1 + len(block)) for _, block in choices]
    found = milp(worth, constraints=LinearConstraint(once.tocsr(), -1, 1),
                 integrality=[1] * len(choices), bounds=Bounds(0, 1),
                 options={"time_limit": 30, "mip_rel_gap": 0})
    if found.status != 0:
        return None
    chosen = [block for value, (_, block) in zip(found.x, choices) if value > 0.5]
    return len(chosen), sum(map(len, chosen))


def drawn(binary, problem):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(problem, file)
        file.flush()
        said = subprocess.run([binary, "draw", file.name], capture_output=True, check=True)
    results = json.loads(said.stdout)["results"]
    given = [len(entry["stalls"]) for entry in results]
    return sum(map(bool, given)), sum(given), sum(entry.get("bounded", False) for entry in results)


def main():
    binary = sys.argv[1]
    markets = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    sums = [0, 0, 0, 0]
    for seed in range(markets):
        problem = market(seed)
        best = optimum(problem)
        if best is None:
            print(f"market {seed}: the solver gave up", flush=True)
            continue
        placed, given, bounded = drawn(binary, problem)
        print(f"market {seed}: {len(problem['applicants'])} applicants, "
              f"{len(problem['stalls'])} stalls: placed {placed} of at most {best[0]}, "
              f"stalls {given} of {best[1]}, {bounded} entries bounded", flush=True)
        sums = [a + b for a, b in zip(sums, [placed, best[0], given, best[1]])]
    if sums[1] and sums[3]:
        print(f"placed {sums[0]} of {sums[1]} ({100 * sums[0] / sums[1]:.1f} %), "
              f"stalls {sums[2]} of {sums[3]} ({100 * sums[2] / sums[3]:.1f} %)")


if __name__ == "__main__":
    main()
