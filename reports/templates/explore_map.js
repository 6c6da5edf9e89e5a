// The map over two dials: where each answer holds, and the exact curves between. Nothing here knows of the page.
//
// The answer hangs on the signs of gains. These are polynomials in the two numbers once what is divided by is multiplied
// away, in an even power; exact samples say which. In a box a polynomial keeps its sign if all its coefficients over
// Bernstein's basis have that sign. Boxes are split until no gain that matters can turn in them, or one curve parts them.

const FINE = 2 ** -6;
const FINEST_BOX = 2 ** -10;
const UNSURE = 1e-12;
const SAME = 1e-7;
const OPEN = 2;
const MOST_CURVES = 400;
const COARSE = 21;

// Where a box is split for the first time, so that no curve of round numbers runs along or through corners of boxes.
const FIRST_SPLIT = [0.4731, 0.5417];

const flipped = (table) => table[0].map((_, q) => table.map((line) => line[q]));

// Return the largest sum of weights of the variables of a term.
const heaviest = (terms, weights) =>
  Math.max(0, ...terms.map(([, variables]) => variables.reduce((total, variable) => total + weights[variable], 0)));

// Return the weights of all variables from those of the dials' and a rule for what is derived; `NaN` is what has none.
function weightsOfAll(game, start, inverse) {
  const weights = [...start];
  for (const { kind, terms } of game.derived) {
    const found = heaviest(terms, weights);
    weights.push(kind === "sum" ? found : kind === "inverse" ? inverse(weights.length, found, terms) : found ? NaN : 0);
  }
  return weights;
}

// Return the inverses that payoffs hold, each with the even power that clears them of it; null where they are nested.
function clearing(game) {
  const inverses = range(game.derived.length).filter((k) => game.derived[k].kind === "inverse").map((k) => game.variables + k);
  const nested = game.derived.some(({ kind, terms }) => kind === "inverse" && terms.some(([, own]) => own.some((each) => inverses.includes(each))));
  if (nested) return null;
  const none = Array(game.variables).fill(0);
  return inverses.map((variable) => {
    const weights = weightsOfAll(game, none, (place) => Number(place === variable));
    const power = Math.max(...game.polynomials.map((terms) => heaviest(terms, weights)));
    return { variable, power: 2 * Math.ceil(power / 2) };
  });
}

// Return a degree in a dial that the gains, cleared, do not exceed; NaN where an indicator hangs on it.
function clearedDegree(game, dial, clear) {
  if (dial >= game.variables) return 1;
  const moves = (k) => Number(k === dial || (game.dials[dial].whole !== null && game.dials[k].whole === game.dials[dial].whole));
  const added = [];
  const weights = weightsOfAll(game, range(game.variables).map(moves), (place, found) => {
    added.push(found * clear.find(({ variable }) => variable === place).power);
    return -found;
  });
  return added.reduce((total, each) => total + each, Math.max(...game.polynomials.map((terms) => heaviest(terms, weights))));
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

// Return the different polynomials that gains are, up to a factor, each with its pairs of profiles; null for none such.
function curvesOnMap(game, values, axes) {
  const clear = clearing(game);
  const degrees = clear && axes.map((dial) => clearedDegree(game, dial, clear));
  if (!clear || degrees.some(Number.isNaN)) return null;
  const [xs, ys] = degrees.map(nodes);
  const samples = xs.flatMap((x) => ys.map((y) => evaluate(game, withBoth(game, values, axes, x, y))));
  if (samples.includes(null)) return null;
  const factors = samples.map(({ known }) =>
    clear.reduce((product, { variable, power }) => range(power).reduce((so) => divide(so, known[variable]), product), ONE),
  );
  const units = game.players.map((_, i) => samples.reduce((unit, { scale }, k) => lcm(unit, scale[i] * factors[k].d), 1n));
  const tables = samples.map(({ payoffs, scale }, k) =>
    payoffs.map((own, i) => own.map((value) => value * factors[k].n * (units[i] / (scale[i] * factors[k].d)))),
  );
  const [across, upward] = degrees.map(fromSamples);
  const sum = (line, weights) => weights.reduce((total, weight, k) => total + weight * line[k], 0n);
  const turned = (grid, matrix) => grid.map((line) => matrix.map((weights) => sum(line, weights)));
  const curves = new Map();
  for (const { player, from, to } of mode.pairs(game)) {
    const gains = tables.map((table) => table[player][to] - table[player][from]);
    const grid = flipped(turned(flipped(turned(xs.map((_, k) => gains.slice(k * ys.length, (k + 1) * ys.length)), upward)), across));
    const first = grid.flat().find(Boolean);
    if (!first) continue;
    const unit = grid.flat().reduce(gcd, 0n) * BigInt(sign(first));
    const reduced = grid.map((line) => line.map((value) => value / unit));
    const key = `${reduced}`;
    if (!curves.has(key)) curves.set(key, { table: asDecimals(reduced), pairs: [] });
    curves.get(key).pairs.push(first > 0n ? [from, to] : [to, from]);
  }
  return curves.size > MOST_CURVES ? null : [...curves.values()];
}

function asDecimals(table) {
  const d = table.flat().reduce((most, value) => (absolute(value) > most ? absolute(value) : most), 1n);
  return table.map((line) => line.map((n) => decimal({ n, d })));
}

// Return the coefficients on both sides of a place, by default the middle (de Casteljau's algorithm).
function halves(line, part = 0.5) {
  if (line.length === 2) {
    const middle = line[0] + (line[1] - line[0]) * part;
    return [[line[0], middle], [middle, line[1]]];
  }
  const [left, right] = [[], []];
  for (let row = line; row.length; row = row.slice(1).map((value, k) => row[k] + (value - row[k]) * part)) {
    left.push(row[0]);
    right.unshift(row[row.length - 1]);
  }
  return [left, right];
}

const bothHalves = (table, part) => flipped(table.map((line) => halves(line, part)));

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
  Object.assign(map, { sets: [], numbers: new Map(), shapes: [], curves: [] });
  const curves = curvesOnMap(game, values, axes);
  map.exact = curves !== null;
  if (!curves) return yield* coarseSteps(game, values, axes, map);
  const at = (x, y) => withBoth(game, values, axes, ...[x, y].map((part) => fraction(BigInt(Math.round(part * 2 ** 40)), 2n ** 40n)));
  const answers = mode.onMap ? mode.onMap(game, curves) : answersByPlace(game, at);
  const open = curves.map(({ table }, k) => [k, table]);
  const boxes = [{ x: 0, y: 0, width: 1, height: 1, open, signs: new Int8Array(curves.length).fill(OPEN) }];
  for (let count = 1; boxes.length; count++) {
    settle(map, answers, boxes.pop(), boxes);
    if (count % 16 === 0) yield;
  }
}

