// Populations: where paths of shares lead in floats, as the program follows them, and what it decides in fractions.

const MOST_STEPS = 50000;
const STUCK = 0.75;
const ACCURACY = 1e-8;
const NEAR = 0.01;
const SAME = 1e-8;
const UNDECIDED = 1e-9;

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const largest = (numbers) => Math.max(...numbers);
const spreadOf = (payoffs) => largest(payoffs.flat()) - Math.min(...payoffs.flat());

// Return a float as the fraction of the decimal that prints as it.
function exactOf(value) {
  const [digits, power = "0"] = `${value}`.split("e");
  const tens = 10n ** BigInt(Math.abs(Number(power)));
  return multiply(parsed(digits), power < 0 ? fraction(1n, tens) : fraction(tens));
}

const exactTable = (payoffs) => payoffs.map((row) => row.map(exactOf));
const dot = (row, shares) => total(row.map((each, k) => multiply(each, shares[k])));

// Return a population ready to be reckoned, from the values that the page holds.
function populationOf(data) {
  const dials = data.dials.map(readDial);
  const terms = (own) => own.map(([size, factors]) => [parsed(size), factors]);
  const places = Object.fromEntries(data.names.map((name, k) => [name, k]));
  if (data.kind === "order_contest") return { ...data, dials, places };
  const rows = data.rows.map((row) => row.map(parsed));
  return { ...data, dials, places, rows, alone: terms(data.alone), more: terms(data.more), starts: data.starts.map(parsed), parameters: dials.length - data.orders.length };
}

// Return the scenario's own text with the numbers where the dials stand, the shares of its mix in one line.
function withNumbers(text, { names, orders, dials }, values) {
  const told = (k) => `${names[k]} = ${JSON.stringify(written(values[k]))}`;
  const first = names.length - orders.length;
  const { whole } = dials[first];
  const parts = range(orders.length).map((k) => told(first + k));
  const shares = `${whole} = {${parts}}`;
  const set = (found, own) => {
    const [name] = own.split(" = ");
    const place = names.indexOf(name);
    return name === whole ? shares : found && place >= 0 ? told(place) : own;
  };
  let inside = "";
  const lines = text.trim().split("\n").map((own) => {
    if (own.startsWith("[")) inside = own;
    return inside.startsWith("[game.") ? set(inside === "[game.parameters]", own) : own;
  });
  return `${lines.join("\n")}\n`;
}

// ---- the order contest

// Return payoffs, the start and the rate of mutation where the dials stand.
function contestAt(contest, values) {
  const at = (name) => decimal(values[contest.places[name]]);
  const [recognition, backlash, overreach] = ["recognition", "backlash", "overreach"].map(at);
  const appeal = contest.orders.map((order) => at(`${order}_appeal`) + (contest.raised[order] ? at(contest.raised[order]) : 0));
  const monism = contest.orders.map((order) => at(`${order}_monism`));
  const payoffs = appeal.map((own, i) =>
    appeal.map((_, j) => {
      const close = contest.closeness[i][j];
      const suffered = (1 - recognition) * monism[j] + backlash * monism[i];
      return i === j ? own - overreach : own + recognition * close - suffered * (1 - close);
    }),
  );
  return { payoffs, start: contest.orders.map((order) => at(order)), mutation: at("mutation") };
}

const fitnessAt = (payoffs, x) => payoffs.map((row) => sum(row.map((each, k) => each * x[k])));

function velocityAt(payoffs, mutation, x) {
  const fitness = fitnessAt(payoffs, x);
  const mean = sum(fitness.map((each, k) => each * x[k]));
  const turning = mutation / (x.length - 1);
  return x.map((share, k) => share * (fitness[k] - mean) + turning * (1 - x.length * share));
}

// Write the replicator's velocity at four shares into an array: this is what all the time goes into.
function push(table, turning, x, into) {
  let mean = 0;
  for (let i = 0; i < 4; i++) {
    const at = 4 * i;
    into[i] = table[at] * x[0] + table[at + 1] * x[1] + table[at + 2] * x[2] + table[at + 3] * x[3];
    mean += into[i] * x[i];
  }
  for (let i = 0; i < 4; i++) into[i] = x[i] * (into[i] - mean) + turning * (1 - 4 * x[i]);
}

