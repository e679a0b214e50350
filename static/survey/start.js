/* On the first page of a survey: brings what a phone needs to ask all questions by
   itself, once somebody wants to take part. Without it every page comes from the server. */

const form = document.getElementById("start");
const offline = document.getElementById("offline");

// Without a network the server cannot clear this device: what waits here goes at once.
document.querySelector("a.leave").addEventListener("click", () => {
  if ("indexedDB" in window) indexedDB.deleteDatabase("waiting");
});
// What the first question needs, also what these bring themselves: on a slow line each
// turn costs time. With the questions that is six, which a browser fetches at once.
const brought = () => Promise.all(
  ["walk", "engine", "expressions", "sheet", "sending"].map((name) => import(`./${name}.js`)),
);

/* The page with all questions; null where the network is gone. */
const questions = async () => {
  const body = new URLSearchParams(new FormData(form));
  body.set("step", "all");
  body.set("outline", "1");
  try {
    return await (await fetch(form.action, { method: "POST", body })).text();
  } catch {
    return null;
  }
};

if (form) {
  const early = () => brought().catch(() => {});
  form.addEventListener("change", early, { once: true });
  form.querySelector("[value=start]")?.addEventListener("pointerdown", early, { once: true });
  form.addEventListener("submit", async function begin(event) {
    if (event.submitter?.value !== "start") return;
    event.preventDefault();
    // Beside the scripts, not after them: whoever starts at once would wait twice.
    const page = form.walk ? null : questions();
    try {
      const [walk] = await brought();
      await walk.begin(form, page);
    } catch {
      if (!form.isConnected) return;
      offline.hidden = navigator.onLine;
      if (!navigator.onLine) return;
      form.removeEventListener("submit", begin);
      form.requestSubmit(event.submitter);
    }
  });
}

/* Tell whether something may wait here; an old browser cannot say without asking. */
const mayWait = async () => "indexedDB" in window
  && (!indexedDB.databases || (await indexedDB.databases()).some(({ name }) => name === "waiting"));

mayWait()
  .then(async (may) => may && (await import("./waiting.js")).waits())
  .then(async (any) => any && (await import("./later.js")).visit())
  .catch(() => {});
