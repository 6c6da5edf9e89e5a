// What is seen and touched. The solver above does all reckoning; here its answers become words, tables and pictures.

const COLOURS = ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#0072b2", "#d55e00", "#bbbbbb"];

const shipped = JSON.parse(byId("game").textContent);

let game = null;

const actionName = (player, action) => game.actions[player][action];

function profileWords(profile) {
  return actionsOf(game, profile)
    .map((action, player) => `${game.players[player]}: ${actionName(player, action)}`)
    .join("; ");
}

const setWords = (profiles) =>
  profiles === null ? "payoffs have no value" : profiles.map((each) => `(${profileWords(each)})`).join(" and ") || "no equilibrium in pure strategies";

// ---- the state, and its form in the address

function start(data) {
  game = prepare(data);
  state = { values: initial(), kept: null, axes: null, outcome: null, shown: false, marked: false, look: state ? state.look : {} };
  byId("title").textContent = game.title;
  byId("question").textContent = game.question;
  drawDials(1);
}

function address() {
  const parts = settingParts();
  if (state.axes) parts.push(["~map", state.axes.join("-")]);
  if (game.seed !== undefined) parts.push(["~game", `${game.sizes.join("x")}-${game.seed}`]);
  if (state.look.order) parts.push(["~order", state.look.order]);
  return addressOf(parts);
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const random = /^(\d(?:x\d)*)-(\d{1,9})$/.exec(given.get("~game") || "");
  const sizes = random && random[1].split("x").map(Number);
  start(random && allowed(sizes) ? randomGame(sizes, Number(random[2])) : shipped);
  const axes = (given.get("~map") || "").split("-").map(Number);
  state.look = { ...looksOf(given), order: Number(given.get("~order")) };
  state.values = valuesFrom(given, "");
  state.kept = settingKept(given);
  if (axes.length === 2 && validAxes(axes)) state.axes = axes;
}

const validAxes = ([a, b]) =>
  a !== b && [a, b].every((k) => Number.isInteger(k) && game.dials[k]) &&
  (game.dials[a].whole === null || game.dials[a].whole !== game.dials[b].whole);

// ---- the answer

function drawAnswer(solved, pure) {
  if (hiding()) {
    const show = button("Show the equilibria", () => repaint({ shown: true }));
    return section("answer", "Where nobody gains by moving alone", make("p", "Find them first: in each cell, mark what each player would do given the others."), show);
  }
  if (!solved) return section("answer", "The answer", make("p", { role: "status" }, "The payoffs have no value here: a number is divided by 0."));
  if (mode.draw) return mode.draw(solved);
  const mixed = searchesMixed(game) ? mixedEquilibria(game, solved) : null;
  const others = mixed ? mixed.equilibria.filter((each) => each.some((strategy) => strategy.every((p) => compare(p, ONE)))) : [];
  const besides = mixed ? `, ${others.length || "none"} in mixed ones` : "";
  const head = `${counted(pure.length, "equilibrium", "equilibria")} in pure strategies${besides}.`;
  section(
    "answer",
    "Where nobody gains by moving alone",
    make("p", head),
    pure.map((profile) => outcome(solved, profile)),
    others.map((each) => make("p", { className: "outcome" }, mixtureWords(each))),
    soft(searchedWords(mixed)),
  );
}

function outcome(solved, profile) {
  return framedOutcome(profile, game.players.map((_, player) => stayWords(solved, profile, player)));
}

function framedOutcome(profile, reasons) {
  const today = game.today && game.today.every((action, player) => action === actionIn(game, profile, player));
  return make(
    "div", { className: "outcome" },
    make("strong", profileWords(profile)), today ? " (as today)" : "",
    soft(reasons.filter(Boolean).join(" ")),
  );
}

