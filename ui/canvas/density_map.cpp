// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/density_map.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <utility>

#include <QCoreApplication>

#include "core/base/parallel.h"
#include "core/base/wide.h"
#include "ui/canvas/eight_pixels.h"
#include "ui/canvas/link_pen.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kThicket = 100;       ///< links over the mean pixel above which a quarter of the resolution tells as much
constexpr double kWeightOfOpaque = 64; ///< of a line's coverage in the sums
constexpr int kSteps = 1024;           ///< of the tone curve, 32 to a doubling
constexpr float kLightest = 0.07F, kDarkest = 0.94F; ///< opacity of a single faint link and of the densest place

struct Counting {
    std::map<int, CoverageTable> tables;
    std::vector<LinkInk> inks;

    explicit Counting(const DisplayList& list) {
        for (const LineStyle& style : list.lineStyles()) {
            const int alpha = qAlpha(style.colour);
            auto found = tables.find(alpha);
            if (found == tables.end()) found = tables.emplace(alpha, CoverageTable::counting(kWeightOfOpaque * alpha / 255)).first;
            inks.push_back({style.colour, &found->second, 0, 0, Direction::None});
        }
    }
};

void countLinks(const DeviceLinks& links, std::size_t b, const Counting& counting, Band& band, ColourSums& sums) {
    LinkPen pen({counting.inks, 1, true}, band);
    const LinkInk* ink = nullptr;
    for (const std::uint32_t number : links.of(b)) {
        const LinkInk* next = &pen.inkOf(links[number]);
        if (ink != next && ink != nullptr) band.count(ink->colour, sums);
        ink = next;
        pen.draw(links[number]);
    }
    if (ink != nullptr) band.count(ink->colour, sums);
}

void countAll(const DeviceLinks& links, const BandGrid& grid, const Counting& counting, ColourSums& sums, Progress& progress) {
    sums.stride = (grid.width + 63) / 64 * 64;
    for (auto* plane : {&sums.weight, &sums.red, &sums.green, &sums.blue}) plane->assign(static_cast<std::size_t>(sums.stride * grid.height), 0);
    parallelFor(static_cast<std::size_t>(grid.bands()), 1, [&](std::size_t begin, std::size_t end) {
        thread_local Band band; // its buffers are empty between bands
        band.aim(nullptr, 0, grid.width);
        for (std::size_t b = begin; b < end && !progress.stopped(); ++b) {
            const int top = static_cast<int>(b) * kBandHeight;
            band.begin(top, std::min(kBandHeight, grid.height - top), 0, grid.width);
            countLinks(links, b, counting, band, sums);
        }
    });
}

/// Step of a sum on a logarithmic scale, by the bits of the float.
inline int stepOf(float sum) {
    const auto bits = std::bit_cast<std::int32_t>(sum + 1);
    return std::min((bits >> 18) - (127 << 5), kSteps - 1);
}

using ToneCurve = std::array<float, kSteps>; ///< opacity by step; 0 at the first

/// Opacity by step: linear in the logarithm, up to the step that all but a five thousandth of the touched pixels stay below.
ToneCurve toneCurve(const ColourSums& sums) {
    std::array<std::int64_t, kSteps> count{};
    std::int64_t touched = 0;
    for (const float w : sums.weight) {
        if (!(w > 0)) continue;
        ++count[static_cast<std::size_t>(stepOf(w))];
        ++touched;
    }
    int top = kSteps - 1;
    for (std::int64_t above = 0; top > 0; --top) {
        above += count[static_cast<std::size_t>(top)];
        if (above * 5000 > touched) break;
    }
    // A single link of middling opacity is the light end.
    const int bottom = std::min(stepOf(static_cast<float>(kWeightOfOpaque) * 0.1F), top - 1);
    ToneCurve tone{};
    for (int i = 0; i < kSteps; ++i) {
        const float share = std::clamp(static_cast<float>(i - bottom) / static_cast<float>(std::max(32, top - bottom)), 0.0F, 1.0F);
        const float faint = std::clamp(static_cast<float>(i) / static_cast<float>(std::max(1, bottom)), 0.0F, 1.0F);
        tone[static_cast<std::size_t>(i)] = faint * (kLightest + (kDarkest - kLightest) * share);
    }
    return tone;
}

#define CHAINSCAPE_INSIDE inline __attribute__((always_inline))

