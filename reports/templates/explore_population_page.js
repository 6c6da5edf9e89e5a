// What is seen and touched of a population: numbers to move, where it ends in words, its path as a picture.

const game = populationOf(JSON.parse(byId("game").textContent));
const isContest = game.kind === "order_contest";

const DASHES = ["none", "22 10", "22 8 4 8", "4 9"];
const PLACES = 16;
const LEVEL = 1e-9;

let found = null;

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

const sharesWords = (shares) => listed(game.orders.map((order, k) => `${order} ${percent(shares[k])}`));

// ---- the address

const address = () => addressOf(settingParts());

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = { values: valuesFrom(given, ""), kept: settingKept(given), shown: false, marked: false, look: looksOf(given) };
}

// ---- marks and pictures

const best = (text, is) => make("span", { className: is ? "best" : "" }, text, is ? make("span", { className: "unseen" }, " best reply") : "");

const styleOf = (k) => ({ class: "way", stroke: game.colours[k % game.colours.length], "stroke-dasharray": DASHES[k % DASHES.length] });

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
  const drawn = picture("-80 -14 1120 358", "wide", words, [box, ...ways, ...upward, ...below]);
  return [drawn, make("p", lines.map(({ name }, k) => keyOf(k, name)))];
}

// ---- a contest

const contest = {
  title: "Where the orders settle",

  solve(values) {
    const own = contestAt(game, values);
    return { own, path: followed(own, game.time, game.points, ACCURACY), settled: settledAt(own, game.long) };
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
    const lines = game.orders.map((name, k) => ({ name, points: path.times.map((time, place) => [time, path.shares[place][k]]) }));
    const words = `The shares of the orders from the start up to time ${game.time}`;
    const rows = game.told.map((place) => [tidy(path.times[place]), ...path.shares[place].map(percent), tidy(effectiveNumber(path.shares[place]), 1)]);
    return ["Shares over time", ...pathPicture(words, lines, game.time), table(`${words}, as a table`, ["time", ...game.orders, "orders in effect"], rows.map(rowOf))];
  },

  meetingsOf({ own: { payoffs } }, bare) {
    const replies = repliesIn(payoffs);
    const cell = (value, i, j) => {
      const text = bare ? tidy(value) : best(tidy(value), replies[i][j]);
      return !bare && i === j && replies[i][j] ? make("td", { className: "stable" }, text, make("span", { className: "unseen" }, " best reply to itself")) : make("td", text);
    };
    const body = payoffs.map((row, i) => make("tr", make("th", { scope: "row" }, game.orders[i]), row.map((value, j) => cell(value, i, j))));
    const marks = bare ? "" : " The best reply to each is underlined; an order that is the best reply to itself is framed.";
    return table(`What the order of the row earns where all others follow that of the column.${marks}`, ["", ...game.orders], body);
  },

  // Draw the rest points once they are found, and those that keep mutants out, in fractions.
  *restOf({ own, path }) {
    const [resting, exact, table4] = [{}, {}, exactTable(own.payoffs)];
    yield* restingExactly(table4, exact);
    if (own.mutation) yield* balanced(own, game.from, resting);
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
      table("Rest points, with the share of each order", ["", ...game.orders, "draws all nearby"], rows.map(rowOf)),
      continua.length ? make("ul", continua) : null,
      make("p", endWords(path, resting.points, own.mutation)),
      make("p", `Evolutionarily stable without mutation: ${kept}.`),
      soft(`${how} Which states are evolutionarily stable is decided in fractions, of payoffs as the decimals that print as them.`),
    );
  },

  // Draw for each number alone where another order comes to lead, looked for on the steps of its dial.
  *tipsOf(_, values) {
    const [turns, spans, now] = [[], [], settledAt(contestAt(game, values), game.long)];
    for (let k = 0; k < game.dials.length; k++) {
      const ends = {};
      yield* contestTurns(values, k, now, turns, ends);
      if (ends.low && ends.high) spans.push(spanOf(k, ends));
    }
    nearestFirst(turns);
    spans.sort((a, b) => b.far - a.far);
    const told = turns.map(({ k, value, leads, rises }) => tipLine(k, value, `${rises ? "rises" : "falls"} to ${number(value)}`, leads));
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
    const shares = game.orders.map((order, k) => [`${order} share in the end`, settled ? percent(settled[k]) : "does not settle"]);
    return [...shares, ["orders in effect", tidy(effective, 1)]];
  },
};

