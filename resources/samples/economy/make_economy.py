#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample of the US economy from yearly make and use tables in long form.

Usage: make_economy.py FOLDER   (with firms.csv: id,name,kind and links.csv: source,target,period,kind,value,unit)
Commodities (C:...) are used by industries (I:...) and by final demand; industries make commodities.
"""

import csv
import pathlib
import sys

STAGES = {"commodity": "Commodity", "industry": "Industry", "FinalDemand": "Final demand"}


def main(folder):
    here = pathlib.Path(__file__).resolve().parent
    with open(folder / "firms.csv", encoding="utf-8") as source, open(here / "firms.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name", "stage", "end_user"])
        firms = sorted(csv.DictReader(source), key=lambda row: list(STAGES).index(row["kind"]))
        for row in firms:
            out.writerow([row["id"], row["name"], STAGES[row["kind"]], int(row["kind"] == "FinalDemand")])
    with open(folder / "links.csv", encoding="utf-8") as source, open(here / "links.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["source", "target", "period", "kind", "value", "unit"])
        for row in csv.DictReader(source):
            out.writerow([row["source"], row["target"], row["period"], row["kind"], row["value"], "M USD"])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
