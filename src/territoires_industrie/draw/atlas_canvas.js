/* Communes on a canvas: one drawing a view, moved and stretched until the next one is ready.
 *
 * A drawing is made strip by strip behind the one that is shown, a few milliseconds a frame, so
 * that neither a move of the map nor a change of colours ever stops the page.
 */
window.Atlas = window.Atlas || {};

(function (Atlas) {
  "use strict";

  const PADDING = 0.3;
  const STRIP_PX = 48;
  /* Shapes of one path: painting takes forty times as long when all are in one. */
  const BATCH = 16;
  const MARGIN_PX = 4;
  const FRAME_MS = 8;
  const MOST_RATIO = 2;
  const FULL_CIRCLE = 2 * Math.PI;
  /* Borders of communes would hide their colours where a commune is a few pixels wide. */
  const LEAST_BORDERED_ZOOM = 7.6;

  /* Patterns of the missing statuses, as images; `done` is called when the last one is there. An
   * image is a page of its own: it has to be told its colour scheme. */
  function readPatterns(nodes, scheme, done) {
    const images = new Map();
    const loading = [...nodes].map((node) => {
      const size = [node.getAttribute("width"), node.getAttribute("height")];
      const look = `width="${size[0]}" height="${size[1]}" style="color-scheme:${scheme}"`;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${look}>`;
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(`${svg}${node.innerHTML}</svg>`)}`;
      return image.decode().then(() => images.set(node.id.slice(-1), image));
    });
    Promise.allSettled(loading).then(done);
    return images;
  }

  function eachBatch(all, take) {
    for (let i = 0; i < all.length; i += BATCH) take(all.slice(i, i + BATCH));
  }

  Atlas.CommuneCanvas = L.Layer.extend({
    options: { pane: "atlas-canvas" },

    /* patterns: SVG nodes; whenDrawn: called each time that a drawing replaces another. */
    initialize(patterns, whenDrawn) {
      this.whenDrawn = whenDrawn;
      this.patterns = patterns;
    },

    onAdd() {
      this.shown = this.addSheet();
      this.next = this.addSheet();
      this.next.node.hidden = true;
    },

    onRemove() {
      cancelAnimationFrame(this.frame);
      this.shown.node.remove();
      this.next.node.remove();
    },

    getEvents() {
      return {
        zoom: this.place,
        viewreset: this.place,
        moveend: this.start,
        resize: this.start,
        zoomanim: ({ center, zoom }) => this.place(null, center, zoom),
      };
    },

    addSheet() {
      const node = L.DomUtil.create("canvas", "atlas-canvas leaflet-zoom-animated", this.getPane());
      node.setAttribute("aria-hidden", "true");
      return { node, zoom: 0, corner: L.point(0, 0) };
    },

    /* What to draw: coverage, payload, frames (shapes of the insets), and the look in words, by
     * which a drawing that would be the same is not made again. */
    show(look) {
      const isSame = this.look?.mark === look.mark && this.look.coverage === look.coverage;
      const wasDark = this.look?.isDark;
      this.look = look;
      if (!this.images || wasDark !== look.isDark) {
        const scheme = look.isDark ? "dark" : "light";
        this.images = readPatterns(this.patterns, scheme, () => this.look && this.start());
      }
      if (!isSame) this.start();
      else if (!this.frame) this.whenDrawn();
    },

    clear() {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.look = null;
      this.shown.node.hidden = true;
    },

    /* Where the drawing that is shown lies, now or at the end of a zoom. */
    place(_event, center, zoom = this._map.getZoom()) {
      const { node, corner, zoom: drawn } = this.shown;
      if (!node.width) return;
      const scale = this._map.getZoomScale(zoom, drawn);
      const origin = center
        ? this._map._getNewPixelOrigin(center, zoom)
        : this._map.getPixelOrigin();
      L.DomUtil.setTransform(node, corner.multiplyBy(scale).subtract(origin), scale);
    },

    start() {
      if (!this.look || !this._map) return;
      cancelAnimationFrame(this.frame);
      const map = this._map;
      const size = map.getSize().multiplyBy(1 + 2 * PADDING).round();
      const corner = map.getPixelBounds().min.subtract(map.getSize().multiplyBy(PADDING)).round();
      const sheet = Object.assign(this.next, { zoom: map.getZoom(), corner, size });
      sheet.ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
      sheet.node.width = size.x * sheet.ratio;
      sheet.node.height = size.y * sheet.ratio;
      sheet.node.style.width = `${size.x}px`;
      sheet.node.style.height = `${size.y}px`;
      this.draw(sheet, this.brush(sheet), 0);
    },

    draw(sheet, brush, top) {
      const end = performance.now() + FRAME_MS;
      do {
        this.drawStrip(sheet, brush, top);
        top += STRIP_PX;
      } while (top < sheet.size.y && performance.now() < end);
      if (top < sheet.size.y) {
        this.frame = requestAnimationFrame(() => this.draw(sheet, brush, top));
      } else {
        this.frame = 0;
        this.turn();
      }
    },

    turn() {
      [this.shown, this.next] = [this.next, this.shown];
      this.place();
      this.shown.node.hidden = false;
      this.next.node.hidden = true;
      this.whenDrawn();
    },

    /* Colours, widths and detail of one drawing. */
    brush({ node, zoom, ratio }) {
      const scale = this._map.getZoomScale(zoom, Atlas.REFERENCE_ZOOM);
      const style = getComputedStyle(node);
      const known = new Map();
      // A canvas knows no `light-dark()`: the browser says which of the two is meant.
      const paint = (colour) => {
        if (!known.has(colour)) {
          node.style.color = colour;
          known.set(colour, style.color);
        }
        return known.get(colour);
      };
      const number = (name) => Number(style.getPropertyValue(`--${name}`));
      const { coverage, hasTiles } = this.look;
      return {
        context: node.getContext("2d"),
        scale,
        ratio,
        zoom,
        paint,
        number,
        colour: (name) => paint(`var(--${name})`),
        opacity: hasTiles ? number("tiles-opacity") : 1,
        dimmed: number(hasTiles ? "tiles-dimmed-opacity" : "dimmed-opacity"),
        fineness: Atlas.fineness(zoom),
        detail: coverage.detail(0.7 / scale),
        patterns: new Map(),
      };
    },

    drawStrip({ corner, size }, brush, top) {
      const { context, scale, ratio } = brush;
      const height = Math.min(STRIP_PX, size.y - top);
      const k = scale * ratio;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      const [from, to] = [top, top + height].map((y) => Math.round(y * ratio));
      context.rect(0, from, size.x * ratio, to - from);
      context.clip();
      context.setTransform(k, 0, 0, k, -corner.x * ratio, -corner.y * ratio);
      context.lineJoin = "round";
      const rect = [
        (corner.x - MARGIN_PX) / scale,
        (corner.y + top - MARGIN_PX) / scale,
        (corner.x + size.x + MARGIN_PX) / scale,
        (corner.y + top + height + MARGIN_PX) / scale,
      ];
      this.drawFrames(brush);
      this.drawUnits(brush, rect);
      this.drawLines(brush, rect);
      if (this.look.radii) this.drawCircles(brush, rect);
      context.restore();
    },

    drawFrames({ context, colour, scale }) {
      for (const { path } of this.look.frames) {
        context.fillStyle = colour("paper");
        context.fill(new Path2D(path));
      }
    },

    drawUnits(brush, rect) {
      const { context, scale, detail, zoom } = brush;
      const { coverage } = this.look;
      const groups = new Map();
      for (const rank of coverage.within(...rect)) {
        const look = this.look.groundOf(this.look.lookOf(rank));
        if (!groups.has(look)) groups.set(look, []);
        groups.get(look).push(rank);
      }
      for (const [look, ranks] of groups) {
        context.fillStyle = context.strokeStyle = this.fill(look[0], brush);
        context.globalAlpha = look.length > 1 ? brush.dimmed : brush.opacity;
        context.lineWidth = brush.number("border-width") / scale;
        // Without borders, a hair of the page would show between neighbours.
        const isStroked = zoom < LEAST_BORDERED_ZOOM && context.globalAlpha === 1;
        eachBatch(ranks, (batch) => {
          context.beginPath();
          for (const rank of batch) coverage.traceUnit(context, rank, detail);
          context.fill("evenodd");
          if (isStroked) context.stroke();
        });
      }
      context.globalAlpha = 1;
    },

    fill(letter, brush) {
      const colour = this.look.colourOf(letter);
      if (colour) return brush.paint(colour);
      const image = this.images.get(letter);
      if (!image) return brush.colour("land");
      if (!brush.patterns.has(letter)) {
        const pattern = brush.context.createPattern(image, "repeat");
        pattern.setTransform(new DOMMatrix().scale(1 / brush.scale));
        brush.patterns.set(letter, pattern);
      }
      return brush.patterns.get(letter);
    },

    drawLines(brush, rect) {
      const { regions, outline, radii } = this.look;
      if (brush.zoom >= LEAST_BORDERED_ZOOM) {
        this.stroke(brush, rect, "", radii ? "count-border" : "border");
        this.stroke(brush, rect, "epci", "region");
      }
      if (regions) this.stroke(brush, rect, regions, "region");
      if (outline) {
        this.stroke(brush, rect, outline, "casing");
        this.stroke(brush, rect, outline, "programme");
      }
    },

    /* The lines of a level, by the name that they have in the look. */
    stroke({ context, scale, detail, colour, number, fineness }, rect, level, name) {
      const { coverage } = this.look;
      context.strokeStyle = colour(name);
      context.lineWidth = (number(`${name}-width`) * fineness) / scale;
      context.globalAlpha = number(`${name}-opacity`) || 1;
      eachBatch(coverage.arcsWithin(level, ...rect), (batch) => {
        context.beginPath();
        for (const arc of batch) coverage.traceArc(context, arc, detail);
        context.stroke();
      });
      context.globalAlpha = 1;
    },

    /* Big circles lie under small ones, so that every one can be clicked. */
    drawCircles(brush, [west, north, east, south]) {
      const { context, scale } = brush;
      const { coverage, radii, circles } = this.look;
      context.lineWidth = brush.number("circle-edge-width") / scale;
      for (const rank of circles) {
        const [x, y] = coverage.units[rank].label;
        const radius = radii(rank) / scale;
        if (x + radius < west || x - radius > east || y + radius < north || y - radius > south) {
          continue;
        }
        const look = this.look.lookOf(rank);
        context.beginPath();
        context.arc(x, y, radius, 0, FULL_CIRCLE);
        context.fillStyle = this.fill(look[0], brush);
        const isDimmed = look.length > 1;
        context.globalAlpha = brush.number(isDimmed ? "circle-dimmed-opacity" : "circle-opacity");
        context.fill();
        context.globalAlpha = isDimmed ? brush.number("dimmed-edge-opacity") : 1;
        context.strokeStyle = isDimmed
          ? brush.colour("dimmed-edge")
          : brush.paint(this.look.edgeOf(look[0]));
        if (radii(rank) > 2) context.stroke();
      }
      context.globalAlpha = 1;
    },

    /* The unit under a point of the world: the smallest circle there, else the ground. */
    rankAt([x, y]) {
      const { coverage, radii, circles } = this.look || {};
      if (!coverage) return -1;
      if (radii) {
        const scale = this._map.getZoomScale(this._map.getZoom(), Atlas.REFERENCE_ZOOM);
        for (let i = circles.length - 1; i >= 0; i--) {
          const [cx, cy] = coverage.units[circles[i]].label;
          if (Math.hypot(x - cx, y - cy) <= radii(circles[i]) / scale) return circles[i];
        }
      }
      return coverage.rankAt([x, y]);
    },
  });
})(window.Atlas);
