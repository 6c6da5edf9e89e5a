// What is seen and touched of a population: numbers to move, where it ends in words, its path as a picture.

const population = populationOf(JSON.parse(byId("game").textContent));
const isContest = population.kind === "order_contest";

const DASHES = ["none", "22 10", "22 8 4 8", "4 9"];
const LOOKS_OF_PAGE = ["big", "dark", "teach"];
const PLACES = 16;
const LEVEL = 1e-9;
const SHOWN = 8;

let state = null;
let found = null;

const hiding = () => state.look.teach && !state.shown;
const short = (value) => (written(value).length <= 7 ? written(value) : number(value));
const tidy = (value, digits = 3) => `${Number(value.toFixed(digits))}`;
const small = (value) => (value > 0 ? value.toExponential(0).replace("e-0", "e-") : "0");

// Return a share as a percentage: all only for the whole, and nothing only for none.
function percent(share) {
  const all = 100 * share;
  let digits = 1;
  const rough = () => Number(all.toFixed(digits));
  while (digits < 12 && ((rough() === 100 && share < 1) || (rough() === 0 && share > 0))) digits++;
  return `${rough()}%`;
}

const sharesWords = (shares) => listed(population.orders.map((order, k) => `${order} ${percent(shares[k])}`));

// ---- the numbers, and their form in the address

const initial = () => population.dials.map((dial) => dial.value);
const settingOf = (values) => population.dials.flatMap((dial, k) => (compare(values[k], dial.value) ? [[dial.key, written(values[k])]] : []));

// In the address "~" stands before what is no number, "~~" before the numbers of the setting that is kept.
function address() {
  const kept = state.kept ? [["~~", ""], ...settingOf(state.kept).map(([key, value]) => [`~~${key}`, value])] : [];
  const looks = LOOKS_OF_PAGE.filter((name) => state.look[name]).map((name) => [`~${name}`, 1]);
  return `#${[...settingOf(state.values), ...kept, ...looks].map((part) => part.map(encodeURIComponent).join("=")).join("&")}`;
}

// Return the values that an address or a saved setting gives; shares that do not sum to 1 are left alone.
function valuesFrom(given, prefix) {
  const values = population.dials.map((dial) => {
    const value = parsed(given.get(prefix + dial.key) || "");
    return value && inRange(dial, value) ? value : dial.value;
  });
  const shares = range(values.length).filter((k) => population.dials[k].whole !== null);
  if (compare(total(shares.map((k) => values[k])), ONE)) for (const k of shares) values[k] = population.dials[k].value;
  return values;
}

const inRange = ({ low, high }, value) => compare(value, low) >= 0 && compare(value, high) <= 0;

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const look = Object.fromEntries(LOOKS_OF_PAGE.map((name) => [name, given.has(`~${name}`)]));
  state = { values: valuesFrom(given, ""), kept: given.has("~~") ? valuesFrom(given, "~~") : null, shown: false, marked: false, look };
}

// ---- dials

const stepsOf = ({ low, high, step }) => Math.ceil(decimal(divide(subtract(high, low), step)));
const placeOf = ({ low, step }, value) => Math.round(decimal(divide(subtract(value, low), step)));

function atStep(dial, place) {
  const value = add(dial.low, multiply(dial.step, fraction(BigInt(place))));
  return compare(value, dial.high) > 0 ? dial.high : value;
}

function drawDials() {
  const groups = new Map();
  population.dials.forEach((dial, k) => groups.set(dial.group, [...(groups.get(dial.group) || []), dialFor(dial, k)]));
  const drawn = [...groups].map(([name, dials]) => make("details", { open: true }, make("summary", name || "Numbers of the game"), dials));
  section("dials", "What it rests on", drawn);
}

function dialFor(dial, k) {
  const slider = make("input", { type: "range", id: `s${k}`, min: 0, max: stepsOf(dial), step: 1 });
  slider.oninput = () => turn(k, atStep(dial, Number(slider.value)));
  const field = make("input", { type: "text", id: `t${k}`, "aria-label": `${dial.spoken}, exactly`, inputMode: "decimal" });
  field.onchange = () => typed(k, field.value);
  const label = make("label", { htmlFor: `s${k}`, title: `${dial.meaning} (${number(dial.low)} to ${number(dial.high)})`.trim() }, dial.name);
  return make("div", { className: "dial", id: `d${k}` }, label, slider, field);
}

