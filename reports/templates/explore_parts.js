// What pages that run are made of: elements, and words.

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

// Save the page as it came, with what is set now inside, as texts by their names.
function download(setting, name) {
  const copy = pristine.cloneNode(true);
  copy.querySelector("#setting").textContent = JSON.stringify(setting).replaceAll("<", "\\u003c");
  handOut(`<!doctype html>\n${copy.outerHTML}\n`, "text/html", name);
}

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
