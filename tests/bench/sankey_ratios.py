#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weighted crossings and CPU time of bench_sankey beside other programs, in one run.

sankey_ratios.py --bench BENCH_SANKEY --driver DRIVER.mjs --node-modules DIR GRAPH.json[:MS[,MS...]] ...

BENCH_SANKEY GRAPH MS prints "RESULT ... wcross=X ... order_ms=CPU geometry_ms=CPU". The driver is called as `node DRIVER d3|echarts GRAPH
ORDER.txt`, writes one position per node and prints "RESULT layout_cpu_ms=CPU"; its orders are scored here, bends on straight lines.
A ratio under 1 is fewer crossings, or less time, than the best of the others on that graph."""
import argparse, bisect, json, os, re, subprocess, tempfile


def weighted_crossings(graph, y):
    """Sum of w1 * w2 over crossing pieces between neighbouring layers; pieces that share an end do not cross."""
    layer = [n["layer"] for n in graph["nodes"]]
    gaps = {}
    for link in graph["links"]:
        a, b, w = link["source"], link["target"], float(link["value"])
        if layer[a] > layer[b]:
            a, b = b, a
        ends = [(y[a], str(a))]
        for l in range(layer[a] + 1, layer[b]):
            ends.append((y[a] + (y[b] - y[a]) * (l - layer[a]) / (layer[b] - layer[a]), str((a, b, l))))
        ends.append((y[b], str(b)))
        for k in range(layer[b] - layer[a]):
            gaps.setdefault(layer[a] + k, []).append((ends[k], ends[k + 1], w))
    return sum(crossings_of_gap(pieces) for pieces in gaps.values())


def crossings_of_gap(pieces):
    places = sorted({p[1] for p in pieces})
    tree = [0.0] * (len(places) + 1)
    total = crossed = 0.0
    pieces = sorted((start, bisect.bisect_left(places, end) + 1, w) for start, end, w in pieces)
    at = 0
    while at < len(pieces):
        stop = at
        while stop < len(pieces) and pieces[stop][0] == pieces[at][0]:
            below, place = 0.0, pieces[stop][1]
            while place > 0:
                below += tree[place]
                place -= place & -place
            crossed += pieces[stop][2] * max(0.0, total - below)
            stop += 1
        for _, place, w in pieces[at:stop]:
            total += w
            while place <= len(places):
                tree[place] += w
                place += place & -place
        at = stop
    return crossed


def results(text):
    return {key: float(value) for key, value in re.findall(r"(\w+)=([-+.\deE]+)", text)}


def other(args, name, path, graph):
    with tempfile.TemporaryDirectory() as folder:
        order = os.path.join(folder, "order.txt")
        told = subprocess.run(["node", args.driver, name, path, order], capture_output=True, text=True, check=True, env={**os.environ, "NODE_MODULES": args.node_modules}).stdout
        with open(order) as lines:
            y = [float(line) for line in lines if line.strip()]
    return weighted_crossings(graph, y), results(told)["layout_cpu_ms"]


def ours(args, path, milliseconds):
    told = results(subprocess.run([args.bench, path, milliseconds, "1"], capture_output=True, text=True, check=True).stdout)
    return told["wcross"], told["order_ms"] + told["geometry_ms"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--bench", "--driver", "--node-modules"):
        parser.add_argument(name, required=True)
    parser.add_argument("--peers", default="d3,echarts")
    parser.add_argument("graphs", nargs="+")
    args = parser.parse_args()
    for graph_and_times in args.graphs:
        path, _, times = graph_and_times.partition(":")
        with open(path) as file:
            graph = json.load(file)
        print(os.path.basename(path))
        best_crossings = best_time = float("inf")
        for name in args.peers.split(","):
            crossings, time = other(args, name, path, graph)
            best_crossings, best_time = min(best_crossings, crossings), min(best_time, time)
            print(f"  {name:14} {crossings:16,.2f} crossings  {time:9.1f} CPU ms")
        for milliseconds in (times or "1000").split(","):
            crossings, time = ours(args, path, milliseconds)
            print(f"  ours {milliseconds:>6} ms {crossings:16,.2f} crossings  {time:9.1f} CPU ms   {crossings / best_crossings:.3f} x the crossings, {time / best_time:.2f} x the time of the best other")


if __name__ == "__main__":
    main()
