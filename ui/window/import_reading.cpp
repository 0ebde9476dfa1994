// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_reading.h"

#include <algorithm>

#include <QSignalBlocker>

#include "core/io/row_rules.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

constexpr const char* kEncodingNames[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1251", "ISO-8859-1", "ISO-8859-2",
                                          "ISO-8859-15", "GB18030", "Shift_JIS", "Big5", "KOI8-R", "EUC-KR"};

void choose(QComboBox& box, const QVariant& data) {
    int at = box.findData(data);
    if (at < 0 && data.metaType() == QMetaType::fromType<QString>()) {
        box.addItem(data.toString(), data);
        at = box.count() - 1;
    }
    box.setCurrentIndex(std::max(0, at));
}

QString marksOf(const NumberFormat& numbers) {
    return QString(QLatin1Char(numbers.decimal)) + (numbers.thousands ? QLatin1Char(numbers.thousands) : QLatin1Char('0'));
}

} // namespace

ImportReading::ImportReading(QWidget* parent)
    : QTabWidget(parent), m_kind(new QComboBox), m_delimiter(new QComboBox), m_quote(new QComboBox), m_decimal(new QComboBox), m_encoding(new QComboBox),
      m_dates(new QComboBox), m_scale(new QComboBox), m_missing(new QLineEdit), m_comment(new QLineEdit), m_repeats(new QComboBox),
      m_negatives(new QComboBox), m_loops(new QCheckBox), m_blank(new QLineEdit), m_unit(new QLineEdit), m_convert(new QLineEdit), m_linkKind(new QLineEdit),
      m_period(new QLineEdit), m_source(new QLineEdit), m_target(new QLineEdit) {
    setDocumentMode(true);
    setObjectName(QStringLiteral("importReading"));
    buildReading();
    buildMeaning();
}

void ImportReading::row(QFormLayout* form, const QString& words, QWidget* control, const QString& name, const QString& tip) {
    control->setAccessibleName(words);
    control->setObjectName(name);
    control->setToolTip(tip);
    form->addRow(words, control);
    if (auto* box = qobject_cast<QComboBox*>(control)) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
}

QSpinBox* ImportReading::lines(QFormLayout* form, const QString& words, const QString& tip) {
    auto* spin = new QSpinBox(this);
    spin->setRange(0, 1000);
    row(form, words, spin, QStringLiteral("lines") + QString::number(form->rowCount()), tip);
    connect(spin, &QSpinBox::valueChanged, this, &ImportReading::readingChanged);
    return spin;
}

void ImportReading::buildReading() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    m_kind->addItem(tr("links: who sells to whom"), int(TableKind::Links));
    m_kind->addItem(tr("firms: what a firm is"), int(TableKind::Firms));
    for (const auto& [words, mark] : {std::pair{tr("comma ,"), ','}, {tr("semicolon ;"), ';'}, {tr("tab"), '\t'}, {tr("bar |"), '|'}, {tr("colon :"), ':'}, {tr("tilde ~"), '~'}, {tr("caret ^"), '^'}, {tr("hash #"), '#'}, {tr("runs of blanks"), ' '}})
        m_delimiter->addItem(words, QString(QLatin1Char(mark)));
    m_quote->addItem(tr("\" doubled inside"), QStringLiteral("\"\""));
    m_quote->addItem(tr("\" with \\ before it inside"), QStringLiteral("\"\\"));
    m_quote->addItem(tr("' doubled inside"), QStringLiteral("''"));
    m_quote->addItem(tr("none"), QString{});
    for (const char* form10 : {".,1,234.56", ",.1.234,56", ", 1 234,56", ". 1 234.56", ".'1'234.56", ".01234.56", ",01234,56"})
        m_decimal->addItem(QLatin1String(form10 + 2), QString::fromLatin1(form10, 2));
    for (const char* name : kEncodingNames) m_encoding->addItem(QLatin1String(name), QLatin1String(name));
    m_dates->addItem(tr("31/12/2024: day first"), int(DateOrder::DayFirst));
    m_dates->addItem(tr("12/31/2024: month first"), int(DateOrder::MonthFirst));
    m_dates->addItem(tr("45657: Excel's days"), int(DateOrder::ExcelSerial));
    m_dates->addItem(tr("44195: Excel's days since 1904"), int(DateOrder::ExcelSerial1904));
    m_scale->addItem(tr("told from the column"), int(DigitalScale::Auto));
    m_scale->addItem(tr("0 to 1"), int(DigitalScale::Unit));
    m_scale->addItem(tr("levels 0 to 4"), int(DigitalScale::Levels));
    m_scale->addItem(tr("0 to 100"), int(DigitalScale::Percent));
    row(form, tr("This file holds"), m_kind, QStringLiteral("kind"));
    row(form, tr("Encoding"), m_encoding, QStringLiteral("encoding"));
    row(form, tr("Columns end with"), m_delimiter, QStringLiteral("delimiter"));
    row(form, tr("Quotes"), m_quote, QStringLiteral("quote"));
    row(form, tr("Numbers look like"), m_decimal, QStringLiteral("numbers"));
    row(form, tr("Dates look like"), m_dates, QStringLiteral("dates"));
    row(form, tr("Digital scores"), m_scale, QStringLiteral("scale"));
    m_above = lines(form, tr("Lines above"), tr("Lines above the header that are no data"));
    m_header = lines(form, tr("Header lines"), tr("Lines that name the columns; 0: none"));
    m_below = lines(form, tr("Lines below"), tr("Lines at the end that are no data, for example a note on the source"));
    row(form, tr("Comments begin with"), m_comment, QStringLiteral("comment"), tr("Lines that begin so are no data"));
    row(form, tr("Words for unknown"), m_missing, QStringLiteral("missing"), tr("Cells that mean \"unknown\" where a number is expected, separated by commas"));
    for (auto* box : {m_delimiter, m_quote, m_decimal, m_encoding}) connect(box, &QComboBox::activated, this, &ImportReading::readingChanged);
    for (auto* edit : {m_comment, m_missing}) connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (edit->isModified()) emit readingChanged();
    });
    for (auto* box : {m_dates, m_scale}) connect(box, &QComboBox::activated, this, &ImportReading::meaningChanged);
    connect(m_kind, &QComboBox::activated, this, &ImportReading::kindChanged);
    addTab(page, tr("How it is written"));
}

