// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/model/series.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using test::chain;

class TestDataset : public QObject {
    Q_OBJECT
private slots:
    void sumsRowsIntoFlows();
    void keepsUnknownApart();
    void sortsPeriods();
    void datedFirmRowsHoldFromTheirPeriod();
    void stagesComeFromNumbers();
    void refusesBadRanges();
    void grainTellsKindUnitAndPlatformApart();
    void stageWords();
    void attributesAreKeptByColumn();
    void seriesTellNothingFromNought();
};

/// A period of another unit, or of unknown values alone, says nothing; a firm that does not trade where others do has 0.
void TestDataset::seriesTellNothingFromNought() {
    const auto d = chain("a -> b : 3 @2021 [kg]\nb -> c : 4 @2021 [kg]\na -> b : 5 @2022 [t]\na -> b : ? @2023 [kg]\nb -> c : 2 @2024 [kg]\nb -> b : 7 @2024 [kg]");
    const auto total = totalSeries(*d, Layer::Money, "kg");
    QCOMPARE(total.size(), 4u);
    QCOMPARE(total[0], 7.0);
    QVERIFY(std::isnan(total[1]) && std::isnan(total[2]));
    QCOMPARE(total[3], 2.0);
    const auto a = firmSeries(*d, FirmId{d->firmIndex("a")}, Layer::Money, "kg");
    QCOMPARE(a.sells[0], 3.0);
    QCOMPARE(a.buys[0], 0.0);
    QVERIFY(std::isnan(a.sells[1]) && std::isnan(a.throughput()[2]));
    QCOMPARE(a.throughput()[3], 0.0);
    const auto link = linkSeries(*d, {FirmId{d->firmIndex("a")}, FirmId{d->firmIndex("b")}}, Layer::Money, "kg");
    QCOMPARE(link[0], 3.0);
    QVERIFY(std::isnan(link[3]));
}

void TestDataset::sumsRowsIntoFlows() {
    const auto d = chain("a -> b : 3 @2021 d=1\na -> b : 1 @2021 d=0\na -> b : 5 @2022");
    QCOMPARE(d->links().size(), 1u);
    QCOMPARE(d->flows().size(), 2u);
    QCOMPARE(d->flows().value[0], 4.0);
    QCOMPARE(d->flows().digital[0], 0.75f);
    QCOMPARE(d->flows().rows[0], 2u);
    QVERIFY(std::isnan(d->flows().digital[1]));
}

void TestDataset::keepsUnknownApart() {
    const auto d = chain("a -> b : ? @2021\na -> c : ? @2021\na -> c : 2 @2021");
    QVERIFY(std::isnan(d->flows().value[0]));
    QCOMPARE(d->flows().value[1], 2.0);
}

void TestDataset::sortsPeriods() {
    const auto d = chain("a -> b : 1 @2022Q1\na -> b : 2 @2021Q4\na -> b : 3 @2021Q3");
    QCOMPARE(d->periods().front().text, std::string("2021Q3"));
    QCOMPARE(d->flows().value[0], 3.0);
    QCOMPARE(d->flows().value[2], 1.0);
    QCOMPARE(d->periodIndex("2021-Q4"), 1u);
    QCOMPARE(d->periodIndex("2020"), kNone);
}

void TestDataset::datedFirmRowsHoldFromTheirPeriod() {
    const auto d = chain("firm a digital=0.2\nfirm a digital=0.9 stage=2 from=2022\na -> b : 1 @2021\na -> b : 1 @2022\na -> b : 1 @2023",
                         defaultStages());
    const FirmId a{d->firmIndex("a")};
    QCOMPARE(d->firmAt(a, PeriodId{0}).digital, 0.2f);
    QCOMPARE(d->firmAt(a, PeriodId{0}).stage, 0);
    QCOMPARE(d->firmAt(a, PeriodId{1}).digital, 0.9f);
    QCOMPARE(d->firmAt(a, PeriodId{2}).stage, 2);
}

void TestDataset::stagesComeFromNumbers() {
    const auto d = chain("firm a stage=1\nfirm b stage=3\na -> b : 1 @2021");
    QCOMPARE(d->stages().size(), 3);
    QCOMPARE(d->stages().find("3"), 3);
    QVERIFY(d->hasGivenStages());
    QVERIFY(!chain("a -> b : 1 @2021")->hasGivenStages());
}

void TestDataset::refusesBadRanges() {
    DatasetBuilder builder;
    builder.setStages({{"x", "y"}});
    FirmRecord record;
    record.id = "a";
    record.stage = 3;
    builder.addFirm(record);
    const auto built = builder.build();
    QVERIFY(!built);
    QCOMPARE(built.error().code, ErrorCode::BadArgument);
}

void TestDataset::grainTellsKindUnitAndPlatformApart() {
    const auto d = chain("a -> b : 1 @2021 material [kg]\na -> b : 1 @2021 service [kg]\na -> b : 1 @2021 material [t]\n"
                         "a -> b : 1 @2021 material [kg] via=p");
    QCOMPARE(d->links().size(), 4u);
    QCOMPARE(d->unitsOf(Layer::Money), (std::vector<std::string>{"kg", "t"}));
    QCOMPARE(d->mainUnit(Layer::Money), std::string("kg"));
    QCOMPARE(d->mainUnit(Layer::Data), std::string());
    QVERIFY(d->unitsOf(Layer::Data).empty());
}

void TestDataset::stageWords() {
    QCOMPARE(defaultStageFor(" Raw Materials"), 3);
    QCOMPARE(defaultStageFor("spaceship"), 0);
    QCOMPARE(defaultStages().find("end USER "), 8);
    QCOMPARE(defaultStages().name(9), std::string_view());
    QCOMPARE(layerOfKind("Data"), Layer::Data);
    QCOMPARE(layerOfKind("gas_all"), Layer::Money);
}

void TestDataset::attributesAreKeptByColumn() {
    DatasetBuilder builder;
    FirmRecord a;
    a.id = "a";
    a.attributes = {{"zip", "00123"}};
    builder.addFirm(a);
    builder.firm("b");
    const auto d = *builder.build();
    QCOMPARE(d->firms().attributes.size(), 1u);
    QCOMPARE(d->text(d->firms().attributes[0].codes[0]), std::string("00123"));
    QCOMPARE(d->text(d->firms().attributes[0].codes[1]), std::string());
}

QTEST_APPLESS_MAIN(TestDataset)
#include "tst_dataset.moc"
