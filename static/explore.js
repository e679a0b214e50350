// Loads Plotly, from this site, for one picture when a reader asks to explore it.
const here = document.getElementById("explore");
// Where Plotly and its maps look whether their styles are in the page already.
const STYLED = [
  "plotly.js-style-global",
  "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53",
];
// The colours of the figure, and the page's own, which know a dark screen and a reader's own colours.
const COLOURS = { "#7b2d63": "--accent", "#62576a": "--ink", "#86798c": "--edge", "#1d6848": "--good", "#36557f": "--calm" };
let library;

// Plotly knows no names of colours that the system chooses, as LinkText; a browser does.
function colours() {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.forcedColorAdjust = "none";
  const found = Object.entries(COLOURS).map(([written, name]) => {
    probe.style.color = `var(${name})`;
    return [written, getComputedStyle(probe).color];
  });
  probe.remove();
  return new Map(found);
}

function load(kind, facts) {
  return new Promise((done, failed) => {
    const part = Object.assign(document.createElement(kind), facts);
    part.onload = done;
    part.onerror = failed;
    document.head.append(part);
  });
}

async function plotly() {
  // Its own styles would break the site's policy; explore.css has what it needs.
  const meta = (id) => Object.assign(
    document.createElement("meta"), { id, className: "no-inline-styles" },
  );
  document.head.append(...STYLED.map(meta));
  await Promise.all([
    load("link", { rel: "stylesheet", href: here.dataset.style }),
    load("script", { src: here.dataset.plotly }),
  ]);
  return window.Plotly;
}

async function explore(holder) {
  const key = holder.dataset.explore;
  const style = getComputedStyle(document.body);
  const found = colours();
  const own = (_name, value) => found.get(value) ?? value;
  const { data, layout } = JSON.parse(document.getElementById(`figure-${key}`).textContent, own);
  const place = document.getElementById(`explored-${key}`);
  holder.setAttribute("aria-busy", "true");
  try {
    library ??= plotly();
    const { newPlot } = await library;
    const font = { ...layout.font, color: style.color, family: style.fontFamily };
    const options = { displayModeBar: false, responsive: true };
    // The heading above says the title already, and wraps: no room is kept for one.
    const margin = { ...layout.margin, t: 0 };
    const height = layout.height - layout.margin.t;
    await newPlot(place, data, { ...layout, font, margin, height, title: undefined }, options);
    // The drawing stays for those who do not see the picture.
    place.closest("section").querySelector("svg.chart").classList.add("sr");
    holder.remove();
  } catch {
    library = undefined;
    holder.removeAttribute("aria-busy");
  }
}

for (const holder of document.querySelectorAll("[data-explore]")) {
  holder.hidden = false;
  holder.querySelector("button").addEventListener("click", () => explore(holder));
}
