// What pages that run are made of: elements and words, and what all of them do with what is set.
//
// A page has `state`, what is set and in `look` how it is shown, and says what follows from it in `repaint`.

let state = null;

const root = document.documentElement;
const pristine = root.cloneNode(true);
const byId = (id) => document.getElementById(id);

// Return an element with children, before which there may be its properties; text is only ever text.
function make(tag, ...children) {
  const element = document.createElement(tag);
  const plain = children[0] && Object.getPrototypeOf(children[0]) === Object.prototype;
  for (const [name, value] of plain ? Object.entries(children.shift()) : [])
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

function section(id, title, ...children) {
  refill(byId(id), make("h2", { id: `${id}-title` }, title), ...children.flat().filter(Boolean));
}

// Put new children in the place of others; where the keyboard was on one of these, it is on the one that stands there now.
function refill(element, ...children) {
  const stops = () => [...element.querySelectorAll("button, input, select, summary")];
  const place = element.contains(document.activeElement) ? stops().indexOf(document.activeElement) : -1;
  element.replaceChildren(...children);
  const next = place < 0 ? null : stops()[place];
  if (next) next.focus();
}

function pressed(label, on, act) {
  return make("button", { type: "button", "aria-pressed": `${on}`, onclick: act }, label);
}

const choosers = {};

// Return a list to choose a number from; one of the same options is used again, as making many takes long.
function chooser(label, options, chosen, act) {
  const known = choosers[label];
  const same = known && `${known.options}` === `${options}`;
  const select = same ? known.select : make("select", { "aria-label": label }, options.map(([value, words]) => make("option", { value }, words)));
  choosers[label] = { options, select };
  select.value = chosen;
  select.onchange = () => act(Number(select.value));
  return select;
}

const soft = (...words) => make("p", { className: "soft" }, ...words);
const button = (label, act) => make("button", { type: "button", onclick: act }, label);
const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function table(caption, head, rows) {
  const titles = head.map((title) => (title ? make("th", { scope: "col" }, title) : make("td")));
  return make("table", make("caption", caption), make("thead", make("tr", titles)), make("tbody", rows));
}

// Return the row of a table, which begins with what it is of; numbers stand to the right.
function rowOf([first, ...others]) {
  const cell = (each) => make("td", { className: typeof each === "string" && !/[a-z]/i.test(each) ? "number" : "" }, each);
  return make("tr", make("th", { scope: "row" }, first), others.map(cell));
}

function listed(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}` : parts.join("");
}

function tell(words) {
  byId("told").textContent = words;
}

// Offer a text as a file to save.
function handOut(text, type, name) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Save the page as it came, with what is set now inside, as pairs of a name and text.
function download(setting, name) {
  const copy = pristine.cloneNode(true);
  copy.querySelector("#setting").textContent = JSON.stringify(Object.fromEntries(setting)).replaceAll("<", "\\u003c");
  handOut(`<!doctype html>\n${copy.outerHTML}\n`, "text/html", name);
}

// ---- dials

// Return dials in their groups, of which so many are open.
function grouped(dials, draw, open) {
  const groups = new Map();
  dials.forEach((dial, k) => groups.set(dial.group, [...(groups.get(dial.group) || []), draw(dial, k)]));
  return [...groups].map(([name, own], place) => make("details", { open: place < open }, make("summary", name || "Numbers of the game"), own));
}

function dialRow(id, { name, spoken, meaning }, ends, most, slid, typed) {
  const slider = make("input", { type: "range", id: `s${id}`, min: 0, max: most, step: 1 });
  slider.oninput = () => slid(Number(slider.value));
  const field = make("input", { type: "text", id: `t${id}`, "aria-label": `${spoken}, exactly`, inputMode: "decimal" });
  field.onchange = () => typed(field.value);
  const label = make("label", { htmlFor: `s${id}`, title: `${meaning} (${ends})`.trim() }, name);
  return make("div", { className: "dial", id: `d${id}` }, label, slider, field);
}

function showDial(id, place, words, text, moved) {
  byId(`s${id}`).value = place;
  byId(`s${id}`).setAttribute("aria-valuetext", words);
  byId(`t${id}`).value = text;
  byId(`d${id}`).classList.toggle("moved", moved);
}

const tellEnds = (spoken, ends) => tell(`${spoken}: expected a number from ${ends}, such as 0.4 or 2/5`);

// ---- looks, teaching, and two settings side by side

const LOOKS_OF_PAGE = { big: "Big type", dark: "Dark", teach: "Teaching" };

const looksOf = (given) => Object.fromEntries(Object.keys(LOOKS_OF_PAGE).map((name) => [name, Number(given.get(`~${name}`))]));
const hiding = () => state.look.teach && !state.shown;

// Return a button for each look; what hangs on teaching may be set anew with it.
function lookButtons(names, anew = {}) {
  const turned = (name) => ({ ...state.look, [name]: Number(!state.look[name]) });
  return names.map((name) => pressed(LOOKS_OF_PAGE[name], Boolean(state.look[name]), () => repaint({ look: turned(name), ...anew })));
}

// Draw a setting beside the one that is kept, in rows for what both come to and in what they differ.
function sideBySide(now, rows) {
  const keep = button(state.kept ? "Keep this setting as A instead" : "Keep this setting as A", () => repaint({ kept: now }));
  if (!state.kept || hiding()) return section("pair", "Two settings side by side", keep);
  const swap = button("Exchange", () => repaint({ ...state.kept, kept: now }));
  const drop = button("Let go of A", () => repaint({ kept: null }));
  const compared = table("The setting that was kept, and the one now", ["", "A", "now"], rows(state.kept).map(rowOf));
  return section("pair", "Two settings side by side", keep, swap, drop, compared);
}

// ---- the address, and the page as a whole

// Return an address from pairs of a name and text. In it "~" stands before what is not of the setting.
function addressOf(parts) {
  const looks = Object.keys(LOOKS_OF_PAGE).flatMap((name) => (state.look[name] ? [[`~${name}`, 1]] : []));
  return `#${[...parts, ...looks].map((part) => part.map(encodeURIComponent).join("=")).join("&")}`;
}