/// Eight pixels of the sums from `at` on.
CHAINSCAPE_INSIDE void toneEight(const ColourSums& sums, std::size_t at, const ToneCurve& tone, EightWords& pixels) {
    EightFloats w, red, green, blue, alpha;
    readEight(w, sums.weight.data() + at);
    readEight(red, sums.red.data() + at);
    readEight(green, sums.green.data() + at);
    readEight(blue, sums.blue.data() + at);
    float opacity[8];
    for (int k = 0; k < 8; ++k) opacity[k] = tone[static_cast<std::size_t>(stepOf(sums.weight[at + static_cast<std::size_t>(k)]))];
    readEight(alpha, opacity);
    const EightFloats least = w - w + 1e-30F, share = alpha / (w < least ? least : w); // where nothing lies, the opacity is 0
    const EightInts a = __builtin_convertvector(alpha * 255.0F + 0.5F, EightInts), r = __builtin_convertvector(red * share + 0.5F, EightInts),
                    g = __builtin_convertvector(green * share + 0.5F, EightInts), b = __builtin_convertvector(blue * share + 0.5F, EightInts);
    const EightInts all = a << 24 | r << 16 | g << 8 | b;
    std::memcpy(&pixels, &all, sizeof pixels);
}

/// A row of the sums, the first of which is at `from`, as pixels. The sums' rows are longer than the picture's (ColourSums::stride).
CHAINSCAPE_WIDE void toneRow(const ColourSums& sums, std::size_t from, const ToneCurve& tone, int width, QRgb* row) {
    for (int x = 0; x < width; x += 8) {
        EightWords pixels;
        toneEight(sums, from + static_cast<std::size_t>(x), tone, pixels);
        std::memcpy(row + x, &pixels, static_cast<std::size_t>(std::min(8, width - x)) * sizeof(QRgb));
    }
}

QImage toned(const ColourSums& sums, QSize size) {
    thread_local QImage kept; // fresh memory costs more than what is drawn in it
    if (kept.size() != size || !kept.isDetached()) kept = QImage(size, QImage::Format_ARGB32_Premultiplied);
    QImage& image = kept;
    if (image.isNull()) return image;
    const auto tone = toneCurve(sums);
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    const auto perRow = static_cast<std::ptrdiff_t>(image.bytesPerLine() / 4);
    parallelFor(static_cast<std::size_t>(size.height()), 32, [&](std::size_t begin, std::size_t end) {
        for (std::size_t y = begin; y < end; ++y)
            toneRow(sums, y * static_cast<std::size_t>(sums.stride), tone, size.width(), pixels + static_cast<std::ptrdiff_t>(y) * perRow);
    });
    return image;
}

/// Pixels over others, all premultiplied; the upper ones in sixteenths per channel: red and blue, alpha and green. For one and for eight.
template <class Word>
CHAINSCAPE_INSIDE void putOver(const Word& rbParts, const Word& agParts, Word& below) {
    const Word rb = ((rbParts + 0x80008U) >> 4) & 0xFF00FFU, ag = ((agParts + 0x80008U) >> 4) & 0xFF00FFU;
    const Word through = 256U - ((ag >> 16) + (ag >> 23));
    const Word low = rb + ((((below & 0xFF00FFU) * through + 0x800080U) >> 8) & 0xFF00FFU);
    const Word high = ag + (((((below >> 8) & 0xFF00FFU) * through + 0x800080U) >> 8) & 0xFF00FFU);
    below = (low & 0xFF00FFU) | ((high & 0xFF00FFU) << 8);
}

/// A row of the map between two of its own: three parts of the near one, one of the far one; channels apart (red and blue, alpha and
/// green). One more column on either side repeats the edge.
CHAINSCAPE_WIDE void mixRows(const QRgb* near, const QRgb* far, int width, std::uint32_t* rb, std::uint32_t* ag) {
    int x = 0;
    for (; x + 8 <= width; x += 8) {
        EightWords n, f;
        readEight(n, near + x);
        readEight(f, far + x);
        const EightWords redBlue = (n & 0xFF00FFU) * 3 + (f & 0xFF00FFU), alphaGreen = ((n >> 8) & 0xFF00FFU) * 3 + ((f >> 8) & 0xFF00FFU);
        writeEight(redBlue, rb + x + 1);
        writeEight(alphaGreen, ag + x + 1);
    }
    for (; x < width; ++x) {
        rb[x + 1] = (near[x] & 0xFF00FFU) * 3 + (far[x] & 0xFF00FFU);
        ag[x + 1] = ((near[x] >> 8) & 0xFF00FFU) * 3 + ((far[x] >> 8) & 0xFF00FFU);
    }
    rb[0] = rb[1];
    ag[0] = ag[1];
    rb[width + 1] = rb[width];
    ag[width + 1] = ag[width];
}