// Say what a player's next best action would cost it.
function stayWords(solved, profile, player) {
  const own = actionIn(game, profile, player);
  const others = range(game.sizes[player]).filter((action) => action !== own);
  if (!others.length) return "";
  const pays = (action) => payoff(solved, player, moved(game, profile, player, action));
  const next = others.reduce((best, action) => (compare(pays(action), pays(best)) > 0 ? action : best));
  return `${costWords(solved, profile, player, moved(game, profile, player, next))}.`;
}

function costWords(solved, profile, player, to) {
  const cost = subtract(payoff(solved, player, profile), payoff(solved, player, to));
  const lost = game.ordinal ? "would do worse by" : `would lose ${number(cost)} by`;
  const words = cost.n === 0n ? `${(game.plural || []).includes(player) ? "get" : "gets"} the same from` : lost;
  return `${game.players[player]} ${words} ${actionName(player, actionIn(game, to, player))}`;
}

function mixtureWords(strategies) {
  const part = (strategy, player) =>
    strategy.flatMap((p, action) => (p.n === 0n ? [] : [p.d === 1n ? actionName(player, action) : `${short(p)} ${actionName(player, action)}`])).join(" + ");
  return strategies.map((strategy, player) => `${game.players[player]}: ${part(strategy, player)}`).join("; ");
}

function searchedWords(mixed) {
  if (!mixed) {
    const why = game.ordinal ? "Only rankings are known, so mixed strategies have no meaning." : game.sizes.length === 1 ? "" : "Equilibria in mixed strategies are not searched on this page; tetrarchy solve does that.";
    return `Every outcome was checked, exactly: no equilibrium in pure strategies is missing. ${why}`;
  }
  if (!mixed.tie) return "The list is complete: both players' mixed strategies were searched, exactly, and the game is not degenerate.";
  const { mover, played, best } = mixed.tie;
  const names = (player, actions) => listed(actions.map((action) => actionName(player, action)));
  return `The game is degenerate here: to ${game.players[mover]} playing ${names(mover, played)} there are ${best.length} best replies of ${game.players[1 - mover]}: ${names(1 - mover, best)}. The list holds every extreme equilibrium; mixtures of some of them are equilibria too, and are not listed.`;
}

// ---- the payoffs as tables

let grid = null;

// Make the tables once for a game, and fill in what a move has changed: to make them anew takes longer than to solve.
function drawPayoffs(solved, best, pure) {
  if (!solved || !grid || grid.game !== game) grid = solved && drawGrid();
  if (!solved) return section("payoffs", "Payoffs");
  const hidden = hiding();
  const bare = hidden && !state.marked;
  const key = bare ? "" : ` A best reply is underlined${hidden ? "" : mode.framed}.`;
  put(grid.key, `In the order ${game.players.join(", ")}.${key}`);
  grid.cells.forEach(({ cell, numbers, frame }, profile) => {
    numbers.forEach(([text, mark], player) => {
      const marked = !bare && best[player][profile];
      put(text, number(payoff(solved, player, profile)), marked ? "best" : "");
      put(mark, marked ? " best reply" : "", marked ? "unseen" : "");
    });
    const stands = !hidden && pure.includes(profile);
    put(frame, stands ? " equilibrium" : "", stands ? "unseen" : "");
    named(cell, stands ? "stable" : "");
  });
}

function put(element, words, name = element.className) {
  if (element.textContent !== words) element.textContent = words;
  named(element, name);
}

function named(element, name) {
  if (element.className !== name) element.className = name;
}

function drawGrid() {
  const slices = Math.max(1, game.profiles / (game.sizes[0] * (game.sizes[1] || 1)));
  const cells = range(game.profiles).map(payoffCell);
  const key = soft();
  section("payoffs", game.ordinal ? "Ranks" : "Payoffs", key, range(slices).map((slice) => payoffTable(cells, slice)));
  return { game, key, cells };
}

