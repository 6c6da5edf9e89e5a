// The map over two dials: where each answer holds, and the exact curves between. Nothing here knows of the page.
//
// The answer hangs on the signs of gains. These are polynomials in the two numbers once what is divided by is multiplied
// away, in an even power; exact samples say which. In a box a polynomial keeps its sign if all its coefficients over
// Bernstein's basis have that sign. Boxes are split until no gain that matters can turn in them, or one curve parts them.
//
// Indicators that the two numbers move are switches, and the map has a piece for each way in which they stand, written as
// a text such as "01". A box in which no switch turns lies in one piece; one that a switch parts has a piece on each side.

const FINE = 2 ** -6;
const FINEST_BOX = 2 ** -10;
const UNSURE = 1e-12;
const SAME = 1e-7;
const OPEN = 2;
const MOST_CURVES = 400;
const MOST_SAMPLES = 600;
const COARSE = 21;

// Where a box is split for the first time, so that no curve of round numbers runs along or through corners of boxes.
const FIRST_SPLIT = [0.4731, 0.5417];

const flipped = (table) => table[0].map((_, q) => table.map((line) => line[q]));

// Return the largest sum of weights of the variables of a term.
const heaviest = (terms, weights) =>
  Math.max(0, ...terms.map(([, variables]) => variables.reduce((total, variable) => total + weights[variable], 0)));

// Return the weights of all variables from those of the dials' and a rule for inverses; what is an indicator has none.
function weightsOfAll(game, start, inverse) {
  const weights = [...start];
  for (const { kind, terms } of game.derived) {
    const found = heaviest(terms, weights);
    weights.push(kind === "sum" ? found : kind === "inverse" ? inverse(weights.length, found) : 0);
  }
  return weights;
}

const movesWith = (game, dial) => (k) => Number(k === dial || (game.dials[dial].whole !== null && game.dials[k].whole === game.dials[dial].whole));

// Return the indicators that two dials move, by the numbers of their variables.
function switchesOf(game, axes) {
  const moving = range(game.variables).map((k) => axes.some((dial) => movesWith(game, dial)(k)));
  for (const { terms } of game.derived) moving.push(terms.some(([, own]) => own.some((variable) => moving[variable])));
  return range(moving.length).slice(game.variables).filter((k) => moving[k] && game.derived[k - game.variables].kind === "reached");
}

// Return the inverses that some polynomials hold, the last first, each with the even power that clears them of it: they
// hold it themselves, or an inverse that is cleared away holds it in what it is the inverse of.
function clearing(game, polynomials) {
  const cleared = [];
  const none = Array(game.variables).fill(0);
  for (const k of range(game.derived.length).reverse()) {
    if (game.derived[k].kind !== "inverse") continue;
    const variable = game.variables + k;
    const weights = weightsOfAll(game, none, (place) => Number(place === variable));
    const held = cleared.map((each) => each.power * heaviest(game.derived[each.variable - game.variables].terms, weights));
    const power = held.reduce((total, each) => total + each, Math.max(...polynomials.map((terms) => heaviest(terms, weights))));
    cleared.push({ variable, power: 2 * Math.ceil(power / 2) });
  }
  return cleared;
}

// Return a degree in a dial that polynomials, cleared, do not exceed.
function clearedDegree(game, polynomials, dial, clear) {
  if (dial >= game.variables) return 1;
  const added = [];
  const weights = weightsOfAll(game, range(game.variables).map(movesWith(game, dial)), (place, found) => {
    added.push(found * clear.find(({ variable }) => variable === place).power);
    return -found;
  });
  return added.reduce((total, each) => total + each, Math.max(...polynomials.map((terms) => heaviest(terms, weights))));
}

// Return the parts of the way at which a polynomial of some degree is sampled, none of them an end.
const nodes = (degree) => range(degree + 1).map((k) => fraction(BigInt(k + 1), BigInt(degree + 2)));