// Return the shares at so many times from 0 to an end, with so many Runge-Kutta steps in between.
function run({ payoffs, start, mutation }, end, points, steps) {
  const [table, turning, h] = [Float64Array.from(payoffs.flat()), mutation / 3, end / (points - 1) / steps];
  const [a, b, c, d, at] = range(5).map(() => new Float64Array(4));
  const x = Float64Array.from(start);
  const states = [[...x]];
  const aside = (by, part) => {
    for (let i = 0; i < 4; i++) at[i] = x[i] + part * by[i];
  };
  for (let time = 1; time < points; time++) {
    for (let step = 0; step < steps; step++) {
      push(table, turning, x, a);
      aside(a, h / 2);
      push(table, turning, at, b);
      aside(b, h / 2);
      push(table, turning, at, c);
      aside(c, h);
      push(table, turning, at, d);
      let whole = 0;
      for (let i = 0; i < 4; i++) whole += x[i] += (h / 6) * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
      for (let i = 0; i < 4; i++) x[i] /= whole;
    }
    states.push([...x]);
  }
  return states;
}

// Follow a contest from its start; steps are halved until that changes no share by more than the accuracy.
function followed(contest, end, points, accuracy) {
  const most = Math.floor(MOST_STEPS / (points - 1));
  let steps = Math.ceil((end / (points - 1)) * (spreadOf(contest.payoffs) || 1));
  let shares = run(contest, end, points, steps);
  let error = Infinity;
  for (let stuck = 0; 2 * steps <= most && error > accuracy && stuck < 2; ) {
    steps *= 2;
    const fine = run(contest, end, points, steps);
    const change = largest(fine.map((row, time) => largest(row.map((share, k) => Math.abs(share - shares[time][k])))));
    stuck += Number(change > STUCK * error);
    [shares, error] = [fine, change];
  }
  return { times: range(points).map((k) => (end * k) / (points - 1)), shares, error };
}

const effectiveNumber = (shares) => Math.exp(-sum(shares.map((share) => (share > 0 ? share * Math.log(share) : 0))));

// Return the slopes of the velocity in all shares but the last.
function slopesAt(payoffs, mutation, x) {
  const fitness = fitnessAt(payoffs, x);
  const mean = sum(fitness.map((each, k) => each * x[k]));
  const turning = (mutation * x.length) / (x.length - 1);
  const felt = x.map((_, j) => fitness[j] + sum(x.map((share, i) => share * payoffs[i][j])));
  const slopes = x.map((share, i) => x.map((_, j) => share * (payoffs[i][j] - felt[j]) + (i === j ? fitness[i] - mean - turning : 0)));
  return slopes.slice(0, -1).map((row) => row.slice(0, -1).map((each) => each - row[row.length - 1]));
}

// Solve three linear equations; what comes of singular ones is no number.
function solvedThree(rows, side) {
  const turned = (k) => rows.map((row, i) => row.map((each, j) => (j === k ? side[i] : each)));
  const whole = determinant(rows);
  return range(3).map((k) => determinant(turned(k)) / whole);
}

const determinant = ([[a, b, c], [d, e, f], [g, h, i]]) => a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);

// Return the greatest real part of the eigenvalues of three rows: a root of the cubic is halved out, two are left.
function rightmostOf(rows) {
  const [first, second, third] = cubicOf(rows, (a, b) => a + b, (a, b) => a - b, (a, b) => a * b);
  const value = (s) => ((s + first) * s + second) * s + third;
  let high = 1 + largest([first, second, third].map(Math.abs));
  let low = -high;
  for (let k = 0; k < 200 && low < high; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (value(middle) < 0) low = middle;
    else high = middle;
  }
  const half = -(first + high) / 2;
  const inside = half * half - (second + high * (first + high));
  return Math.max(high, half + Math.sqrt(Math.max(inside, 0)));
}

// Return what stands behind s^3 in the characteristic polynomial of three rows, by some arithmetic.
function cubicOf(rows, plus, minus, times) {
  const pair = (i, j) => minus(times(rows[i][i], rows[j][j]), times(rows[i][j], rows[j][i]));
  const minor = (i, j) => minus(times(rows[1][i], rows[2][j]), times(rows[1][j], rows[2][i]));
  const nought = minus(rows[0][0], rows[0][0]);
  const whole = plus(minus(times(rows[0][0], minor(1, 2)), times(rows[0][1], minor(0, 2))), times(rows[0][2], minor(0, 1)));
  const trace = plus(plus(rows[0][0], rows[1][1]), rows[2][2]);
  return [minus(nought, trace), plus(plus(pair(0, 1), pair(0, 2)), pair(1, 2)), minus(nought, whole)];
}

