// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/style/application_style.h"
#include "ui/window/column_roles.h"
#include "ui/window/header_words_dialog.h"
#include "ui/window/import_dialog.h"
#include "ui/window/merge_dialog.h"
#include "ui/window/project_controller.h"
#include "ui/window/rejects_dialog.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestImportWindow : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void theDialogFollowsItsControls();
    void everySheetCanBeTicked();
    void sayOnceForAllAlike();
    void asksForTheMissingEnd();
    void countsBeforeItImports();
    void headerWordsAreTaught();
    void anyCharacterPartsColumns();
    void recognisesAndCompares();
    void replacesAsOneStep();
    void rejectsAreRepaired();
    void similarNamesAreMerged();
    void exportsTheData();

private:
    std::string write(const QString& name, const QByteArray& text) const {
        QFile file(m_dir->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        file.write(text);
        return file.fileName().toStdString();
    }
    std::vector<FoundTable> tables(const QString& name, const QByteArray& text) const { return tablesIn(write(name, text)).value(); }
    void importText(const QString& name, const QByteArray& text) {
        QSignalSpy done(m_project.get(), &ProjectController::imported);
        m_project->importFiles({{{write(name, text), {}, nullptr}, {}, {}}}, {});
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
    }
    ImportSetting setting() const { return {m_project->recipes(), m_project->imports(), m_project->edits(), m_project->base()}; }
    static QPushButton* button(const QWidget& in, const QString& words) {
        for (auto* b : in.findChildren<QPushButton*>())
            if (b->text().remove('&').startsWith(words)) return b;
        return nullptr;
    }
    template <class T>
    static T* named(const QWidget& in, const char* name) {
        return in.findChild<T*>(QLatin1String(name));
    }
    static void choose(QComboBox* box, int row) {
        box->setCurrentIndex(row);
        emit box->activated(row);
    }
    double sum() const {
        double all = 0;
        for (const double value : m_project->base()->flows().value) all += value;
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Jobs> m_jobs;
    std::unique_ptr<ProjectController> m_project;
};

void TestImportWindow::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<Session>();
    m_jobs = std::make_unique<Jobs>();
    m_project = std::make_unique<ProjectController>(*m_session, *m_jobs);
}

void TestImportWindow::cleanup() {
    m_project.reset();
    m_jobs.reset();
    m_session.reset();
}

void TestImportWindow::theDialogFollowsItsControls() {
    ImportDialog dialog(tables("links.csv", "A report\nsource;target;value\na;b;1,5\na;b;2,5\n;b;1\n"), *m_jobs);
    dialog.show();
    auto* import = button(dialog, "Import");
    QVERIFY(import && !import->isEnabled());
    QTRY_VERIFY(import->isEnabled());
    QCOMPARE(named<QSpinBox>(dialog, "lines7")->value(), 1); // one line above the header
    choose(named<QComboBox>(dialog, "repeats"), 1);
    auto* blank = named<QLineEdit>(dialog, "blankPartner");
    blank->setFocus();
    QTest::keyClicks(blank, "unidentified");
    const auto rules = dialog.sources().at(0).plan->mapping.rules;
    QCOMPARE(rules.repeats, Repeats::Last);
    QCOMPARE(rules.blankPartner, std::string("unidentified"));
    QStringList said;
    for (auto* label : dialog.findChildren<QLabel*>()) said << label->text();
    QVERIFY2(said.join(' ').contains("the last one counts; values below zero lower the sum; blank partners become \"unidentified\""), qPrintable(said.join('\n')));
    named<QSpinBox>(dialog, "lines7")->setValue(0); // the preview is read again, and what was said stays
    QTRY_COMPARE(dialog.sources().at(0).plan->dialect.skipLines, 0);
    QCOMPARE(dialog.sources().at(0).plan->mapping.rules.repeats, Repeats::Last);
    QTest::keyClicks(named<QLineEdit>(dialog, "convert"), "kt");
    QVERIFY(!import->isEnabled()); // a conversion that cannot be read
}

