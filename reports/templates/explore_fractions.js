// Fractions of whole numbers of any size, and the numbers of a game that can be moved. Nothing here knows of the page.
//
// A fraction is {n, d} with d > 0, reduced. A dial holds a number of the game and the range in which it can be moved; the
// shares of a mix, which sum to 1, are the dials with the same `whole`.

const range = (count) => [...Array(count).keys()];

// Return the sets of so many of the numbers below a count.
function subsets(count, size, from = 0) {
  if (size === 0) return [[]];
  const found = [];
  for (let first = from; first <= count - size; first++)
    for (const rest of subsets(count, size - 1, first + 1)) found.push([first, ...rest]);
  return found;
}

const absolute = (n) => (n < 0n ? -n : n);

function gcd(a, b) {
  a = absolute(a);
  b = absolute(b);
  while (b) [a, b] = [b, a % b];
  return a;
}

const lcm = (a, b) => (a / gcd(a, b)) * b;

function fraction(n, d = 1n) {
  const common = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common };
}

const ZERO = fraction(0n);
const ONE = fraction(1n);
const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const subtract = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const multiply = (a, b) => fraction(a.n * b.n, a.d * b.d);
const divide = (a, b) => fraction(a.n * b.d, a.d * b.n);
const sign = (n) => (n > 0n ? 1 : n < 0n ? -1 : 0);
const compare = (a, b) => sign(a.n * b.d - b.n * a.d);
const total = (fractions) => fractions.reduce(add, ZERO);
const between = (low, high, part) => add(low, multiply(subtract(high, low), part));
const written = (a) => (a.d === 1n ? `${a.n}` : `${a.n}/${a.d}`);

// Return a fraction from text such as "3/5", "-0.25" or "2"; null for anything else.
function parsed(text) {
  const found = /^\s*(-?)(\d{1,60})(?:\.(\d{1,60}))?(?:\/(\d{1,60}))?\s*$/.exec(text);
  if (!found || (found[4] && (found[3] || BigInt(found[4]) === 0n))) return null;
  const decimals = found[3] || "";
  const size = BigInt(found[2] + decimals);
  return fraction(found[1] ? -size : size, found[4] ? BigInt(found[4]) : 10n ** BigInt(decimals.length));
}

// Return a fraction as a number; where its parts are too long for that, their first digits are used.
function decimal(a) {
  const shift = BigInt(Math.max(0, `${absolute(a.n)}`.length - 300, `${a.d}`.length - 300));
  const unit = 10n ** shift;
  return Number(a.n / unit) / Number(a.d / unit || 1n);
}

// Return a fraction with at most three decimals, a half to the even one, and in powers of ten from a million and below a
// thousandth: as the program writes it.
function number(value) {
  const size = decimal(value);
  const far = Math.abs(size);
  const figures = Number(size.toPrecision(3));
  if (!size || (far >= 0.0005 && far < 1e6)) return `${Number((far * 16 % 4 === 1 ? size - Math.sign(size) * 1e-5 : size).toFixed(3))}`;
  return figures ** 2 < 1e-8 || far > 1 ? figures.toExponential().replace(/([+-])(\d)$/, "$10$2") : `${figures}`;
}

// ---- dials

// Return a dial from the values that the page holds; `spoken` is what it is called in a sentence.
const readDial = ([key, name, group, whole, value, low = "0", high = "1", step = "1/100", meaning = "", spoken = ""]) => ({
  key, name, group, whole, meaning, value: parsed(value), low: parsed(low), high: parsed(high), step: parsed(step),
  spoken: spoken || (group ? `${group}: ${name}` : name),
});

// Return the values with one dial set; the other shares of a mix keep their proportions. Null where none can give way.
function withDial(game, values, dial, value) {
  const { whole } = game.dials[dial];
  const next = [...values];
  if (whole !== null) {
    const rest = subtract(ONE, values[dial]);
    if (rest.n === 0n) return compare(value, ONE) === 0 ? next : null;
    const factor = divide(subtract(ONE, value), rest);
    game.dials.forEach((each, k) => {
      if (each.whole === whole) next[k] = multiply(values[k], factor);
    });
  }
  next[dial] = value;
  return next;
}
