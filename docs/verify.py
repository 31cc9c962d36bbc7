#!/usr/bin/env python3
"""A second checker for the files of a Starstall draw, in Python's standard library alone.

    python3 docs/verify.py FILE...

It is written from docs/verifiable-draw.md and shares nothing with the program. It checks
  - commitments, seeds, leaves and corrections, receipts and their paths,
  - the digests of bundles, and that a public bundle is what the auditor's bundle gives,
  - in an auditor's bundle the order of each pool and the lists of who was placed where,
  - in a public bundle that numbers are in order and that the counts add up.
It does not draw again: who gets which stall is checked by `starstall verify` only.

Exit status: 0 nothing is wrong, 1 something is, 2 a file cannot be read.
"""

import hashlib
import hmac
import json
import sys

LEAF_TAG = b"starstall leaf v1\0"
COMMITMENT_TAG = b"starstall commitment v1\0"
SEED_TAG = b"starstall seed v1\0"
BUNDLE_TAG = b"starstall bundle v1\0"
ZEROS = "0" * 64

# The fields of each part, in their order; those of the second list are sets, and sorted.
STALL = (["id", "zone", "row", "place", "pool", "features", "categories"],
         ["features", "categories"])
APPLICANT = (["code", "ticket", "category", "needs", "groups", "pools", "preferences",
              "anywhere", "min", "max", "holds", "tier", "rank"],
             ["needs", "groups", "pools", "holds"])
POOL = (["name", "groups", "categories", "quotas", "order", "unfilled"],
        ["groups", "categories", "quotas"])
CAP = (["category", "max"], [])
QUOTA = (["group", "at_least"], [])
COMMITMENT = (["kind", "version", "draw", "engine_version", "placement", "stalls", "pools",
               "caps", "seed_sources", "tree_size", "root"], [])
DEFAULTS = {"anywhere": False, "min": 1, "max": 1}


class Wrong(Exception):
    """Something that is not as it should be."""


def hold(is_so, what):
    if not is_so:
        raise Wrong(what)


