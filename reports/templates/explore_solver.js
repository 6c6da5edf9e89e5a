// The game solved exactly, in whole numbers of any size. Nothing here knows of the page.
//
// A profile is one number, the last player's action changing fastest.
// `values` are the dials' numbers; `solved = evaluate(game, values)` holds each player's payoffs as whole numbers, all of
// them a positive multiple, `scale[player]`, of what they stand for.

// ---- the game and its payoffs

function prepare(data) {
  const sizes = data.actions.map((names) => names.length);
  const strides = sizes.map((_, player) => sizes.slice(player + 1).reduce((a, b) => a * b, 1));
  const profiles = sizes.reduce((a, b) => a * b, 1);
  const shares = data.mixOf.map((mix) => data.orders.map((_, k) => data.dials.length + mix * data.orders.length + k));
  const dials = [...data.dials, ...data.mixes.flatMap((mix) => shareDials(mix, data.orders))].map(readDial);
  const polynomials = data.polynomials.split("|").map((text) => termsIn(text, data.unit));
  const game = {
    ...data, sizes, strides, profiles, dials, shares, polynomials,
    variables: data.dials.length,
    unit: BigInt(data.unit),
    derived: data.derived.map(([kind, polynomial]) => ({ kind, terms: termsIn(polynomial, data.unit) })),
    effects: data.effects.map((own) => own.map((line) => runsIn(line || `-1 ${profiles}a`))),
    highest: Math.max(0, ...polynomials.flat().map(([, variables]) => variables.length)),
    ...wholeRows(data.rows.map((row) => row.map((weight) => parsed(`${weight}`)))),
  };
  game.deviations = deviations(game);
  game.degrees = dials.map((_, dial) => degree(game, dial));
  return game;
}

const shareDials = ([whole, group, values], orders) =>
  values.map((value, k) => [`${whole}.${orders[k]}`, orders[k].replace("_", " "), group, whole, value]);

// Return terms, each a coefficient and the variables that it is multiplied by, from text such as "+2aab-d(60)".
function termsIn(text, unit) {
  return [...text.matchAll(/([+-])(\d*)((?:[a-z]|\(\d+\))*)/gi)].map(([, turn, size, variables]) => [
    BigInt(turn + (size || unit)),
    [...variables.matchAll(/[a-z]|\d+/gi)].map(([name]) => placeOfVariable(name)),
  ]);
}

// Return the number of a variable: the small letters come first, then the capital ones.
function placeOfVariable(name) {
  const code = name.charCodeAt(0);
  return code > 96 ? code - 97 : code > 64 ? code - 39 : Number(name);
}

// Return numbers from text such as "7,5 3ab" for three times 7, then 5.
function runsIn(text) {
  const [numbers, runs] = text.split(" ");
  const places = numbers.split(",").map(Number);
  return [...runs.matchAll(/(\d*)(?:([a-z])|\((\d+)\))/gi)].flatMap(([, times, letter, place]) =>
    Array(Number(times) || 1).fill(places[placeOfVariable(letter || place)]),
  );
}

function wholeRows(rows) {
  const rowUnit = rows.flat().reduce((unit, weight) => lcm(unit, weight.d), 1n);
  return { rowUnit, rows: rows.map((row) => row.map((weight) => (weight.n * rowUnit) / weight.d)) };
}

const actionIn = (game, profile, player) => Math.floor(profile / game.strides[player]) % game.sizes[player];

const actionsOf = (game, profile) => game.sizes.map((_, player) => actionIn(game, profile, player));

// Return the profile in which a player does something else.
const moved = (game, profile, player, action) =>
  profile + (action - actionIn(game, profile, player)) * game.strides[player];

// Return every pair of profiles that differ in one player's action, the lower action first.
function deviations(game) {
  const pairs = [];
  for (let from = 0; from < game.profiles; from++)
    game.sizes.forEach((size, player) => {
      for (let action = actionIn(game, from, player) + 1; action < size; action++)
        pairs.push({ player, from, to: moved(game, from, player, action) });
    });
  return pairs;
}

function valueOf(game, terms, values) {
  const term = ([coefficient, variables]) =>
    variables.reduce((product, variable) => multiply(product, values[variable]), fraction(coefficient, game.unit));
  return terms.reduce((total, each) => add(total, term(each)), ZERO);
}

const DERIVED = {
  sum: (found) => found,
  inverse: (found) => divide(ONE, found),
  reached: (found) => (found.n <= 0n ? ONE : ZERO),
};

