// Installed in every page that is timed: what it measures is what the reader's browser shows.
// Times are in milliseconds on the page's own clock, which starts with the navigation.
window.probe = (() => {
  const SAMPLE = 40;

  const mapDocument = () =>
    document.querySelector('iframe[title="streamlit_folium.st_folium"]')?.contentDocument;

  const shapes = () => [
    ...(mapDocument()?.querySelectorAll(".leaflet-overlay-pane path.leaflet-interactive") ?? []),
  ];

  const settled = (test) =>
    new Promise((resolve) => {
      const look = () => (test() ? resolve(performance.now()) : requestAnimationFrame(look));
      look();
    });

  const fills = () => {
    const all = shapes();
    const step = Math.max(1, Math.floor(all.length / SAMPLE));
    return all.filter((_, rank) => rank % step === 0).map((shape) => shape.getAttribute("fill"));
  };

  const look = (shape) =>
    ["stroke", "stroke-width", "class", "aria-pressed", "style"]
      .map((name) => shape.getAttribute(name))
      .join();

  return {
    drawn: (count) => settled(() => shapes().length >= count),

    // Points of the window, one inside each of some polygons that are well apart.
    targets(count) {
      const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
      const box = frame.getBoundingClientRect();
      const seen = new Set();
      const points = [];
      for (let row = 3; row < 13; row += 1) {
        for (let column = 5; column < 15; column += 1) {
          const [x, y] = [(box.width * column) / 20, (box.height * row) / 16];
          const shape = mapDocument().elementFromPoint(x, y);
          if (shape?.tagName === "path" && shapes().includes(shape) && !seen.has(shape)) {
            seen.add(shape);
            points.push([box.left + x, box.top + y]);
          }
        }
      }
      const step = Math.max(1, Math.floor(points.length / count));
      return points.filter((_, rank) => rank % step === 0).slice(0, count);
    },

    // Arm before a click; read `window.clicked` after it.
    armClick(facts) {
      const before = document.querySelector(facts)?.textContent ?? "";
      const result = { frames: null, facts: null };
      window.clicked = new Promise((resolve) => {
        const start = (event) => {
          const began = performance.now();
          const shape = event.target;
          const looked = look(shape);
          let frames = 0;
          const watch = () => {
            frames += 1;
            const text = document.querySelector(facts)?.textContent ?? "";
            if (result.frames === null && look(shape) !== looked) result.frames = frames;
            if (text && text !== before) result.facts = performance.now() - began;
            if (result.facts === null) requestAnimationFrame(watch);
            else resolve(result);
          };
          requestAnimationFrame(watch);
        };
        mapDocument().addEventListener("click", start, { capture: true, once: true });
      });
    },

    // Arm before another indicator is chosen; read `window.recoloured` after it.
    armRecolour(count) {
      const before = fills().join();
      window.recoloured = new Promise((resolve) => {
        const start = () => {
          const began = performance.now();
          settled(() => shapes().length >= count && fills().join() !== before).then((end) =>
            resolve(end - began),
          );
        };
        document.addEventListener("pointerdown", start, { capture: true, once: true });
      });
    },
  };
})();