// Return what samples at the nodes are multiplied by to be coefficients over Bernstein's basis, times a positive number.
function fromSamples(degree) {
  const [whole, size] = [BigInt(degree + 2), degree + 1];
  const basis = (x, k) => BigInt(choose(degree, k)) * x ** BigInt(k) * (whole - x) ** BigInt(degree - k);
  const rows = range(size).map((k) => [
    ...range(size).map((j) => basis(BigInt(k + 1), j)),
    ...range(size).map((j) => BigInt(j === k)),
  ]);
  const unit = eliminated(rows, size);
  return rows.map((row) => row.slice(size).map((value) => (unit < 0n ? -value : value)));
}

function withBoth(game, values, [across, upward], x, y) {
  const place = (dial, part) => between(game.dials[dial].low, game.dials[dial].high, part);
  const first = withDial(game, values, across, place(across, x));
  return first && withDial(game, first, upward, place(upward, y));
}

// Return how the pieces of a map are found, null where its polynomials are too high: a switch as a polynomial, after those
// that are set before it, and the gains in a piece; each null where a number is divided by 0.
function piecesOf(game, values, axes) {
  const switches = switchesOf(game, axes);
  const polynomials = [...game.polynomials, ...switches.map((variable) => game.derived[variable - game.variables].terms)];
  const clear = clearing(game, polynomials);
  const degrees = axes.map((dial) => clearedDegree(game, polynomials, dial, clear));
  if ((degrees[0] + 1) * (degrees[1] + 1) > MOST_SAMPLES) return null;
  const [xs, ys] = degrees.map(nodes);
  const places = xs.flatMap((x) => ys.map((y) => withBoth(game, values, axes, x, y)));
  const [across, upward] = degrees.map(fromSamples);
  const sum = (line, weights) => weights.reduce((total, weight, k) => total + weight * line[k], 0n);
  const turned = (grid, matrix) => grid.map((line) => matrix.map((weights) => sum(line, weights)));
  const grid = (numbers) => flipped(turned(flipped(turned(xs.map((_, k) => numbers.slice(k * ys.length, (k + 1) * ys.length)), upward)), across));
  const sampled = (way) => {
    const held = Object.fromEntries([...way].map((value, k) => [switches[k], value === "1" ? ONE : ZERO]));
    const samples = places.map((place) => evaluate(game, place, held));
    if (samples.includes(null)) return null;
    const factors = samples.map(({ known }) =>
      clear.reduce((product, { variable, power }) => range(power).reduce((so) => divide(so, known[variable]), product), ONE),
    );
    return { samples, factors, grid };
  };
  const kept = {};
  const once = (name, make) => (way) => (kept[name + way] = name + way in kept ? kept[name + way] : make(way, sampled(way)));
  return {
    switches: switches.length,
    turn: once("turn", (way, drawn) => drawn && turnOf(game, switches[way.length], drawn)),
    gains: once("gains", (way, drawn) => {
      const curves = drawn && gainsOf(game, drawn);
      return curves && { curves, answers: mode.onMap(game, curves) };
    }),
  };
}

// Return what a switch turns at as a polynomial: it is on where this is not above 0.
function turnOf(game, variable, { samples, factors, grid }) {
  const numbers = samples.map(({ known }, k) => multiply(valueOf(game, game.derived[variable - game.variables].terms, known), factors[k]));
  const unit = numbers.reduce((unit, { d }) => lcm(unit, d), 1n);
  return asDecimals(grid(numbers.map(({ n, d }) => n * (unit / d))));
}

// Return the different polynomials that gains are, up to a factor, each with its pairs of profiles; null for too many.
function gainsOf(game, { samples, factors, grid }) {
  const units = game.players.map((_, i) => samples.reduce((unit, { scale }, k) => lcm(unit, scale[i] * factors[k].d), 1n));
  const tables = samples.map(({ payoffs, scale }, k) =>
    payoffs.map((own, i) => own.map((value) => value * factors[k].n * (units[i] / (scale[i] * factors[k].d)))),
  );
  const curves = new Map();
  for (const { player, from, to } of mode.pairs(game)) {
    const gains = grid(tables.map((table) => table[player][to] - table[player][from]));
    const first = gains.flat().find(Boolean);
    if (!first) continue;
    const unit = gains.flat().reduce(gcd, 0n) * BigInt(sign(first));
    const reduced = gains.map((line) => line.map((value) => value / unit));
    const key = `${reduced}`;
    if (!curves.has(key)) curves.set(key, { table: asDecimals(reduced), pairs: [] });
    curves.get(key).pairs.push(first > 0n ? [from, to, player] : [to, from, player]);
  }
  return curves.size > MOST_CURVES ? null : [...curves.values()];
}