function typed(k, text) {
  const dial = population.dials[k];
  const value = parsed(text);
  if (value && inRange(dial, value)) return turn(k, value);
  byId(`t${k}`).value = short(state.values[k]);
  return tell(`${dial.spoken}: expected a number from ${number(dial.low)} to ${number(dial.high)}, such as 0.4 or 2/5`);
}

function turn(k, value) {
  const next = turned(state.values, k, value);
  repaint({ values: next || state.values });
  if (!next) tell(`${population.dials[k].spoken}: no other share could take the rest; raise another share instead`);
}

const FINEST = 10n ** 6n;

// Return the numbers with one moved. Shares with long fractions are rounded to millionths; the largest takes the rest.
function turned(values, k, value) {
  const next = withDial(population, values, k, value);
  const others = range(values.length).filter((j) => j !== k && population.dials[k].whole !== null && population.dials[j].whole !== null);
  if (!next || others.every((j) => next[j].d <= FINEST ** 2n)) return next;
  for (const j of others) next[j] = fraction((next[j].n * FINEST) / next[j].d, FINEST);
  const most = others.reduce((a, b) => (compare(next[b], next[a]) > 0 ? b : a));
  next[most] = subtract(ONE, total([k, ...others].filter((j) => j !== most).map((j) => next[j])));
  return next;
}

function showDials() {
  population.dials.forEach((dial, k) => {
    byId(`s${k}`).value = placeOf(dial, state.values[k]);
    byId(`s${k}`).setAttribute("aria-valuetext", number(state.values[k]));
    byId(`t${k}`).value = short(state.values[k]);
    byId(`d${k}`).classList.toggle("moved", compare(state.values[k], dial.value) !== 0);
  });
}

// Say which numbers are not the scenario's own: paper has no dials.
function movedWords() {
  const told = population.dials.flatMap((dial, k) =>
    compare(state.values[k], dial.value) ? [`${dial.spoken} ${number(state.values[k])}, not ${number(dial.value)}`] : [],
  );
  return told.length ? `Set here: ${told.join("; ")}.` : "";
}

// ---- tables and pictures

function table(caption, head, rows) {
  const cell = (each, k) => (k ? make("td", { className: typeof each === "string" && !/[a-z]/i.test(each) ? "number" : "" }, each) : make("th", { scope: "row" }, each));
  const titles = head.map((title) => (title ? make("th", { scope: "col" }, title) : make("td")));
  return make("table", make("caption", caption), make("thead", make("tr", titles)), make("tbody", rows.map((row) => make("tr", row.map(cell)))));
}

const best = (text, is) => make("span", { className: is ? "best" : "" }, text, is ? make("span", { className: "unseen" }, " best reply") : "");

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat());
  return element;
}

const styleOf = (k) => ({ class: "way", stroke: population.colours[k % population.colours.length], "stroke-dasharray": DASHES[k % DASHES.length] });

function keyOf(k, words) {
  const line = svg("line", { x1: 0, y1: 10, x2: 60, y2: 10, ...styleOf(k) });
  return make("span", { className: "named" }, svg("svg", { class: "key", viewBox: "0 0 60 20", "aria-hidden": "true" }, line), words);
}

// Draw lines of shares over a time that ends somewhere, each with its words in a key below.
function pathPicture(words, lines, end) {
  const across = (time) => (1000 * time) / end;
  const ways = lines.map(({ points }, k) => svg("polyline", { points: points.map(([time, share]) => `${across(time).toFixed(1)},${(300 * (1 - share)).toFixed(2)}`).join(" "), ...styleOf(k) }));
  const upward = range(5).map((part) => svg("text", { x: -10, y: 307 - 75 * part, class: "tick row" }, `${25 * part}%`));
  const marks = end < 5 ? range(end + 1) : range(5).map((part) => (end * part) / 4);
  const below = marks.map((time) => svg("text", { x: across(time), y: 330, class: "tick" }, tidy(time, 1)));
  const box = svg("rect", { x: 0, y: 0, width: 1000, height: 300, class: "box" });
  const drawn = svg("svg", { viewBox: "-80 -14 1120 358", class: "picture", role: "img", "aria-label": words }, box, ways, upward, below);
  return [drawn, make("p", lines.map(({ name }, k) => keyOf(k, name)))];
}

// ---- a contest

