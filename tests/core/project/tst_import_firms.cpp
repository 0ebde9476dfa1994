// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Firms of imported links: by name, in lists or not, alike, and how sure a link is.
#include <cmath>

#include "core/project/link_confidence.h"
#include "core/project/similar_firms.h"
#include "tests/core/project/import_stand.h"

using namespace chainscape;

class TestImportFirms : public test::ImportStand {
    Q_OBJECT
private slots:
    void init() { anew(); }
    void linksCallFirmsByName();
    void linksNameTheirFirms();
    void accountsNameOnePartner();
    void confidenceOfLinks();
    void unlistedFirmsCanBeRejected();
    void proposesSimilarNames();
};

/// A list of firms gives ids and names; links that call the names mean those firms, now and in later files.
void TestImportFirms::linksCallFirmsByName() {
    const auto firms = text("firms.csv", "firm_id,name,stage\nP1,Alpha,1\nP2,Beta,2\nP3,Twin,1\nP4,Twin,2\n");
    const auto summary = imported("p.chain", {firms, text("links.csv", "source,target,value\nAlpha,Beta,1\nP1,Gamma,2\nTwin,Beta,3\n")});
    QStringList ids;
    for (const auto& id : summary.dataset->firms().id) ids << QString::fromStdString(id);
    QCOMPARE(ids.join(' '), QString("P1 P2 P3 P4 Gamma Twin")); // two firms are called Twin: neither is meant
    QVERIFY(std::ranges::any_of(summary.warnings, [](const auto& w) { return w.find("2 firms that the links call by name") != std::string::npos; }));
    ProjectFile file = open("p.chain");
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nBeta,Alpha,4\n")}, {}, m_progress);
    QVERIFY(later);
    QCOMPARE(later->firms, std::int64_t(6));
}

/// A name beside a code is the firm's name; a list of firms has the last word.
void TestImportFirms::linksNameTheirFirms() {
    const auto links = text("links.csv", "seller_id,seller_name,buyer,value\n7,Acme,b,1\n8,Bolt,b,2\n");
    const auto summary = imported("p.chain", {text("firms.csv", "id,name\n8,Bolt & Sons\n"), links});
    const auto& firms = summary.dataset->firms();
    const auto nameOf = [&](const char* id) { return QString::fromStdString(firms.name[summary.dataset->firmIndex(id)]); };
    QCOMPARE(nameOf("7"), QString("Acme"));
    QCOMPARE(nameOf("8"), QString("Bolt & Sons"));
    QCOMPARE(nameOf("b"), QString("b"));
    ProjectFile file = open("p.chain");
    QCOMPARE(*file.listedFirms(), std::vector<std::string>{"8"}); // what links name is not listed
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nAcme,b,4\n")}, {}, m_progress);
    QVERIFY(later);
    QCOMPARE(later->firms, std::int64_t(3)); // found by its name
}

/// An account names the other side alone, whichever that is; whose account it is, is said.
void TestImportFirms::accountsNameOnePartner() {
    const auto account = text("konto.csv", "Buchungstag;Auftraggeber/Empf\xC3\xA4nger;Betrag\n31.12.2024;Ore;-1.200,50\n30.12.2024;Tin;10,00\n");
    ImportOptions mine;
    mine.given.target = "Mill";
    const auto planned = plannedSources(nullptr, {account}, mine);
    QVERIFY(planned);
    const ColumnMapping& mapping = planned->at(0).plan->mapping;
    QVERIFY(mapping.find(ColumnRole::Source) == std::size_t(1) && !mapping.find(ColumnRole::Target));
    QCOMPARE(mapping.constantTarget, std::string("Mill"));
    mine.given = {};
    mine.given.source = "Mill";
    const auto other = plannedSources(nullptr, {account}, mine);
    QVERIFY(other && other->at(0).plan->mapping.find(ColumnRole::Target) == std::size_t(1));
}