function asDecimals(table) {
  const d = table.flat().reduce((most, value) => (absolute(value) > most ? absolute(value) : most), 1n);
  return table.map((line) => line.map((n) => decimal({ n, d })));
}

// Return the coefficients on both sides of a place, by default the middle (de Casteljau's algorithm).
function halves(line, part = 0.5) {
  const [left, right] = [[], [...line]];
  for (let last = line.length - 1; last >= 0; last--) {
    left.push(right[0]);
    for (let k = 0; k < last; k++) right[k] += (right[k + 1] - right[k]) * part;
  }
  return [left, right];
}

const bothHalves = (table, part) => flipped(table.map((line) => halves(line, part)));

// Return the coefficients in a box of a polynomial that is given on the whole map.
function restricted(table, box) {
  const cut = (lines, from, size) => lines.map((line) => halves(halves(line, from)[1], size / (1 - from))[0]);
  return cut(flipped(cut(flipped(table), box.x, box.width)), box.y, box.height);
}

// Return the sign that numbers have where they are not 0; OPEN where they differ, or rounding hides it.
function commonSign(numbers) {
  let found = 0;
  for (const value of numbers) {
    if (value === 0) continue;
    if (Math.abs(value) <= UNSURE || found * value < 0) return OPEN;
    found = Math.sign(value);
  }
  return found;
}

// Go through the work of drawing a map: `shapes`, each with its set of outcomes, and the `curves` that part sets.
function* mapSteps(game, values, axes, map) {
  const at = (x, y) => withBoth(game, values, axes, ...[x, y].map((part) => fraction(BigInt(Math.round(part * 2 ** 40)), 2n ** 40n)));
  Object.assign(map, { sets: [], numbers: new Map(), shapes: [], curves: [], exact: true });
  const pieces = piecesOf(game, values, axes);
  const work = { map, pieces, boxes: [], answer: (corner) => answerAt(game, map, at(...corner)) };
  if (!pieces || !enter(work, { x: 0, y: 0, width: 1, height: 1, way: "" })) return yield* coarseSteps(game, values, axes, map);
  for (let count = 1; work.boxes.length; count++) {
    const box = work.boxes.pop();
    if (!(box.piece ? settle(work, box) : settleTurn(work, box))) return yield* coarseSteps(game, values, axes, map);
    if (count % 16 === 0) yield;
  }
}

function answerAt(game, map, values) {
  const solved = values && evaluate(game, values);
  return setNumber(map, solved && mode.answer(game, solved));
}

// Add a box to those that wait, with its piece, or with the switch that turns in it; false where a piece has no value.
function enter(work, box) {
  const found = placedIn(work.pieces, box);
  return found && work.boxes.push(found);
}

function placedIn(pieces, box) {
  let { way } = box;
  while (way.length < pieces.switches) {
    const turn = pieces.turn(way);
    if (!turn) return null;
    const table = restricted(turn, box);
    const side = commonSign(table.flat());
    if (side === OPEN) return { ...box, way, table };
    way += side > 0 ? 0 : 1;
  }
  const piece = pieces.gains(way);
  if (!piece) return null;
  const open = piece.curves.map(({ table }, k) => [k, restricted(table, box)]);
  return { ...box, way, piece, open, signs: new Int8Array(open.length).fill(OPEN) };
}

// Solve cells at their middles, where polynomials are too high or a number is divided by 0.
function* coarseSteps(game, values, axes, map) {
  Object.assign(map, { sets: [], numbers: new Map(), shapes: [], curves: [], exact: false });
  const size = 1 / COARSE;
  const middle = (k) => fraction(BigInt(2 * k + 1), BigInt(2 * COARSE));
  for (const k of range(COARSE ** 2)) {
    const [i, j] = [k % COARSE, Math.floor(k / COARSE)];
    const set = answerAt(game, map, withBoth(game, values, axes, middle(i), middle(j)));
    paint(map, corners({ x: i * size, y: j * size, width: size, height: size }), set);
    yield;
  }
}

