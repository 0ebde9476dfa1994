// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <Eigen/Cholesky>

#include "core/forecast/link_prediction.h"

namespace chainscape::forecast {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

void standardise(LogisticModel& model, Eigen::MatrixXd& x) {
    const double n = static_cast<double>(x.rows());
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
        const double mean = x.col(j).mean();
        const double spread = std::sqrt((x.col(j).array() - mean).square().sum() / n);
        model.mean.push_back(mean);
        model.spread.push_back(spread > 0 ? spread : 1);
        x.col(j) = (x.col(j).array() - mean) / model.spread.back();
    }
}

} // namespace

double LogisticModel::probability(std::span<const double> features) const {
    double sum = intercept;
    for (std::size_t j = 0; j < weight.size(); ++j) sum += weight[j] * (features[j] - mean[j]) / spread[j];
    return logistic(sum);
}

LogisticModel fitLogistic(std::span<const double> features, std::span<const std::uint8_t> labels, double ridge) {
    LogisticModel model;
    const auto n = static_cast<Eigen::Index>(labels.size());
    if (n == 0) return model;
    const Eigen::Index k = static_cast<Eigen::Index>(features.size()) / n;
    Eigen::MatrixXd x = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(features.data(), n, k);
    standardise(model, x);
    Eigen::VectorXd y(n);
    for (Eigen::Index i = 0; i < n; ++i) y[i] = labels[static_cast<std::size_t>(i)] ? 1 : 0;
    const double rate = (y.sum() + 0.5) / (static_cast<double>(n) + 1);
    model.intercept = std::log(rate / (1 - rate));
    model.weight.assign(static_cast<std::size_t>(k), 0.0);
    if (y.sum() == 0 || y.sum() == static_cast<double>(n)) return model;
    Eigen::MatrixXd design(n, k + 1);
    design << Eigen::VectorXd::Ones(n), x;
    Eigen::VectorXd beta = Eigen::VectorXd::Zero(k + 1);
    beta[0] = model.intercept;
    for (int step = 0; step < 50; ++step) {
        const Eigen::VectorXd p = (design * beta).unaryExpr(&logistic);
        const Eigen::VectorXd w = (p.array() * (1 - p.array())).max(1e-9);
        Eigen::VectorXd gradient = design.transpose() * (y - p);
        Eigen::MatrixXd hessian = design.transpose() * w.asDiagonal() * design;
        for (Eigen::Index j = 1; j <= k; ++j) {
            gradient[j] -= ridge * beta[j];
            hessian(j, j) += ridge;
        }
        const Eigen::VectorXd change = hessian.ldlt().solve(gradient);
        beta += change * std::min(1.0, 5 / std::max(1e-12, change.cwiseAbs().maxCoeff()));
        if (change.cwiseAbs().maxCoeff() < 1e-10) break;
    }
    model.intercept = beta[0];
    for (Eigen::Index j = 0; j < k; ++j) model.weight[static_cast<std::size_t>(j)] = beta[j + 1];
    return model;
}

} // namespace chainscape::forecast