const contest = {
  title: "Where the orders settle",

  solve(values) {
    const own = contestAt(population, values);
    return { own, path: followed(own, population.time, population.points, ACCURACY), settled: settledAt(own, population.long) };
  },

  answer({ settled }) {
    if (!settled) return "The path from the start does not settle.";
    return `T${endsIn(settled).slice(1)}. From the start the shares settle at ${sharesWords(settled)}.`;
  },

  detailsOf({ path }) {
    const [first, last] = [path.shares[0], path.shares[path.shares.length - 1]].map(effectiveNumber);
    return [
      make("p", `Counted by how evenly they share, there are in effect ${tidy(last, 1)} orders then, after ${tidy(first, 1)} at the start.`),
      soft(`The path is computed in floating point, by the rule of tetrarchy evolve: when its steps were last halved no share changed by more than ${small(path.error)}.`),
    ];
  },

  wayOf({ path }) {
    const lines = population.orders.map((name, k) => ({ name, points: path.times.map((time, place) => [time, path.shares[place][k]]) }));
    const words = `The shares of the orders from the start up to time ${population.time}`;
    const rows = population.told.map((place) => [tidy(path.times[place]), ...path.shares[place].map(percent), tidy(effectiveNumber(path.shares[place]), 1)]);
    return ["Shares over time", ...pathPicture(words, lines, population.time), table(`${words}, as a table`, ["time", ...population.orders, "orders in effect"], rows)];
  },

  meetingsOf({ own: { payoffs } }, bare) {
    const replies = repliesIn(payoffs);
    const cell = (value, i, j) => {
      const text = bare ? tidy(value) : best(tidy(value), replies[i][j]);
      return !bare && i === j && replies[i][j] ? make("td", { className: "stable" }, text, make("span", { className: "unseen" }, " best reply to itself")) : make("td", text);
    };
    const head = make("tr", make("td"), population.orders.map((order) => make("th", { scope: "col" }, order)));
    const body = payoffs.map((row, i) => make("tr", make("th", { scope: "row" }, population.orders[i]), row.map((value, j) => cell(value, i, j))));
    const marks = bare ? "" : " The best reply to each is underlined; an order that is the best reply to itself is framed.";
    return make("table", make("caption", `What the order of the row earns where all others follow that of the column.${marks}`), make("thead", head), make("tbody", body));
  },

  // Draw the rest points once they are found, and those that keep mutants out, in fractions.
  *restOf({ own, path }) {
    const [resting, exact, table4] = [{}, {}, exactTable(own.payoffs)];
    yield* restingExactly(table4, exact);
    if (own.mutation) yield* balanced(own, population.from, resting);
    else Object.assign(resting, exact);
    const stays = [];
    for (const { exact: shares } of exact.points) {
      if (keepsOut(table4, shares)) stays.push(shares);
      yield;
    }
    const draws = (is) => (is === null ? "undecided" : is ? "yes" : "no");
    const rows = resting.points.map(({ shares, stable: draw }, k) => [`${k + 1}`, ...shares.map(percent), draws(draw)]);
    const missing = resting.complete ? "nothing met suggests that one is missing" : "one may be missing";
    const how = own.mutation ? `With mutation the rest points are found in floating point, along the paths of all complex roots; ${missing}.` : "Without mutation the rest points are exact: every set of orders in use was solved in fractions, and none is missing.";
    const continua = resting.continua.map((corners) => make("li", `At rest as well: all mixtures of ${listed(corners.map(pointWords))}.`));
    const kept = stays.length ? listed(stays.map(pointWords)) : "none";
    section(
      "rest", "Where shares rest",
      table("Rest points, with the share of each order", ["", ...population.orders, "draws all nearby"], rows),
      continua.length ? make("ul", continua) : null,
      make("p", endWords(path, resting.points, own.mutation)),
      make("p", `Evolutionarily stable without mutation: ${kept}.`),
      soft(`${how} Which states are evolutionarily stable is decided in fractions, of payoffs as the decimals that print as them.`),
    );
  },

  // Draw for each number alone where another order comes to lead, looked for on the steps of its dial.
  *tipsOf(_, values) {
    const [turns, spans, now] = [[], [], settledAt(contestAt(population, values), population.long)];
    for (let k = 0; k < population.dials.length; k++) {
      const ends = {};
      yield* contestTurns(values, k, now, turns, ends);
      if (ends.low && ends.high) spans.push(spanOf(k, ends));
    }
    turns.sort((a, b) => farOf(values, a) - farOf(values, b));
    spans.sort((a, b) => b.far - a.far);
    const told = turns.map(({ k, value, leads, rises }) => tipItem(values, k, value, `${rises ? "rises" : "falls"} to ${number(value)}`, leads));
    section(
      "tips", "What would change it",
      soft(`Each number is moved alone through its plausible range, at ${PLACES} places each way and then by halving, to a step of its dial: ${told.length ? "where another order comes to lead or the path no longer settles, the nearest first" : "the same order leads everywhere"}. Two changes close together may be missed.`),
      foldedList(told),
      spans.length ? make("h3", "What each number does over its range") : null,
      foldedList(spans.map(({ words }) => make("li", words))),
    );
  },

  pairOf({ path, settled }) {
    const effective = effectiveNumber(settled || path.shares[path.shares.length - 1]);
    const shares = population.orders.map((order, k) => [`${order} share in the end`, settled ? percent(settled[k]) : "does not settle"]);
    return [...shares, ["orders in effect", tidy(effective, 1)]];
  },
};