// Return how answers follow from the signs of gains: what may still hold, and what does.
function answersBySigns(game, curves) {
  const steady = (signs) => {
    const found = new Uint8Array(game.profiles).fill(1);
    curves.forEach(({ pairs }, k) => {
      if (signs[k] !== OPEN && signs[k]) for (const pair of pairs) found[pair[signs[k] > 0 ? 0 : 1]] = 0;
    });
    return found;
  };
  return {
    mattering: (open, signs) => {
      const left = steady(signs);
      return open.filter(([k]) => curves[k].pairs.some(([a, b]) => left[a] || left[b]));
    },
    at: (signs) => {
      const found = [];
      steady(signs).forEach((holds, profile) => holds && found.push(profile));
      return found;
    },
  };
}

const corners = ({ x, y, width, height }) => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

function setNumber(map, set) {
  const key = `${set}`;
  if (!map.numbers.has(key)) map.numbers.set(key, map.sets.push(set) - 1);
  return map.numbers.get(key);
}

const paint = (map, points, set) => map.shapes.push({ points, set });

// Paint a box, or what a curve parts it into, or leave it to its quarters.
function settle({ map, boxes }, box) {
  const { answers } = box.piece;
  const { open, signs } = mattering(box);
  const set = (side) => setNumber(map, answers.at(Object.assign(signs.slice(), side)));
  const size = Math.max(box.width, box.height);
  if (!open.length) return paint(map, corners(box), set({}));
  const arcs = size <= FINE ? open.map(([, table]) => arcIn(table)) : [];
  if (arcs.length && arcs.every((arc) => arc && alike(arc, arcs[0])))
    return part(map, box, arcs[0], [0, arcs[0][0].edge + 1].map((k) => set(signsAt(open, k))));
  if (size > FINEST_BOX) return boxes.push(...quarters(box, open, signs));
  return finish(map, box, arcs, range(4).map((k) => set(signsAt(open, k))));
}

// Return the gains that may turn in a box and matter to its answer, and the signs of the others.
function mattering(box) {
  const signs = box.signs.slice();
  const unsure = box.open.filter(([k, table]) => (signs[k] = commonSign(table.flat())) === OPEN);
  return { open: box.piece.answers.mattering(unsure, signs), signs };
}

// The same for a box in which a switch turns: a curve parts it if the answer is one on either side.
function settleTurn(work, box) {
  const size = Math.max(box.width, box.height);
  const arc = size <= FINE ? arcIn(box.table) : null;
  const sets = arc ? [0, arc[0].edge + 1].map((k) => setBeside(work, box, k)) : [null];
  if (!sets.includes(null)) return part(work.map, box, arc, sets);
  if (size > FINEST_BOX) return split(box).every((quarter) => enter(work, quarter));
  return finish(work.map, box, [arc], corners(box).map(work.answer));
}

// Return the set that holds in a box on that side of its switch where a corner lies; null where there is not one alone.
function setBeside({ map, pieces }, box, k) {
  const side = placedIn(pieces, { ...box, way: box.way + (cornerOf(box.table, k) > 0 ? 0 : 1) });
  if (!side || !side.piece) return null;
  const { open, signs } = mattering(side);
  return open.length ? null : setNumber(map, side.piece.answers.at(signs));
}

// Paint a box that is too small to be split, by its corners.
function finish(map, box, arcs, found) {
  paint(map, corners(box), found[0]);
  if (found.some((each) => each !== found[0])) arcs.filter(Boolean).forEach((arc) => map.curves.push({ ends: endsIn(box, arc), sets: null }));
  return true;
}

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

const cornerOf = (table, k) => table.at(-CORNERS[k][0]).at(-CORNERS[k][1]);

const signsAt = (open, corner) => Object.fromEntries(open.map(([k, table]) => [k, cornerOf(table, corner) < 0 ? -1 : 1]));

