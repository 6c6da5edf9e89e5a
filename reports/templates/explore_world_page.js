// What is seen and touched of a world: numbers to move, the answer in words, and pictures of it.

const LABELS = 25;
const FACE_LABELS = 4;
const TOLD = 12;
const REACH = 0.5;
const FINE = 0.01;
const STILL = 0.0005;
const DASHES = ["none", "14 8", "14 6 3 6", "3 6"];

const world = prepare(JSON.parse(byId("game").textContent));
const bySize = range(world.states.length).sort((i, j) => world.size[j] - world.size[i] || i - j);

let answer = null;

const nameOf = (i) => world.names[i] || world.states[i];
const percent = (share) => `${(100 * share).toFixed(1)}%`;
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
const tidy = (value) => Number(value.toFixed(10));
const leadOf = (mix) => mix.indexOf(Math.max(...mix));

function mixWords(mix) {
  const ranked = range(mix.length).sort((k, l) => mix[l] - mix[k] || k - l);
  const kept = ranked.filter((k) => mix[k] >= 0.005);
  return kept.map((k) => `${percent(mix[k])} ${world.orders[k]}`).join(", ");
}

// ---- the numbers, and their form in the address

const initial = () => ({ values: world.dials.map((dial) => dial.value), pushes: world.pushes });

// Return the numbers of the game where the dials stand.
function numbersOf({ values, pushes }) {
  const of = (head) => values.filter((_, k) => world.dials[k].key.split(".")[0] === head);
  return { beta: of("beta")[0], gamma: of("gamma")[0], monism: of("monism"), appeal: of("appeal"), pushes };
}

// Return what differs from the page as it came, as pairs of the program's own names and numbers.
function changes() {
  const moved = world.dials.flatMap(({ key, value }, k) => (state.values[k] === value ? [] : [[key, state.values[k]]]));
  const pushed = state.pushes.flatMap((own, i) =>
    own.flatMap((push, k) => (push === world.pushes[i][k] ? [] : [[`push.${world.states[i]}.${world.orders[k]}`, push]])),
  );
  return [...moved, ...pushed];
}

function address() {
  const pushed = state.towards === null ? [] : [["~towards", world.orders[state.towards]]];
  return addressOf([...changes(), ["~state", world.states[state.chosen]], ...pushed]);
}

// Return the numbers that an address or a saved setting gives.
function numbersIn(given) {
  const asked = (key, low, high, value) => {
    const found = given.has(key) ? parsedNumber(given.get(key)) : null;
    return found === null || found < low || found > high ? value : found;
  };
  return {
    values: world.dials.map(({ key, low, high, value }) => asked(key, low, high, value)),
    pushes: world.pushes.map((own, i) => own.map((push, k) => asked(`push.${world.states[i]}.${world.orders[k]}`, ...ends(push), push))),
  };
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const chosen = world.states.indexOf(given.get("~state"));
  state = {
    ...numbersIn(given),
    chosen: chosen < 0 ? bySize[0] : chosen,
    towards: given.has("~towards") ? Math.max(world.orders.indexOf(given.get("~towards")), 0) : null,
    look: looksOf(given),
  };
}

const ends = (push) => [Math.min(-REACH, push), Math.max(REACH, push)];

// Return a number written as a decimal or as a fraction, null where it is none.
function parsedNumber(text) {
  const [, over, under] = /^\s*([+-]?\d*\.?\d+)(?:\s*\/\s*(\d+))?\s*$/.exec(text) || [];
  const value = over === undefined ? NaN : Number(over) / Number(under || 1);
  return Number.isFinite(value) ? value : null;
}

// ---- dials

const drawDials = () => section("dials", "What it rests on", grouped(world.dials, dialFor, 2), make("div", { id: "pushes" }));

const dialFor = (dial, k) =>
  slider(`v${k}`, dial.name, dial, (value) => repaint({ values: state.values.map((old, l) => (l === k ? value : old)) }));

function slider(id, name, { low, high, step, meaning }, act) {
  const most = Math.round((high - low) / step);
  const ends = `${tidy(low)} to ${tidy(high)}`;
  const typed = (text) => {
    const value = parsedNumber(text);
    if (value !== null && value >= low && value <= high) return act(value);
    repaint();
    return tellEnds(name, ends);
  };
  return dialRow(id, { name, spoken: name, meaning }, ends, most, (place) => act(place === most ? high : tidy(low + step * place)), typed);
}