void TestImportWindow::everySheetCanBeTicked() {
    const QByteArray graph = "<graphml><graph><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>";
    ImportDialog dialog(tables("chain.graphml", graph), *m_jobs);
    dialog.show();
    auto* list = named<QListWidget>(dialog, "importTables");
    QCOMPARE(list->count(), 2);
    QTRY_VERIFY(button(dialog, "Import")->isEnabled());
    QCOMPARE(dialog.sources().size(), 2u);
    list->item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(dialog.sources().size(), 1u);
    QCOMPARE(dialog.sources()[0].input.part, std::string("links"));
    list->item(0)->setCheckState(Qt::Unchecked);
    QVERIFY(!button(dialog, "Import")->isEnabled());
}

void TestImportWindow::sayOnceForAllAlike() {
    auto all = tables("a 2021-01.csv", "source,target,value\na,b,-1\n");
    for (const auto& more : {tables("a 2021-02.csv", "target,source,value\nb,a,-1\n"), tables("other.csv", "von,nach,Jahr,Betrag\na,b,2021,-1\n")}) all.push_back(more.front());
    ImportDialog dialog(all, *m_jobs);
    dialog.show();
    QTRY_VERIFY(button(dialog, "Import")->isEnabled());
    choose(named<QComboBox>(dialog, "negatives"), 2);
    const auto sources = dialog.sources();
    QCOMPARE(sources[0].plan->mapping.rules.negatives, Negatives::Return);
    QCOMPARE(sources[1].plan->mapping.rules.negatives, Negatives::Return);
    QCOMPARE(sources[2].plan->mapping.rules.negatives, Negatives::Net);
    QCOMPARE(sources[1].plan->mapping.constantPeriod, std::string("2021-02")); // the period stays with its file
}

void TestImportWindow::asksForTheMissingEnd() {
    ImportDialog dialog(tables("Acme payments 2020.csv", "Supplier Name,Invoice Date,Amount\nMill,2020-01-05,5\nDye,2020-02-05,7\n"), *m_jobs);
    dialog.show();
    auto* buyer = named<QLineEdit>(dialog, "missingEnd");
    QTRY_VERIFY(buyer->isVisible());
    QCOMPARE(buyer->text(), QString("Acme")); // whose file it is
    QTRY_VERIFY(button(dialog, "Import")->isEnabled());
    QCOMPARE(dialog.sources().at(0).plan->mapping.constantTarget, std::string("Acme"));
    buyer->setFocus();
    buyer->selectAll();
    QTest::keyClick(buyer, Qt::Key_Delete);
    QVERIFY(!button(dialog, "Import")->isEnabled());
    QTest::keyClicks(buyer, "Railway");
    QVERIFY(button(dialog, "Import")->isEnabled());
    QVERIFY(buyer->isVisible()); // it stays while it is typed into
    QCOMPARE(dialog.sources().at(0).plan->mapping.constantTarget, std::string("Railway"));
    ImportDialog whole(tables("links.csv", "source,target,value\na,b,1\n"), *m_jobs);
    whole.show();
    QTRY_VERIFY(button(whole, "Import")->isEnabled());
    QVERIFY(!named<QLineEdit>(whole, "missingEnd")->isVisible());
}

void TestImportWindow::countsBeforeItImports() {
    QByteArray text = "exporter,importer,year,value\n";
    for (const char* year : {"2019", "2020"})
        for (const char* row : {"RU,DE,%1,5", "RU,FR,%1,3", "RU,IT,%1,2", "RU,EU,%1,10", "RU,,%1,4"}) text += QString::fromLatin1(row).arg(QLatin1String(year)).toUtf8() + '\n';
    ImportDialog dialog(tables("trade.csv", text), *m_jobs);
    dialog.show();
    auto* outlook = named<QLabel>(dialog, "importOutlook");
    QTRY_VERIFY_WITH_TIMEOUT(outlook->text().contains("10 rows read = 8 kept + 2 rejected (2 without buyer)"), 20000);
    QVERIFY(outlook->text().contains("<b>EU: the sum of others"));
    QTRY_VERIFY(named<QListWidget>(dialog, "importTables")->item(0)->text().contains("8 rows, 2 rejected"));
    emit outlook->linkActivated("sums");
    QCOMPARE(dialog.sources().at(0).plan->mapping.rules.leaveOut, std::vector<std::string>{"EU"});
    QTRY_VERIFY_WITH_TIMEOUT(outlook->text().contains("10 rows read = 6 kept + 4 rejected"), 20000);
    QVERIFY(!outlook->text().contains("<b>"));
}