void ImportReading::buildMeaning() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    m_repeats->addItem(tr("are added up"), int(Repeats::Sum));
    m_repeats->addItem(tr("the last one counts"), int(Repeats::Last));
    m_repeats->addItem(tr("their mean counts"), int(Repeats::Mean));
    m_negatives->addItem(tr("lower the sum"), int(Negatives::Net));
    m_negatives->addItem(tr("are rejected"), int(Negatives::Reject));
    m_negatives->addItem(tr("are returns, the other way round"), int(Negatives::Return));
    m_loops->setText(tr("are rejected"));
    m_blank->setPlaceholderText(tr("rejected, or a name such as unidentified"));
    m_unit->setPlaceholderText(tr("as in the file"));
    m_convert->setPlaceholderText(tr("kt = 1000 t; USD = 0.92 EUR"));
    m_linkKind->setPlaceholderText(tr("as in the file, else material"));
    m_period->setPlaceholderText(tr("as in the file"));
    m_source->setPlaceholderText(tr("as in the file"));
    m_target->setPlaceholderText(tr("as in the file"));
    row(form, tr("Rows that repeat"), m_repeats, QStringLiteral("repeats"), tr("Rows of the same seller, buyer, kind, unit, platform and period"));
    row(form, tr("Values below zero"), m_negatives, QStringLiteral("negatives"));
    row(form, tr("Links to itself"), m_loops, QStringLiteral("loops"));
    row(form, tr("Blank partners"), m_blank, QStringLiteral("blankPartner"), tr("The firm that stands for a blank seller or buyer; empty: such rows are rejected"));
    row(form, tr("Unit of the values"), m_unit, QStringLiteral("unit"));
    row(form, tr("Convert units"), m_convert, QStringLiteral("convert"), tr("Values in the first unit are multiplied and are then in the second; several with semicolons"));
    row(form, tr("Kind of the links"), m_linkKind, QStringLiteral("linkKind"));
    row(form, tr("Period of all rows"), m_period, QStringLiteral("period"));
    row(form, tr("Seller of all rows"), m_source, QStringLiteral("source"));
    row(form, tr("Buyer of all rows"), m_target, QStringLiteral("target"));
    for (auto* box : {m_repeats, m_negatives}) connect(box, &QComboBox::activated, this, &ImportReading::meaningChanged);
    connect(m_loops, &QCheckBox::clicked, this, &ImportReading::meaningChanged);
    for (auto* edit : {m_blank, m_unit, m_convert, m_linkKind, m_period, m_source, m_target}) connect(edit, &QLineEdit::textEdited, this, &ImportReading::meaningChanged);
    addTab(page, tr("What rows mean"));
}

