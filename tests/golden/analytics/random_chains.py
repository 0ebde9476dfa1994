# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random chains and their measures by dense linear algebra (numpy), written apart from the program.

    python3 random_chains.py > random_chains.json

Each chain has loops, parallel rows, a returned delivery, a link to itself and links of another layer. The names of the measures
are those of `chainscape-cli metrics`; a loss by cascade (esri) is left to C.json.
"""
import csv
import io
import json
import random

import numpy as np

MONEY = ("material", "service", "technology")


def chain(seed):
    r = random.Random(seed)
    stages = r.choice([4, 5, 7])
    n = r.randint(8, 30)
    firms = []
    for i in range(n):
        s = 1 + i * stages // n
        firms.append(dict(id=f"f{i:02d}", stage=s, sector=r.choice("ABC"), digital=round(r.random(), 2),
                          is_platform=int(s == stages - 1 and r.random() < .4), end_user=int(s == stages)))
    links = []
    chance = {1: .25, 0: .03}
    for a in firms:
        for b in firms:
            step = b["stage"] - a["stage"]
            if a is b or a["end_user"] or r.random() >= chance.get(step, .06 if step > 1 else .02):
                continue
            value = r.uniform(1, 20) * 2 ** a["stage"]
            for _ in range(r.choice([1, 1, 1, 2])):
                links.append(dict(source=a["id"], target=b["id"], period=2024, kind=r.choice(("material",) + MONEY),
                                  value=round(value * r.uniform(.3, 1), 2), unit="EUR", digital=round(r.random(), 2)))
            if r.random() < .1:
                links.append(dict(source=b["id"], target=a["id"], period=2024, kind="data", value=1, unit="GB", digital=1))
    links.append(dict(links[0], value=-round(links[0]["value"] * .2, 2)))
    links.append(dict(source="f00", target="f00", period=2024, kind="material", value=3, unit="EUR", digital=1))
    return stages, firms, links


class Graph:
    """The money layer as matrices: w[i, j] is what i sells to j, digital[i, j] is 1 where that link is digital."""

    def __init__(self, firms, links):
        value, score = {}, {}
        for row in links:
            pair = (row["source"], row["target"])
            if row["kind"] not in MONEY or pair[0] == pair[1]:
                continue
            value[pair] = value.get(pair, 0) + row["value"]
            if row["value"] > 0:
                s = score.setdefault(pair, [0, 0])
                s[0] += row["value"] * row["digital"]
                s[1] += row["value"]
        self.value = {p: v for p, v in value.items() if v > 0}
        self.ids = sorted({f for p in self.value for f in p})
        self.at = {f: i for i, f in enumerate(self.ids)}
        n = len(self.ids)
        self.w, self.digital = np.zeros((n, n)), np.zeros((n, n))
        for (a, b), v in self.value.items():
            self.w[self.at[a], self.at[b]] = v
            self.digital[self.at[a], self.at[b]] = score[a, b][0] / score[a, b][1] >= .5
        by_id = {f["id"]: f for f in firms}
        self.stage = np.array([by_id[f]["stage"] for f in self.ids])
        self.end = np.array([by_id[f]["end_user"] for f in self.ids], bool)
        self.platform = np.array([by_id[f]["is_platform"] for f in self.ids], bool)
        self.total = self.w.sum()
        self.out, self.into = self.w.sum(1), self.w.sum(0)
        self.through = np.maximum(self.out, self.into)


def pieces(joined):
    """The weak component of each node."""
    piece = np.arange(len(joined))
    for _ in range(len(joined)):
        for i, j in zip(*np.nonzero(joined)):
            piece[i] = piece[j] = min(piece[i], piece[j])
    return piece


def levels(g):
    h = np.linalg.lstsq(np.diag(g.out + g.into) - g.w - g.w.T, g.into - g.out, rcond=None)[0]
    piece = pieces(g.w > 0)
    for p in set(piece):
        h[piece == p] -= h[piece == p].min()
    return h


def structure(g, h, count):
    i, j = np.nonzero(g.w)
    w = g.w[i, j]
    reach = (g.w > 0).astype(int)
    for _ in range(len(g.ids)):
        reach = ((reach + reach @ (g.w > 0)) > 0).astype(int)
    breadth, hhi = [], []
    for s in range(1, count + 1):
        q = g.through[g.stage == s]
        q = q[q > 0] / q.sum() if q.sum() > 0 else q[:0]
        hhi.append((q ** 2).sum() if len(q) else None)
        if len(q):
            breadth.append(np.exp(-(q * np.log(q)).sum()))
    incoherence = (w * (h[j] - h[i] - 1) ** 2).sum() / g.total
    return dict(firms=len(g.ids), links=len(w), total_value=g.total, trophic_incoherence=incoherence, directedness=1 - incoherence,
                backflow_share=w[g.stage[j] <= g.stage[i]].sum() / g.total, loop_share=(w * reach[j, i]).sum() / g.total,
                breadth=np.mean(breadth), stage_hhi=hhi)


def depth(g, step):
    longest = np.ones(len(g.ids), int)
    for i in np.argsort(g.stage, kind="stable"):
        for j in np.nonzero(g.w[i] * g.digital[i])[0]:
            if step(g.stage[j] - g.stage[i]):
                longest[j] = max(longest[j], longest[i] + 1)
    return int(longest.max()) if longest.max() > 1 else 0


def cuts(g, count):
    out = []
    for k in range(1, count):
        crossing = g.w * ((g.stage[:, None] <= k) & (g.stage[None, :] > k))
        if crossing.sum() > 0:
            out.append({"from": k, "to": k + 1, "digital_share": (crossing * g.digital).sum() / crossing.sum()})
    return out


def internet_index(g):
    joined = (g.w * g.digital) > 0
    piece, simple = pieces(joined), joined | joined.T
    above = below = 0
    for p in set(piece):
        of = np.nonzero(piece == p)[0]
        if len(of) < 3:
            continue
        degree, w = simple[np.ix_(of, of)].sum(1), (g.w * g.digital)[np.ix_(of, of)]
        central = (degree.max() - degree).sum() / ((len(of) - 1) * (len(of) - 2))
        busiest = (w.sum(0) + w.sum(1)).max() / w.sum()
        above, below = above + np.sqrt(central * busiest) * w.sum(), below + w.sum()
    return above / below if below else None


def betweenness(g):
    n, out = len(g.ids), np.zeros(len(g.ids))
    for s in range(n):
        hops, ways, before, order = {s: 0}, np.zeros(n), [[] for _ in range(n)], [s]
        ways[s] = 1
        for u in order:
            for v in np.nonzero(g.w[u])[0]:
                if v not in hops:
                    hops[v] = hops[u] + 1
                    order.append(v)
                if hops[v] == hops[u] + 1:
                    ways[v] += ways[u]
                    before[v].append(u)
        share = np.zeros(n)
        for v in reversed(order):
            for u in before[v]:
                share[u] += ways[u] / ways[v] * (1 + share[v])
            if v != s:
                out[v] += share[v]
    return out


def measures(stages, firms, links):
    g = Graph(firms, links)
    h = levels(g)
    made = ~g.end
    z, sold = g.w[np.ix_(made, made)], g.w[np.ix_(made, g.end)]
    x = g.through[made]
    y, v = sold.sum(1) + x - g.out[made], x - g.into[made]
    one = np.eye(len(x))
    inverse, b, f = np.linalg.inv(one - z / x), z / x[:, None], y / x
    up, down, lost = np.linalg.inv(one - b).sum(1), inverse.sum(0), x / np.diag(inverse)
    joined = b * g.digital[np.ix_(made, made)]
    n = np.linalg.inv(one - joined)
    traced, delivered = n @ ((sold * g.digital[np.ix_(made, g.end)]).sum(1) / x), sold.sum()
    early = g.stage[made] <= 4
    direct = ~g.platform[made]
    reached = np.linalg.solve(np.eye(direct.sum()) - b[np.ix_(direct, direct)], f[direct])
    out = structure(g, h, stages)
    out.update(final_value=y.sum(), chain_length=(y * down).sum() / y.sum(), penetration=v @ traced / delivered,
               penetration_upstream=v[early] @ traced[early] / v[early].sum(),
               digital_coverage_value=(g.w * g.digital).sum() / g.total, digital_coverage_count=g.digital.sum() / out["links"],
               penetration_depth_strict=depth(g, lambda s: s == 1), penetration_depth_relaxed=depth(g, lambda s: s > 0),
               stage_cuts=cuts(g, stages), enterprise_internet_index=internet_index(g),
               platform_share=1 - v[direct] @ reached / y.sum() if g.platform.any() else 0,
               platform_hhi=((g.through[g.platform] / g.through[g.platform].sum()) ** 2).sum() if g.platform.any() else None)
    between, place = betweenness(g), np.cumsum(made) - 1
    rows = []
    for i, name in enumerate(g.ids):
        row = dict(id=name, trophic_level=h[i], betweenness=between[i])
        if made[i]:
            k = place[i]
            row.update(upstreamness=up[k], downstreamness=down[k], output_multiplier=inverse[:, k].sum(),
                       extraction_loss=inverse[:, k].sum() * lost[k], throughflow=lost[k] / y.sum())
        rows.append(row)
    gains = []
    for (a, c), value in sorted(g.value.items()):
        i, j = g.at[a], g.at[c]
        if g.digital[i, j] or not made[i]:
            continue
        k = place[i]
        if made[j]:
            m = place[j]
            gain = (v @ n)[k] * b[k, m] * traced[m] / (1 - b[k, m] * n[m, k]) / delivered
        else:
            gain = (v @ n)[k] * value / x[k] / delivered
        gains.append(dict(source=a, target=c, gap_gain=gain))
    return out, rows, gains


def table(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def plain(value):
    """For JSON: 12 digits."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return float(f"{value:.12g}") if isinstance(value, (float, np.floating)) else int(value) if isinstance(value, np.integer) else value


if __name__ == "__main__":
    made = []
    for seed in (1, 2, 3, 4, 5, 7, 8, 9):  # 6 sells nothing to end users: what is one then is a question of its own
        stages, firms, links = chain(seed)
        whole, rows, gains = measures(stages, firms, links)
        made.append(dict(stages=stages, firms=table(firms), links=table(links), chain=plain(whole), firm_rows=plain(rows), gains=plain(gains)))
    print(json.dumps(made, indent=0))