const showNumber = (id, { low, step }, value, start) =>
  showDial(id, Math.round((value - low) / step), `${tidy(value)}`, `${tidy(value)}`, value !== start);

const pushSpan = (i, k) => ({ low: ends(world.pushes[i][k])[0], high: ends(world.pushes[i][k])[1], step: FINE, meaning: "What draws this state to the order from outside" });

// Draw the pushes on the state that is chosen; they are made anew only when another one is.
function drawPushes() {
  const i = state.chosen;
  const choice = make("select", { id: "chosen" }, bySize.map((j) => make("option", { value: `${j}`, selected: j === i }, nameOf(j))));
  choice.onchange = () => {
    repaint({ chosen: Number(choice.value) });
    byId("chosen").focus();
  };
  const dials = world.orders.map((order, k) => slider(`p${k}`, order, pushSpan(i, k), (value) => repaint({ pushes: withPush(i, k, value) })));
  refill(byId("pushes"), make("h3", make("label", { htmlFor: "chosen" }, "Pushes on ")), choice, ...dials, make("p", { id: "pushed", className: "soft" }));
  byId("pushes").dataset.state = `${i}`;
}

const withPush = (pushed, order, value) =>
  state.pushes.map((own, i) => (i === pushed ? own.map((push, k) => (k === order ? value : push)) : own));

function showDials() {
  if (byId("pushes").dataset.state !== `${state.chosen}`) drawPushes();
  world.dials.forEach((dial, k) => showNumber(`v${k}`, dial, state.values[k], dial.value));
  const own = state.chosen;
  world.orders.forEach((_, k) => showNumber(`p${k}`, pushSpan(own, k), state.pushes[own][k], world.pushes[own][k]));
  const pushed = bySize.filter((i) => state.pushes[i].some((push) => push !== 0));
  byId("pushed").textContent = pushed.length ? `Pushed: ${listed(pushed.map(nameOf))}.` : "Nobody is pushed.";
}

// ---- the answer

let beginning = null;

// Compare with the page as it came, and where nothing is moved with identities.
function compared() {
  if (!changes().length) return world.theta;
  if (!beginning) beginning = solved(world, numbersOf(initial())).equilibria[0];
  return beginning;
}

const comparedWords = () => (changes().length ? "before" : "identity");

function drawAnswer() {
  const practice = answer.equilibria[0];
  const [now, before] = [aggregate(world, practice), aggregate(world, compared())];
  const rows = world.orders.map((order, k) => [order, percent(before[k]), percent(now[k]), signed(now[k] - before[k])]);
  const many = answer.equilibria.length;
  section(
    "answer",
    "What the world practises",
    make("p", `In this game the world practises ${mixWords(now)}.`),
    table("The weight of each order in the world, states weighed by size", ["order", comparedWords(), "practised", "moves by, in points"], rows.map(rowOf)),
    make("p", provenWords()),
    many > 1 ? table("The equilibria that were found", ["", ...world.orders], answer.equilibria.map((each, place) => rowOf([`${place + 1}`, ...aggregate(world, each).map(percent)]))) : null,
    soft("Reckoned in floating point on this page. The program says how near such numbers are, or has them in fractions:"),
    make("p", make("code", command())),
    drawEvidence(),
  );
}

function provenWords() {
  const bound = world.radius > 0 ? ` (beta below ${Math.floor(1000 / world.radius) / 1000})` : "";
  if (!answer.rests) return "The steps did not come to rest here: these are no equilibrium's numbers. The program tries other ways.";
  if (answer.proven) return `There is one equilibrium, proven: recognition is weak enough beside identity${bound}.`;
  const found = counted(answer.equilibria.length, "equilibrium was", "equilibria were");
  return `${found} found; recognition is past the bound of the proof${bound}, so there may be others, and all below tells of the first.`;
}

// Return the command that solves this setting in the program.
function command() {
  const told = changes().map((pair) => `--do ${quoted(pair.join("="))}`);
  const given = world.given.map((each) => `--set ${quoted(each)}`);
  return ["tetrarchy world", quoted(world.source), ...given, ...told].join(" ");
}