// Return the stable rest point to which the path from the start leads, null where it does not settle. Orders that nobody
// follows do not come back, as there is no mutation: they count as the worst.
function settledAt(contest, long) {
  const { mutation } = contest;
  const path = followed(contest, long, 2, 1e-6);
  const near = path.shares[path.shares.length - 1];
  const worst = Math.min(...contest.payoffs.flat()) - 1;
  const payoffs = contest.payoffs.map((row, i) => (near[i] === 0 ? row.map(() => worst) : row));
  let x = near;
  for (let k = 0; k < 8; k++) {
    const step = solvedThree(slopesAt(payoffs, mutation, x), velocityAt(payoffs, mutation, x).slice(0, -1));
    x = x.map((share, i) => (near[i] === 0 ? 0 : share - (i < 3 ? step[i] : -sum(step))));
  }
  const close = x.every((share, k) => Math.abs(share - near[k]) < NEAR);
  return close && rightmostOf(slopesAt(payoffs, mutation, x)) < 0 ? x : null;
}

// ---- rest points with mutation: all complex roots, along the paths that the program follows

const SIZE = 5;

// Solve five complex equations; the tables hold real and imaginary parts, one after the other, and are used up.
function solveComplex(table, side) {
  for (let k = 0; k < SIZE; k++) {
    let best = k;
    for (let i = k + 1; i < SIZE; i++) if (sizeAt(table, i, k) > sizeAt(table, best, k)) best = i;
    if (best !== k) {
      for (let j = 2 * k; j < 2 * SIZE; j++) swap(table, 2 * SIZE * k + j, 2 * SIZE * best + j);
      for (let j = 0; j < 2; j++) swap(side, 2 * k + j, 2 * best + j);
    }
    const pivot = 2 * (SIZE * k + k);
    const scale = table[pivot] * table[pivot] + table[pivot + 1] * table[pivot + 1];
    for (let i = 0; i < SIZE; i++) {
      if (i === k) continue;
      const at = 2 * (SIZE * i + k);
      const re = (table[at] * table[pivot] + table[at + 1] * table[pivot + 1]) / scale;
      const im = (table[at + 1] * table[pivot] - table[at] * table[pivot + 1]) / scale;
      for (let j = 2 * k; j < 2 * SIZE; j += 2) takeAway(table, 2 * SIZE * i + j, re, im, table, 2 * SIZE * k + j);
      takeAway(side, 2 * i, re, im, side, 2 * k);
    }
  }
  for (let k = 0; k < SIZE; k++) {
    const pivot = 2 * (SIZE * k + k);
    const scale = table[pivot] * table[pivot] + table[pivot + 1] * table[pivot + 1];
    const [re, im] = [side[2 * k], side[2 * k + 1]];
    side[2 * k] = (re * table[pivot] + im * table[pivot + 1]) / scale;
    side[2 * k + 1] = (im * table[pivot] - re * table[pivot + 1]) / scale;
  }
  return side;
}

const sizeAt = (table, i, k) => Math.abs(table[2 * (SIZE * i + k)]) + Math.abs(table[2 * (SIZE * i + k) + 1]);

function swap(numbers, i, j) {
  const kept = numbers[i];
  numbers[i] = numbers[j];
  numbers[j] = kept;
}

function takeAway(from, at, re, im, of, place) {
  const [a, b] = [of[place], of[place + 1]];
  from[at] -= re * a - im * b;
  from[at + 1] -= re * b + im * a;
}

// Return what the systems between the random one and this one are made of: x_i (L - f_i) = t inflow, shares sum to 1.
function familyOf({ payoffs, mutation }, from) {
  const scale = spreadOf(payoffs) || 1;
  const least = Math.min(...payoffs.flat());
  const start = from.flat(2);
  const change = payoffs.flat().flatMap((each, k) => [(each - least) / scale - start[2 * k], -start[2 * k + 1]]);
  return { start, change, inflow: mutation / 3 / scale, table: new Float64Array(2 * SIZE * SIZE), pays: new Float64Array(32) };
}