def text(value):
    """Compact JSON: no blanks, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value, shape):
    fields, sets = shape
    unknown = set(value) - set(fields)
    hold(not unknown, f"unknown fields {unknown}")
    ordered = {}
    for field in fields:
        entry = value.get(field, DEFAULTS.get(field) if shape is APPLICANT else None)
        if entry is None or entry == []:
            continue
        if field == "quotas":
            entry = [canonical(quota, QUOTA) for quota in entry]
            entry = sorted(entry, key=lambda q: (q["group"].encode(), q["at_least"]))
        elif field in sets:
            entry = sorted(set(entry), key=str.encode)
        ordered[field] = entry
    return ordered


# The tree, as RFC 6962 has it.

def leaf_hash(data):
    return sha256(b"\0", data)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def tree_root(hashes):
    if not hashes:
        return sha256()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return node_hash(tree_root(hashes[:half]), tree_root(hashes[half:]))


def path_root(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    hold(0 <= index < size, "no such place in the tree")
    place, last, root = index, size - 1, leaf
    for step in path:
        hold(last > 0, "the path is too long")
        if place % 2 == 1 or place == last:
            root = node_hash(step, root)
            while place % 2 == 0 and place > 0:
                place, last = place // 2, last // 2
        else:
            root = node_hash(root, step)
        place, last = place // 2, last // 2
    hold(last == 0, "the path is too short")
    return root


def leaf_of(salt, applicant):
    return leaf_hash(LEAF_TAG + bytes.fromhex(salt) + text(canonical(applicant, APPLICANT)))


# Commitment, seed, lottery.

def commitment_of(document):
    fixed = canonical(document, COMMITMENT)
    for name, shape in (("stalls", STALL), ("pools", POOL), ("caps", CAP)):
        if name in fixed:
            fixed[name] = [canonical(entry, shape) for entry in fixed[name]]
    hold(fixed == document, "the commitment document is not in canonical form")
    return sha256(COMMITMENT_TAG, text(fixed)).hex()


def seed_of(commitment, values):
    parts = [SEED_TAG, bytes.fromhex(commitment)]
    for value in values:
        said = value["value"].encode()
        parts += [len(said).to_bytes(8, "big"), said]
    return sha256(*parts).hex()


def ticket_of(applicant):
    return applicant.get("ticket") or applicant["code"]


def lottery_number(seed, pool, applicant):
    message = pool.encode() + b"\0" + ticket_of(applicant).encode()
    return hmac.new(bytes.fromhex(seed), message, hashlib.sha256).hexdigest()


def admits(pool, applicant):
    groups, categories = pool.get("groups", []), pool.get("categories", [])
    return (pool["name"] in applicant.get("pools", [])
            and (not groups or bool(set(groups) & set(applicant.get("groups", []))))
            and (not categories or applicant.get("category") in categories))


def by_lottery_alone(pool):
    return all(criterion == "lottery" for criterion in pool.get("order", []))


# What each file has to say.

def check_head(bundle):
    """The file itself, its commitment, its seed; gives the seed, or none."""
    said = bundle["sha256"]
    hold(sha256(BUNDLE_TAG, text({**bundle, "sha256": ZEROS})).hex() == said,
         "the digest of the file does not fit")
    commitment = commitment_of(bundle["commitment"])
    hold(bundle["commitment_sha256"] == commitment, "the commitment does not fit")
    values = bundle.get("seed_values", [])
    if not values:
        return None
    sources = bundle["commitment"].get("seed_sources", [])
    hold(len(values) == len(sources), "not as many values as sources")
    for source, value in zip(sources, values):
        origin = source.get("fallback") if value.get("fallback") else source["from"]
        hold(origin is not None, "there is no such fallback")
        said, drand = value["value"], origin["kind"] == "drand_round"
        hold(set(said) <= set("0123456789abcdef" if drand else "0123456789")
             and (len(said) == 64 if drand else said), "a value that its source cannot say")
    return seed_of(commitment, values)


def check_public(bundle):
    seed = check_head(bundle)
    hold(bundle.get("seed") == seed, "the seed does not follow")
    done = [(c["leaf"], c["done"]) for c in bundle.get("corrections", [])]
    hold(all((leaf, "taken_out") not in done[:n] for n, (leaf, _) in enumerate(done)),
         "a leaf was corrected after it was taken out")
    if "outcome_sha256" not in bundle:
        hold("cancelled" in bundle and not bundle.get("pools") and not bundle.get("codes"),
             "there is no result, and the round was not cancelled")
        return
    hold(seed is not None, "a result without a seed")
    rules, pools = bundle["commitment"].get("pools", []), bundle.get("pools", [])
    hold([p["pool"] for p in pools] == [p["name"] for p in rules], "other pools")
    for rule, pool in zip(rules, pools):
        check_numbers(pool, rule)
    check_counts(bundle, pools)


def check_numbers(pool, rule):
    numbers = [number["lottery"] for number in pool["numbers"]]
    hold(len(set(numbers)) == len(numbers), f"{pool['pool']}: a number twice")
    if by_lottery_alone(rule):
        hold(numbers == sorted(numbers), f"{pool['pool']}: numbers out of order")
    waiting = [n.get("waiting") for n in pool["numbers"] if n["became"] == "waiting"]
    hold(waiting == list(range(1, len(waiting) + 1)), f"{pool['pool']}: waiting numbers")
    hold(all("waiting" not in n for n in pool["numbers"] if n["became"] != "waiting"),
         f"{pool['pool']}: a waiting number of who does not wait")


def count(pool, became):
    return sum(number["became"] == became for number in pool["numbers"])


def check_counts(bundle, pools):
    codes = [entry["code"].encode() for entry in bundle["codes"]]
    hold(codes == sorted(set(codes)), "the codes are not sorted")
    hold(len(codes) == bundle["commitment"]["tree_size"], "not everyone is there")
    became = [entry["became"] for entry in bundle["codes"]]
    hold(became.count("placed") == sum(count(pool, "placed") for pool in pools),
         "not as many codes placed as numbers")
    waiting = [count(pool, "waiting") for pool in pools]
    hold(max(waiting, default=0) <= became.count("waiting") <= sum(waiting),
         "the codes that wait do not go with the numbers that do")
    out = sum(c["done"] == "taken_out" for c in bundle.get("corrections", []))
    hold(out <= became.count("not_placed"), "more taken out than not placed")
    people, stalls = len(codes) - out, 0
    for index, pool in enumerate(pools):
        stalls += sum(s["pool"] == pool["pool"] for s in bundle["commitment"].get("stalls", []))
        placed, later = count(pool, "placed"), pools[index + 1:]
        hold(len(pool["numbers"]) <= people, f"{pool['pool']}: too many numbers")
        hold(placed <= stalls, f"{pool['pool']}: too many placed")
        hold(count(pool, "placed_later") <= sum(count(p, "placed") for p in later),
             f"{pool['pool']}: too many placed later")
        people, stalls = people - placed, stalls - placed


def check_auditor(bundle):
    seed = check_head(bundle)
    problem, document = bundle["problem"], bundle["commitment"]
    hold(problem["seed"] == (seed or ZEROS), "the seed does not follow")
    hold(canonical_problem(problem) == problem, "the problem is not in canonical form")
    for part in ("placement", "stalls", "pools", "caps"):
        hold(problem.get(part) == document.get(part), f"{part}: not what was committed to")
    frozen = undo_corrections(bundle)
    salts = [(entry["code"], entry["salt"]) for entry in bundle.get("salts", [])]
    hold([code for code, _ in salts] == sorted(frozen, key=str.encode), "other salts")
    hold(len(salts) == document["tree_size"], "not as many applications as committed to")
    root = tree_root([leaf_of(salt, frozen[code]) for code, salt in salts])
    hold(root.hex() == document["root"], "the applications have another root")
    if "outcome" in bundle:
        hold(seed is not None, "a result without a seed")
        check_outcome(problem, bundle["outcome"], seed)
    else:
        hold("cancelled" in bundle, "there is no result, and the round was not cancelled")


def canonical_problem(problem):
    fixed = dict(problem)
    for name, shape, key in (("stalls", STALL, "id"), ("applicants", APPLICANT, "code"),
                             ("pools", POOL, None), ("caps", CAP, "category")):
        if name in fixed:
            entries = [canonical(entry, shape) for entry in fixed[name]]
            fixed[name] = sorted(entries, key=lambda e: e[key].encode()) if key else entries
    return fixed


def undo_corrections(bundle):
    """Who stood on the list when it was frozen, by code."""
    standing = {a["code"]: a for a in bundle["problem"].get("applicants", [])}
    for correction in reversed(bundle.get("corrections", [])):
        before = correction["before"]
        hold(canonical(before, APPLICANT) == before, "a correction is not in canonical form")
        after = standing.get(before["code"])
        if correction["done"] == "taken_out":
            hold(after is None, "who was taken out is there")
        else:
            hold(after is not None and ticket_of(after) == ticket_of(before) and after != before,
                 "a mended entry is not there, is the same, or has another ticket")
        standing[before["code"]] = before
    return standing


def check_outcome(problem, outcome, seed):
    """The list, the order of each pool, and that no stall is given twice."""
    hold(outcome["problem_sha256"] == sha256(text(problem)).hex(), "it answers another problem")
    results = {entry["code"]: entry for entry in outcome.get("results", [])}
    applicants = {a["code"]: a for a in problem.get("applicants", [])}
    hold(list(results) == list(applicants), "not one entry for each applicant, in order")
    given = [stall for entry in results.values() for stall in entry["stalls"]]
    hold(len(given) == len(set(given)), "a stall was given twice")
    unfilled = set(outcome.get("unfilled", []))
    hold(set(given) | unfilled == {s["id"] for s in problem.get("stalls", [])}
         and not set(given) & unfilled, "a stall is neither given nor unfilled, or both")
    placed = set()
    for pool in problem.get("pools", []):
        there = [a for a in applicants.values() if admits(pool, a) and a["code"] not in placed]
        there.sort(key=lambda a: order_key(pool, a, seed))
        for position, applicant in enumerate(there, 1):
            standings = results[applicant["code"]].get("standings", [])
            said = [s["position"] for s in standings if s["pool"] == pool["name"]]
            hold(said == [position], f"{applicant['code']}: position in {pool['name']}")
        codes = {a["code"] for a in there}
        stray = [code for code, entry in results.items() if code not in codes
                 and any(s["pool"] == pool["name"] for s in entry.get("standings", []))]
        hold(not stray, f"{stray} stand in {pool['name']}, but should not")
        placed |= {code for code in codes if results[code].get("pool") == pool["name"]}
    hold(all(("pool" in entry) == (code in placed) == bool(entry["stalls"])
             for code, entry in results.items()), "placed without a pool or a stall")


def order_key(pool, applicant, seed):
    key = []
    for criterion in pool.get("order", []):
        if criterion != "lottery":
            value = applicant.get(criterion)
            key.append((value is None, value or 0))
    return (key, lottery_number(seed, pool["name"], applicant), applicant["code"].encode())


def public_of(whole):
    """What of an auditor's bundle is public."""
    seed = check_head(whole)
    public = {"kind": "public_bundle", "version": 1, "commitment": whole["commitment"],
              "commitment_sha256": whole["commitment_sha256"]}
    if seed:
        public.update(seed_values=whole["seed_values"], seed=seed)
    if "outcome" in whole:
        results = {entry["code"]: entry for entry in whole["outcome"].get("results", [])}
        tickets = {a["code"]: a for a in whole["problem"].get("applicants", [])}
        public["pools"] = [public_pool(pool["name"], results, tickets, seed)
                           for pool in whole["problem"].get("pools", [])]
        public["codes"] = [{"code": salt["code"], "became": part_of(results.get(salt["code"]))}
                           for salt in whole.get("salts", [])]
    if whole.get("corrections"):
        public["corrections"] = public_corrections(whole)
    if "outcome" in whole:
        public["outcome_sha256"] = sha256(text(whole["outcome"])).hex()
    if "cancelled" in whole:
        public["cancelled"] = whole["cancelled"]
    public = {key: value for key, value in public.items() if value != []}
    public["sha256"] = ZEROS
    public["sha256"] = sha256(BUNDLE_TAG, text(public)).hex()
    return public


