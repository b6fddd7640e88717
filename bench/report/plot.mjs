// Bars of what was measured, with their quartiles, as SVG: a panel for each runtime and scenario.
import { contenders } from "../contenders.mjs";
import { scenarios } from "../scenarios.mjs";

const LABEL = 200;
const BAR = 250;
const VALUE = 46;
const GAP = 28;
const PANEL = LABEL + BAR + VALUE;
const ROW = 20;
const HEADING = 30;
const TOP = 64;

const STYLE = `
  svg { color-scheme: light dark; }
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .panel { font-size: 13px; font-weight: 600; }
  .page { fill: #ffffff; }
  .other { fill: #8c959f; } .control { fill: #c8d1da; } .ours { fill: #bf4b1f; }
  .spread { stroke: #1f2328; stroke-width: 1.5; }
  .one { stroke: #57606a; stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .page { fill: #0d1117; }
    .other { fill: #6e7681; } .control { fill: #3d444d; } .ours { fill: #f0814f; }
    .spread { stroke: #e6edf3; }
    .one { stroke: #9198a1; }
  }`;

/** @returns {Record<string, string>} SVG by file name */
export function plotRatios({ calls }) {
  if (Object.keys(calls).length === 0) return {};
  return {
    "speed.svg": plot(calls, "speed", "Calls per second, raw fetch = 1 (more is better)"),
    "cpu.svg": plot(calls, "cpu", "CPU per call, raw fetch = 1 (less is better)"),
  };
}

function plot(calls, metric, title) {
  const runtimes = Object.keys(calls);
  const ids = scenarios.filter(({ id }) => runtimes.some((name) => calls[name].scenarios[id]));
  const panels = ids.map((scenario) =>
    runtimes.map((runtime) => ({
      heading: `${scenario.title}, ${runtime}`,
      bars: barsOf(calls[runtime].scenarios[scenario.id], metric),
    })),
  );
  const all = panels.flat(2).flatMap(({ bars }) => bars);
  const most = Math.max(1, ...all.map(({ upper }) => upper)) * 1.02;
  const toX = (value) => LABEL + (value / most) * BAR;

  const drawn = [];
  let y = TOP;
  for (const row of panels) {
    row.forEach((panel, column) => {
      if (panel.bars.length > 0) drawn.push(drawPanel(panel, GAP + column * (PANEL + GAP), y, toX));
    });
    y += HEADING + Math.max(...row.map(({ bars }) => bars.length)) * ROW + GAP;
  }
  const width = GAP + runtimes.length * (PANEL + GAP);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
<rect class="page" width="${width}" height="${y}"/>
<text class="title" x="${GAP}" y="30">${escaped(title)}</text>
<text x="${GAP}" y="50">Bars are medians, lines the quartiles.</text>
${drawn.join("\n")}
</svg>
`;
}

const barsOf = (scenario, metric) =>
  Object.entries(scenario?.contenders ?? {})
    .filter(([, sample]) => sample[metric])
    .map(([name, sample]) => ({
      ...sample[metric],
      label: contenders[name].label,
      kind: contenders[name].isOurs ? "ours" : name === "raw" ? "control" : "other",
    }));

function drawPanel({ heading, bars }, left, top, toX) {
  const lines = bars.map(({ label, kind, median, lower, upper }, index) => {
    const middle = HEADING + index * ROW + ROW / 2;
    return `<text x="${LABEL - 8}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>
<rect class="${kind}" x="${LABEL}" y="${middle - 7}" width="${fixed(toX(median) - LABEL)}" height="14" rx="2"/>
<line class="spread" x1="${fixed(toX(lower))}" x2="${fixed(toX(upper))}" y1="${middle}" y2="${middle}"/>
<text x="${LABEL + BAR + 6}" y="${middle + 4}">${median.toFixed(2)}</text>`;
  });
  const one = fixed(toX(1));
  return `<g transform="translate(${left} ${top})">
<text class="panel" x="${LABEL}" y="16">${escaped(heading)}</text>
${lines.join("\n")}
<line class="one" x1="${one}" x2="${one}" y1="${HEADING - 4}" y2="${HEADING + bars.length * ROW}"/>
</g>`;
}

const fixed = (value) => value.toFixed(1);
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
