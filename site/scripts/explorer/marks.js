/* Marks of the series on a canvas: the shapes and colours of generator/charts/marks.py and site/stylesheets/charts.css. */

const SHAPES = [
  null,
  [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  [[0, -1.25], [1.2, 0.9], [-1.2, 0.9]],
  [[0, -1.4], [1.4, 0], [0, 1.4], [-1.4, 0]],
  [[0, 1.25], [1.2, -0.9], [-1.2, -0.9]],
  [[-1.5, -0.5], [-0.5, -0.5], [-0.5, -1.5], [0.5, -1.5], [0.5, -0.5], [1.5, -0.5], [1.5, 0.5], [0.5, 0.5], [0.5, 1.5],
    [-0.5, 1.5], [-0.5, 0.5], [-1.5, 0.5]],
];

/** Colours of the page as it looks now. */
export function colours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    series: SHAPES.map((_, place) => read(`--zoo-series-${place + 1}`)),
    text: read("--zoo-plot-text"),
    background: read("--zoo-plot-background"),
    grid: read("--zoo-grid"),
    axis: read("--zoo-axis"),
  };
}

/** Add a mark of a series to the path of a canvas. */
export function traceMark(context, series, x, y, radius) {
  const corners = SHAPES[series];
  if (corners === null) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], place) => {
    context[place ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius);
  });
  context.closePath();
}