function payoffTable(cells, slice) {
  const [rows, columns] = [game.sizes[0], game.sizes[1] || 1];
  const rest = game.profiles / (rows * columns);
  const others = actionsOf(game, slice).slice(2).map((action, k) => `${game.players[k + 2]}: ${actionName(k + 2, action)}`);
  const head = range(columns).map((j) => make("th", { scope: "col" }, game.sizes[1] ? actionName(1, j) : "payoff"));
  const body = range(rows).map((i) => {
    const own = range(columns).map((j) => cells[(i * columns + j) * rest + slice].cell);
    return make("tr", make("th", { scope: "row" }, actionName(0, i)), own);
  });
  const sides = game.sizes[1] ? `${game.players[0]} chooses the row, ${game.players[1]} the column` : `${game.players[0]} chooses the row`;
  return make("table", make("caption", [sides, ...others].join("; ")), make("thead", make("tr", make("td"), head)), make("tbody", body));
}

function payoffCell(profile) {
  const numbers = game.players.map(() => [make("span"), make("span")]);
  const parts = numbers.flatMap((spans, player) => (player ? [", ", ...spans] : spans));
  const show = make("button", { type: "button", title: profileWords(profile), onclick: () => repaint({ outcome: profile }) }, parts);
  const frame = make("span");
  return { cell: make("td", show, frame), numbers, frame };
}

// ---- the payoffs as bars

function drawBars(solved, pure) {
  if (!solved || game.ordinal) return section("bars", "Where payoffs come from");
  const profile = state.outcome === null ? (!hiding() && pure[0]) || 0 : state.outcome;
  const choice = chooser("Outcome", range(game.profiles).map((p) => [p, profileWords(p)]), profile, (p) => repaint({ outcome: p }));
  const parts = game.players.map((_, player) => barsOf(solved, player, profile));
  const largest = Math.max(1e-9, ...parts.flat().map(([, value]) => Math.abs(decimal(value))));
  const drawn = parts.map((bars, player) => [make("h3", game.players[player]), bars.map((bar) => drawBar(bar, largest))]);
  section("bars", "Where payoffs come from", make("p", "At ", choice), drawn.flat(2));
}

function barsOf(solved, player, profile) {
  const parts = game.dimensions.map((name, k) => [name, fraction(solved.parts[player][k][profile], solved.scale[player])]);
  const seen = parts.length > 1 ? parts.filter(([, value]) => value.n !== 0n) : [];
  return [...seen, ["payoff", payoff(solved, player, profile), "total"]];
}

function drawBar([name, value, kind = ""], largest) {
  const part = (50 * Math.abs(decimal(value))) / largest;
  const fill = make("div", { className: `fill ${value.n < 0n ? "below" : ""}` });
  fill.style.width = `${part}%`;
  fill.style.left = `${value.n < 0n ? 50 - part : 50}%`;
  const track = make("div", { className: "track", "aria-hidden": "true" }, fill, make("div", { className: "zero" }));
  return make("div", { className: `bar ${kind}` }, make("span", name), track, make("span", number(value)));
}

// ---- what would change the answer

function* drawTips() {
  const found = [];
  for (let k = 0; k < game.dials.length; k++) {
    found.push(...bothWays(tips(game, state.values, k)).map((tip) => ({ k, ...tip })));
    yield;
  }
  nearestFirst(found);
  if (!state.axes) state.axes = chosenAxes(found);
  if (hiding()) return section("tips", "What would change the answer", make("p", "Shown with the equilibria."));
  const held = game.dials.length ? `Each number is moved alone through its plausible range. ${found.length ? counted(found.length, "change", "changes") : "No change"} found${found.length > 1 ? ", the nearest first" : ""}.${lookedWords()}` : "There is no number that could change it.";
  section("tips", "What would change the answer", soft(held), foldedList(found.map(tipItem)));
}

// Say that changes along numbers in which payoffs are no straight lines may be missed.
function lookedWords() {
  const count = range(game.dials.length).filter((dial) => isScanned(game, dial)).length;
  return count ? ` Along ${count} of the numbers ${LOOKS} places each way are looked at: two changes close together may be missed.` : "";
}