void ImportReading::show(const Preview& preview) {
    const Dialect& d = preview.plan.dialect;
    const ColumnMapping& m = preview.plan.mapping;
    for (auto* spin : {m_header, m_above, m_below}) {
        const QSignalBlocker quiet(spin);
        spin->setValue(spin == m_header ? (d.hasHeader ? std::max(1, d.headerLines) : 0) : spin == m_above ? d.skipLines : d.footerLines);
    }
    choose(*m_kind, int(m.kind));
    choose(*m_encoding, fromUtf8(d.encoding));
    choose(*m_delimiter, QString(QLatin1Char(d.delimiter)));
    choose(*m_quote, d.quote ? QString(QLatin1Char(d.quote)) + QLatin1Char(d.escape) : QString{});
    choose(*m_decimal, marksOf(d.numbers));
    choose(*m_dates, int(m.dateOrder));
    choose(*m_scale, int(m.digitalScale));
    m_comment->setText(fromUtf8(d.comment));
    QStringList words;
    for (const auto& word : d.missingWords) words << fromUtf8(word);
    m_missing->setText(words.join(QStringLiteral(", ")));
    m_missing->setCursorPosition(0);
    choose(*m_repeats, int(m.rules.repeats));
    choose(*m_negatives, int(m.rules.negatives));
    m_loops->setChecked(m.rules.rejectLoops);
    m_blank->setText(fromUtf8(m.rules.blankPartner));
    m_convert->setText(fromUtf8(toText(m.rules.units)));
    m_unit->setText(fromUtf8(m.constantUnit));
    m_linkKind->setText(fromUtf8(m.constantKind));
    m_period->setText(fromUtf8(m.constantPeriod));
    m_source->setText(fromUtf8(m.constantSource));
    m_target->setText(fromUtf8(m.constantTarget));
    setTabEnabled(1, m.kind == TableKind::Links);
}

Dialect ImportReading::dialect(Dialect from) const {
    const auto mark = [](const QComboBox* box, int at) {
        const QString text = box->currentData().toString();
        return at < text.size() ? text[at].toLatin1() : char(0);
    };
    from.encoding = m_encoding->currentData().toString().toStdString();
    from.delimiter = mark(m_delimiter, 0);
    from.quote = mark(m_quote, 0);
    from.escape = mark(m_quote, 1);
    const char thousands = mark(m_decimal, 1);
    from.numbers = {mark(m_decimal, 0), thousands == '0' ? char(0) : thousands};
    from.skipLines = m_above->value();
    from.hasHeader = m_header->value() > 0;
    from.headerLines = std::max(1, m_header->value());
    from.footerLines = m_below->value();
    from.comment = m_comment->text().trimmed().toStdString();
    from.missingWords.clear();
    for (const QString& word : m_missing->text().split(',', Qt::SkipEmptyParts))
        if (!word.trimmed().isEmpty()) from.missingWords.push_back(word.trimmed().toStdString());
    return from;
}

void ImportReading::fill(ColumnMapping& mapping) const {
    const auto text = [](const QLineEdit* edit) { return edit->text().trimmed().toStdString(); };
    mapping.dateOrder = DateOrder(m_dates->currentData().toInt());
    mapping.digitalScale = DigitalScale(m_scale->currentData().toInt());
    mapping.constantUnit = text(m_unit);
    mapping.constantKind = text(m_linkKind);
    mapping.constantPeriod = text(m_period);
    mapping.constantSource = text(m_source);
    mapping.constantTarget = text(m_target);
    RowRules& rules = mapping.rules;
    rules.repeats = Repeats(m_repeats->currentData().toInt());
    rules.negatives = Negatives(m_negatives->currentData().toInt());
    rules.rejectLoops = m_loops->isChecked();
    rules.blankPartner = text(m_blank);
    if (auto units = unitFactorsOf(text(m_convert))) rules.units = std::move(*units);
}

QString ImportReading::problem() const {
    const auto units = unitFactorsOf(m_convert->text().trimmed().toStdString());
    return units ? QString{} : fromUtf8(units.error().message);
}

QString ImportReading::sentence(const RowRules& rules) {
    const QString repeats = rules.repeats == Repeats::Sum ? tr("Rows that repeat a link in a period are added up")
                            : rules.repeats == Repeats::Last ? tr("Of rows that repeat a link in a period the last one counts")
                                                             : tr("Of rows that repeat a link in a period the mean counts");
    const QString negatives = rules.negatives == Negatives::Net ? tr("values below zero lower the sum")
                              : rules.negatives == Negatives::Reject ? tr("values below zero are rejected")
                                                                     : tr("values below zero become returns");
    const QString blanks = rules.blankPartner.empty() ? tr("rows without seller or buyer are rejected") : tr("blank partners become \"%1\"").arg(fromUtf8(rules.blankPartner));
    QString all = tr("%1; %2; %3").arg(repeats, negatives, blanks);
    if (rules.rejectLoops) all += tr("; links of a firm to itself are rejected");
    if (!rules.units.empty()) all += tr("; %1").arg(fromUtf8(toText(rules.units)));
    return all + '.';
}

} // namespace chainscape::ui