/// A role chosen by hand is known in the next file of other columns.
void TestImportWindow::headerWordsAreTaught() {
    ImportDialog dialog(tables("one.csv", "Kreditor,Stelle,Betrag\na,b,1\nc,d,2\n"), *m_jobs);
    dialog.show();
    auto* roles = dialog.findChild<ColumnRoles*>();
    QTRY_COMPARE(roles->rowCount(), 3);
    const auto give = [&](int row, ColumnRole role) {
        auto* box = qobject_cast<QComboBox*>(roles->cellWidget(row, 2));
        choose(box, box->findData(int(role)));
    };
    give(0, ColumnRole::Target);
    give(1, ColumnRole::Source);
    const auto words = dialog.options().words;
    QVERIFY(words && std::ranges::find(*words, HeaderWord{TableKind::Links, ColumnRole::Source, "Stelle"}) != words->end());
    ImportSetting later;
    later.words = *words;
    ImportDialog next(tables("two.csv", "Nr,Stelle,Kreditor,Summe\n1,a,b,1\n2,c,d,2\n"), *m_jobs, later);
    next.show();
    QTRY_VERIFY(button(next, "Import")->isEnabled());
    QCOMPARE(next.sources().at(0).plan->mapping.columns[1].role, ColumnRole::Source);
    QCOMPARE(next.sources().at(0).plan->mapping.columns[2].role, ColumnRole::Target);
    HeaderWordsDialog list(*words);
    QVERIFY(list.words() == *words);
    button(list, "Add a word")->click();
    QVERIFY(list.words() == *words); // a row without a word says nothing
}

void TestImportWindow::anyCharacterPartsColumns() {
    ImportDialog dialog(tables("odd.csv", "source@target@value\na@b@1\nb@c@2\n"), *m_jobs);
    dialog.show();
    auto* delimiter = named<QComboBox>(dialog, "delimiter");
    QTRY_VERIFY(named<QListWidget>(dialog, "importTables")->count() == 1 && !dialog.sources().at(0).plan->mapping.columns.empty());
    delimiter->lineEdit()->setText("@");
    emit delimiter->lineEdit()->editingFinished();
    QTRY_VERIFY(button(dialog, "Import")->isEnabled());
    QCOMPARE(dialog.sources().at(0).plan->dialect.delimiter, '@');
    QCOMPARE(dialog.sources().at(0).plan->mapping.columns.size(), std::size_t(3));
}

void TestImportWindow::recognisesAndCompares() {
    importText("q1.csv", "source,target,period,value\na,b,2021Q1,1\nb,c,2021Q1,2\n");
    ImportDialog dialog(tables("q2.csv", "source,target,period,value,note\na,b,2021Q1,1\nb,c,2021Q2,9,x\n"), *m_jobs, setting());
    dialog.show();
    QTRY_VERIFY(button(dialog, "Import")->isEnabled());
    const auto said = [&] {
        QStringList words;
        for (auto* label : dialog.findChildren<QLabel*>()) words << label->text();
        return words.join('\n');
    };
    QTRY_VERIFY2(said().contains("As last time: q1.csv") && said().contains("\"note\" is new"), qPrintable(said()));
    QTRY_VERIFY2(said().contains("flows new 1, changed 0, the same 1, gone 1"), qPrintable(said()));
    QVERIFY(said().contains("would count twice"));
}