def public_pool(name, results, tickets, seed):
    rows = []
    for code, entry in results.items():
        for standing in entry.get("standings", []):
            if standing["pool"] != name:
                continue
            row = {"lottery": lottery_number(seed, name, tickets[code])}
            if entry.get("pool") == name:
                row["became"] = "placed"
            elif "pool" in entry:
                row["became"] = "placed_later"
            elif "waiting" in standing:
                row.update(became="waiting", waiting=standing["waiting"])
            else:
                row["became"] = "not_placed"
            rows.append((standing["position"], row))
    rows.sort(key=lambda row: row[0])
    return {"pool": name, "numbers": [row for _, row in rows]}


def part_of(entry):
    if entry is None:
        return "not_placed"
    if "pool" in entry:
        return "placed"
    return "waiting" if any("waiting" in s for s in entry.get("standings", [])) else "not_placed"


def public_corrections(whole):
    salts = {entry["code"]: entry["salt"] for entry in whole["salts"]}
    leaves, corrections = {}, []
    for correction in whole["corrections"]:
        before = correction["before"]
        leaf = leaves.setdefault(before["code"], leaf_of(salts[before["code"]], before).hex())
        corrections.append({"leaf": leaf, "done": correction["done"],
                            "reason": correction["reason"]})
    return corrections


