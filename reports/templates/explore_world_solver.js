// The game of practice in floats. A practice is a row of shares for each state.

const CLOSE = 1e-14;
const AT_REST = 1e-9;
const APART = 1e-7;
const MOST_STEPS = 5000;
const DRAWN_STARTS = 4;
const PUSH = 0.1;
const DESCENTS = 100;
const PIECES = 40;
const NARROWEST = 1e-4;
const POSITIVE = 1e-7;

const range = (count) => [...Array(count).keys()];

// Return a world ready to be solved: `links` holds for each state the others that it is tied to, and the weights.
function prepare(data) {
  const links = data.states.map(() => []);
  data.ties.split(";").forEach((row, i) => {
    let j = data.mutual ? i : -1;
    for (const part of row ? row.split(",") : []) {
      const [gap, strength] = part.split("x");
      j += Number(gap);
      const tie = strength === undefined ? 1 : Number(strength);
      links[i].push([j, weight(data, tie, i, j)]);
      if (data.mutual) links[j].push([i, weight(data, tie, j, i)]);
    }
  });
  const pushes = data.states.map(() => data.orders.map(() => 0));
  for (const [i, k, push] of data.pushes) pushes[i][k] = push;
  return { ...data, links, pushes };
}

const weight = (data, tie, i, j) => (tie * (data.sized ? data.size[j] : 1)) / (data.divisors.length ? data.divisors[i] : 1);

const aggregate = (world, practice) => world.orders.map((_, k) => practice.reduce((sum, own, i) => sum + world.size[i] * own[k], 0));

// Return the nearest mix to a point.
function projected(point) {
  const falling = [...point].sort((a, b) => b - a);
  let sum = 0;
  let level = 0;
  falling.forEach((value, k) => {
    sum += value;
    if (value * (k + 1) > sum - 1) level = (sum - 1) / (k + 1);
  });
  return point.map((value) => Math.max(value - level, 0));
}

// Return what draws a state to each order where all practise what they do, less what it practises.
function drawOf(world, numbers, practice, whole, i) {
  const seen = world.orders.map((_, k) => world.links[i].reduce((sum, [j, g]) => sum + g * practice[j][k], 0));
  const felt = world.closeness ? world.closeness.map((row) => row.reduce((sum, c, k) => sum + c * seen[k], 0)) : seen;
  return practice[i].map((share, k) => {
    const target = world.theta[i][k] + numbers.appeal[k] + numbers.pushes[i][k];
    return target - share + numbers.beta * felt[k] - numbers.gamma * numbers.monism[k] * (whole[k] + world.size[i] * share);
  });
}

// Return where steps of all states at once lead from a start, and how far the last one still went.
function settled(world, numbers, start) {
  const length = 0.9 / (1 + 2 * numbers.gamma * Math.max(...numbers.monism) * Math.max(...world.size));
  let practice = start;
  let change = Infinity;
  for (let step = 0; step < MOST_STEPS && change > CLOSE; step++) {
    const whole = aggregate(world, practice);
    const next = practice.map((own, i) => {
      const draw = drawOf(world, numbers, practice, whole, i);
      return projected(own.map((share, k) => share + length * draw[k]));
    });
    change = apart(next, practice);
    practice = next;
  }
  return { practice, change };
}

const apart = (one, other) => one.reduce((most, own, i) => own.reduce((far, share, k) => Math.max(far, Math.abs(share - other[i][k])), most), 0);

// Whether one equilibrium is proven: recognition weighs less than the bound of the network allows.
const isProven = (world, numbers) => numbers.beta * world.radius < 1;

// Return the equilibria that are found: one where no other is possible, else those that starts lead to.
function solved(world, numbers) {
  const first = settled(world, numbers, world.theta);
  const proven = isProven(world, numbers);
  if (proven) return { proven, rests: first.change <= AT_REST, equilibria: [first.practice] };
  const tried = [first, ...starts(world).map((each) => settled(world, numbers, each))];
  const rested = tried.filter(({ change }) => change <= AT_REST).map(({ practice }) => practice);
  const kept = [];
  for (const each of rested) if (kept.every((other) => apart(each, other) > APART)) kept.push(each);
  return { proven, rests: kept.length > 0, equilibria: kept.length ? kept : [first.practice] };
}

// Go through starts beside identities: all states at one order, and mixes drawn by a generator with a fixed seed.
function starts(world) {
  const corners = world.orders.map((_, k) => world.states.map(() => world.orders.map((_, l) => Number(k === l))));
  let seed = 1;
  const drawn = () => {
    seed = (seed * 48271) % 2147483647;
    return -Math.log(seed / 2147483647);
  };
  const mixes = range(DRAWN_STARTS).map(() => world.states.map(() => shares(world.orders.map(drawn))));
  return [...corners, ...mixes];
}

function shares(parts) {
  const sum = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / sum);
}

