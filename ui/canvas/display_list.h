// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// DisplayList: what a figure consists of, once, for screen, paper and picking. Made by a painter, then never changed.
//
// Positions are world coordinates (pixels when the camera is the identity), y down. Sizes (line widths, font sizes, dashes) are
// logical pixels at every zoom, radii and outlines of discs where the camera enlarges (discs shrink with the world: drawnRadius); extents of ribbons, rectangles and paths are geometry and zoom with the world.
// Paint order: layer by layer; in a layer rectangles, ribbons, paths, then lines and curves together in the order of their style's
// number, then discs, then recordings, then texts; in one kind (and style) in order of insertion. Anything with a coordinate that is not finite is
// not drawn and not picked. Positions are stored as float: 44 bytes a curve, 28 a line.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <QPainterPath>
#include <QPicture>
#include <QPointF>
#include <QRectF>
#include <QRgb>
#include <QString>

namespace chainscape::ui {

/// What an item on the canvas stands for; the painter says what the id means (an index of the dataset or of its own table).
enum class ItemKind : std::uint8_t { None, Firm, Link, Stage, Group, Node, Band, Series, Point, Period, Step, Annotation, Control };

struct ItemRef {
    ItemKind kind = ItemKind::None;
    std::uint32_t id = 0;

    auto operator<=>(const ItemRef&) const = default;
    explicit operator bool() const { return kind != ItemKind::None; }
};

/// World layers move with the camera; Screen layers (legends) stay. Heads follow the camera across and stand, unscaled, above their
/// foot, but never above the place they have at the identity: names of columns stay in sight (head_layer.h).
enum class Space : std::uint8_t { World, Screen, Heads };

enum class Direction : std::uint8_t {
    None,
    Taper, ///< full width at the start, a quarter at the end
    Arrow, ///< an arrow head in the middle of links longer than 24 px
};

/// How links are drawn: one by one in their styles, or as a map of how many lie where (density_map.h).
enum class LinkLook : std::uint8_t {
    Automatic, ///< lines, and density where they would be a hairball
    Lines,
    Density,
};

/// Whether a back end lays the list's background first.
enum class Ground : std::uint8_t { Fill, Leave };

/// Colours are straight (not premultiplied) with alpha. dash and gap in px; dash 0 is solid.
struct LineStyle {
    QRgb colour = 0xFF000000;
    float dash = 0;
    float gap = 0;
    Direction direction = Direction::None;

    bool operator==(const LineStyle&) const = default;
};

/// Number of a LineStyle in its list; styles are painted in the order they were made.
using StyleId = std::uint16_t;

enum class Pattern : std::uint8_t { Solid, Hatch }; ///< Hatch: diagonal 1.2 px strokes every 6 px in the fill colour

/// Fill and outline of areas. Alpha 0 draws nothing. Outlines are centred on the edge, width in px.
struct AreaStyle {
    QRgb fill = 0;
    QRgb outline = 0;
    float outlineWidth = 1;
    float dash = 0;
    float gap = 0;
    Pattern pattern = Pattern::Solid;

    bool operator==(const AreaStyle&) const = default;
};

enum class MarkShape : std::uint8_t { Round, Square, Diamond, Triangle, TriangleDown, Hexagon, TriangleRight };

/// The radius of a disc under a camera of that scale: it shrinks with the world, and grows with it to `grown` when that is more.
template <class Number>
Number drawnRadius(Number radius, Number grown, Number scale) {
    if (scale < 1) return radius * scale;
    return grown > radius ? (radius * scale < grown ? radius * scale : grown) : radius;
}

/// A round mark, or one of another shape with the same area.
struct Disc {
    float x = 0, y = 0;
    float radius = 0;        ///< px
    float outlineWidth = 0;  ///< px, centred on the radius
    QRgb fill = 0, outline = 0;
    ItemRef item;
    MarkShape shape = MarkShape::Round;
    float grown = 0;         ///< a dot grows to this radius while the camera enlarges; 0: it stays as it is

