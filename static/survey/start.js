/* On the first page of a survey: brings what a phone needs to ask all questions by
   itself, once somebody wants to take part. Without it every page comes from the server. */

import { waits } from "./waiting.js";

const form = document.getElementById("start");
const brought = () => Promise.all(["walk", "engine", "expressions", "sheet", "later"]
  .map((name) => import(`./${name}.js`)));

if (form) {
  form.addEventListener("change", () => brought().catch(() => {}), { once: true });
  form.addEventListener("submit", async function begin(event) {
    if (event.submitter?.value !== "start") return;
    event.preventDefault();
    try {
      const [walk] = await brought();
      await walk.begin(form);
    } catch {
      form.removeEventListener("submit", begin);
      if (form.isConnected) form.requestSubmit(event.submitter);
    }
  });
}

waits().then(async (any) => any && (await import("./later.js")).visit()).catch(() => {});