const pointWords = (shares) => `(${shares.map((share) => percent(decimal(share))).join(", ")})`;
const leadersOf = (shares) => population.orders.filter((_, k) => shares[k] > largest(shares) - LEVEL);
const leadWords = (leaders) => (leaders.length > 1 ? `the ${listed(leaders)} orders lead together` : `the ${leaders[0]} order leads`);
const endsIn = (shares) => (shares ? leadWords(leadersOf(shares)) : "the path does not settle");

function endWords({ shares }, points, mutation) {
  const end = shares[shares.length - 1];
  const far = points.map((point) => largest(point.shares.map((share, k) => Math.abs(share - end[k]))));
  const nearest = far.indexOf(Math.min(...far));
  return nearest < 0 ? "" : `The path from the start ends within ${small(far[nearest])} of rest point ${nearest + 1}${mutation ? "" : ", which is exact"}.`;
}

// Look along a dial, both ways, for where the leaders first change; `ends` is given the shares at its ends.
function* contestTurns(values, k, now, turns, ends) {
  const dial = population.dials[k];
  const own = endsIn(now);
  const settledOn = (place) => {
    const next = withDial(population, values, k, atStep(dial, place));
    return next && settledAt(contestAt(population, next), population.long);
  };
  if (!withDial(population, values, k, dial.low)) return;
  const here = placeOf(dial, values[k]);
  for (const [name, end] of [["low", 0], ["high", stepsOf(dial)]]) {
    const rises = end > here;
    const places = [...new Set(range(PLACES).map((part) => Math.round(here + ((end - here) * (part + 1)) / PLACES)))];
    let before = here;
    let turn = null;
    for (const place of places.filter((each) => each !== here)) {
      const leads = endsIn(settledOn(place));
      yield;
      if (leads !== own) {
        turn = { place, leads };
        break;
      }
      before = place;
    }
    while (turn && Math.abs(turn.place - before) > 1) {
      const place = Math.round((turn.place + before) / 2);
      const leads = endsIn(settledOn(place));
      yield;
      if (leads === own) before = place;
      else turn = { place, leads };
    }
    if (turn) turns.push({ k, value: atStep(dial, turn.place), leads: turn.leads, rises });
    ends[name] = settledOn(end);
    yield;
  }
}

// Say which share moves most between the ends of a dial.
function spanOf(k, { low, high }) {
  const moves = low.map((share, order) => Math.abs(high[order] - share));
  const most = moves.indexOf(largest(moves));
  const dial = population.dials[k];
  const words = moves[most] < LEVEL ? "moves no share" : `the ${population.orders[most]} share goes from ${percent(low[most])} to ${percent(high[most])}`;
  return { far: moves[most], words: `${dial.spoken} from ${number(dial.low)} to ${number(dial.high)}: ${words}.` };
}

const farOf = (values, { k, value }) => {
  const { low, high } = population.dials[k];
  return Math.abs(decimal(subtract(value, values[k])) / decimal(subtract(high, low)));
};

function tipItem(values, k, value, course, change) {
  const name = population.dials[k].spoken;
  const go = make("button", { type: "button", "aria-label": `go there: ${name} ${number(value)}`, onclick: () => turn(k, value) }, "go there");
  return make("li", make("strong", `${name} ${course}`), ` from ${number(values[k])}: ${change}. `, go);
}

function foldedList(items) {
  const more = items.slice(SHOWN);
  const rest = more.length ? make("details", make("summary", `${more.length} more`), make("ul", more)) : "";
  return make("div", make("ul", items.slice(0, SHOWN)), rest);
}