const pointWords = (shares) => `(${shares.map((share) => percent(decimal(share))).join(", ")})`;
const leadersOf = (shares) => game.orders.filter((_, k) => shares[k] > largest(shares) - LEVEL);
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
  const dial = game.dials[k];
  const own = endsIn(now);
  const settledOn = (place) => {
    const next = withDial(game, values, k, atStep(dial, place));
    return next && settledAt(contestAt(game, next), game.long);
  };
  if (!withDial(game, values, k, dial.low)) return;
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
  const dial = game.dials[k];
  const words = moves[most] < LEVEL ? "moves no share" : `the ${game.orders[most]} share goes from ${percent(low[most])} to ${percent(high[most])}`;
  return { far: moves[most], words: `${dial.spoken} from ${number(dial.low)} to ${number(dial.high)}: ${words}.` };
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

  solve: (values) => magnetAt(game, values),

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
    return ["Round by round", soft("In each round each neighbour joins or leaves by how many had joined in the round before."), ...pathPicture(words, drawn, longest - 1), table(`${words}, as a table`, ["round by round", "in the end"], rows.map(rowOf))];
  },

  meetingsOf({ typical, kinds }, bare) {
    const rows = [{ ...typical, name: "all, if alike" }, ...kinds].map((kind) => {
      const cells = [meeting(kind.alone, bare), meeting(kind.together, bare)];
      const regime = regimeOf(kind);
      return [kind.name, kind.share ? percent(decimal(kind.share)) : "", ...cells, bare ? "" : REGIMES[regime], bare || !tippingOf(kind) ? "" : percent(decimal(tippingOf(kind)))];
    });
    const marks = bare ? "" : " The better is underlined, both where they are worth the same.";
    return table(`What a neighbour earns by joining and by staying apart.${marks}`, ["neighbour", "share", "where nobody has joined", "where all have", "the pair", "turns at"], rows.map(rowOf));
  },

  *restOf({ resting, courses }) {
    const rows = resting.map((share) => [percent(decimal(share)), `${courses.filter((course) => compare(course[course.length - 1], share) === 0).length}`]);
    section("rest", "Where nobody changes its mind", table(`Of ${courses.length} starts, how many lead there`, ["share that has joined", "starts"], rows.map(rowOf)), soft("Exact: every share that some of the orders make together was tried, and none is missing."));
    yield;
  },

  *tipsOf(_, values) {
    const turns = [];
    for (let k = 0; k < game.dials.length; k++) {
      turns.push(...bothWays(magnetTips(game, values, k)).map((tip) => ({ k, ...tip })));
      yield;
    }
    const told = nearestFirst(turns).map(({ k, value, regime, way, there }) =>
      tipLine(k, value, `${way[Number(!there)]} ${exactly(value)}`, `the pair ${REGIMES[regime]}`),
    );
    const words = told.length ? "for neighbours who are all alike, where the pair does something else, the nearest first" : "none of them changes what the pair does";
    section("tips", "What would change it", soft(`Each number is moved alone through its plausible range, exactly: ${words}.`), foldedList(told));
  },

  pairOf(solved) {
    const { typical, resting } = solved;
    return [["the pair, if all are alike", REGIMES[regimeOf(typical)]], ["turns at", tippingOf(typical) ? percent(decimal(tippingOf(typical))) : "no share"], ["nobody changes its mind at", resting.map((share) => percent(decimal(share))).join(" or ")]];
  },
};

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
  sideBySide({ values: state.values }, (kept) => {
    const before = view.pairOf(view.solve(kept.values));
    const ends = view.pairOf(found).map(([name, told], k) => [name, before[k][1], told]);
    return [...ends, ...movedRows(kept.values, state.values)];
  });
}

function drawTools() {
  const reset = button("Reset the numbers", () => repaint({ values: initial() }));
  const save = button("Download this setting", () => download(settingOf(state.values), "room.html"));
  const plain = button("Download as TOML", () => handOut(withNumbers(byId("scenario").textContent, game, state.values), "application/toml", "room.toml"));
  refill(byId("tools"), ...lookButtons(["big", "dark", "teach"]), reset, save, plain);
}

function repaint(change = {}) {
  renew(change);
  found = view.solve(state.values);
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

drawDials(Infinity);
begin((saved) => (state.values = valuesFrom(saved, "")));
