// Loads Plotly, from this site, for one picture when a reader asks to explore it.
const here = document.getElementById("explore");
let loading;

function plotly() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = here.dataset.plotly;
    script.onload = () => done(window.Plotly);
    script.onerror = () => { loading = undefined; failed(); };
    document.head.append(script);
  });
  return loading;
}

async function explore(holder) {
  const key = holder.dataset.explore;
  const figure = JSON.parse(document.getElementById(`figure-${key}`).textContent);
  const place = document.getElementById(`explored-${key}`);
  holder.setAttribute("aria-busy", "true");
  try {
    const library = await plotly();
    const ink = getComputedStyle(document.body).color;
    const layout = { ...figure.layout, font: { ...figure.layout.font, color: ink } };
    await library.newPlot(place, figure.data, layout, { displayModeBar: false, responsive: true });
    place.closest("section").querySelector("svg.chart").style.display = "none";
    holder.hidden = true;
  } finally {
    holder.removeAttribute("aria-busy");
  }
}

for (const holder of document.querySelectorAll("[data-explore]")) {
  holder.hidden = false;
  holder.querySelector("button").addEventListener("click", () => explore(holder));
}