const quoted = (word) => (/^[\w.=/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const drawEvidence = () => [soft("What the data say, by rules set before any run:"), make("ul", world.evidence.map(([what, words]) => make("li", `${what}: ${words}`)))];

function drawMovers() {
  const [practice, from] = [answer.equilibria[0], compared()];
  const moved = practice.map((own, i) => distance(own, from[i]));
  const ranked = range(moved.length).sort((i, j) => moved[j] * world.size[j] - moved[i] * world.size[i] || i - j);
  const told = ranked.filter((i) => moved[i] > STILL).slice(0, TOLD);
  const rows = told.map((i) => [nameOf(i), mixWords(from[i]), mixWords(practice[i]), moved[i].toFixed(3)]);
  const head = ["state", comparedWords(), "practises", "moves by"];
  section("movers", "Who moves", rows.length ? table("Those first whose movement, times size, is largest", head, rows.map(rowOf)) : make("p", "Nobody moves."));
  const own = state.chosen;
  byId("movers").append(make("p", `${nameOf(own)}: identity ${mixWords(world.theta[own])}; practises ${mixWords(practice[own])}.`));
}

// ---- pictures

const titleOf = (i) => svg("title", {}, `${nameOf(i)}: ${mixWords(answer.equilibria[0][i])}`);
const colourOf = (k) => world.colours[k % world.colours.length];
const fillOf = (k) => ({ fill: colourOf(k), "fill-opacity": world.strengths[k % world.strengths.length] });
const between = (mix, corners) => [0, 1].map((axis) => mix.reduce((sum, share, k) => sum + share * corners[k][axis], 0));
const placeOf = (mix) => between(mix, world.corners.map(([x, y]) => [x, -y]));
const legend = () => make("p", world.orders.map((order, k) => svgKey(k, order)));

function svgKey(k, order) {
  const box = svg("svg", { class: "key", viewBox: "0 0 10 10", "aria-hidden": "true" }, svg("rect", { width: 10, height: 10, ...fillOf(k) }));
  return make("span", { className: "named" }, box, `${order} `);
}

function drawSimplex() {
  const [practice, from] = [answer.equilibria[0], compared()];
  const corners = world.corners.map(([x, y]) => [x, -y]);
  const names = corners.map(([x, y], k) => cornerName([1.1 * x, 1.1 * y], k));
  const faces = facesOf(practice);
  const whole = { low: [-0.9, -0.74], high: [0.9, 0.74], scale: 1, named: LABELS - FACE_LABELS * faces.length };
  const parts = [shape(corners), drawStates(bySize, from.map(placeOf), practice.map(placeOf), whole), names, ...faces.map((face) => drawFace(face, practice, from))];
  const beside = faces.length ? `; a face beside them shows who has under ${100 * world.thin}% of the order that it leaves out` : "";
  const words = `States between the orders: area is size, a tail leads from ${changes().length ? "practice before" : "identity"}${beside}`;
  const view = faces.length ? "-0.95 -0.9 2.65 1.8" : "-0.95 -0.9 1.9 1.8";
  section("simplex", "States between the orders", picture(view, faces.length ? "wide" : "square", words, parts.flat(3)), soft(`${words}. A pointer that rests on a state says what it practises.`));
}

const shape = (corners) => svg("polygon", { points: corners.map((corner) => corner.join(",")).join(" "), class: "frame" });
const cornerName = ([x, y], k, small = "") => svg("text", { x, y, class: `corner ${small}` }, world.orders[k]);

// Return the three faces on which most lies, the fullest first: of each its orders, where they stand, and who lies on it.
function facesOf(practice) {
  if (world.orders.length !== 4) return [];
  const faces = world.orders.map((_, left) => {
    const members = bySize.filter((i) => practice[i][left] < world.thin);
    return { orders: range(4).filter((k) => k !== left), members, weight: members.reduce((sum, i) => sum + world.size[i], 0) };
  });
  const fullest = faces.filter(({ members }) => members.length).sort((a, b) => b.weight - a.weight);
  return fullest.slice(0, world.faces.length).map((face, n) => ({ ...face, corners: world.faces[n].map(([x, y]) => [x, -y]) }));
}

function drawFace({ orders, members, corners }, practice, from) {
  const placed = (mixes) => mixes.map((mix) => between(shares(orders.map((k) => mix[k])), corners));
  const names = corners.map(([x, y], n) => cornerName([x, y + (n ? 0.075 : -0.05)], orders[n], "small"));
  const box = { low: [corners[1][0], corners[0][1] - 0.05], high: [corners[2][0] + 0.09, corners[1][1] + 0.03], scale: 0.5, named: FACE_LABELS };
  return [shape(corners), drawStates(members, placed(from), placed(practice), box), names];
}

// Draw states as discs with tails, the largest below, and names of the largest over all.
function drawStates(states, tails, places, box) {
  const radii = world.size.map((size) => box.scale * (Math.sqrt(0.025 * size) + 0.006));
  const lines = states.map((i) => line(tails[i], places[i], "tail"));
  const discs = states.map((i) => svg("circle", { cx: places[i][0], cy: places[i][1], r: radii[i], fill: colourOf(leadOf(answer.equilibria[0][i])), class: "disc" }, titleOf(i)));
  const shown = states.slice(0, box.named);
  const spots = labelSpots(shown, states, places, radii, box);
  const leads = shown.map((i, n) => line(places[i], spots[n], "tail"));
  const labels = shown.map((i, n) => svg("text", { x: spots[n][0], y: spots[n][1], class: "label" }, world.states[i]));
  return [...lines, ...discs, ...leads, ...labels];
}

const line = ([x1, y1], [x2, y2], name) => svg("line", { x1, y1, x2, y2, class: name });

// Return where the names of states stand: each beside its disc, clear of discs and of the names before it.
function labelSpots(shown, states, places, radii, { low, high }) {
  const spots = [];
  const inside = (spot) => spot.every((at, axis) => at > low[axis] && at < high[axis]);
  for (const i of shown) {
    const tried = range(6).flatMap((ring) => range(16).map((turn) => aside(places[i], radii[i] + 0.05 + 0.06 * ring, turn)));
    spots.push(tried.find((spot) => inside(spot) && isClear(spot, spots, states, places, radii)) || places[i]);
  }
  return spots;
}

const aside = ([x, y], far, turn) => [x + far * Math.cos((Math.PI * turn * 5) / 8), y + far * Math.sin((Math.PI * turn * 5) / 8)];

function isClear([x, y], spots, states, places, radii) {
  const free = states.every((i) => Math.hypot(Math.max(Math.abs(places[i][0] - x) - 0.05, 0), Math.max(Math.abs(places[i][1] - y) - 0.025, 0)) >= radii[i]);
  return free && spots.every(([a, b]) => Math.abs(a - x) >= 0.1 || Math.abs(b - y) >= 0.05);
}

function drawStrip() {
  const practice = answer.equilibria[0];
  const leads = practice.map(leadOf);
  const ranked = range(practice.length).sort((i, j) => leads[i] - leads[j] || Math.max(...practice[j]) - Math.max(...practice[i]) || i - j);
  const named = new Set(bySize.slice(0, world.whiskers.length));
  const drawn = [];
  let start = 0;
  for (const i of ranked) {
    const wide = 1000 * world.size[i];
    const order = range(world.orders.length).sort((k, l) => (l === leads[i]) - (k === leads[i]) || k - l);
    let high = 300;
    const bars = order.map((k) => {
      const tall = 300 * practice[i][k];
      high -= tall;
      return svg("rect", { x: start, y: high, width: wide, height: tall, ...fillOf(k) });
    });
    drawn.push(svg("g", {}, titleOf(i), ...bars));
    const middle = start + wide / 2;
    if (named.has(i)) drawn.push(svg("text", { transform: `translate(${middle + 4} -6) rotate(-90)`, class: "over" }, world.states[i]), ...whisker(middle, world.whiskers[bySize.indexOf(i)][leads[i]]));
    start += wide;
  }
  const whiskers = world.whiskers.some((own) => own.length) ? ", whiskers are 5-95% of votes" : "";
  const words = `What each state practises, its leading order below: width is size${whiskers}`;
  section("strip", "State by state", picture("0 -50 1000 352", "wide", words, drawn), legend(), soft(`${words}.`));
}

// Draw between which shares an order lies in the votes of a state, where that is known.
function whisker(middle, ends) {
  if (!ends) return [];
  const [low, high] = ends.map((share) => 300 * (1 - share / 1000));
  const mark = (name) => [line([middle, low], [middle, high], name), ...[low, high].map((y) => line([middle - 5, y], [middle + 5, y], name))];
  return [...mark("halo"), ...mark("whisker")];
}

// ---- influence, which takes a solution for every state and order: a part at a time

function* drawInfluence() {
  const [numbers, practice] = [numbersOf(state), answer.equilibria[0]];
  const found = [];
  section("influence", "Who moves the others", soft("Being reckoned."));
  for (const i of bySize.slice(0, LABELS)) {
    found.push({ i, ...influenceOf(world, numbers, practice, i) });
    yield;
  }
  const rows = found.sort((a, b) => b.value - a.value).slice(0, TOLD);
  const most = rows[0].value || 1;
  const bars = rows.map(({ i, value, order }) => {
    const fill = svg("svg", { class: "track", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { width: (100 * value) / most, height: 10, fill: colourOf(order) }));
    return make("div", { className: "bar" }, make("span", `${nameOf(i)}, ${world.orders[order]}`), fill, make("span", value.toFixed(4)));
  });
  const among = world.states.length > LABELS ? ` Among the ${LABELS} largest.` : "";
  section("influence", "Who moves the others", soft(`How far the others move, weighed by size, for each unit of a push of ${PUSH} towards the order named.${among}`), bars);
}

// ---- blocs

function drawBlocs() {
  const [states, practice] = [bySize.slice(0, world.bonds.length), answer.equilibria[0]];
  const [wants, weights] = [wantsOf(world, practice, states), states.map((i) => weightOf(world.size[i]))];
  const { blocs, cost } = blocsOf(wants, weights, world.terms);
  const named = [[1, "first bloc"], [-1, "second bloc"], [0, "in neither"]].map(([value, name]) => [name, states.filter((_, n) => blocs[n] === value)]);
  const rows = named.filter(([, own]) => own.length).map(([name, own]) => [name, own.map(nameOf).join(", ")]);
  const torn = (n, m) => wants[n][m] * (wants[n][m] > 0 ? 1 - blocs[n] * blocs[m] : -1 - blocs[n] * blocs[m]) > 0;
  const words = "Who wants to be with whom, by bloc: blue together, red with a dash apart; hatched pairs do not get it";
  section(
    "blocs",
    states.length < world.states.length ? "Blocs of the largest states" : "Blocs",
    table("Who stands with whom", ["bloc", "states"], rows.map(rowOf)),
    picture("-46 -46 646 646", "square", words, drawPairs(states, wants, blocs, torn)),
    soft(`${words}. The best of ${DESCENTS} descents, at a cost of ${cost.toFixed(3)}; tetrarchy world align proves the best.`),
  );
}

function drawPairs(states, wants, blocs, torn) {
  const ranked = range(states.length).sort((n, m) => blocs[m] - blocs[n] || n - m);
  const wide = 600 / states.length;
  const most = Math.max(...wants.flat().map(Math.abs)) || 1;
  const edges = range(states.length).filter((row) => row && blocs[ranked[row]] !== blocs[ranked[row - 1]]);
  const cells = ranked.flatMap((n, row) => ranked.flatMap((m, column) => drawPair(column * wide, row * wide, wide, wants[n][m] / most, torn(n, m))));
  const names = ranked.flatMap((n, row) => [
    svg("text", { x: -5, y: (row + 0.5) * wide, class: "row" }, world.states[states[n]]),
    svg("text", { transform: `translate(${(row + 0.5) * wide} -5) rotate(-90)`, class: "column" }, world.states[states[n]]),
  ]);
  return [...cells, ...names, ...edges.flatMap((row) => [line([0, row * wide], [600, row * wide], "edge"), line([row * wide, 0], [row * wide, 600], "edge")])];
}

function drawPair(x, y, wide, wanted, torn) {
  const cell = svg("rect", { x, y, width: wide, height: wide, fill: colourOf(wanted < 0 ? 1 : 0), "fill-opacity": Math.abs(wanted), class: "cell" });
  const dash = wanted < 0 ? [line([x + 0.35 * wide, y + wide / 2], [x + 0.65 * wide, y + wide / 2], "whisker")] : [];
  const hatch = torn ? [0.3, 0.6, 0.9].map((part) => line([x, y + part * wide], [x + part * wide, y], "hatch")) : [];
  return [cell, ...dash, ...hatch];
}

// ---- tipping points along a push on the state that is chosen, a solution at a time

function* drawTipping() {
  const [i, k] = [state.chosen, towards()];
  const choice = make("select", { id: "towards" }, world.orders.map((order, l) => make("option", { value: `${l}`, selected: l === k }, order)));
  choice.onchange = () => {
    repaint({ towards: Number(choice.value) });
    byId("towards").focus();
  };
  const asked = make("p", make("label", { htmlFor: "towards" }, `A push on ${nameOf(i)} that grows from where it stands, towards `), choice);
  const show = (...parts) => section("tipping", "Tipping points along a push", asked, ...parts);
  if (!answer.proven) return show(soft("Here it is not proven that there is one equilibrium all along, so no push is followed."));
  show(soft("Being reckoned."));
  const { steps, points } = yield* followed(world, numbersOf(state), answer.equilibria[0], i, k);
  const words = `What ${nameOf(i)} practises as the push grows by up to 1; upright lines are tipping points, with a state that moves there`;
  const caption = `Where who practises what changes${points.length > LABELS ? ", of these the first" : ""}`;
  const rows = points.slice(0, LABELS).map(({ tau, states }) => [tau.toFixed(4), listed(states.map(nameOf))]);
  show(
    picture("-40 -50 1080 380", "wide", words, drawWay(i, steps, points)),
    legend(),
    soft(`${words}. Each is known to within ${NARROWEST}; what comes and goes between two of ${PIECES} steps is missed. tetrarchy world thresholds has them exactly.`),
    rows.length ? table(caption, ["at", "state"], rows.map(rowOf)) : make("p", "There is no tipping point."),
  );
}

const towards = () => (state.towards === null ? range(world.orders.length).find((k) => k !== leadOf(world.theta[state.chosen])) || 0 : state.towards);

function drawWay(i, steps, points) {
  const place = ({ tau, practice }, k) => `${1000 * tau},${300 * (1 - practice[i][k])}`;
  const lines = world.orders.map((_, k) => svg("polyline", { points: steps.map((step) => place(step, k)).join(" "), class: "way", stroke: colourOf(k), "stroke-dasharray": DASHES[k % DASHES.length] }));
  const ticks = range(6).flatMap((part) => [svg("text", { x: 200 * part, y: 322, class: "tick" }, `${part / 5}`), svg("text", { x: -20, y: 304 - 60 * part, class: "tick" }, `${part / 5}`)]);
  const told = points.length <= LABELS ? points : [];
  let free = 0;
  const names = told.flatMap(({ tau, states }) => {
    const at = Math.max(1000 * tau, free);
    free = at + 20;
    return [line([1000 * tau, 0], [at, -8], "mark-line"), svg("text", { transform: `translate(${at + 4} -10) rotate(-90)`, class: "over" }, world.states[states[0]] + (states.length > 1 ? "+" : ""))];
  });
  const marks = points.map(({ tau }) => line([1000 * tau, 0], [1000 * tau, told.length ? 300 : 12], "mark-line"));
  return [svg("rect", { width: 1000, height: 300, class: "box" }), ...marks, ...lines, ...names, ...ticks];
}

// ---- the page as a whole

function drawTools() {
  const save = button("Download this setting", () => download(changes().map(([key, value]) => [key, `${value}`]), "world.html"));
  refill(byId("tools"), ...lookButtons(["big", "dark"]), button("Reset the numbers", () => repaint(initial())), save);
}

function repaint(change = {}) {
  renew(change);
  answer = solved(world, numbersOf(state));
  drawTools();
  showDials();
  drawAnswer();
  drawMovers();
  drawSimplex();
  drawStrip();
  drawBlocs();
  byId("said").textContent = `The world practises ${mixWords(aggregate(world, answer.equilibria[0]))}.`;
  addressed(address);
  later(drawInfluence(), drawTipping());
}

drawDials();
begin((saved) => Object.assign(state, numbersIn(saved)));