// ---- a magnet

const REGIMES = {
  repellent: "drives them away",
  bistable: "draws them in once enough have joined",
  "self-limiting": "draws them in until enough have joined",
  magnet: "draws them in",
};

const ANSWERS = {
  repellent: "the pair is a repellent: joining does not pay whoever has joined, and nobody does.",
  bistable: "it turns on how many have joined already: above SHARE all join, else nobody does.",
  "self-limiting": "it limits itself: neighbours join until SHARE have, and no more.",
  magnet: "the pair is a magnet: joining pays whoever has joined, and all do.",
};

const magnet = {
  title: "Do neighbours join?",

  solve: (values) => magnetAt(population, values),

  answer({ typical }) {
    const tipping = tippingOf(typical);
    return `If all neighbours are alike: ${ANSWERS[regimeOf(typical)].replace("SHARE", tipping ? percent(decimal(tipping)) : "")}`;
  },

  detailsOf({ resting }) {
    const rest = resting.map((share) => percent(decimal(share)));
    return [make("p", `With neighbours of these orders, nobody changes its mind where the share that has joined is ${rest.join(" or ") || "nothing known"}.`), soft("All numbers of this page are exact.")];
  },

  wayOf({ courses }) {
    const longest = largest(courses.map((course) => course.length));
    const drawn = courses.filter((_, k) => k % 2 === 0).map((course) => ({ name: `from ${percent(decimal(course[0]))}`, points: prolonged(course, longest).map((share, round) => [round, share]) }));
    const words = "How many have joined, round by round, by how many had at the start";
    const rows = courses.map((course) => [course.slice(0, -1).map((share) => percent(decimal(share))).join(" > "), courseEnd(course)]);
    return ["Round by round", soft("In each round each neighbour joins or leaves by how many had joined in the round before."), ...pathPicture(words, drawn, longest - 1), table(`${words}, as a table`, ["round by round", "in the end"], rows)];
  },

  meetingsOf({ typical, kinds }, bare) {
    const rows = [{ ...typical, name: "all, if alike" }, ...kinds].map((kind) => {
      const cells = [meeting(kind.alone, bare), meeting(kind.together, bare)];
      const regime = regimeOf(kind);
      return [kind.name, kind.share ? percent(decimal(kind.share)) : "", ...cells, bare ? "" : REGIMES[regime], bare || !tippingOf(kind) ? "" : percent(decimal(tippingOf(kind)))];
    });
    const marks = bare ? "" : " The better is underlined, both where they are worth the same.";
    return table(`What a neighbour earns by joining and by staying apart.${marks}`, ["neighbour", "share", "where nobody has joined", "where all have", "the pair", "turns at"], rows);
  },

  *restOf({ resting, courses }) {
    const rows = resting.map((share) => [percent(decimal(share)), `${courses.filter((course) => compare(course[course.length - 1], share) === 0).length}`]);
    section("rest", "Where nobody changes its mind", table(`Of ${courses.length} starts, how many lead there`, ["share that has joined", "starts"], rows), soft("Exact: every share that some of the orders make together was tried, and none is missing."));
    yield;
  },

  *tipsOf(_, values) {
    const turns = [];
    for (let k = 0; k < population.dials.length; k++) {
      const { fall, rise } = magnetTips(population, values, k);
      for (const [tip, way] of [[fall, ["falls to", "falls below"]], [rise, ["rises to", "rises above"]]]) if (tip) turns.push({ k, ...tip, way: way[Number(!tip.there)] });
      yield;
    }
    turns.sort((a, b) => farOf(values, a) - farOf(values, b));
    const told = turns.map(({ k, value, regime, way }) => tipItem(values, k, value, `${way} ${exactWords(value)}`, `the pair ${REGIMES[regime]}`));
    const words = told.length ? "for neighbours who are all alike, where the pair does something else, the nearest first" : "none of them changes what the pair does";
    section("tips", "What would change it", soft(`Each number is moved alone through its plausible range, exactly: ${words}.`), foldedList(told));
  },

  pairOf(solved) {
    const { typical, resting } = solved;
    return [["the pair, if all are alike", REGIMES[regimeOf(typical)]], ["turns at", tippingOf(typical) ? percent(decimal(tippingOf(typical))) : "no share"], ["nobody changes its mind at", resting.map((share) => percent(decimal(share))).join(" or ")]];
  },
};

