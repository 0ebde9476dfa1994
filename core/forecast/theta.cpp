// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/theta.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chainscape::forecast {
namespace {

/// Sums of the least-squares problem y - base = first * a + weight * d.
struct Normal {
    double aa = 0, ad = 0, dd = 0, ay = 0, dy = 0, yy = 0;

    void add(double a, double d, double y) {
        aa += a * a;
        ad += a * d;
        dd += d * d;
        ay += a * y;
        dy += d * y;
        yy += y * y;
    }
    [[nodiscard]] double sse(double first, double weight) const {
        return yy - 2 * (first * ay + weight * dy) + first * first * aa + 2 * first * weight * ad + weight * weight * dd;
    }
    [[nodiscard]] double firstGiven(double weight) const { return aa > 0 ? (ay - weight * ad) / aa : 0; }
};

/// The running straight line a + b t through y[0..t], as the dynamic model updates it (Fiorucci et al. 2016, eq. 9-11).
struct RunningLine {
    double mean = 0, a = 0, b = 0;
    double count = 0;

    void add(double y) {
        count += 1;
        const double before = mean;
        mean = ((count - 1) * mean + y) / count;
        b = count < 2 ? 0 : ((count - 2) * b + 6 / count * (y - before)) / (count + 1);
        a = mean - (count + 1) / 2 * b;
    }
};

/// Minimum over [low, high] of a smooth function that may have several valleys: a grid, then golden section around its best.
template <class F>
double searchLine(F&& f, double low, double high, int cells) {
    const double step = (high - low) / cells;
    int best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= cells; ++i) {
        const double v = f(std::min(high, low + i * step));
        if (v < least) {
            least = v;
            best = i;
        }
    }
    double a = std::max(low, low + (best - 1) * step), b = std::min(high, low + (best + 1) * step);
    constexpr double kGolden = 0.6180339887498949;
    double x1 = b - kGolden * (b - a), x2 = a + kGolden * (b - a), f1 = f(x1), f2 = f(x2);
    while (b - a > 1e-5) {
        if (f1 <= f2) {
            b = x2;
            x2 = x1;
            f2 = f1;
            x1 = b - kGolden * (b - a);
            f1 = f(x1);
        } else {
            a = x1;
            x1 = x2;
            f1 = f2;
            x2 = a + kGolden * (b - a);
            f2 = f(x2);
        }
    }
    const double middle = 0.5 * (a + b);
    return f(middle) <= least ? middle : std::min(high, low + best * step);
}

/// First level and sum of squares of SES for one alpha; the first level is the least-squares one.
struct SesAt {
    double first, sse;
};
SesAt sesAt(std::span<const double> values, double alpha) {
    Normal sums;
    double share = 1, level = 0; // level without the first one's share
    for (const double y : values) {
        sums.add(share, 0, y - level);
        level += alpha * (y - level);
        share *= 1 - alpha;
    }
    const double first = sums.firstGiven(0);
    return {first, std::max(0.0, sums.sse(first, 0))};
}

/// Root mean square over the degrees of freedom left, at least a third of the count.
double rootMean(double sse, std::size_t count, double parameters) {
    const double n = static_cast<double>(count);
    return std::sqrt(sse / std::max(n - parameters, std::max(n / 3, 1.0)));
}

constexpr std::size_t kDotmSkip = 2; // the line needs two points before an error counts

struct DotmAt {
    double first, weight, sse;
};
DotmAt dotmAt(std::span<const double> values, std::span<const RunningLine> lines, double alpha) {
    Normal sums;
    double share = 1, level = 0; // share = (1 - alpha)^t
    for (std::size_t t = 0; t < values.size(); ++t) {
        if (t >= kDotmSkip) {
            const RunningLine& line = lines[t - 1];
            sums.add(share, share * line.a + (1 - share * (1 - alpha)) / alpha * line.b, values[t] - level);
        }
        level += alpha * (values[t] - level);
        share *= 1 - alpha;
    }
    const double det = sums.aa * sums.dd - sums.ad * sums.ad;
    double weight = det > 1e-12 * sums.aa * sums.dd ? (sums.dy * sums.aa - sums.ay * sums.ad) / det : 0;
    weight = std::clamp(weight, 0.0, 1.0);
    const double first = sums.firstGiven(weight);
    return {first, weight, std::max(0.0, sums.sse(first, weight))};
}

} // namespace

SesFit fitSes(std::span<const double> values) {
    if (values.empty()) return {};
    SesFit fit;
    fit.alpha = searchLine([&](double alpha) { return sesAt(values, alpha).sse; }, 1e-4, 0.9999, 12);
    const SesAt at = sesAt(values, fit.alpha);
    fit.first = at.first;
    fit.sigma = rootMean(at.sse, values.size(), 2);
    fit.level = at.first;
    for (const double y : values) fit.level += fit.alpha * (y - fit.level);
    return fit;
}

MemberForecast forecastSes(const SesFit& fit, int horizon) {
    MemberForecast out;
    for (int h = 0; h < horizon; ++h) {
        out.mean.push_back(fit.level);
        out.spread.push_back(fit.sigma * std::sqrt(1 + h * fit.alpha * fit.alpha));
    }
    return out;
}

MemberForecast forecastTheta(std::span<const double> values, int horizon) {
    const SesFit fit = fitSes(values);
    auto out = forecastSes(fit, horizon);
    const double n = static_cast<double>(values.size());
    double sy = 0, sty = 0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        sy += values[t];
        sty += static_cast<double>(t) * values[t];
    }
    const double slope = n < 2 ? 0 : 12 * (sty - (n - 1) / 2 * sy) / (n * (n * n - 1));
    const double lag = (1 - std::pow(1 - fit.alpha, n)) / fit.alpha;
    for (int h = 0; h < horizon; ++h) out.mean[static_cast<std::size_t>(h)] += slope / 2 * (h + lag);
    return out;
}

DotmFit fitDotm(std::span<const double> values) {
    if (values.size() <= kDotmSkip + 1) {
        const SesFit ses = fitSes(values);
        return {std::max(ses.alpha, 0.1), ses.first, 0, ses.sigma};
    }
    std::vector<RunningLine> lines(values.size());
    RunningLine line;
    for (std::size_t t = 0; t < values.size(); ++t) {
        line.add(values[t]);
        lines[t] = line;
    }
    DotmFit fit;
    fit.alpha = searchLine([&](double alpha) { return dotmAt(values, lines, alpha).sse; }, 0.1, 0.99, 12);
    const DotmAt at = dotmAt(values, lines, fit.alpha);
    fit.first = at.first;
    fit.weight = at.weight;
    fit.sigma = rootMean(at.sse, values.size() - kDotmSkip, 3);
    return fit;
}

MemberForecast forecastDotm(const DotmFit& fit, std::span<const double> values, int horizon) {
    RunningLine line;
    double level = fit.first, share = 1;
    const auto step = [&](double y) {
        line.add(y);
        level += fit.alpha * (y - level);
        share *= 1 - fit.alpha;
    };
    for (const double y : values) step(y);
    MemberForecast out;
    for (int h = 0; h < horizon; ++h) {
        const double mu = level + fit.weight * (share * line.a + (1 - share * (1 - fit.alpha)) / fit.alpha * line.b);
        out.mean.push_back(mu);
        out.spread.push_back(fit.sigma * std::sqrt(1 + h * fit.alpha * fit.alpha));
        step(mu);
    }
    return out;
}

} // namespace chainscape::forecast