// Fill in the slopes of a system at a place, and return what L is above each fitness.
function slopesInto({ start, change, table, pays }, u, t) {
  table.fill(0);
  for (let k = 0; k < 32; k++) pays[k] = start[k] + t * change[k];
  const ahead = new Float64Array(8);
  for (let i = 0; i < 4; i++) {
    let [re, im] = [u[8], u[9]];
    const [a, b] = [u[2 * i], u[2 * i + 1]];
    for (let j = 0; j < 4; j++) {
      const [p, q] = [pays[8 * i + 2 * j], pays[8 * i + 2 * j + 1]];
      re -= p * u[2 * j] - q * u[2 * j + 1];
      im -= p * u[2 * j + 1] + q * u[2 * j];
      table[10 * i + 2 * j] = b * q - a * p;
      table[10 * i + 2 * j + 1] = -a * q - b * p;
    }
    ahead[2 * i] = re;
    ahead[2 * i + 1] = im;
    table[12 * i] += re;
    table[12 * i + 1] += im;
    table[10 * i + 8] = a;
    table[10 * i + 9] = b;
    table[40 + 2 * i] = 1;
  }
  return ahead;
}

function newtonAt(family, u, t) {
  const ahead = slopesInto(family, u, t);
  const side = new Float64Array(10);
  side[8] = -1;
  for (let i = 0; i < 4; i++) {
    side[2 * i] = u[2 * i] * ahead[2 * i] - u[2 * i + 1] * ahead[2 * i + 1] - t * family.inflow;
    side[2 * i + 1] = u[2 * i] * ahead[2 * i + 1] + u[2 * i + 1] * ahead[2 * i];
    side[8] += u[2 * i];
    side[9] += u[2 * i + 1];
  }
  return solveComplex(family.table, side);
}

// Return du/dt along a path.
function tangentAt(family, u, t) {
  slopesInto(family, u, t);
  const side = new Float64Array(10);
  for (let i = 0; i < 4; i++) {
    let [re, im] = [0, 0];
    for (let j = 0; j < 4; j++) {
      const [p, q] = [family.change[8 * i + 2 * j], family.change[8 * i + 2 * j + 1]];
      re += p * u[2 * j] - q * u[2 * j + 1];
      im += p * u[2 * j + 1] + q * u[2 * j];
    }
    side[2 * i] = u[2 * i] * re - u[2 * i + 1] * im + family.inflow;
    side[2 * i + 1] = u[2 * i] * im + u[2 * i + 1] * re;
  }
  return solveComplex(family.table, side);
}

// Return where a path begins: these orders are in use and equally fit against the random payoffs.
function beginning(family, used) {
  const [table, side] = [family.table.fill(0), new Float64Array(10)];
  side[8] = 1;
  for (let i = 0; i < 4; i++) {
    const own = used.includes(i);
    for (let j = 0; j < 8; j++) table[10 * i + j] = own ? -family.start[8 * i + j] : Number(j === 2 * i);
    table[10 * i + 8] = Number(own);
    table[40 + 2 * i] = 1;
  }
  return solveComplex(table, side);
}

const along = (u, by, part) => u.map((each, k) => each + part * by[k]);

function widest(u) {
  let most = 0;
  for (let k = 0; k < 10; k += 2) most = Math.max(most, Math.hypot(u[k], u[k + 1]));
  return most;
}

// Follow a path to t = 1; null where it goes to infinity, and `lost` where it stops on the way.
function ended(family, used) {
  let [u, t, step] = [beginning(family, used), 0, 0.02];
  for (let round = 0; round < 3000 && t < 1 && step > 1e-9; round++) {
    const h = Math.min(step, 1 - t);
    const a = tangentAt(family, u, t);
    const b = tangentAt(family, along(u, a, h / 2), t + h / 2);
    const c = tangentAt(family, along(u, b, h / 2), t + h / 2);
    const d = tangentAt(family, along(u, c, h), t + h);
    const ahead = u.map((each, k) => each + (h / 6) * (a[k] + 2 * b[k] + 2 * c[k] + d[k]));
    const once = newtonAt(family, ahead, t + h);
    const twice = newtonAt(family, along(ahead, once, -1), t + h);
    const size = 1 + widest(u);
    const error = widest(once) / size;
    const good = error < 1e-4 && widest(twice) < 1e-6 * size;
    step = h * (good ? Math.min(2, Math.max(0.5, (2e-5 / Math.max(error, 1e-12)) ** 0.2)) : 0.5);
    if (!good) continue;
    u = ahead.map((each, k) => each - once[k] - twice[k]);
    t += h;
  }
  return t < 1 ? { u: null, lost: widest(u) < 100 } : { u, lost: false };
}