// Return the numbers behind the polynomials' variables, null where an inverse of 0 is asked for. Some may be held, by the
// numbers of the variables.
function variablesAt(game, values, held) {
  const known = values.slice(0, game.variables);
  for (const { kind, terms } of game.derived) {
    const found = valueOf(game, terms, known);
    if (kind === "inverse" && found.n === 0n) return null;
    known.push(held[known.length] || DERIVED[kind](found));
  }
  return known;
}

// Return the polynomials' values as whole numbers, all times the same unit.
function effectsAt(game, known) {
  const unit = known.reduce((unit, value) => lcm(unit, value.d), 1n);
  const whole = known.map((value) => value.n * (unit / value.d));
  const powers = [1n];
  for (let k = 0; k < game.highest; k++) powers.push(powers[k] * unit);
  const table = game.polynomials.map((terms) => {
    let total = 0n;
    for (const [coefficient, variables] of terms) {
      let term = coefficient * powers[game.highest - variables.length];
      for (const variable of variables) term *= whole[variable];
      total += term;
    }
    return total;
  });
  return { table, unit: game.unit * powers[game.highest] };
}

// Return what a player's mix is worth along each dimension, as whole numbers times a unit.
function weightsAt(game, values, player) {
  if (!game.shares.length) return { weights: [1n], unit: 1n };
  const shares = game.shares[player].map((dial) => values[dial]);
  const unit = shares.reduce((unit, share) => lcm(unit, share.d), 1n);
  const weights = game.dimensions.map((_, k) =>
    shares.reduce((total, share, row) => total + share.n * (unit / share.d) * game.rows[row][k], 0n),
  );
  return { weights, unit: unit * game.rowUnit };
}

function evaluate(game, values, held = {}) {
  const known = variablesAt(game, values, held);
  if (!known) return null;
  const { table, unit } = effectsAt(game, known);
  const own = game.players.map((_, player) => weightsAt(game, values, player));
  const parts = own.map(({ weights }, player) =>
    weights.map((weight, k) => game.effects[player][k].map((place) => (place < 0 ? 0n : weight * table[place]))),
  );
  const payoffs = parts.map((dimensions) => dimensions[0].map((_, p) => dimensions.reduce((t, part) => t + part[p], 0n)));
  return { payoffs, parts, known, scale: own.map((each) => each.unit * unit) };
}

const payoff = (solved, player, profile) => fraction(solved.payoffs[player][profile], solved.scale[player]);

// ---- pure strategies

// Return for each player and profile whether the player's action is a best reply there.
function bestReplies(game, { payoffs }) {
  const best = payoffs.map((own) => own.map(() => true));
  for (const { player, from, to } of game.deviations) {
    const gain = payoffs[player][to] - payoffs[player][from];
    if (gain > 0n) best[player][from] = false;
    if (gain < 0n) best[player][to] = false;
  }
  return best;
}

const stable = (game, best) => range(game.profiles).filter((profile) => best.every((own) => own[profile]));

const pureEquilibria = (game, solved) => stable(game, bestReplies(game, solved));

// Return the actions that another action beats whatever the others do of what is left, taken out one after the other;
// `always` where it does so in the whole game.
function dominated(game, { payoffs }) {
  const left = game.sizes.map((size) => new Set(Array(size).keys()));
  const out = [];
  const played = (profile) => actionsOf(game, profile).every((action, player) => left[player].has(action));
  const beaten = (player, action, by, among) =>
    payoffs[player].every(
      (pays, profile) =>
        actionIn(game, profile, player) !== action || !among(profile) ||
        payoffs[player][moved(game, profile, player, by)] > pays,
    );
  for (let found = true; found; ) {
    found = false;
    left.forEach((actions, player) => {
      for (const action of [...actions]) {
        const by = [...actions].find((other) => other !== action && beaten(player, action, other, played));
        if (by === undefined) continue;
        actions.delete(action);
        out.push({ player, action, by, always: beaten(player, action, by, () => true) });
        found = true;
      }
    });
  }
  return out;
}

// ---- two players: all extreme equilibria, as pairs of vertices of the best-response polytopes

const MOST_VERTICES = 800;

// Clear the first columns of a table but for the diagonal, in whole numbers; return what stands there, 0 if it cannot be.
function eliminated(rows, size) {
  let last = 1n;
  for (let k = 0; k < size; k++) {
    const pivot = rows.findIndex((row, place) => place >= k && row[k] !== 0n);
    if (pivot < 0) return 0n;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = 0; i < size; i++)
      if (i !== k) {
        const factor = rows[i][k];
        for (let j = 0; j < rows[k].length; j++) rows[i][j] = (rows[k][k] * rows[i][j] - factor * rows[k][j]) / last;
      }
    last = rows[k][k];
  }
  return last;
}