CHAINSCAPE_INSIDE void putEightOver(const EightWords& rb, const EightWords& ag, QRgb* pixels) {
    EightWords below;
    readEight(below, pixels);
    putOver(rb, ag, below);
    writeEight(below, pixels);
}

/// Two pixels of the picture for each column [begin, end) of the mixed row; `row` is the picture's pixel of column 0. What is empty is left alone.
CHAINSCAPE_WIDE void layRowOver(const std::uint32_t* rb, const std::uint32_t* ag, int begin, int end, QRgb* row) {
    int i = begin;
    for (; i + 8 <= end; i += 8) {
        EightWords agLeft, agOwn, agRight, rbLeft, rbOwn, rbRight;
        readEight(agLeft, ag + i);
        readEight(agOwn, ag + i + 1);
        readEight(agRight, ag + i + 2);
        const EightWords any = agLeft | agOwn | agRight;
        std::uint64_t parts[4];
        std::memcpy(parts, &any, sizeof parts);
        if ((parts[0] | parts[1] | parts[2] | parts[3]) == 0) continue; // no alpha, hence no colour
        readEight(rbLeft, rb + i);
        readEight(rbOwn, rb + i + 1);
        readEight(rbRight, rb + i + 2);
        agLeft += agOwn * 3;
        agRight += agOwn * 3;
        rbLeft += rbOwn * 3;
        rbRight += rbOwn * 3;
        putEightOver(__builtin_shufflevector(rbLeft, rbRight, 0, 8, 1, 9, 2, 10, 3, 11), __builtin_shufflevector(agLeft, agRight, 0, 8, 1, 9, 2, 10, 3, 11), row + 2 * i);
        putEightOver(__builtin_shufflevector(rbLeft, rbRight, 4, 12, 5, 13, 6, 14, 7, 15), __builtin_shufflevector(agLeft, agRight, 4, 12, 5, 13, 6, 14, 7, 15), row + 2 * i + 8);
    }
    for (; i < end; ++i) {
        putOver(rb[i + 1] * 3 + rb[i], ag[i + 1] * 3 + ag[i], row[2 * i]);
        putOver(rb[i + 1] * 3 + rb[i + 2], ag[i + 1] * 3 + ag[i + 2], row[2 * i + 1]);
    }
}

#undef CHAINSCAPE_INSIDE

/// Length on the screen of the part of a chord that lies in the view; 0 for odd coordinates.
double lengthWithin(QPointF from, QPointF to, QSizeF view) {
    const QPointF d = to - from;
    double begin = 0, end = 1;
    const auto cut = [&](double start, double change, double limit) {
        if (!(std::abs(change) > 0)) {
            if (start < 0 || start > limit) end = 0;
            return;
        }
        const double a = -start / change, b = (limit - start) / change;
        begin = std::max(begin, std::min(a, b));
        end = std::min(end, std::max(a, b));
    };
    cut(from.x(), d.x(), view.width());
    cut(from.y(), d.y(), view.height());
    const double length = std::hypot(d.x(), d.y()) * std::max(0.0, end - begin);
    return std::isfinite(length) ? length : 0;
}

double sampledLength(const Lines& lines, const Camera& camera, QSizeF view) {
    const std::size_t step = std::max<std::size_t>(1, lines.size() / 4096);
    const auto at = [&](float x, float y) { return camera.toScreen(QPointF(static_cast<double>(x), static_cast<double>(y))); };
    double sum = 0;
    for (std::size_t i = 0; i < lines.size(); i += step) sum += lengthWithin(at(lines.x0[i], lines.y0[i]), at(lines.x1[i], lines.y1[i]), view);
    return sum * static_cast<double>(step);
}

} // namespace

double linkOverdraw(const DisplayList& list, const Camera& camera, QSizeF view) {
    const double area = view.width() * view.height();
    if (!(area > 0)) return 0;
    double length = 0;
    for (const Layer& layer : list.layers()) {
        if (layer.space != Space::World || !layer.shownAt(camera.scale)) continue;
        for (const Lines* lines : {&layer.lines, &layer.curves.ends}) length += sampledLength(*lines, camera, view);
    }
    return length / area;
}

