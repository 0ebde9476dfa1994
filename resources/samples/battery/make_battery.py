#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the illustrative battery chain: firms.csv and links.csv beside this script.

Everything is invented: firms, values, scores. The same seed gives the same files. Quarterly deliveries to end users grow and
have seasons; what every firm sells makes what it buys, stage by stage upstream. The story to be found in it:
  - data links flow back from users and makers from 2020 on, scores rise, some stay unknown;
  - the platform "Storage market" enters in 2021Q3 and takes over part of distribution;
  - a vehicle maker buys lithium directly from a refiner from 2022Q1 on;
  - "Cathode maker Birch" leaves after 2022Q2, its buyers move to the others;
  - used batteries come back: users -> recyclers -> refiners, more each year.
"""

import csv
import math
import pathlib
import random

SEED = 20190101
QUARTERS = [f"{year}Q{quarter}" for year in range(2019, 2025) for quarter in range(1, 5)]
SEASON = [0.93, 0.99, 1.01, 1.07]
WORDS = ("Aster Birch Cedar Dahlia Elm Fern Gorse Hazel Iris Juniper Kelp Larch Maple Nettle Olive Poppy Quince Rowan Sage "
         "Tansy Umber Vetch Willow Yarrow").split()

# stage, sector, what its firms are called, how many, regions, first digital score
GROUPS = [
    (1, "Electrochemistry", "Electrochemistry institute", 4, ["Europe", "East Asia", "North America"], 0.62),
    (1, "Materials science", "Materials laboratory", 3, ["Europe", "East Asia"], 0.58),
    (2, "Cell design", "Cell design bureau", 5, ["East Asia", "Europe", "North America"], 0.55),
    (2, "Process engineering", "Process engineering office", 4, ["Europe", "East Asia"], 0.50),
    (3, "Lithium", "Lithium mine", 4, ["South America", "Oceania"], 0.22),
    (3, "Nickel and cobalt", "Nickel and cobalt mine", 4, ["Africa", "Oceania", "East Asia"], 0.15),
    (3, "Graphite", "Graphite works", 3, ["East Asia", "Africa"], 0.18),
    (3, "Refining", "Metal refiner", 6, ["East Asia", "Europe", "North America"], 0.30),
    (4, "Cathode", "Cathode maker", 7, ["East Asia", "Europe"], 0.36),
    (4, "Anode", "Anode maker", 5, ["East Asia", "Europe"], 0.34),
    (4, "Electrolyte", "Electrolyte maker", 4, ["East Asia", "Europe"], 0.33),
    (4, "Separator", "Separator maker", 4, ["East Asia", "North America"], 0.35),
    (4, "Electronics", "Battery electronics maker", 4, ["East Asia", "Europe"], 0.48),
    (5, "Cells", "Cell factory", 7, ["East Asia", "Europe", "North America"], 0.52),
    (5, "Packs", "Pack assembler", 6, ["Europe", "East Asia", "North America"], 0.46),
    (5, "Vehicles", "Vehicle maker", 6, ["Europe", "East Asia", "North America"], 0.50),
    (6, "Vehicle trade", "Vehicle dealer group", 6, ["Europe", "North America", "East Asia"], 0.34),
    (6, "Storage trade", "Storage distributor", 5, ["Europe", "North America"], 0.31),
    (7, "Charging and energy", "Charging operator", 5, ["Europe", "North America"], 0.60),
    (7, "Maintenance", "Maintenance network", 4, ["Europe", "North America", "East Asia"], 0.28),
    (7, "Recycling", "Recycler", 4, ["Europe", "East Asia"], 0.26),
    (8, "Fleets", "Fleet operator", 6, ["Europe", "North America", "East Asia"], 0.42),
    (8, "Households", "Households", 4, ["Europe", "North America", "East Asia", "Oceania"], None),
    (8, "Grid operators", "Grid operator", 5, ["Europe", "North America", "East Asia"], 0.45),
]

# buyer sector -> (supplier sector, share of the buyer's sales it pays, kind, suppliers per buyer)
BUYS = {
    "Charging and energy": [("Storage trade", 0.22, "material", 2), ("Electronics", 0.05, "material", 1)],
    "Maintenance": [("Packs", 0.18, "material", 2), ("Electronics", 0.04, "material", 1)],
    "Vehicle trade": [("Vehicles", 0.84, "material", 3)],
    "Storage trade": [("Packs", 0.78, "material", 3)],
    "Vehicles": [("Packs", 0.34, "material", 3), ("Electronics", 0.05, "material", 2), ("Cell design", 0.012, "technology", 1)],
    "Packs": [("Cells", 0.66, "material", 3), ("Electronics", 0.09, "material", 2), ("Process engineering", 0.01, "technology", 1)],
    "Cells": [("Cathode", 0.31, "material", 4), ("Anode", 0.11, "material", 3), ("Electrolyte", 0.07, "material", 2),
              ("Separator", 0.06, "material", 2), ("Cell design", 0.03, "technology", 2), ("Process engineering", 0.015, "technology", 1)],
    "Cathode": [("Refining", 0.60, "material", 3), ("Materials science", 0.012, "technology", 1)],
    "Anode": [("Graphite", 0.42, "material", 2), ("Materials science", 0.01, "technology", 1)],
    "Electrolyte": [("Refining", 0.30, "material", 2)],
    "Separator": [("Process engineering", 0.02, "technology", 1)],
    "Electronics": [("Refining", 0.06, "material", 1)],
    "Refining": [("Lithium", 0.30, "material", 3), ("Nickel and cobalt", 0.28, "material", 3)],
    "Cell design": [("Electrochemistry", 0.16, "technology", 2)],
    "Process engineering": [("Electrochemistry", 0.08, "technology", 1), ("Materials science", 0.06, "technology", 1)],
    "Lithium": [("Process engineering", 0.012, "service", 1)],
    "Graphite": [("Process engineering", 0.010, "service", 1)],
}
# from end users upstream; a sector comes after all who buy from it
ORDER = ["Charging and energy", "Maintenance", "Vehicle trade", "Storage trade", "Vehicles", "Packs", "Cells", "Cathode", "Anode",
         "Electrolyte", "Separator", "Electronics", "Refining", "Lithium", "Nickel and cobalt", "Graphite", "Cell design",
         "Process engineering", "Electrochemistry", "Materials science"]
# end users: sector -> (supplier sector, M EUR a quarter at the start, kind, suppliers)
DEMAND = {
    "Fleets": [("Vehicle trade", 210, "material", 2), ("Maintenance", 16, "service", 1), ("Charging and energy", 14, "service", 2)],
    "Households": [("Vehicle trade", 420, "material", 4), ("Storage trade", 24, "material", 2), ("Charging and energy", 18, "service", 3)],
    "Grid operators": [("Storage trade", 60, "material", 2), ("Maintenance", 7, "service", 1)],
}
PLATFORM_OLD, PLATFORM_NEW = "Component exchange", "Storage market"
LEAVER, LEAVES_AFTER = "Cathode maker Birch", QUARTERS.index("2022Q2")
NEW_PLATFORM_FROM = QUARTERS.index("2021Q3")
DIRECT_FROM = QUARTERS.index("2022Q1")


def make_firms(rng):
    firms, number = [], 0
    for stage, sector, title, count, regions, score in GROUPS:
        for i in range(count):
            region = regions[i % len(regions)]
            name = f"{title} {region}" if sector == "Households" else f"{title} {WORDS[(number + i) % len(WORDS)]}"
            known = score is not None and rng.random() > 0.13
            firms.append({"id": f"F{len(firms) + 1:03}", "name": name, "stage": stage, "sector": sector, "region": region,
                          "digital": min(0.95, max(0.02, rng.gauss(score, 0.10))) if known else None,
                          "pace": rng.uniform(0.004, 0.022), "size": rng.lognormvariate(0, 0.5), "platform": False})
        number += 5
    next(f for f in firms if f["sector"] == "Cathode")["name"] = LEAVER
    for name, sector in ((PLATFORM_OLD, "Component platform"), (PLATFORM_NEW, "Storage platform")):
        firms.append({"id": f"F{len(firms) + 1:03}", "name": name, "stage": 4 if name == PLATFORM_OLD else 6, "sector": sector,
                      "region": "Europe", "digital": 0.78, "pace": 0.01, "size": 1.0, "platform": True})
    return firms


def score_at(firm, quarter):
    return None if firm["digital"] is None else min(0.98, firm["digital"] + firm["pace"] * quarter)


class Chain:
    def __init__(self):
        self.rng = random.Random(SEED)
        self.firms = make_firms(self.rng)
        self.by_sector, self.by_name = {}, {f["name"]: f for f in self.firms}
        for firm in self.firms:
            self.by_sector.setdefault(firm["sector"], []).append(firm)
        self.suppliers = {}
        self.connected = {}
        self.rows = []

    def choose_suppliers(self, buyer, sector, count):
        """Steady partners with weights, drawn once; near ones are likelier."""
        key = (buyer["id"], sector)
        if key not in self.suppliers:
            pool = list(self.by_sector[sector])
            chosen = []
            while pool and len(chosen) < count:
                weights = [f["size"] * (2.5 if f["region"] == buyer["region"] else 1) for f in pool]
                firm = self.rng.choices(pool, weights)[0]
                pool.remove(firm)
                chosen.append((firm, firm["size"] * self.rng.uniform(0.5, 1.5)))
            self.suppliers[key] = chosen
        return self.suppliers[key]

    def active(self, firm, quarter):
        return not (firm["name"] == LEAVER and quarter > LEAVES_AFTER)

    def score_of_link(self, source, target, quarter):
        """Scores jump when two firms connect their systems; one link in eight never tells."""
        key = (source["id"], target["id"])
        if key not in self.connected:
            told = self.rng.random() > 0.12
            self.connected[key] = (told, self.rng.randint(-4, 34), self.rng.uniform(0.05, 0.3), self.rng.uniform(0.55, 0.95))
        told, joins, before, after = self.connected[key]
        if not told:
            return None
        ease = [s for s in (score_at(source, quarter), score_at(target, quarter)) if s is not None]
        joins -= round(8 * (sum(ease) / len(ease) if ease else 0))
        share = 1 / (1 + math.exp(-(quarter - joins) / 1.2))
        return round(before + (after - before) * share, 2)

    def add(self, quarter, source, target, kind, value, via=None, unit="M EUR"):
        if value >= 0.01:
            self.rows.append([source["id"], target["id"], QUARTERS[quarter], kind, round(value, 2), unit,
                              self.score_of_link(source, target, quarter), via["id"] if via else ""])

    def buy(self, quarter, buyer, sector, kind, amount, count, sales):
        partners = [(f, w) for f, w in self.choose_suppliers(buyer, sector, count) if self.active(f, quarter)]
        if not partners:
            others = [f for f in self.by_sector[sector] if self.active(f, quarter)]
            partners = [(f, f["size"]) for f in others[:2]]
        total = sum(w for _, w in partners)
        for firm, weight in partners:
            self.trade(quarter, firm, buyer, kind, amount * weight / total * self.rng.uniform(0.94, 1.06), sales)

    def trade(self, quarter, source, target, kind, value, sales):
        """Some trades run over a platform: as two links, or as one that names it."""
        sales[source["id"]] = sales.get(source["id"], 0) + value
        old, new = self.by_name[PLATFORM_OLD], self.by_name[PLATFORM_NEW]
        draw = (int(source["id"][1:]) * 7 + int(target["id"][1:]) * 13) % 100
        if kind == "material" and source["stage"] == 4 and target["sector"] in ("Cells", "Packs") and draw < 22:
            self.add(quarter, source, old, kind, value * 0.97)
            self.pending[target["id"]] = self.pending.get(target["id"], 0) + value
            return
        if source["sector"] == "Storage trade" and quarter >= NEW_PLATFORM_FROM and draw < 20 + 3 * (quarter - NEW_PLATFORM_FROM):
            if draw % 2:
                return self.add(quarter, source, target, kind, value, via=new)
            self.add(quarter, source, new, kind, value * 0.94)
            return self.add(quarter, new, target, kind, value)
        self.add(quarter, source, target, kind, value)

    def run_quarter(self, quarter, used):
        sales, self.pending = {}, {}
        growth = 1.052 ** quarter * (0.82 if QUARTERS[quarter] == "2020Q2" else 1)
        for sector, needs in DEMAND.items():
            for user in self.by_sector[sector]:
                for supplier, base, kind, count in needs:
                    amount = base * user["size"] * growth * SEASON[quarter % 4] * self.rng.uniform(0.96, 1.04)
                    used[quarter] = used.get(quarter, 0) + amount
                    self.buy(quarter, user, supplier, kind, amount, count, sales)
        for sector in ORDER:
            for buyer in self.by_sector[sector]:
                for supplier, share, kind, count in BUYS.get(sector, []):
                    amount = sales.get(buyer["id"], 0) * share
                    if amount > 0:
                        self.buy(quarter, buyer, supplier, kind, amount, count, sales)
            if sector == "Vehicles" and quarter >= DIRECT_FROM:
                maker, refiner = self.by_sector["Vehicles"][0], self.by_sector["Refining"][1]
                self.trade(quarter, refiner, maker, "material", 6.0 * 1.09 ** (quarter - DIRECT_FROM), sales)
        for target, value in self.pending.items():
            self.add(quarter, self.by_name[PLATFORM_OLD], next(f for f in self.firms if f["id"] == target), "material", value)
        self.recycle(quarter, used, sales)
        self.report_back(quarter, sales)

    def recycle(self, quarter, used, sales):
        """What was sold two years ago comes back, a rising part of it."""
        back = used.get(quarter - 8, used[0] * 0.3) * min(0.012, 0.002 + 0.0005 * quarter)
        recyclers = self.by_sector["Recycling"]
        users = self.by_sector["Fleets"] + self.by_sector["Grid operators"]
        for i, user in enumerate(users):
            self.add(quarter, user, recyclers[i % len(recyclers)], "material", back / len(users) * user["size"] * self.rng.uniform(0.9, 1.1))
        for i, refiner in enumerate(self.by_sector["Refining"][:4]):
            self.add(quarter, recyclers[i], refiner, "material", back * 2.1 / 4 * self.rng.uniform(0.9, 1.1))
            self.add(quarter, self.by_sector["Maintenance"][i], recyclers[i], "service", back * 0.2 * self.rng.uniform(0.9, 1.1))

    def report_back(self, quarter, sales):
        """Data flows against the goods: from users and makers to those who can learn from it."""
        pairs = [("Fleets", "Charging and energy", 0), ("Grid operators", "Packs", 2), ("Charging and energy", "Vehicles", 4),
                 ("Maintenance", "Packs", 5), ("Vehicles", "Cells", 6), ("Cells", "Cell design", 4), ("Cell design", "Electrochemistry", 8),
                 ("Packs", "Electronics", 10), ("Cells", "Cathode", 12), ("Recycling", "Cell design", 14)]
        for source, target, start in pairs:
            for i, firm in enumerate(self.by_sector[source][:1 + max(0, quarter - start) // 5]):
                if quarter >= start:
                    other = self.by_sector[target][i % len(self.by_sector[target])]
                    if self.active(other, quarter):
                        self.add(quarter, firm, other, "data", 4 * 1.08 ** quarter * firm["size"], unit="M records")

    def run(self):
        used = {}
        for quarter in range(len(QUARTERS)):
            self.run_quarter(quarter, used)


def write(folder, chain):
    with open(folder / "firms.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name", "stage", "sector", "region", "digital", "is_platform", "end_user", "period"])
        stages = ["Basic technology", "R&D", "Raw material", "Component", "Manufacture", "Distribution", "Service", "End user"]
        for firm in chain.firms:
            score = score_at(firm, 0)
            out.writerow([firm["id"], firm["name"], stages[firm["stage"] - 1], firm["sector"], firm["region"],
                          "" if score is None else f"{score:.2f}", int(firm["platform"]), int(firm["stage"] == 8), ""])
            for quarter in range(4, len(QUARTERS), 4):
                if score is not None:
                    out.writerow([firm["id"], "", "", "", "", f"{score_at(firm, quarter):.2f}", "", "", QUARTERS[quarter]])
    with open(folder / "links.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["source", "target", "period", "kind", "value", "unit", "digital", "via_platform"])
        for row in chain.rows:
            out.writerow(["" if cell is None else cell for cell in row])


if __name__ == "__main__":
    made = Chain()
    made.run()
    write(pathlib.Path(__file__).resolve().parent, made)