def check_receipt(receipt, documents, bundles):
    applicant = receipt["applicant"]
    hold(canonical(applicant, APPLICANT) == applicant, "the application is not canonical")
    leaf = leaf_of(receipt["salt"], applicant)
    root = path_root(leaf, receipt["index"], receipt["tree_size"],
                     [bytes.fromhex(step) for step in receipt["path"]])
    hold(root.hex() == receipt["root"], "leaf and path lead to another root")
    if not documents:
        print("   not checked: whether this root was committed to; add the public bundle")
        return
    document = documents.get(receipt["commitment"])
    hold(document is not None, "the commitment is none of those beside it")
    for mine, theirs in (("draw", "draw"), ("tree_size", "tree_size"), ("root", "root")):
        hold(receipt[mine] == document[theirs], f"{mine}: not what was committed to")
    bundle = bundles.get(receipt["commitment"])
    if bundle and "outcome_sha256" in bundle:
        check_own(receipt, leaf.hex(), bundle)


def check_own(receipt, leaf, bundle):
    applicant, seed = receipt["applicant"], bundle["seed"]
    done = [c["done"] for c in bundle.get("corrections", []) if c["leaf"] == leaf][-1:]
    fates = []
    for rule, pool in zip(bundle["commitment"].get("pools", []), bundle["pools"]):
        mine = lottery_number(seed, pool["pool"], applicant)
        rows = [(position, row) for position, row in enumerate(pool["numbers"], 1)
                if row["lottery"] == mine]
        if done == ["taken_out"] or "placed" in fates:
            hold(not rows, f"{pool['pool']}: their number should not be there")
        elif not done:
            hold(bool(rows) == admits(rule, applicant), f"{pool['pool']}: their number")
        for position, row in rows:
            fates.append(row["became"])
            waiting = f", waiting number {row['waiting']}" if "waiting" in row else ""
            print(f"   {pool['pool']}: number {position} of {len(pool['numbers'])}, "
                  f"{row['became']}{waiting}")
    for fate in fates[:-1] if "placed" in fates else []:
        hold(fate == "placed_later", "what became of the numbers does not go together")
    hold("placed" in fates or "placed_later" not in fates, "placed later, but nowhere")
    should = ("placed" if "placed" in fates
              else "waiting" if "waiting" in fates else "not_placed")
    said = [c["became"] for c in bundle["codes"] if c["code"] == applicant["code"]]
    hold(said == [should], f"by code {said}, by numbers {should}")