const exactWords = (value) => (written(value) === number(value) ? number(value) : `${number(value)} (${written(value)})`);
const signed = (value) => (value.n > 0n ? `+${number(value)}` : number(value).replace("-", "−"));

// Return what joining and staying apart are worth, the better underlined.
const meeting = (worth, bare) =>
  make("span", best(`join ${signed(worth)}`, !bare && worth.n >= 0n), ", ", best("stay apart 0", !bare && worth.n <= 0n));

function prolonged(course, length) {
  const last = course.length - 1;
  const first = course.findIndex((share) => compare(share, course[last]) === 0);
  return range(length).map((k) => decimal(course[k <= last ? k : first + ((k - first) % (last - first))]));
}

function courseEnd(course) {
  const [last, before] = [course[course.length - 1], course[course.length - 2]];
  return `${compare(last, before) ? "back to " : ""}${percent(decimal(last))}${compare(last, before) ? ", and so on for ever" : ""}`;
}

// ---- the page as a whole

const view = isContest ? contest : magnet;

function drawAnswer() {
  if (!hiding()) {
    const hide = state.look.teach ? button("Hide the answer again", () => repaint({ shown: false })) : null;
    return section("answer", view.title, make("p", { className: "large outcome" }, view.answer(found)), view.detailsOf(found), hide);
  }
  const show = button("Show the answer", () => repaint({ shown: true }));
  const mark = pressed("Mark best replies", state.marked, () => repaint({ marked: !state.marked }));
  return section("answer", view.title, make("p", "Find it first: look at the payoffs of meetings, and say who grows and where that ends."), show, mark);
}

function drawPath() {
  const [title, ...parts] = hiding() ? ["The path", make("p", "Shown with the answer.")] : view.wayOf(found);
  section("path", title, parts);
}

function drawPair() {
  const keep = button(state.kept ? "Keep this setting as A instead" : "Keep this setting as A", () => repaint({ kept: state.values }));
  if (!state.kept || hiding()) return section("pair", "Two settings side by side", keep);
  const swap = button("Exchange", () => repaint({ kept: state.values, values: state.kept }));
  const drop = button("Let go of A", () => repaint({ kept: null }));
  const [before, now] = [view.pairOf(view.solve(state.kept)), view.pairOf(found)];
  const ends = now.map(([name, told], k) => [name, before[k][1], told]);
  const others = population.dials.flatMap((dial, k) => (compare(state.kept[k], state.values[k]) ? [[dial.spoken, short(state.kept[k]), short(state.values[k])]] : []));
  return section("pair", "Two settings side by side", keep, swap, drop, table("The setting that was kept, and the one now", ["", "A", "now"], [...ends, ...others]));
}

function drawTools() {
  const look = (name, label) => pressed(label, state.look[name], () => repaint({ look: { ...state.look, [name]: !state.look[name] } }));
  const reset = button("Reset the numbers", () => repaint({ values: initial() }));
  const save = button("Download this setting", () => download(Object.fromEntries(settingOf(state.values)), "room.html"));
  const plain = button("Download it as TOML", () => handOut(withNumbers(byId("scenario").textContent, population, state.values), "text/plain", "scenario.toml"));
  refill(byId("tools"), look("big", "Big type"), look("dark", "Dark"), look("teach", "Teaching"), reset, save, plain);
}

function repaint(change = {}) {
  Object.assign(state, change);
  root.classList.toggle("big", state.look.big);
  root.classList.toggle("dark", state.look.dark);
  found = view.solve(state.values);
  tell("");
  drawTools();
  showDials();
  byId("said").textContent = hiding() ? "" : view.answer(found);
  byId("moved").textContent = movedWords();
  drawAnswer();
  drawPath();
  section("payoffs", "Payoffs of meetings", view.meetingsOf(found, hiding() && !state.marked));
  drawPair();
  addressed(address);
  if (!hiding()) return later(view.restOf(found), view.tipsOf(found, state.values));
  work++;
  for (const [id, title] of [["rest", "Where it rests"], ["tips", "What would change it"]]) section(id, title, make("p", "Shown with the answer."));
  return null;
}

readAddress();
if (!location.hash) {
  state.values = valuesFrom(new Map(Object.entries(JSON.parse(byId("setting").textContent))), "");
  state.look.dark = matchMedia("(prefers-color-scheme: dark)").matches;
}
drawDials();
repaint();
window.addEventListener("hashchange", () => {
  readAddress();
  repaint();
});