// Return the part of an address that is of the setting that is kept: "~~" stands before its names.
const keptParts = (parts) => [["~~", ""], ...parts.map(([name, text]) => [`~~${name}`, text])];

const PAUSE = 200;
let pause = 0;

// Write the address once nothing has moved for so many thousandths of a second: a browser takes only so many in a minute.
function addressed(address) {
  clearTimeout(pause);
  pause = setTimeout(() => history.replaceState(null, "", address()), PAUSE);
}

const SLICE = 12;
let work = 0;

// Go on with what takes longer in slices, so that a slider never waits; a newer repaint ends it.
function later(...jobs) {
  const mine = ++work;
  const slice = () => {
    const end = performance.now() + SLICE;
    while (jobs.length && work === mine && performance.now() < end) if (jobs[0].next().done) jobs.shift();
    if (jobs.length && work === mine) setTimeout(slice);
  };
  setTimeout(slice);
}

// Change the state, and what shows it whatever the page is of.
function renew(change) {
  Object.assign(state, change);
  for (const name of ["big", "dark"]) root.classList.toggle(name, Boolean(state.look[name]));
  tell("");
}

// Start the page from its address, or from the setting that was saved in it; `take` puts that into the state.
function begin(take) {
  const drawn = () => {
    readAddress();
    repaint();
  };
  readAddress();
  if (!location.hash) {
    take(new Map(Object.entries(JSON.parse(byId("setting").textContent))));
    state.look.dark = Number(matchMedia("(prefers-color-scheme: dark)").matches);
  }
  repaint();
  window.addEventListener("hashchange", drawn);
}