bool drawsDensity(const DisplayList& list, const Camera& camera, QSizeF view, LinkLook look) {
    if (look != LinkLook::Automatic) return look == LinkLook::Density;
    std::size_t links = 0;
    for (const Layer& layer : list.layers())
        if (layer.shownAt(camera.scale)) links += layer.lines.size() + layer.curves.size();
    return links > 2000 && linkOverdraw(list, camera, view) > kHairball; // fewer are never a hairball
}

DensityMap densityMap(const DisplayList& list, const Layer& layer, const Camera& camera, QSize size, double ratio, Progress& progress) {
    DensityMap map;
    const auto halved = [](QSize s) { return QSize((s.width() + 1) / 2, (s.height() + 1) / 2); };
    const QSize half = halved(size);
    if (half.isEmpty() || list.lineStyles().empty()) return map;
    const bool thicket = linkOverdraw(list, camera, QSizeF(size) / ratio) > kThicket;
    const QSize drawn = thicket ? halved(half) : half;
    const BandGrid grid{drawn.width(), drawn.height(), kBandHeight, ratio / (thicket ? 4 : 2)};
    constexpr float deviation = 0.5F; // px of the drawn picture
    thread_local DeviceLinks keptLinks;
    thread_local ColourSums keptSums;
    DeviceLinks& links = keptLinks;
    ColourSums& sums = keptSums;
    links.place(layer, camera, grid, list.lineStyles().size(), deviation);
    map.links = links.touching();
    countAll(links, grid, Counting(list), sums, progress);
    if (progress.stopped()) return map;
    map.half = toned(sums, drawn);
    if (!thicket || map.half.isNull()) return map;
    const QImage quarter = std::exchange(map.half, QImage(half, QImage::Format_ARGB32_Premultiplied));
    if (map.half.isNull()) return map;
    map.half.fill(Qt::transparent);
    layOver(map.half, quarter, map.half.rect());
    return map;
}

void layOver(QImage& picture, const QImage& half, const QRect& clip) {
    const QRect area = clip.intersected(picture.rect());
    if (half.isNull() || area.isEmpty()) return;
    auto* pixels = reinterpret_cast<QRgb*>(picture.bits());
    const auto perRow = static_cast<std::ptrdiff_t>(picture.bytesPerLine() / 4);
    const int width = half.width(), lastRow = half.height() - 1;
    const int left = area.left(), end = area.right() + 1;
    parallelFor(static_cast<std::size_t>(area.height()), 32, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint32_t> rb(static_cast<std::size_t>(width) + 2), ag(rb.size());
        for (std::size_t r = first; r < last; ++r) {
            const int y = area.top() + static_cast<int>(r), own = std::min(y / 2, lastRow);
            const auto* near = reinterpret_cast<const QRgb*>(half.constScanLine(own));
            const auto* far = reinterpret_cast<const QRgb*>(half.constScanLine(std::clamp(y % 2 == 0 ? own - 1 : own + 1, 0, lastRow)));
            mixRows(near, far, width, rb.data(), ag.data());
            QRgb* row = pixels + y * perRow;
            layRowOver(rb.data(), ag.data(), (left + 1) / 2, end / 2, row);
            // Odd edges of the clip: a single pixel of a pair.
            const auto single = [&](int x) {
                const auto i = static_cast<std::size_t>(x / 2 + 1), j = x % 2 == 0 ? i - 1 : i + 1;
                putOver(rb[i] * 3 + rb[j], ag[i] * 3 + ag[j], row[x]);
            };
            if (left % 2 == 1) single(left);
            if (end % 2 == 1 && end - 1 >= left) single(end - 1);
        }
    });
}

Text densityNote(const DisplayList& list, QSizeF view) {
    Text note;
    note.text = QCoreApplication::translate("chainscape::ui::Canvas", "Links as density: the deeper the colour, the more links. Zoom in to see single links.");
    note.anchor = list.densityNoteAt.value_or(QPointF(size::grid * 2.0, view.height() - size::grid * 2.0));
    note.across = Across::Left;
    note.upright = Upright::Bottom;
    note.size = size::smallFont;
    note.maxWidth = std::max(40.0, view.width() - size::grid * 4.0);
    const bool dark = qGray(list.background) < 128 && qAlpha(list.background) > 0;
    note.colour = dark ? qRgb(200, 200, 200) : qRgb(80, 80, 80);
    note.halo = list.background;
    return note;
}

} // namespace chainscape::ui
