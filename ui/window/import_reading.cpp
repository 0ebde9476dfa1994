// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_reading.h"

#include <algorithm>
#include <cmath>

#include <QLocale>
#include <QSignalBlocker>

#include "core/io/row_rules.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

struct Script {
    const char* name;
    const char* encodings; ///< parted by '|'
};

/// ICU's names, the likeliest first.
const Script kScripts[] = {
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "all"), "UTF-8|UTF-16LE|UTF-16BE|UTF-32LE|UTF-32BE"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "western"), "windows-1252|ISO-8859-1|ISO-8859-15|IBM850|macintosh"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "central European"), "windows-1250|ISO-8859-2|IBM852"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Cyrillic"), "windows-1251|KOI8-R|KOI8-U|ISO-8859-5|IBM866"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Greek"), "windows-1253|ISO-8859-7"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Turkish"), "windows-1254|ISO-8859-9"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Baltic"), "windows-1257|ISO-8859-13"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Hebrew"), "windows-1255"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Arabic"), "windows-1256|ISO-8859-6"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Vietnamese"), "windows-1258"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "simplified Chinese"), "GB18030"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "traditional Chinese"), "Big5"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Japanese"), "Shift_JIS|EUC-JP"},
    {QT_TRANSLATE_NOOP("chainscape::ui::ImportReading", "Korean"), "EUC-KR"},
};

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
      m_dates(new QComboBox), m_step(new QComboBox), m_scale(new QComboBox), m_missing(new QLineEdit), m_comment(new QLineEdit), m_split(new QLineEdit), m_repeats(new QComboBox),
      m_negatives(new QComboBox), m_zeros(new QComboBox), m_blanks(new QComboBox), m_loops(new QCheckBox), m_unlisted(new QComboBox), m_lists(new QComboBox), m_listMark(new QLineEdit), m_least(new QLineEdit), m_leaveOut(new QLineEdit),
      m_sourcePrefix(new QLineEdit), m_targetPrefix(new QLineEdit), m_blank(new QLineEdit), m_unit(new QLineEdit), m_convert(new QLineEdit), m_linkKind(new QLineEdit),
      m_period(new QLineEdit), m_source(new QLineEdit), m_target(new QLineEdit) {
    setDocumentMode(true);
    setObjectName(QStringLiteral("importReading"));
    buildReading();
    buildMeaning();
    buildRest();
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
    m_quote->addItem(tr("' with \\ before it inside"), QStringLiteral("'\\"));
    m_quote->addItem(tr("none"), QString{});
    for (const char* form10 : {".,1,234.56", ",.1.234,56", ", 1 234,56", ". 1 234.56", ".'1'234.56", ",'1'234,56", ".01234.56", ",01234,56"})
        m_decimal->addItem(QLatin1String(form10 + 2), QString::fromLatin1(form10, 2));
    addEncodings();
    m_dates->addItem(tr("31/12/2024: day first"), int(DateOrder::DayFirst));
    m_dates->addItem(tr("12/31/2024: month first"), int(DateOrder::MonthFirst));
    m_dates->addItem(tr("45657: Excel's days"), int(DateOrder::ExcelSerial));
    m_dates->addItem(tr("44195: Excel's days since 1904"), int(DateOrder::ExcelSerial1904));
    m_step->addItem(tr("as they stand"), int(Granularity::Undated));
    m_step->addItem(tr("as months"), int(Granularity::Month));
    m_step->addItem(tr("as quarters"), int(Granularity::Quarter));
    m_step->addItem(tr("as half-years"), int(Granularity::HalfYear));
    m_step->addItem(tr("as years"), int(Granularity::Year));
    m_scale->addItem(tr("told from the column"), int(DigitalScale::Auto));
    m_scale->addItem(tr("0 to 1"), int(DigitalScale::Unit));
    m_scale->addItem(tr("levels 0 to 4"), int(DigitalScale::Levels));
    m_scale->addItem(tr("0 to 100"), int(DigitalScale::Percent));
    row(form, tr("This file holds"), m_kind, QStringLiteral("kind"));
    row(form, tr("Encoding"), m_encoding, QStringLiteral("encoding"));
    row(form, tr("Columns end with"), m_delimiter, QStringLiteral("delimiter"), tr("Choose, or type any single character"));
    m_delimiter->setEditable(true);
    m_delimiter->setInsertPolicy(QComboBox::NoInsert);
    m_delimiter->setCompleter(nullptr);
    connect(m_delimiter->lineEdit(), &QLineEdit::editingFinished, this, &ImportReading::delimiterTyped);
    row(form, tr("Quotes"), m_quote, QStringLiteral("quote"));
    row(form, tr("Numbers look like"), m_decimal, QStringLiteral("numbers"));
    row(form, tr("Dates look like"), m_dates, QStringLiteral("dates"));
    row(form, tr("Digital scores"), m_scale, QStringLiteral("scale"));
    m_above = lines(form, tr("Lines above"), tr("Lines above the header that are no data"));
    m_header = lines(form, tr("Header lines"), tr("Lines that name the columns; 0: none"));
    m_below = lines(form, tr("Lines below"), tr("Lines at the end that are no data, for example a note on the source"));
    m_fill = lines(form, tr("Columns to fill"), tr("Columns at the left whose blank cells repeat the cell above, as in pivot tables and merged cells; 0: none"));
    m_split->setMaxLength(1);
    m_split->setPlaceholderText(tr("nothing"));
    row(form, tr("Split first column at"), m_split, QStringLiteral("splitFirst"), tr("The character that parts a first column which holds several, such as \"freq,unit,geo\" before tabs"));
    row(form, tr("Comments begin with"), m_comment, QStringLiteral("comment"), tr("Lines that begin so are no data"));
    row(form, tr("Words for unknown"), m_missing, QStringLiteral("missing"), tr("Cells that mean \"unknown\" where a number is expected, separated by commas"));
    for (auto* box : {m_delimiter, m_quote, m_decimal, m_encoding}) connect(box, &QComboBox::activated, this, &ImportReading::readingChanged);
    for (auto* edit : {m_split, m_comment, m_missing}) connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
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
    m_repeats->addItem(tr("are links of their own"), int(Repeats::Separate));
    m_zeros->addItem(tr("mean no trade"), int(Zeros::NoLink));
    m_zeros->addItem(tr("mean not published"), int(Zeros::Unknown));
    m_zeros->addItem(tr("are rejected"), int(Zeros::Reject));
    m_blanks->addItem(tr("mean not published"), int(Blanks::Unknown));
    m_blanks->addItem(tr("mean no trade: 0"), int(Blanks::Zero));
    m_blanks->addItem(tr("are rejected"), int(Blanks::Reject));
    m_least->setPlaceholderText(tr("none"));
    m_leaveOut->setPlaceholderText(tr("none, or names such as EU; World"));
    m_loops->setText(tr("are rejected"));
    m_blank->setPlaceholderText(tr("rejected, or a name such as unidentified"));
    m_unlisted->addItem(tr("are made, and counted below"), false);
    m_unlisted->addItem(tr("their links are rejected"), true);
    m_lists->addItem(tr("are one firm of that name"), int(ListCells::Whole));
    m_lists->addItem(tr("are split, sharing the value"), int(ListCells::Share));
    m_lists->addItem(tr("are split, each with the value"), int(ListCells::Repeat));
    m_listMark->setMaxLength(1);
    m_listMark->setPlaceholderText(QStringLiteral(";"));
    row(form, tr("Dates count"), m_step, QStringLiteral("periodStep"), tr("A chain is shown one period at a time: single days are mostly too fine"));
    connect(m_step, &QComboBox::activated, this, &ImportReading::meaningChanged);
    row(form, tr("Rows that repeat"), m_repeats, QStringLiteral("repeats"), tr("Rows of the same seller, buyer, kind, unit, platform and period"));
    row(form, tr("Values below zero"), m_negatives, QStringLiteral("negatives"));
    row(form, tr("Values of 0"), m_zeros, QStringLiteral("zeros"));
    row(form, tr("Blank values"), m_blanks, QStringLiteral("blanks"), tr("Where a row is missing altogether, there was no trade"));
    row(form, tr("Least value"), m_least, QStringLiteral("least"), tr("Smaller values are rejected, so that periods with another threshold of publication can be compared"));
    row(form, tr("Sums beside parts"), m_leaveOut, QStringLiteral("leaveOut"), tr("Firms that sum up others; rows from or to them are rejected. Several with semicolons"));
    row(form, tr("Links to itself"), m_loops, QStringLiteral("loops"));
    row(form, tr("Blank partners"), m_blank, QStringLiteral("blankPartner"), tr("The firm that stands for a blank seller or buyer; empty: such rows are rejected"));
    row(form, tr("Firms in no list"), m_unlisted, QStringLiteral("unlisted"), tr("Firms of the links that stand in no list of firms, neither in these files nor in the project"));
    row(form, tr("Cells with several"), m_lists, QStringLiteral("lists"), tr("Cells that list several sellers or buyers, such as \"Acme; Bolt\""));
    row(form, tr("Parted by"), m_listMark, QStringLiteral("listMark"), tr("The character between the firms of such a cell"));
    for (auto* box : {m_unlisted, m_lists}) connect(box, &QComboBox::activated, this, &ImportReading::meaningChanged);
    connect(m_listMark, &QLineEdit::textEdited, this, &ImportReading::meaningChanged);
    for (auto* box : {m_repeats, m_negatives, m_zeros, m_blanks}) connect(box, &QComboBox::activated, this, &ImportReading::meaningChanged);
    connect(m_loops, &QCheckBox::clicked, this, &ImportReading::meaningChanged);
    for (auto* edit : {m_blank, m_least, m_leaveOut}) connect(edit, &QLineEdit::textEdited, this, &ImportReading::meaningChanged);
    addTab(page, tr("What rows mean"));
}