function tipItem(tip) {
  const { k, value, exact, only, way } = tip;
  const { low, high } = game.dials[k];
  const inside = compare(value, low) > 0 && compare(value, high) < 0;
  const verb = way[Number(exact && !only && inside)];
  const told = exact ? exactly(value) : `about ${number(value)}`;
  return tipLine(k, value, `${verb} ${told}`, changeWords(tip) + (only ? " just there" : ""));
}

// Say which equilibria go and come; of one in the place of another only who acts otherwise.
function changeWords({ gone, come }) {
  if (gone.length === 1 && come.length === 1) {
    const [before, after] = [gone[0], come[0]].map((profile) => actionsOf(game, profile));
    const others = game.players.flatMap((name, player) =>
      before[player] === after[player] ? [] : [`${name}: ${actionName(player, after[player])} instead of ${actionName(player, before[player])}`],
    );
    return others.join("; ");
  }
  const off = gone.length ? `${setWords(gone)} no longer holds` : "";
  const on = come.length ? `${setWords(come)} begins to hold` : "";
  return [off, on].filter(Boolean).join("; ");
}

// Return the two dials, not shares of one mix, that are nearest to a change.
function chosenAxes(found) {
  const near = [...new Set([...found.map(({ k }) => k), ...game.dials.keys()])];
  const second = near.find((k) => validAxes([near[0], k]));
  return second === undefined ? null : [near[0], second];
}

// ---- the map

function* drawMap() {
  if (!state.axes || hiding()) return section("map", "Map of two numbers", make("p", state.axes ? "Shown with the equilibria." : "There are no two numbers to draw a map of."));
  const stuck = state.axes.map((k) => game.dials[k]).find((dial, axis) => !withDial(game, state.values, state.axes[axis], dial.low));
  if (stuck) return section("map", "Map of two numbers", axisChoice(), make("p", `${stuck.spoken} is the whole of its mix, and no other share could take the rest.`));
  const map = {};
  yield* mapSteps(game, state.values, state.axes, map);
  const solved = evaluate(game, state.values);
  const own = setNumber(map, solved && mode.answer(game, solved));
  const [across, upward] = state.axes.map((k) => game.dials[k]);
  const share = map.sets.map((_, set) => map.shapes.reduce((sum, shape) => sum + (shape.set === set ? areaOf(shape.points) : 0), 0));
  const line = (set) => `${setWords(map.sets[set])}: ${coverWords(share[set])}${set === own ? "; you are here" : ""}`;
  const plane = make("div", { className: "plane" }, canvasOf(map, map.sets.map((_, set) => `${set + 1}: ${line(set)}`)), marks(map, share), here());
  plane.onclick = (event) => moveTo(plane, event);
  const legend = map.sets.map((_, set) => make("li", swatch(set), line(set)));
  const ends = `Across: ${across.spoken}, ${number(across.low)} to ${number(across.high)}. Up: ${upward.spoken}, ${number(upward.low)} to ${number(upward.high)}. The ring is where you are. `;
  const drawn = map.exact ? "The black curves are exact: beyond one the answer is another, and between them it is proven to stay." : "Payoffs are of too high a degree in these numbers for exact curves, or a number is divided by 0: each cell is solved exactly, at its middle, and where between cells the answer changes is not worked out.";
  section("map", "Map of two numbers", axisChoice(), plane, soft(ends + drawn), make("ol", { className: "legend" }, legend));
}

// Say how much of the map a set has; a tie may hold on a curve alone.
const coverWords = (share) => (share === 0 ? "on a curve alone" : share < 0.005 ? "less than 1% of the map" : `${Math.round(100 * share)}% of the map`);

function swatch(set) {
  const patch = make("span", { className: "swatch", "aria-hidden": "true" });
  patch.style.background = COLOURS[set % COLOURS.length];
  return patch;
}

const DOTS = 960;
const canvas = make("canvas", { width: DOTS, height: DOTS, role: "img" });
const pen = canvas.getContext("2d");