def once(pairs):
    hold(len({name for name, _ in pairs}) == len(pairs), "a field stands twice")
    return dict(pairs)


def read(name):
    with open(name, encoding="utf-8") as file:
        document = json.load(file, object_pairs_hook=once)
    if document.get("version") != 1 or document.get("kind") not in (
            "commitment", "receipt", "public_bundle", "auditor_bundle"):
        raise ValueError("not a file of a draw of version 1")
    return document


def check(document, files):
    kind = document["kind"]
    bundles = {f["commitment_sha256"]: f for f in files if f["kind"] == "public_bundle"}
    wholes = {f["commitment_sha256"]: f for f in files if f["kind"] == "auditor_bundle"}
    if kind == "commitment":
        print(f"   commitment {commitment_of(document)}")
    elif kind == "receipt":
        documents = {commitment_of(d): d for d in
                     (f if f["kind"] == "commitment" else f.get("commitment")
                      for f in files if f["kind"] != "receipt")}
        check_receipt(document, documents, bundles)
    elif kind == "public_bundle":
        check_public(document)
        if wholes:
            whole = wholes.get(document["commitment_sha256"])
            hold(whole is not None, "the auditor's bundle is of another draw")
            hold(public_of(whole) == document, "it is not what the auditor's bundle gives")
    else:
        check_auditor(document)


def main(names):
    try:
        files = [(name, read(name)) for name in names]
    except (OSError, ValueError, Wrong) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    status = 0
    for name, document in files:
        print(f"{name}: {document['kind']}")
        try:
            check(document, [file for _, file in files])
            print("   right")
        except Wrong as wrong:
            print(f"   WRONG: {wrong}")
            status = 1
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            print(f"   WRONG: a field is missing or has another form: {error!r}")
            status = 1
    return status


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