void ImportReading::buildRest() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    for (auto* edit : {m_unit, m_period, m_source, m_target}) edit->setPlaceholderText(tr("as in the file"));
    m_convert->setPlaceholderText(tr("kt = 1000 t; USD = 0.92 EUR"));
    m_linkKind->setPlaceholderText(tr("as in the file, else material"));
    for (auto* edit : {m_sourcePrefix, m_targetPrefix}) edit->setPlaceholderText(tr("nothing"));
    row(form, tr("Seller of all rows"), m_source, QStringLiteral("source"));
    row(form, tr("Buyer of all rows"), m_target, QStringLiteral("target"));
    row(form, tr("Period of all rows"), m_period, QStringLiteral("period"));
    row(form, tr("Kind of the links"), m_linkKind, QStringLiteral("linkKind"));
    row(form, tr("Unit of the values"), m_unit, QStringLiteral("unit"));
    row(form, tr("Convert units"), m_convert, QStringLiteral("convert"), tr("Values in the first unit are multiplied and are then in the second; several with semicolons"));
    const QString why = tr("Put before every name, where one code means two things in rows and columns");
    row(form, tr("Before sellers"), m_sourcePrefix, QStringLiteral("sourcePrefix"), why);
    row(form, tr("Before buyers"), m_targetPrefix, QStringLiteral("targetPrefix"), why);
    for (auto* edit : {m_unit, m_convert, m_linkKind, m_period, m_source, m_target, m_sourcePrefix, m_targetPrefix}) connect(edit, &QLineEdit::textEdited, this, &ImportReading::meaningChanged);
    addTab(page, tr("For all rows"));
}

