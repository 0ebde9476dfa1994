// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// chainscape: the window. Parse, wire, run.

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"
#include "ui/window/main_window.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("chainscape"));
    QCoreApplication::setOrganizationName(QStringLiteral("chainscape"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CHAINSCAPE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Chainscape"));
    QGuiApplication::setDesktopFileName(QStringLiteral("chainscape"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "See, flow and forecast industrial chains."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("sample"), QCoreApplication::translate("main", "Open a sample: battery, oil or economy."), QStringLiteral("name")});
    parser.addPositionalArgument(QStringLiteral("file"), QCoreApplication::translate("main", "A project to open, or a table to import."), QStringLiteral("[file]"));
    parser.process(application);

    QTranslator words;
    if (words.load(QLocale(), QStringLiteral("chainscape"), QStringLiteral("_"), QStringLiteral(":/chainscape/translations")) ||
        words.load(QStringLiteral(":/chainscape/translations/chainscape_en.qm")))
        QCoreApplication::installTranslator(&words);

    QApplication::setFont(chainscape::ui::interfaceFont(chainscape::ui::size::baseFont)); // before any widget: those made earlier keep theirs
    chainscape::ui::MainWindow window;
    window.show();
    if (parser.isSet(QStringLiteral("sample"))) window.openSample(parser.value(QStringLiteral("sample")));
    else if (!parser.positionalArguments().isEmpty())
        QTimer::singleShot(0, &window, [&] { window.openPath(parser.positionalArguments().constFirst()); });
    return QApplication::exec();
}
