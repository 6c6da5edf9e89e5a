// Shows and hides, by button or key, and says what a dot stands for.
const root = document.documentElement;
const told = document.getElementById("told");
const dots = [...document.querySelectorAll(".dot")];
const keys = { b: "big", d: "dark", h: "bare" };
document.getElementById("tools").hidden = false;
function turn(look, on) {
  root.classList.toggle(look, on);
  document.getElementById(look).setAttribute("aria-pressed", String(on));
  if (look === "bare") told.textContent = "";
}
function choose(place) {
  dots.forEach((dot, k) => {
    dot.classList.toggle("chosen", k === place);
    dot.setAttribute("tabindex", k === place ? "0" : "-1");
  });
  told.textContent = root.classList.contains("bare") ? "" : dots[place].getAttribute("aria-label");
}
for (const look of Object.values(keys)) {
  document.getElementById(look).onclick = () => turn(look, !root.classList.contains(look));
}
dots.forEach((dot, place) => {
  dot.onfocus = () => choose(place);
  dot.onclick = () => dot.focus();
  dot.onmouseenter = () => choose(place);
});
document.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const look = keys[event.key.toLowerCase()];
  if (look) turn(look, !root.classList.contains(look));
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const place = dots.indexOf(document.activeElement);
  if (!step || place < 0) return;
  event.preventDefault();
  dots[(place + step + dots.length) % dots.length].focus();
};
if (matchMedia("(prefers-color-scheme: dark)").matches) turn("dark", true);