/// By flow and by edge, weighted by value; merged firms and imports that were taken back count as they stand now.
void TestImportFirms::confidenceOfLinks() {
    imported("c.chain", {text("a.csv", "from,to,period,value,confidence\nP,Q,2023,30,0.9\nP,Q,2023,10,0.5\nP,R,2023,5,\nP2,R,2024,5,0.2\nP,Q,2024,0,1\n")});
    auto file = open("c.chain");
    const auto at = [&](const DatasetPtr& dataset, const char* from, const char* to, const char* period) {
        SnapshotSpec spec;
        spec.from = dataset->periodIndex(period);
        const SnapshotPtr s = *makeSnapshot(dataset, spec);
        const auto values = edgeConfidence(*s);
        const auto edge = s->edgeBetween(s->nodeOfId(from), s->nodeOfId(to));
        return values.empty() || edge == kNone ? -1.0 : values[edge];
    };
    DatasetPtr dataset = *reload(file, m_progress);
    QCOMPARE(dataset->flows().confidence.size(), dataset->flows().size());
    QVERIFY(std::abs(at(dataset, "P", "Q", "2023") - 0.8) < 1e-6);
    QVERIFY(std::isnan(at(dataset, "P", "R", "2023")));
    QVERIFY(std::abs(at(dataset, "P2", "R", "2024") - 0.2) < 1e-6);
    QVERIFY(file.addEdits("Merged", {{"P2", FirmField::MergedInto, "P", {}}}));
    dataset = *reload(file, m_progress);
    QVERIFY(std::abs(at(dataset, "P", "R", "2024") - 0.2) < 1e-6);
    const auto more = appendFiles(file, {text("b.csv", "from,to,period,value\nP,Q,2025,1\n")}, {}, m_progress);
    QVERIFY(more);
    dataset = *takeBack(file, 1, m_progress);
    QVERIFY(dataset->flows().confidence.empty()); // what is left says nothing of it
}

/// Links of firms in no list: kept and counted, or rejected when that is said; by what the project lists, too.
void TestImportFirms::unlistedFirmsCanBeRejected() {
    const auto firms = text("firms.csv", "id,name\nP1,Alpha\nP2,Beta\n");
    const auto links = text("links.csv", "source,target,value\nP1,P2,1\nAlpha,P9,2\nP8,P2,3\n");
    ImportOptions strict;
    strict.given.rejectUnlisted = true;
    const auto planned = plannedSources(nullptr, {firms, links}, strict);
    QVERIFY(planned);
    const auto seen = compareFiles(nullptr, {}, *planned, m_progress);
    QVERIFY(seen);
    QCOMPARE(seen->files[1].rowsKept, std::int64_t(1));
    QCOMPARE(seen->rejects.at(0), (std::pair<std::string, std::int64_t>{"unlisted_firm", 2}));
    QCOMPARE(seen->unlisted, std::int64_t(0));
    const auto made = importAsProject(m_folder->filePath("p.chain").toStdString(), {firms, links}, strict, m_progress);
    QVERIFY(made);
    QCOMPARE(made->rowsRead, made->rowsKept + made->rowsRejected);
    QCOMPARE(made->rowsRejected, std::int64_t(2));
    QCOMPARE(made->firms, std::int64_t(2));
    ProjectFile file = open("p.chain");
    const auto later = appendFiles(file, {text("later.csv", "source,target,amount\nP2,P1,1\nP2,P7,1\n")}, strict, m_progress);
    QVERIFY(later);
    QCOMPARE(later->rowsRejected, std::int64_t(1));
    QVERIFY(later->files.at(0).rejects.at(0).sentence.find("\"P7\" is in no list of firms") == 0);
}

/// Look-alikes are proposed, never merged by themselves; a pair said to be two firms stays away.
void TestImportFirms::proposesSimilarNames() {
    const auto summary = imported("p.chain", {text("links.csv", "source,target,value\nAcme Steel GmbH,b,1\nACME Steel,b,2\nACME Steel,c,2\nZinc Works,b,1\n")});
    QCOMPARE(summary.firms, std::int64_t(5));
    const auto pairs = similarFirms(*summary.dataset, {}, 0.8, m_progress);
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->size(), 1u);
    QCOMPARE(summary.dataset->firms().id[pairs->front().keep], std::string("ACME Steel"));
    QVERIFY(!pairs->front().reasons.empty());
    QVERIFY(similarFirms(*summary.dataset, {{"Acme Steel GmbH", "ACME Steel"}}, 0.8, m_progress)->empty());
    ProjectFile file = open("p.chain");
    const auto edits = mergesOf(*summary.dataset, *pairs, "2021");
    QCOMPARE(edits.size(), 1u);
    QVERIFY(file.addEdits("Merged", edits).has_value());
    QCOMPARE((*reload(file, m_progress))->firms().size(), 4u);
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nAcme Steel GmbH,b,4\n")}, {}, m_progress);
    QCOMPARE(later->firms, std::int64_t(4)); // the alias holds for later imports
}

QTEST_GUILESS_MAIN(TestImportFirms)
#include "tst_import_firms.moc"