function canvasOf(map, words) {
  canvas.setAttribute("aria-label", `Map. ${words.join(". ")}`);
  pen.clearRect(0, 0, DOTS, DOTS);
  const path = (lines) => {
    const drawn = new Path2D();
    for (const line of lines) line.forEach(([x, y], k) => drawn[k ? "lineTo" : "moveTo"](x * DOTS, (1 - y) * DOTS));
    return drawn;
  };
  map.sets.forEach((_, set) => {
    pen.fillStyle = COLOURS[set % COLOURS.length];
    pen.fill(path(map.shapes.filter((shape) => shape.set === set).map((shape) => shape.points)));
  });
  pen.lineWidth = 5;
  pen.lineCap = "round";
  pen.stroke(path(map.curves.map((curve) => curve.ends)));
  return canvas;
}

function placed(className, x, y, text = "") {
  const mark = make("div", { className, "aria-hidden": "true" }, text);
  mark.style.left = `${100 * x}%`;
  mark.style.bottom = `${100 * y}%`;
  return mark;
}

// Put each set's number on the largest shape of it.
function marks(map, share) {
  return share.flatMap((size, set) => {
    if (size < 0.01) return [];
    const own = map.shapes.filter((shape) => shape.set === set).map(({ points }) => points);
    const widest = own.reduce((most, points) => (areaOf(points) > areaOf(most) ? points : most));
    const [x, y] = [0, 1].map((axis) => widest.reduce((sum, point) => sum + point[axis], 0) / widest.length);
    return [placed("mark", x, y, `${set + 1}`)];
  });
}

function here() {
  const [x, y] = state.axes.map((k) => {
    const { low, high } = game.dials[k];
    return decimal(divide(subtract(state.values[k], low), subtract(high, low)));
  });
  return placed("here", x, y);
}

function moveTo(plane, event) {
  const box = plane.getBoundingClientRect();
  const parts = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
  state.axes.forEach((k, axis) => {
    const dial = game.dials[k];
    const part = Math.min(1, Math.max(0, parts[axis]));
    const value = atStep(dial, Math.round(part * decimal(divide(subtract(dial.high, dial.low), dial.step))));
    state.values = turned(state.values, k, value) || state.values;
  });
  repaint();
}

function axisChoice() {
  const choice = (axis) => {
    const along = (k) => state.axes.map((own, place) => (place === axis ? k : own));
    const options = game.dials.flatMap((dial, k) => (validAxes(along(k)) ? [[k, dial.spoken]] : []));
    return chooser(axis ? "Number upwards" : "Number across", options, state.axes[axis], (k) => repaint({ axes: along(k) }));
  };
  return make("p", "Across ", choice(0), " up ", choice(1));
}

// ---- two settings side by side

function drawPair(pure) {
  sideBySide({ values: state.values }, (kept) => {
    const solved = evaluate(game, kept.values);
    return [[mode.found, setWords(solved && mode.answer(game, solved)), setWords(pure)], ...movedRows(kept.values, state.values)];
  });
}

// ---- teaching

function beatenWords({ player, action, by, always }) {
  const others = always ? "whatever the others do" : "whatever the others do of what is left";
  return `${game.players[player]}: ${actionName(player, action)} is worse than ${actionName(player, by)} ${others}`;
}

function drawTeaching(solved) {
  byId("teaching").hidden = !state.look.teach;
  if (!state.look.teach) return;
  const shape = make("input", { type: "text", value: (allowed(game.sizes) ? game.sizes : [2, 2]).join("x"), size: 8, "aria-label": "Shape, such as 2x3 or 2x2x2" });
  const fresh = button("A random game of this shape", () => drawn(shape.value));
  const back = game.seed === undefined ? null : button("Back to the scenario", () => restart(shipped));
  const mark = pressed("Mark best replies", state.marked, () => repaint({ marked: !state.marked }));
  const hide = state.shown ? button("Hide the equilibria again", () => repaint({ shown: false })) : null;
  const steps = solved ? dominated(game, solved).map((each) => make("li", beatenWords(each))) : [];
  const none = "No action is beaten by another action whatever the others do.";
  const told = make("details", make("summary", "Dominance, step by step"), steps.length ? make("ol", steps) : make("p", none));
  section("teaching", "Teaching", make("p", shape, " ", fresh, back, hiding() ? mark : null, hide), told);
}

