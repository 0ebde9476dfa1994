// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "scenes.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/canvas/export.h"

using namespace scenes;

namespace {

DisplayList figure() {
    Dice dice(3);
    DisplayList list;
    list.title = QStringLiteral("Where the money goes & comes");
    list.summary = QStringLiteral("Flows between stages.");
    const QSizeF size = logicalSize({160, 100});
    addLinks(list, dice, {60, true, 0.6, 6, 77, 0, Direction::None}, size.width(), size.height());
    addLinks(list, dice, {10, false, 0.8, 3, 200, 4, Direction::Taper}, size.width(), size.height());
    for (int i = 0; i < 20; ++i) {
        const QPointF p = dice.point(size.width(), size.height());
        list.disc({static_cast<float>(p.x()), static_cast<float>(p.y()), 6, 1.5F, qRgb(3, 99, 88), qRgb(255, 255, 255), {}});
    }
    Rect rect;
    rect.box = QRectF(20, 20, 80, 40);
    rect.style = {qRgba(152, 162, 173, 255), qRgb(28, 33, 39), 1, 4, 3, Pattern::Hatch};
    list.rect(rect);
    list.addLayer(Space::Screen);
    Text title;
    title.text = QStringLiteral("Cathode One \u2212 5.8 bn \u20ac");
    title.anchor = {40, 80};
    title.size = pixelsOfPoints(11);
    title.weight = 600;
    title.across = Across::Left;
    title.halo = qRgb(255, 255, 255);
    list.text(title);
    return list;
}

QImage rendered(const QString& program, const QStringList& arguments, const QString& picture) {
    if (QStandardPaths::findExecutable(program).isEmpty()) return {};
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != 0) return {};
    return QImage(picture).convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

/// What a window of that size shows once it has drawn.
QImage windowFrame(const DisplayList& list, QSize size) {
    CanvasWidget canvas;
    canvas.resize(size);
    canvas.setScene(std::make_shared<const DisplayList>(list), ViewMode::Fit);
    canvas.show();
    if (!QTest::qWaitFor([&] { return !canvas.picture().isNull() && !canvas.isRendering(); }, 20000)) return {};
    return canvas.picture();
}

} // namespace

class TestExport : public QObject {
    Q_OBJECT
private slots:
    void svgIsWellFormedAndKeepsTexts();
    void pdfHasTheExactPage();
    void pngHasSizeAndDpi();
    void sameOnScreenAndPaper();
    void writesByExtension();
    void refusesBadSizes();
    void stops();
    void clipboardHasThreeForms();
};

void TestExport::svgIsWellFormedAndKeepsTexts() {
    Progress progress;
    const auto svg = svgOf(figure(), {}, progress);
    QVERIFY(svg);
    QXmlStreamReader reader(*svg);
    QString texts, title;
    QString widthText, viewBox;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement()) continue;
        if (reader.name() == QLatin1String("svg")) {
            widthText = reader.attributes().value(QLatin1String("width")).toString();
            viewBox = reader.attributes().value(QLatin1String("viewBox")).toString();
        }
        if (reader.name() == QLatin1String("title")) title = reader.readElementText();
        if (reader.name() == QLatin1String("text")) texts += reader.readElementText();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(widthText, QStringLiteral("160mm"));
    QVERIFY2(viewBox.startsWith(QLatin1String("0 0 604.7")), qPrintable(viewBox));
    QCOMPARE(title, QStringLiteral("Where the money goes & comes"));
    QVERIFY2(texts.contains(QStringLiteral("Cathode One \u2212 5.8 bn \u20ac")), qPrintable(texts));
    QVERIFY(!svg->contains("nan") && !svg->contains("inf\""));
}

void TestExport::pdfHasTheExactPage() {
    Progress progress;
    for (const QSizeF mm : {QSizeF(160, 100), QSizeF(254, 142.9), QSizeF(33.3, 77.7)}) {
        FigurePage page;
        page.millimetres = mm;
        const auto pdf = pdfOf(figure(), page, progress);
        QVERIFY(pdf && pdf->startsWith("%PDF-"));
        static const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
        const auto match = box.match(QString::fromLatin1(*pdf));
        QVERIFY(match.hasMatch());
        QVERIFY(std::abs(match.captured(1).toDouble() - mm.width() * 72 / 25.4) <= 0.51);
        QVERIFY(std::abs(match.captured(2).toDouble() - mm.height() * 72 / 25.4) <= 0.51);
        QCOMPARE(pdf->count("/Type /Page\n"), 1);
    }
}