// Find all rest points with mutation, a path at a time; `found` is given them, and whether any may be missing.
function* balanced(contest, from, found) {
  const family = familyOf(contest, from);
  const points = [];
  let complete = true;
  for (const used of [1, 2, 3, 4].flatMap((size) => subsets(4, size))) {
    const { u, lost } = ended(family, used);
    complete = complete && !lost;
    if (u && isReal(u)) points.push(polished(family, u));
    yield;
  }
  found.points = distinct(points).map((shares) => ({ shares, exact: null, stable: stableAt(contest, shares) }));
  const signs = found.points.map(({ shares }) => -Math.sign(determinant(slopesAt(contest.payoffs, contest.mutation, shares))));
  found.complete = complete && sum(signs) === 1;
  found.continua = [];
}

const isReal = (u) => range(4).every((i) => u[2 * i] > 0 && Math.abs(u[2 * i + 1]) < SAME);

function polished(family, ends) {
  let u = ends.map((each, k) => (k % 2 ? 0 : each));
  for (let k = 0; k < 3; k++) u = along(u, newtonAt(family, u, 1), -1);
  return range(4).map((i) => u[2 * i]);
}

// Return the points in descending order, each once.
function distinct(points) {
  const rounded = (share) => Math.round(share * 1e8);
  const order = (a, b) => a.reduce((found, share, k) => found || rounded(b[k]) - rounded(share), 0);
  const apart = (a, b) => a.some((share, k) => Math.abs(share - b[k]) > SAME);
  const ordered = [...points].sort(order);
  return ordered.filter((point, k) => ordered.slice(0, k).every((other) => apart(point, other)));
}

function stableAt({ payoffs, mutation }, shares) {
  const right = rightmostOf(slopesAt(payoffs, mutation, shares));
  return Math.abs(right) <= UNDECIDED * (spreadOf(payoffs) + mutation) ? null : right < 0;
}

// ---- rest points without mutation, in fractions

// Return a basis of what a table of fractions maps to zero.
function nullSpace(table, columns) {
  const rows = table.map((row) => [...row]);
  const pivots = [];
  for (let column = 0; column < columns; column++) {
    const done = pivots.length;
    const place = rows.findIndex((row, r) => r >= done && row[column].n !== 0n);
    if (place < 0) continue;
    [rows[done], rows[place]] = [rows[place], rows[done]];
    const upper = rows[done].map((cell) => divide(cell, rows[done][column]));
    rows.forEach((row, r) => (rows[r] = r === done ? upper : row.map((cell, j) => subtract(cell, multiply(row[column], upper[j])))));
    pivots.push(column);
  }
  const free = range(columns).filter((column) => !pivots.includes(column));
  return free.map((column) =>
    range(columns).map((k) => (k === column ? ONE : pivots.includes(k) ? subtract(ZERO, rows[pivots.indexOf(k)][column]) : ZERO)),
  );
}

// Return the shares that a vector stands for up to a factor, null where one is not positive.
function sharesOf(vector) {
  const whole = total(vector);
  const shares = whole.n === 0n ? [] : vector.map((each) => divide(each, whole));
  return shares.length && shares.every((share) => share.n > 0n) ? shares : null;
}

// Return the corners of all shares that a table maps to zero; none unless some are positive throughout.
function cornersOf(table, columns) {
  const basis = nullSpace(table, columns);
  if (basis.length < 2) return basis.map(sharesOf).filter(Boolean);
  const found = [];
  for (let size = 1; size <= Math.min(table.length + 1, columns); size++)
    for (const chosen of subsets(columns, size)) {
      const own = nullSpace(table.map((row) => chosen.map((k) => row[k])), size);
      const part = own.length === 1 && sharesOf(own[0]);
      if (part) found.push(range(columns).map((k) => part[chosen.indexOf(k)] || ZERO));
    }
  return range(columns).every((k) => found.some((corner) => corner[k].n !== 0n)) ? found : [];
}