// Solve cells at their middles, where the gains are no polynomials.
function* coarseSteps(game, values, axes, map) {
  const size = 1 / COARSE;
  const middle = (k) => fraction(BigInt(2 * k + 1), BigInt(2 * COARSE));
  for (const k of range(COARSE ** 2)) {
    const [i, j] = [k % COARSE, Math.floor(k / COARSE)];
    const solved = evaluate(game, withBoth(game, values, axes, middle(i), middle(j)));
    paint(map, corners({ x: i * size, y: j * size, width: size, height: size }), setNumber(map, solved && mode.answer(game, solved)));
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

// Return answers that are found where signs are met for the first time.
function answersByPlace(game, at) {
  const known = {};
  const answer = (x, y) => mode.answer(game, evaluate(game, at(x, y)));
  return { mattering: (open) => open, at: (signs, [x, y]) => (known[signs] = known[signs] || answer(x, y)) };
}

const corners = ({ x, y, width, height }) => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

function setNumber(map, set) {
  const key = `${set}`;
  if (!map.numbers.has(key)) map.numbers.set(key, map.sets.push(set) - 1);
  return map.numbers.get(key);
}

const paint = (map, points, set) => map.shapes.push({ points, set });

// Paint a box, or what a curve parts it into, or leave it to its quarters.
function settle(map, answers, box, boxes) {
  const signs = box.signs.slice();
  const unsure = box.open.filter(([k, table]) => (signs[k] = commonSign(table.flat())) === OPEN);
  const open = answers.mattering(unsure, signs);
  const set = (side, point) => setNumber(map, answers.at(Object.assign(signs.slice(), side), point));
  const size = Math.max(box.width, box.height);
  if (!open.length) return paint(map, corners(box), set({}, [box.x + box.width / 2, box.y + box.height / 2]));
  const arcs = size <= FINE ? open.map(([, table]) => arcIn(table)) : [];
  if (arcs.length && arcs.every((arc) => arc && alike(arc, arcs[0]))) return part(map, box, open, arcs[0], set);
  if (size > FINEST_BOX) return boxes.push(...quarters(box, open, signs));
  const found = corners(box).map((corner, k) => set(signsAt(open, k), corner));
  paint(map, corners(box), found[0]);
  if (found.some((each) => each !== found[0])) arcs.filter(Boolean).forEach((arc) => map.curves.push({ ends: endsIn(box, arc), sets: null }));
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
  let [from, size, left] = [0, 1, line];
  for (let k = 0; k < 50; k++) {
    size /= 2;
    const [before, after] = halves(left);
    const beyond = before.at(-1) * left[0] > 0;
    left = beyond ? after : before;
    if (beyond) from += size;
  }
  return from;
}

const alike = (one, other) => one.every(({ edge, at }, k) => edge === other[k].edge && Math.abs(at - other[k].at) < SAME);

// Return the points at which an arc enters and leaves a box.
const endsIn = (box, arc) =>
  arc.map(({ edge, at }) => {
    const [from, to] = [edge, (edge + 1) % 4].map((k) => corners(box)[k]);
    return from.map((start, axis) => start + (to[axis] - start) * at);
  });

// Paint both sides of a curve through a box.
function part(map, box, open, arc, set) {
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
  const sets = [0, arc[0].edge + 1].map((k) => set(signsAt(open, k), corners(box)[k]));
  if (sets[0] === sets[1]) return paint(map, corners(box), sets[0]);
  sides.forEach((points, k) => paint(map, points, sets[k]));
  map.curves.push({ ends, sets });
}

function quarters({ x, y, width, height }, open, signs) {
  const [right, up] = width === 1 ? FIRST_SPLIT : [0.5, 0.5];
  const split = open.map(([k, table]) => [k, bothHalves(flipped(table), right).map((half) => bothHalves(flipped(half), up))]);
  const spans = (start, size, place) => [[start, size * place], [start + size * place, size * (1 - place)]];
  return spans(x, width, right).flatMap(([left, wide], i) =>
    spans(y, height, up).map(([below, high], j) => ({ x: left, y: below, width: wide, height: high, signs, open: split.map(([k, four]) => [k, four[i][j]]) })),
  );
}

// Return how much of the map a shape covers.
const areaOf = (points) =>
  points.reduce((total, [x, y], k) => total + (points.at(k - 1)[0] * y - x * points.at(k - 1)[1]) / 2, 0);