void ImportReading::addEncodings() {
    for (const Script& script : kScripts)
        for (const QString& name : QString::fromLatin1(script.encodings).split('|')) m_encoding->addItem(tr("%1 (%2)").arg(name, tr(script.name)), name);
}

/// Any single character may part columns.
void ImportReading::delimiterTyped() {
    const QString text = m_delimiter->lineEdit()->text();
    if (text == m_delimiter->itemText(m_delimiter->currentIndex())) return;
    if (const int known = m_delimiter->findText(text); known >= 0) m_delimiter->setCurrentIndex(known);
    else if (text.size() == 1 && text[0].unicode() < 128 && text[0] != '"') choose(*m_delimiter, text);
    else return m_delimiter->setEditText(m_delimiter->itemText(m_delimiter->currentIndex()));
    emit readingChanged();
}

void ImportReading::setEnd(bool isSource, const QString& firm) {
    (isSource ? m_source : m_target)->setText(firm);
    emit meaningChanged();
}

void ImportReading::leaveOut(const QStringList& firms) {
    QStringList all = m_leaveOut->text().split(';', Qt::SkipEmptyParts);
    for (QString& name : all) name = name.trimmed();
    all << firms;
    all.removeDuplicates();
    m_leaveOut->setText(all.join(QStringLiteral("; ")));
    emit meaningChanged();
}