// Return z with `table[replies][moves] z = (1, .., 1)` as whole numbers above a common positive one; null without one.
function equalising(table, replies, moves) {
  const rows = replies.map((reply) => [...moves.map((move) => table[reply][move]), 1n]);
  const size = moves.length;
  const last = eliminated(rows, size);
  if (!last) return null;
  const turn = last < 0n ? -1n : 1n;
  return { weights: rows.map((row) => row[size] * turn), unit: last * turn };
}

// Return the vertices of {z >= 0 : table z <= 1}: which moves are played, how much, which replies are best.
function vertices(table) {
  const moves = table[0].length;
  const found = new Map();
  for (let size = 1; size <= Math.min(moves, table.length); size++)
    for (const played of subsets(moves, size))
      for (const replies of subsets(table.length, size)) {
        const z = equalising(table, replies, played);
        if (!z || z.weights.some((weight) => weight <= 0n)) continue;
        const earned = table.map((row) => played.reduce((total, move, k) => total + row[move] * z.weights[k], 0n));
        if (earned.some((value) => value > z.unit)) continue;
        const best = [...earned.keys()].filter((reply) => earned[reply] === z.unit);
        found.set(`${played}|${best}`, { played, best, weights: z.weights });
      }
  return [...found.values()];
}

// Return a table of payoffs from another origin and in another unit, as positive whole numbers.
function positive(table) {
  const lowest = table.flat().reduce((a, b) => (b < a ? b : a));
  const unit = table.flat().reduce((unit, value) => gcd(unit, value - lowest), 0n) || 1n;
  return table.map((row) => row.map((value) => (value - lowest) / unit + 1n));
}

function spread(vertex, size) {
  const total = vertex.weights.reduce((a, b) => a + b, 0n);
  const strategy = Array(size).fill(ZERO);
  vertex.played.forEach((move, k) => (strategy[move] = fraction(vertex.weights[k], total)));
  return strategy;
}

function choose(n, k) {
  let found = 1;
  for (let i = 1; i <= k; i++) found = (found * (n - k + i)) / i;
  return found;
}

const searchesMixed = (game) =>
  game.sizes.length === 2 && !game.ordinal && choose(game.sizes[0] + game.sizes[1], game.sizes[0]) <= MOST_VERTICES;

// Return the extreme equilibria of a game of two players, and the first strategy with more best replies than actions.
function mixedEquilibria(game, { payoffs }) {
  const [m, n] = game.sizes;
  const row = range(m).map((i) => payoffs[0].slice(i * n, (i + 1) * n));
  const column = range(n).map((j) => range(m).map((i) => payoffs[1][i * n + j]));
  const xs = vertices(positive(column));
  const ys = vertices(positive(row));
  const within = (part, whole) => part.every((item) => whole.includes(item));
  const pairs = xs.flatMap((x) => ys.filter((y) => within(x.played, y.best) && within(y.played, x.best)).map((y) => [x, y]));
  const order = ([x, y]) => x.played.length + y.played.length;
  const tied = [xs, ys].map((own) => own.find((vertex) => vertex.best.length > vertex.played.length));
  const mover = tied.findIndex(Boolean);
  return {
    equilibria: pairs.sort((a, b) => order(a) - order(b)).map(([x, y]) => [spread(x, m), spread(y, n)]),
    tie: mover < 0 ? null : { mover, ...tied[mover] },
  };
}

// Return a degree in what a dial moves that the payoffs do not exceed; null where they are no polynomial in it.
function degree(game, dial) {
  const { whole } = game.dials[dial];
  const moves = (k) => k === dial || (whole !== null && game.dials[k].whole === whole);
  const degrees = range(game.variables).map((k) => Number(moves(k)));
  const highest = (terms) =>
    Math.max(0, ...terms.map(([, variables]) => variables.reduce((total, variable) => total + degrees[variable], 0)));
  for (const { kind, terms } of game.derived) {
    const found = highest(terms);
    degrees.push(kind === "sum" || found === 0 ? found : NaN);
  }
  const found = dial < game.variables ? Math.max(...game.polynomials.map(highest)) : 1;
  return Number.isNaN(found) ? null : found;
}

// ---- what would change the answer: one number moved, all others held

// Tell whether changes along a dial are looked for place by place, as payoffs are no straight lines in it.
const isScanned = (game, dial) => game.degrees[dial] !== 0 && (game.degrees[dial] !== 1 || !mode.exact);