void TestImportWindow::replacesAsOneStep() {
    importText("q1.csv", "source,target,period,value\na,b,2021Q1,1\n");
    QCOMPARE(sum(), 1.0);
    ImportOptions options;
    options.replaces = {m_project->imports().front().id};
    QSignalSpy done(m_project.get(), &ProjectController::imported);
    m_project->importFiles({{{write("q1 new.csv", "source,target,period,value\na,b,2021Q1,5\n"), {}, nullptr}, {}, {}}}, options);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(sum(), 5.0);
    m_project->undoStack().undo();
    QCOMPARE(sum(), 1.0);
    QVERIFY(m_project->imports().front().active && !m_project->imports().back().active);
    m_project->undoStack().redo();
    QCOMPARE(sum(), 5.0);
}

void TestImportWindow::rejectsAreRepaired() {
    importText("links.csv", "source;target;value\n\"a; b\";b;1,5\nb;c;two\nc;;3\n");
    QCOMPARE(sum(), 1.5);
    RejectsDialog dialog(*m_project);
    dialog.show();
    auto* table = dialog.findChild<QTableWidget*>();
    QCOMPARE(table->rowCount(), 2);
    QVERIFY(!named<QPushButton>(dialog, "importRepaired")->isEnabled());
    table->item(0, 4)->setText("b;c;2");
    QVERIFY(named<QPushButton>(dialog, "importRepaired")->isEnabled());
    QSignalSpy done(m_project.get(), &ProjectController::imported);
    named<QPushButton>(dialog, "importRepaired")->click();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(sum(), 3.5);
    QCOMPARE(table->item(0, 5)->text(), QStringLiteral("repaired and imported"));
    QVERIFY(!(table->item(0, 4)->flags() & Qt::ItemIsEditable));
    QVERIFY(table->item(1, 4)->flags() & Qt::ItemIsEditable);
}

void TestImportWindow::similarNamesAreMerged() {
    importText("links.csv", "source,target,value\nAcme Steel GmbH,b,1\nACME Steel,b,2\nACME Steel,c,2\nZinc Works,b,1\n");
    QCOMPARE(m_project->base()->firms().size(), 5u);
    MergeDialog dialog(*m_project, *m_jobs);
    dialog.show();
    auto* table = named<QTableWidget>(dialog, "similarPairs");
    QTRY_COMPARE(table->rowCount(), 1);
    table->item(0, 0)->setCheckState(Qt::Unchecked);
    auto* merge = named<QPushButton>(dialog, "mergeTicked");
    QVERIFY(!merge->isEnabled());
    table->item(0, 0)->setCheckState(Qt::Checked);
    merge->click();
    QTRY_COMPARE(m_project->base()->firms().size(), 4u);
    QCOMPARE(m_project->merges().size(), 1u);
    QCOMPARE(m_project->merges().front().firm, std::string("ACME Steel"));
    m_project->undoStack().undo();
    QCOMPARE(m_project->base()->firms().size(), 5u);
    QVERIFY(m_project->merges().empty());
    MergeDialog again(*m_project, *m_jobs);
    again.show();
    auto* pairs = named<QTableWidget>(again, "similarPairs");
    QTRY_COMPARE(pairs->rowCount(), 1);
    pairs->selectRow(0);
    button(again, "Never")->click();
    QTRY_COMPARE(pairs->rowCount(), 0);
    QCOMPARE(MergeDialog::distinctFirms(*m_project).size(), 1u);
}

void TestImportWindow::exportsTheData() {
    importText("links.csv", "source,target,value\na,b,1\n");
    int rows = -1;
    m_project->exportTo(ExportFormat::Xlsx, m_dir->filePath("out.xlsx"), [&](Result<ExportSummary> done) { rows = done ? int(done->linkRows) : -2; });
    QTRY_COMPARE(rows, 1);
    QVERIFY(QFile::exists(m_dir->filePath("out.xlsx")));
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName("chainscape-test");
    QLocale::setDefault(QLocale::c());
    applyTheme(app, theme(ThemeKind::Light));
    TestImportWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_import_window.moc"