void ImportReading::show(const Preview& preview) {
    const Dialect& d = preview.plan.dialect;
    const ColumnMapping& m = preview.plan.mapping;
    for (auto* spin : {m_header, m_above, m_below, m_fill}) {
        const QSignalBlocker quiet(spin);
        spin->setValue(spin == m_header ? (d.hasHeader ? std::max(1, d.headerLines) : 0) : spin == m_above ? d.skipLines : spin == m_below ? d.footerLines : d.fillDown);
    }
    choose(*m_kind, int(m.kind));
    choose(*m_encoding, fromUtf8(d.encoding));
    choose(*m_delimiter, QString(QLatin1Char(d.delimiter)));
    choose(*m_quote, d.quote ? QString(QLatin1Char(d.quote)) + QLatin1Char(d.escape) : QString{});
    choose(*m_decimal, marksOf(d.numbers));
    choose(*m_dates, int(m.dateOrder));
    choose(*m_step, int(m.periodStep));
    choose(*m_scale, int(m.digitalScale));
    m_comment->setText(fromUtf8(d.comment));
    m_split->setText(d.splitFirst ? QString(QLatin1Char(d.splitFirst)) : QString());
    QStringList words;
    for (const auto& word : d.missingWords) words << fromUtf8(word);
    m_missing->setText(words.join(QStringLiteral(", ")));
    m_missing->setCursorPosition(0);
    choose(*m_repeats, int(m.rules.repeats));
    choose(*m_negatives, int(m.rules.negatives));
    choose(*m_zeros, int(m.rules.zeros));
    choose(*m_blanks, int(m.rules.blanks));
    m_least->setText(m.rules.least > 0 ? QString::number(m.rules.least) : QString());
    QStringList sums;
    for (const auto& name : m.rules.leaveOut) sums << fromUtf8(name);
    m_leaveOut->setText(sums.join(QStringLiteral("; ")));
    m_sourcePrefix->setText(fromUtf8(m.sourcePrefix));
    m_targetPrefix->setText(fromUtf8(m.targetPrefix));
    m_loops->setChecked(m.rules.rejectLoops);
    choose(*m_unlisted, m.rules.rejectUnlisted);
    choose(*m_lists, int(m.lists));
    m_listMark->setText(m.listMark ? QString(QLatin1Char(m.listMark)) : QString());
    m_blank->setText(fromUtf8(m.rules.blankPartner));
    m_convert->setText(fromUtf8(toText(m.rules.units)));
    m_unit->setText(fromUtf8(m.constantUnit));
    m_linkKind->setText(fromUtf8(m.constantKind));
    m_period->setText(fromUtf8(m.constantPeriod));
    m_source->setText(fromUtf8(m.constantSource));
    m_target->setText(fromUtf8(m.constantTarget));
    for (const int tab : {1, 2}) setTabEnabled(tab, m.kind == TableKind::Links);
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
    from.fillDown = m_fill->value();
    from.splitFirst = m_split->text().isEmpty() ? char(0) : m_split->text()[0].toLatin1();
    from.comment = m_comment->text().trimmed().toStdString();
    from.missingWords.clear();
    for (const QString& word : m_missing->text().split(',', Qt::SkipEmptyParts))
        if (!word.trimmed().isEmpty()) from.missingWords.push_back(word.trimmed().toStdString());
    return from;
}

void ImportReading::fill(ColumnMapping& mapping) const {
    const auto text = [](const QLineEdit* edit) { return edit->text().trimmed().toStdString(); };
    mapping.periodStep = Granularity(m_step->currentData().toInt());
    mapping.dateOrder = DateOrder(m_dates->currentData().toInt());
    mapping.digitalScale = DigitalScale(m_scale->currentData().toInt());
    mapping.constantUnit = text(m_unit);
    mapping.constantKind = text(m_linkKind);
    mapping.constantPeriod = text(m_period);
    mapping.constantSource = text(m_source);
    mapping.constantTarget = text(m_target);
    mapping.sourcePrefix = text(m_sourcePrefix);
    mapping.targetPrefix = text(m_targetPrefix);
    mapping.lists = ListCells(m_lists->currentData().toInt());
    mapping.listMark = m_listMark->text().isEmpty() ? '\0' : m_listMark->text()[0].toLatin1();
    if (mapping.listMark == 0 && mapping.lists != ListCells::Whole) mapping.listMark = ';';
    RowRules& rules = mapping.rules;
    rules.repeats = Repeats(m_repeats->currentData().toInt());
    rules.negatives = Negatives(m_negatives->currentData().toInt());
    rules.zeros = Zeros(m_zeros->currentData().toInt());
    rules.blanks = Blanks(m_blanks->currentData().toInt());
    rules.least = leastValue().value_or(0);
    rules.leaveOut.clear();
    for (const QString& name : m_leaveOut->text().split(';', Qt::SkipEmptyParts))
        if (!name.trimmed().isEmpty()) rules.leaveOut.push_back(name.trimmed().toStdString());
    rules.rejectLoops = m_loops->isChecked();
    rules.rejectUnlisted = m_unlisted->currentData().toBool();
    rules.blankPartner = text(m_blank);
    if (auto units = unitFactorsOf(text(m_convert))) rules.units = std::move(*units);
}

/// 0 where nothing stands there; nothing for what is no number of at least 0.
std::optional<double> ImportReading::leastValue() const {
    const QString text = m_least->text().trimmed();
    if (text.isEmpty()) return 0;
    bool ok = false;
    double value = QLocale::c().toDouble(text, &ok);
    if (!ok) value = QLocale().toDouble(text, &ok);
    return ok && value >= 0 && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QString ImportReading::problem() const {
    if (!leastValue()) return tr("\"%1\" is no least value; type a number, or nothing.").arg(m_least->text());
    const auto units = unitFactorsOf(m_convert->text().trimmed().toStdString());
    return units ? QString{} : fromUtf8(units.error().message);
}

} // namespace chainscape::ui