const allowed = (sizes) => sizes.length >= 2 && sizes.length <= 4 && sizes.every((m) => m >= 2 && m <= 6) && sizes.reduce((a, b) => a * b, 1) <= 36;

function drawn(text) {
  const sizes = text.split(/\s*[x,]\s*/).map(Number);
  if (!allowed(sizes)) return tell("expected two to four players of two to six actions and at most 36 outcomes, such as 2x3 or 2x2x2");
  return restart(randomGame(sizes, Math.floor(Math.random() * 1e9)));
}

function restart(data) {
  start(data);
  repaint();
}

// Return a game whose payoffs are whole numbers from 0 to 9, the same for the same seed (a generator of Marsaglia's).
function randomGame(sizes, seed) {
  let bits = seed + 0x9e3779b9;
  const next = () => {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    return (bits >>> 0) % 10;
  };
  for (let k = 0; k < 20; k++) next();
  const players = ["Row", "Column", "Third", "Fourth"].slice(0, sizes.length);
  const actions = sizes.map((m, player) => range(m).map((k) => `${"ACTX"[player]}${k + 1}`));
  const count = sizes.reduce((a, b) => a * b, 1);
  const names = (profile) => sizes.map((m, player) => actions[player][Math.floor(profile / sizes.slice(player + 1).reduce((a, b) => a * b, 1)) % m]).join(", ");
  const dials = players.flatMap((group, player) =>
    range(count).map((p) => [`${player}.${p}`, names(p), group, null, `${next()}`, "0", "9", "1"]),
  );
  const letters = range(count).map((p) => `(${p})`).join("");
  return {
    title: "A random game", question: `Seed ${seed}`, seed, ordinal: false, players, actions, dimensions: ["payoff"], dials, variables: dials.length,
    unit: "1", derived: [], polynomials: dials.map((_, k) => `+(${k})`).join("|"), effects: players.map((_, player) => [`${range(count).map((p) => player * count + p)} ${letters}`]),
    rows: [], mixes: [], mixOf: [], today: null,
  };
}

// ---- the page as a whole

function drawTools() {
  const reset = button("Reset the numbers", () => repaint({ values: initial() }));
  const keep = game.seed === undefined ? button("Download this setting", save) : null;
  const tools = [...lookButtons(["big", "dark", "teach"]), reset, keep, ...moves.tools()];
  refill(byId("tools"), ...tools.filter(Boolean));
}

// Save the numbers that are set now, and which order of moves is chosen.
function save() {
  const order = game.moves && state.look.order ? [["~order", `${state.look.order}`]] : [];
  download([...settingOf(state.values), ...order], "room.html");
}

function repaint(change = {}) {
  renew(change);
  const solved = evaluate(game, state.values);
  const best = solved && bestReplies(game, solved);
  mode = moves.mode();
  const pure = solved && mode.answer(game, solved);
  byId("said").textContent = hiding() ? "" : setWords(pure);
  drawTools();
  showDials();
  byId("moved").textContent = movedWords();
  drawTeaching(solved);
  drawAnswer(solved, pure);
  drawPayoffs(solved, best, pure);
  drawBars(solved, pure || []);
  drawPair(pure);
  addressed(address);
  later(...(state.axes ? [drawMap(), drawTips()] : [drawTips(), drawMap()]));
}

begin((saved) => {
  state.values = valuesFrom(saved, "");
  state.look.order = Number(saved.get("~order") || 0);
});