const inUse = (shares) => [...shares.keys()].filter((k) => shares[k].n !== 0n);

// Tell whether shares use these orders alone, and these are equally fit.
function restsOn(table, support, shares) {
  const fitness = support.map((k) => dot(table[k], shares));
  return inUse(shares).every((k) => support.includes(k)) && fitness.every((each) => compare(each, fitness[0]) === 0);
}

// Find all rest points without mutation, a set of orders in use at a time: the isolated ones, and corners of continua.
function* restingExactly(table, found) {
  const size = table.length;
  const resting = [];
  for (const support of range(size).flatMap((k) => subsets(size, k + 1))) {
    const cut = support.map((i) => support.map((j) => table[i][j]));
    const differences = cut.slice(1).map((row) => row.map((cell, k) => subtract(cell, cut[0][k])));
    const corners = cornersOf(differences, support.length);
    resting.push({ support, corners: corners.map((corner) => range(size).map((k) => corner[support.indexOf(k)] || ZERO)) });
    yield;
  }
  const continua = resting.filter(({ corners }) => corners.length > 1);
  const within = (own) => continua.some((other) => other !== own && own.corners.every((corner) => restsOn(table, other.support, corner)));
  const isolated = resting.filter((own) => own.corners.length === 1 && !within(own));
  found.points = [];
  for (const { corners: [shares] } of isolated) {
    found.points.push({ shares: shares.map(decimal), exact: shares, stable: stableExactly(table, shares) });
    yield;
  }
  found.continua = continua.filter((own) => !within(own)).map(({ corners }) => corners);
  found.complete = true;
}

// Tell on which side of zero the greatest real part of the slopes lies, by Routh's rule: null where it is zero.
function stableExactly(table, shares) {
  const fitness = table.map((row) => dot(row, shares));
  const mean = dot(fitness, shares);
  const felt = shares.map((_, j) => add(fitness[j], dot(table.map((row) => row[j]), shares)));
  const slope = (i, j) => add(multiply(shares[i], subtract(table[i][j], felt[j])), i === j ? subtract(fitness[i], mean) : ZERO);
  const rows = range(3).map((i) => range(3).map((j) => subtract(slope(i, j), slope(i, 3))));
  const cubic = cubicOf(rows, add, subtract, multiply);
  const signs = [...cubic, subtract(multiply(cubic[0], cubic[1]), cubic[2])].map((each) => sign(each.n));
  if (signs.some((each) => each < 0)) return false;
  return signs.every((each) => each > 0) ? true : null;
}

// Tell whether few mutants of any kind do worse than all others: -d.Ad is positive in all directions among best replies.
function keepsOut(table, shares) {
  const fitness = table.map((row) => dot(row, shares));
  const best = fitness.reduce((most, each) => (compare(each, most) > 0 ? each : most));
  const extended = [...fitness.keys()].filter((k) => compare(fitness[k], best) === 0);
  const [first, ...free] = inUse(shares);
  if (![first, ...free].every((k) => extended.includes(k))) return false;
  const others = [...free, ...extended.filter((k) => shares[k].n === 0n)];
  const half = (i, j) => subtract(add(table[i][first], table[first][j]), table[i][j]);
  const corner = add(table[first][first], table[first][first]);
  let form = others.map((i) => others.map((j) => subtract(add(half(i, j), half(j, i)), corner)));
  for (let k = 0; k < free.length; k++) {
    const [[pivot, ...row]] = form;
    if (pivot.n <= 0n) return false;
    form = form.slice(1).map((own, i) => own.slice(1).map((cell, j) => subtract(cell, divide(multiply(row[i], row[j]), pivot))));
  }
  return leastValues(form).every((least) => least.n > 0n);
}

// Return what a form is worth where it could be least on the simplex.
function leastValues(form) {
  const supports = range(form.length).flatMap((k) => subsets(form.length, k + 1));
  return supports.flatMap((chosen) => {
    const part = chosen.map((i) => chosen.map((j) => form[i][j]));
    const basis = nullSpace(part.slice(1).map((row) => row.map((cell, k) => subtract(cell, part[0][k]))), chosen.length);
    const shares = basis.length === 1 && sharesOf(basis[0]);
    return shares ? [dot(part[0], shares)] : [];
  });
}