// Return where the pure equilibria first change as a dial falls and as it rises; null where they do not in its range.
function tips(game, values, dial) {
  const { low, high } = game.dials[dial];
  const unmoved = { fall: null, rise: null };
  if (game.degrees[dial] === 0 || !withDial(game, values, dial, low)) return unmoved;
  if (isScanned(game, dial)) return { fall: scanned(game, values, dial, low), rise: scanned(game, values, dial, high) };
  const ends = [low, high].map((end) => evaluate(game, withDial(game, values, dial, end)));
  if (ends.includes(null)) return unmoved;
  const part = divide(subtract(values[dial], low), subtract(high, low));
  const lines = mode.lines(game, ends);
  const tip = (turn) => {
    const found = mode.change(game, lines, part, turn);
    return found && { ...found, value: between(low, high, found.part) };
  };
  return { fall: tip(-1), rise: tip(1) };
}

// Return the gain of each deviation as a line: its values at both ends, in the same unit.
function gainsAlong(game, [first, last]) {
  return game.deviations.map(({ player, from, to }) => {
    const gain = (solved) => solved.payoffs[player][to] - solved.payoffs[player][from];
    return { from, to, start: gain(first) * last.scale[player], end: gain(last) * first.scale[player] };
  });
}

// Walk from a part of the way, up or down, over the points at which a gain turns, until the equilibria are others.
function firstChange(game, lines, part, turn) {
  const objections = Array(game.profiles).fill(0);
  const object = ({ from, to }, side, by) => {
    if (side) objections[side > 0 ? from : to] += by;
  };
  const now = (line) => sign(line.start * (part.d - part.n) + line.end * part.n);
  lines.forEach((line) => object(line, now(line), 1));
  const before = objections.map((count) => count === 0);
  for (const { at, group } of turningPoints(lines, part, turn)) {
    const here = compare(at, part) === 0;
    if (!here) group.forEach((line) => object(line, -turn * sign(line.end - line.start), -1));
    const touched = changes(before, objections);
    if (compare(at, turn > 0 ? ONE : ZERO) !== 0)
      group.forEach((line) => object(line, turn * sign(line.end - line.start), 1));
    const beyond = changes(before, objections);
    if (beyond) return { part: at, exact: true, ...beyond };
    if (touched) return { part: at, exact: true, only: true, ...touched };
  }
  return null;
}

// Return the points on the way at which gains turn, in order, each with the lines that do.
function turningPoints(lines, part, turn) {
  const points = [];
  for (const line of lines) {
    const slope = line.end - line.start;
    if (slope === 0n) continue;
    const at = slope > 0n ? { n: -line.start, d: slope } : { n: line.start, d: -slope };
    if (at.n >= 0n && at.n <= at.d && compare(at, part) * turn >= 0) points.push({ at, line });
  }
  points.sort((a, b) => compare(a.at, b.at) * turn);
  const groups = [];
  for (const { at, line } of points) {
    const last = groups[groups.length - 1];
    if (last && compare(last.at, at) === 0) last.group.push(line);
    else groups.push({ at: fraction(at.n, at.d), group: [line] });
  }
  return groups;
}

function changes(before, objections) {
  const profiles = [...before.keys()];
  const gone = profiles.filter((profile) => before[profile] && objections[profile] !== 0);
  const come = profiles.filter((profile) => !before[profile] && objections[profile] === 0);
  return gone.length || come.length ? { gone, come } : null;
}

const LOOKS = 32n;
const HALVINGS = 24;

// Look at so many places on the way to an end of the range; halve the gap in which the equilibria become others.
function scanned(game, values, dial, end) {
  const answer = (value) => {
    const solved = evaluate(game, withDial(game, values, dial, value));
    return solved ? mode.answer(game, solved) : null;
  };
  const start = values[dial];
  const before = answer(start);
  let same = start;
  for (let look = 1n; look <= LOOKS; look++) {
    let other = between(start, end, fraction(look, LOOKS));
    let after = answer(other);
    if (before && `${after}` === `${before}`) same = other;
    else if (!before || !after) return null;
    else {
      for (let k = 0; k < HALVINGS; k++) {
        const middle = between(same, other, fraction(1n, 2n));
        const found = answer(middle);
        if (`${found}` === `${before}`) same = middle;
        else [other, after] = [middle, found || after];
      }
      const gone = before.filter((profile) => !after.includes(profile));
      return { value: other, exact: false, gone, come: after.filter((profile) => !before.includes(profile)) };
    }
  }
  return null;
}