// Return where the one arc of a curve in a box enters and leaves it: by edges, and how far along; null without one arc.
function arcIn(table) {
  const edges = [table.map((line) => line[0]), table.at(-1), table.map((line) => line.at(-1)).reverse(), [...table[0]].reverse()];
  const turns = edges.map((edge) => signTurns(edge));
  const crossed = range(4).filter((k) => turns[k]);
  const clear = range(4).every((k) => Math.abs(cornerOf(table, k)) > UNSURE && turns[k] < 2);
  if (!clear || crossed.length !== 2 || !(monotone(table) || monotone(flipped(table)))) return null;
  return crossed.map((edge) => ({ edge, at: rootIn(edges[edge]) }));
}

const signTurns = (line) => line.filter(Boolean).filter((value, k, own) => k && value * own[k - 1] < 0).length;

const monotone = (table) => commonSign(table.flatMap((line) => line.slice(1).map((value, k) => value - line[k]))) !== OPEN;

function rootIn(line) {
  if (line.length === 2) return line[0] / (line[0] - line[1]);
  let from = 0;
  for (let size = 0.5; size > 1e-15; size /= 2) if (valueAt(line, from + size) * line[0] > 0) from += size;
  return from;
}

// Return the value of a polynomial at a part of the way, from its coefficients over Bernstein's basis.
function valueAt(line, part) {
  const degree = line.length - 1;
  let [total, weight] = [line[0], 1];
  for (let k = 1; k <= degree; k++) {
    weight *= (part * (degree - k + 1)) / k;
    total = total * (1 - part) + weight * line[k];
  }
  return total;
}

const alike = (one, other) => one.every(({ edge, at }, k) => edge === other[k].edge && Math.abs(at - other[k].at) < SAME);

// Return the points at which an arc enters and leaves a box.
const endsIn = (box, arc) =>
  arc.map(({ edge, at }) => {
    const [from, to] = [edge, (edge + 1) % 4].map((k) => corners(box)[k]);
    return from.map((start, axis) => start + (to[axis] - start) * at);
  });

// Paint both sides of a curve through a box.
function part(map, box, arc, sets) {
  const ends = endsIn(box, arc);
  const sides = [[], []];
  let side = 0;
  corners(box).forEach((corner, k) => {
    sides[side].push(corner);
    const place = arc.findIndex(({ edge }) => edge === k);
    if (place < 0) return;
    sides.forEach((points) => points.push(ends[place]));
    side = 1 - side;
  });
  if (sets[0] === sets[1]) return paint(map, corners(box), sets[0]);
  sides.forEach((points, k) => paint(map, points, sets[k]));
  return map.curves.push({ ends, sets });
}

// Return the quarters of a box; the first split is beside the middle.
function split({ x, y, width, height, way }) {
  const [right, up] = splitAt(width);
  const spans = (start, size, place) => [[start, size * place], [start + size * place, size * (1 - place)]];
  return spans(x, width, right).flatMap(([left, wide]) => spans(y, height, up).map(([below, high]) => ({ x: left, y: below, width: wide, height: high, way })));
}

const splitAt = (width) => (width === 1 ? FIRST_SPLIT : [0.5, 0.5]);

function quarters(box, open, signs) {
  const [right, up] = splitAt(box.width);
  const fours = open.map(([k, table]) => [k, bothHalves(flipped(table), right).flatMap((half) => bothHalves(flipped(half), up))]);
  return split(box).map((quarter, place) => ({ ...quarter, piece: box.piece, signs, open: fours.map(([k, four]) => [k, four[place]]) }));
}

// Return how much of the map a shape covers.
const areaOf = (points) =>
  points.reduce((total, [x, y], k) => total + (points.at(k - 1)[0] * y - x * points.at(k - 1)[1]) / 2, 0);

// What counts as an answer. A page of moves in an order has a `mode` of its own, and something more to choose.
const AT_ONCE = {
  answer: pureEquilibria, exact: true, lines: gainsAlong, change: firstChange, pairs: (game) => game.deviations, onMap: answersBySigns,
  framed: "; where all are, the cell is framed", found: "equilibria in pure strategies",
};
const moves = { mode: () => AT_ONCE, tools: () => [] };
let mode = AT_ONCE;