// Return for each order and other one whether it is a best reply to it; floats are as far apart as their decimals.
const repliesIn = (payoffs) => payoffs.map((row) => row.map((cell, j) => payoffs.every((other) => other[j] <= cell)));

// ---- the magnet, in fractions

// Return what joining is worth to a kind of neighbour where nobody has joined, and where all have.
function worthOf(magnet, numbers, shares) {
  const weights = magnet.rows[0].map((_, k) => dot(magnet.rows.map((row) => row[k]), shares));
  const known = [...numbers, ...weights];
  const value = (terms) => total(terms.map(([size, factors]) => factors.reduce((product, k) => multiply(product, known[k]), size)));
  const alone = value(magnet.alone);
  return { alone, together: add(alone, value(magnet.more)) };
}

function regimeOf({ alone, together }) {
  const [now, then] = [alone.n > 0n, together.n > 0n];
  return now ? (then ? "magnet" : "self-limiting") : then ? "bistable" : "repellent";
}

// Return the share at which joining is worth nothing, null where it is nowhere or everywhere.
function tippingOf({ alone, together }) {
  if (compare(alone, together) === 0) return null;
  const share = divide(alone, subtract(alone, together));
  return compare(share, ZERO) < 0 || compare(share, ONE) > 0 ? null : share;
}

const splitAt = (magnet, values) => [values.slice(0, magnet.parameters), values.slice(magnet.parameters)];

function typicalAt(magnet, values) {
  return worthOf(magnet, ...splitAt(magnet, values));
}

// Return a magnet where the dials stand: the typical neighbour, each kind, where nobody changes its mind, and rounds.
function magnetAt(magnet, values) {
  const [numbers, shares] = splitAt(magnet, values);
  const only = (k) => shares.map((_, j) => (j === k ? ONE : ZERO));
  const kinds = inUse(shares).map((k) => ({ name: magnet.orders[k], share: shares[k], ...worthOf(magnet, numbers, only(k)) }));
  const joins = ({ alone, together }, joined) => add(alone, multiply(subtract(together, alone), joined)).n > 0n;
  const next = (joined) => total(kinds.map((kind) => (joins(kind, joined) ? kind.share : ZERO)));
  const sums = kinds.reduce((found, { share }) => [...found, ...found.map((each) => add(each, share))], [ZERO]);
  const resting = sums.filter((share) => compare(next(share), share) === 0).sort(compare);
  return {
    typical: typicalAt(magnet, values),
    kinds,
    resting: resting.filter((share, k) => !k || compare(share, resting[k - 1])),
    courses: magnet.starts.map((start) => courseFrom(start, next)),
  };
}

// Return the shares that have joined, round by round, until one comes again.
function courseFrom(start, next) {
  const course = [start];
  const seen = new Set();
  for (let joined = start; !seen.has(written(joined)); course.push(joined)) {
    seen.add(written(joined));
    joined = next(joined);
  }
  return course;
}

// Return where, as a dial falls or rises alone, the regime of neighbours who are all alike first becomes another.
function magnetTips(magnet, values, dial) {
  const { low, high } = magnet.dials[dial];
  const at = (value) => {
    const next = withDial(magnet, values, dial, value);
    return next && typicalAt(magnet, next);
  };
  const ends = [low, high].map(at);
  if (ends.includes(null)) return {};
  const zeros = ["alone", "together"].flatMap((line) => {
    const [first, last] = ends.map((end) => end[line]);
    return compare(first, last) ? [add(low, multiply(subtract(high, low), divide(first, subtract(first, last))))] : [];
  });
  const now = regimeOf(at(values[dial]));
  const first = (turn, end) => {
    const passed = zeros.filter((zero) => compare(zero, values[dial]) * turn >= 0 && compare(end, zero) * turn >= 0);
    const places = [values[dial], ...passed, end].sort((a, b) => compare(a, b) * turn);
    for (let k = 0; k < places.length; k++) {
      const own = regimeOf(at(places[k]));
      if (own !== now) return { value: places[k], regime: own, there: true };
      if (k + 1 === places.length || compare(places[k], places[k + 1]) === 0) continue;
      const beyond = regimeOf(at(divide(add(places[k], places[k + 1]), fraction(2n))));
      if (beyond !== now) return { value: places[k], regime: beyond, there: false };
    }
    return null;
  };
  return { fall: first(-1, low), rise: first(1, high) };
}