const distance = (one, other) => Math.hypot(...one.map((share, k) => share - other[k]));

// Return how far the others move, weighed by size, for each unit of a finite push on a state: of the order that moves them most.
function influenceOf(world, numbers, practice, state) {
  const moves = world.orders.map((_, order) => {
    const pushes = numbers.pushes.map((own, i) => (i === state ? own.map((push, k) => push + (k === order ? PUSH : 0)) : own));
    const after = settled(world, { ...numbers, pushes }, practice).practice;
    return after.reduce((sum, own, i) => (i === state ? sum : sum + world.size[i] * distance(own, practice[i])), 0) / PUSH;
  });
  const value = Math.max(...moves);
  return { value, order: moves.indexOf(value) };
}

// Return how much states want to be together: how alike they practise, less the mean of all pairs, and what binds or parts them.
function wantsOf(world, practice, states) {
  const felt = (mix) => (world.closeness ? world.closeness.map((row) => row.reduce((sum, c, k) => sum + c * mix[k], 0)) : mix);
  const alike = states.map((i) => states.map((j) => felt(practice[j]).reduce((sum, share, k) => sum + share * practice[i][k], 0)));
  const pairs = range(states.length).flatMap((i) => range(i).map((j) => alike[i][j]));
  const mean = pairs.reduce((a, b) => a + b, 0) / (pairs.length || 1);
  return alike.map((row, i) => row.map((own, j) => (i === j ? 0 : Math.round(1e4 * (own - mean)) / 1e4 + bondOf(world.bonds[i][j]))));
}

const bondOf = (sign) => (sign === "+" ? 0.5 : sign === "-" ? -0.5 : 0);
const weightOf = (size) => (Math.floor(1e4 * Math.sqrt(size) + 1e-9) || 1) / 1e4;

// Return the blocs that cost least among those that descents from starts drawn with a fixed seed end in.
function blocsOf(wants, weights, terms) {
  const held = new Map(terms.anchors);
  const pulls = wants.map((row, i) => row.map((want, j) => want * weights[i] * weights[j]));
  let seed = 1;
  const drawn = () => {
    seed = (seed * 48271) % 2147483647;
    return terms.values[seed % terms.values.length];
  };
  let best = null;
  for (let start = 0; start < DESCENTS; start++) {
    const blocs = descended(pulls, weights, terms, held, wants.map((_, i) => (held.has(i) ? held.get(i) : drawn())));
    const cost = costOf(pulls, weights, terms, blocs);
    if (best === null || cost < best.cost - 1e-12) best = { blocs, cost };
  }
  const first = held.size ? 1 : best.blocs.find((value) => value !== 0) || 1;
  return { ...best, blocs: best.blocs.map((value) => value * first) };
}

function descended(pulls, weights, { values, cost }, held, blocs) {
  const paid = (i, pull, value) => cost * weights[i] * value * value - (pull * value) / 2;
  for (let moved = true; moved; ) {
    moved = false;
    for (const i of range(blocs.length).filter((place) => !held.has(place))) {
      const pull = pulls[i].reduce((sum, own, j) => sum + own * blocs[j], 0);
      const better = values.find((value) => paid(i, pull, value) < paid(i, pull, blocs[i]) - 1e-12);
      if (better === undefined) continue;
      blocs[i] = better;
      moved = true;
    }
  }
  return blocs;
}

function costOf(pulls, weights, { cost }, blocs) {
  const apart = blocs.reduce((sum, own, i) => sum + range(i).reduce((part, j) => part + (pulls[i][j] * (1 - own * blocs[j])) / 2, 0), 0);
  return apart + cost * blocs.reduce((sum, own, i) => sum + weights[i] * own * own, 0);
}

// Follow a push that grows from 0 to 1, a solution at a time; return what is practised at each step, and where who practises what changes.
function* followed(world, numbers, practice, state, order) {
  const at = (tau, from) => {
    const pushes = numbers.pushes.map((own, i) => (i === state ? own.map((push, k) => push + (k === order ? tau : 0)) : own));
    return { tau, practice: settled(world, { ...numbers, pushes }, from).practice };
  };
  const steps = [at(0, practice)];
  const points = [];
  for (let step = 1; step <= PIECES; step++) {
    const end = at(step / PIECES, steps[step - 1].practice);
    yield;
    let low = steps[step - 1];
    while (changedBetween(low, end).length) {
      let high = end;
      while (high.tau - low.tau > NARROWEST) {
        const middle = at((low.tau + high.tau) / 2, low.practice);
        yield;
        if (changedBetween(low, middle).length) high = middle;
        else low = middle;
      }
      points.push({ tau: high.tau, states: changedBetween(low, high) });
      low = high;
    }
    steps.push(end);
  }
  return { steps, points };
}

const changedBetween = (one, other) =>
  range(one.practice.length).filter((i) => one.practice[i].some((share, k) => share > POSITIVE !== other.practice[i][k] > POSITIVE));