void TestExport::pngHasSizeAndDpi() {
    Progress progress;
    FigurePage page;
    page.dpi = 150;
    const auto image = imageOf(figure(), page, progress);
    QVERIFY(image);
    QCOMPARE(image->size(), QSize(945, 591));
    QCOMPARE(image->dotsPerMeterX(), 5906);
    QVERIFY(meanBrightness(*image) < 250);
    page.transparent = true;
    QCOMPARE(qAlpha(imageOf(figure(), page, progress)->pixel(2, 2)), 0);
    page.millimetres = {2000, 2000};
    page.dpi = 300;
    QCOMPARE(imageOf(figure(), page, progress).error().code, ErrorCode::TooLarge);
}

void TestExport::sameOnScreenAndPaper() {
    QTemporaryDir folder;
    Progress progress;
    FigurePage page;
    page.dpi = 96;
    const DisplayList list = figure();
    const QImage screen = *imageOf(list, page, progress);
    const QImage window = windowFrame(list, screen.size());
    QCOMPARE(window.size(), screen.size());
    QVERIFY2(meanDifference(screen, window) < 0.5, qPrintable(QString::number(meanDifference(screen, window))));
    QVERIFY(writeFigure(list, page, folder.filePath("f.svg"), progress));
    QVERIFY(writeFigure(list, page, folder.filePath("f.pdf"), progress));
    const QImage svg = rendered("rsvg-convert", {"-w", QString::number(screen.width()), "-h", QString::number(screen.height()), "-o",
                                                 folder.filePath("svg.png"), folder.filePath("f.svg")},
                                folder.filePath("svg.png"));
    const QImage pdf = rendered("pdftoppm", {"-scale-to-x", QString::number(screen.width()), "-scale-to-y", QString::number(screen.height()),
                                             "-png", "-singlefile", folder.filePath("f.pdf"), folder.filePath("pdf")},
                                folder.filePath("pdf.png"));
    if (svg.isNull() && pdf.isNull()) QSKIP("rsvg-convert and pdftoppm are not installed");
    for (const QImage& other : {svg, pdf}) {
        if (other.isNull()) continue;
        QCOMPARE(other.size(), screen.size());
        const double difference = meanDifference(screen, other);
        // PDF pages are whole points: the far edge lies up to half a point off.
        QVERIFY2(difference < 3.5, qPrintable(QString::number(difference)));
        qInfo("mean difference %.3f", difference);
        // The title stands where it stands on the screen: its line is dark in both, the one above is not.
        const QRect line(40, 66, 150, 16);
        QVERIFY(std::abs(meanBrightness(screen.copy(line)) - meanBrightness(other.copy(line))) < 12);
    }
}

void TestExport::writesByExtension() {
    QTemporaryDir folder;
    Progress progress;
    for (const char* name : {"a.svg", "a.PDF", "a.png"}) {
        QVERIFY(writeFigure(figure(), {}, folder.filePath(name), progress));
        QVERIFY(QFile(folder.filePath(name)).size() > 500);
    }
    QCOMPARE(writeFigure(figure(), {}, folder.filePath("a.gif"), progress).error().code, ErrorCode::BadArgument);
    QCOMPARE(writeFigure(figure(), {}, folder.filePath("none/a.svg"), progress).error().code, ErrorCode::FileUnwritable);
}

void TestExport::refusesBadSizes() {
    Progress progress;
    for (const QSizeF mm : {QSizeF(0, 10), QSizeF(-5, 10), QSizeF(std::nan(""), 10), QSizeF(10, 1e9)}) {
        FigurePage page;
        page.millimetres = mm;
        QCOMPARE(svgOf(figure(), page, progress).error().code, ErrorCode::BadArgument);
        QCOMPARE(pdfOf(figure(), page, progress).error().code, ErrorCode::BadArgument);
        QCOMPARE(imageOf(figure(), page, progress).error().code, ErrorCode::BadArgument);
    }
    QVERIFY(svgOf(DisplayList{}, {}, progress));
}

void TestExport::stops() {
    Progress progress;
    progress.stop();
    QCOMPARE(svgOf(figure(), {}, progress).error().code, ErrorCode::Cancelled);
    QCOMPARE(pdfOf(figure(), {}, progress).error().code, ErrorCode::Cancelled);
    QCOMPARE(imageOf(figure(), {}, progress).error().code, ErrorCode::Cancelled);
}

void TestExport::clipboardHasThreeForms() {
    Progress progress;
    auto data = clipboardOf(figure(), {}, QStringLiteral("a\tb"), progress);
    QVERIFY(data);
    QVERIFY((*data)->hasFormat("image/svg+xml") && (*data)->hasFormat("application/pdf") && (*data)->hasImage());
    QCOMPARE((*data)->text(), QStringLiteral("a\tb"));
    QVERIFY(QSvgRenderer((*data)->data("image/svg+xml")).isValid());
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