    /// As it is drawn under a camera of that scale; the outline is that of the grown dot.
    [[nodiscard]] Disc drawnAt(double scale) const {
        Disc out = *this;
        out.radius = drawnRadius(radius, grown, static_cast<float>(scale));
        const float full = grown > radius ? grown : radius;
        out.outlineWidth = full > 0 ? outlineWidth * (out.radius / full) : 0;
        return out;
    }
};

struct Rect {
    QRectF box;
    double radius = 0; ///< corner, px
    AreaStyle style;
    ItemRef item;
};

/// A band between two curves from the upright line x0 (y0a..y0b) to x1 (y1a..y1b), leaving and entering horizontally.
struct Ribbon {
    float x0 = 0, y0a = 0, y0b = 0;
    float x1 = 0, y1a = 0, y1b = 0;
    QRgb fill = 0;
    ItemRef item;
};

struct Path {
    QPainterPath path; ///< hulls, backward links, annotations; filled with the nonzero rule
    AreaStyle style;
    ItemRef item;
};

/// Painter commands recorded elsewhere (a chart), laid into a box. `extent` is the rectangle of the recording that fills the box.
struct Recording {
    QPicture commands;
    QRectF extent, box;
};

enum class Across : std::uint8_t { Left, Middle, Right };           ///< where the anchor lies on the text
enum class Upright : std::uint8_t { Baseline, Top, Middle, Bottom };

struct Text {
    QString text;
    QPointF anchor;          ///< world or screen, as the layer
    QPointF shift;           ///< px, after the camera
    double size = 11;        ///< px
    int weight = 400;
    QRgb colour = 0xFF000000;
    QRgb halo = 0;           ///< alpha 0: none
    Across across = Across::Middle;
    Upright upright = Upright::Baseline;
    double maxWidth = 0;     ///< px; longer is cut with "…"; 0: no limit
    int lines = 1;           ///< 2: what is wider than that is first broken at a blank, the second line at the anchor
    double angle = 0;        ///< degrees clockwise about the anchor
    double importance = 0;   ///< 0: always shown; above: only where nothing more important stands (label_placement.h)
    double fromScale = 0;    ///< not shown while the camera's scale is below
    ItemRef item;
};

/// Straight links in columns.
struct Lines {
    std::vector<float> x0, y0, x1, y1, width;
    std::vector<StyleId> style;
    std::vector<ItemRef> item;

    [[nodiscard]] std::size_t size() const { return style.size(); }
};

/// Cubic links in columns: end points and two control points.
struct Curves {
    Lines ends;
    std::vector<float> cx0, cy0, cx1, cy1;

    [[nodiscard]] std::size_t size() const { return ends.size(); }
};

struct Layer {
    Space space = Space::World;
    QRectF clip; ///< in the layer's space; null: not clipped
    double foot = 0; ///< Heads: the y of the world they stand on
    double fromScale = 0, toScale = 1e300; ///< not there while the camera's scale lies outside
    std::vector<Rect> rects;
    std::vector<Ribbon> ribbons;
    std::vector<Path> paths;
    Lines lines;
    Curves curves;
    std::vector<Disc> discs;
    std::vector<Recording> recordings;
    std::vector<Text> texts;

    [[nodiscard]] bool shownAt(double scale) const { return scale >= fromScale && scale < toScale; }
};

class DisplayList {
public:
    /// Starts a layer above the ones before; what is added next goes there. A new list has one World layer.
    void addLayer(Space space = Space::World, const QRectF& clip = {});
    /// The layer that was begun last is there only between these scales of the camera.
    void limitScale(double from, double to);
    /// A layer of heads above `foot`: discs, each with the texts to its right, up to the next one.
    void addHeads(double foot);

    /// The number of a style, the same for an equal one. At most 65,536 different ones; more share the last.
    StyleId lineStyle(const LineStyle& style);

    void reserveLines(std::size_t count);
    void reserveCurves(std::size_t count);
    void line(QPointF from, QPointF to, double width, StyleId style, ItemRef item = {});
    void curve(QPointF from, QPointF control0, QPointF control1, QPointF to, double width, StyleId style, ItemRef item = {});
    /// A curve that leaves and enters horizontally, as links between lanes do.
    void laneCurve(QPointF from, QPointF to, double width, StyleId style, ItemRef item = {});
    void disc(const Disc& disc) { current().discs.push_back(disc); }
    void rect(const Rect& rect) { current().rects.push_back(rect); }
    void ribbon(const Ribbon& ribbon) { current().ribbons.push_back(ribbon); }
    void path(Path path) { current().paths.push_back(std::move(path)); }
    void recording(Recording recording) { current().recordings.push_back(std::move(recording)); }
    void text(Text text) { current().texts.push_back(std::move(text)); }

    [[nodiscard]] const std::vector<Layer>& layers() const { return m_layers; }
    [[nodiscard]] const std::vector<LineStyle>& lineStyles() const { return m_lineStyles; }

    /// Number of primitives in all layers.
    [[nodiscard]] std::size_t size() const;

    /// Smallest box of the World layers' finite positions (texts by their anchors); null when there are none. O(size).
    [[nodiscard]] QRectF bounds() const;

    /// Ground of the figure; alpha 0 leaves it transparent.
    QRgb background = 0xFFFFFFFF;
    LinkLook links = LinkLook::Automatic;
    std::optional<QPointF> densityNoteAt; ///< px: where the sentence on links as density begins; none: at the foot of the view
    /// One sentence for the window title of an export and for screen readers: what the figure shows.
    QString title;
    QString summary;

private:
    Layer& current() { return m_layers.back(); }

    std::vector<Layer> m_layers{1};
    std::vector<LineStyle> m_lineStyles;
};

/// A finished list, shared between the window, the render thread and exports.
using Scene = std::shared_ptr<const DisplayList>;

} // namespace chainscape::ui
