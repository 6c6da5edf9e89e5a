// The numbers of a game that are moved exactly: dials, their form in the address, and changes of the answer along them.
//
// The game of the page is `game`; `state.values` are the numbers where its dials stand.

const short = (value) => (written(value).length <= 7 ? written(value) : number(value));
const exactly = (value) => (written(value) === number(value) ? number(value) : `${number(value)} (${written(value)})`);

const initial = () => game.dials.map((dial) => dial.value);

const settingOf = (values) =>
  game.dials.flatMap((dial, k) => (compare(values[k], dial.value) ? [[dial.key, written(values[k])]] : []));

const inRange = ({ low, high }, value) => compare(value, low) >= 0 && compare(value, high) <= 0;

// Return the values that an address or a saved setting gives; a mix of which the shares do not sum to 1 is left alone.
function valuesFrom(given, prefix) {
  const values = game.dials.map((dial) => {
    const value = parsed(given.get(prefix + dial.key) || "");
    return value && inRange(dial, value) ? value : dial.value;
  });
  for (const whole of new Set(game.dials.map((dial) => dial.whole)))
    if (whole !== null) {
      const members = range(values.length).filter((k) => game.dials[k].whole === whole);
      if (compare(total(members.map((k) => values[k])), ONE)) members.forEach((k) => (values[k] = game.dials[k].value));
    }
  return values;
}

const settingKept = (given) => (given.has("~~") ? { values: valuesFrom(given, "~~") } : null);

const settingParts = () => [...settingOf(state.values), ...(state.kept ? keptParts(settingOf(state.kept.values)) : [])];

// ---- dials

const stepsOf = ({ low, high, step }) => Math.ceil(decimal(divide(subtract(high, low), step)));

function atStep(dial, place) {
  const value = add(dial.low, multiply(dial.step, fraction(BigInt(place))));
  return compare(value, dial.high) > 0 ? dial.high : value;
}

const placeOf = (dial, value) => Math.round(decimal(divide(subtract(value, dial.low), dial.step)));

const endsOf = ({ low, high }) => `${number(low)} to ${number(high)}`;

let onDials = [];

function drawDials(open) {
  onDials = [];
  const none = game.dials.length ? null : make("p", "This game has no number that can be moved.");
  section("dials", "What it rests on", none, grouped(game.dials, drawDial, open));
}

const drawDial = (dial, k) =>
  dialRow(k, dial, endsOf(dial), stepsOf(dial), (place) => turn(k, atStep(dial, place)), (text) => typed(k, text));

function typed(k, text) {
  const dial = game.dials[k];
  const value = parsed(text);
  if (value && inRange(dial, value)) return turn(k, value);
  byId(`t${k}`).value = short(state.values[k]);
  return tellEnds(dial.spoken, endsOf(dial));
}

function turn(k, value) {
  const next = turned(state.values, k, value);
  if (!next) onDials[k] = null;
  repaint({ values: next || state.values });
  if (!next) tell(`${game.dials[k].spoken}: no other share could take the rest; raise another share instead`);
}

function turned(values, k, value) {
  const next = withDial(game, values, k, value);
  return next && shortened(next, k);
}

const FINEST = 10n ** 6n;

// Round the other shares of a mix to millionths where their fractions have grown long; the largest takes what is left.
function shortened(values, dial) {
  const { whole } = game.dials[dial];
  const others = range(values.length).filter((k) => k !== dial && whole !== null && game.dials[k].whole === whole);
  if (others.every((k) => values[k].d <= FINEST ** 2n)) return values;
  const next = [...values];
  for (const k of others) next[k] = fraction((values[k].n * FINEST) / values[k].d, FINEST);
  const most = others.reduce((a, b) => (compare(next[b], next[a]) > 0 ? b : a));
  next[most] = subtract(ONE, total([dial, ...others].filter((k) => k !== most).map((k) => next[k])));
  return next;
}

// Show the dials whose numbers are others than those that are shown.
function showDials() {
  game.dials.forEach((dial, k) => {
    const value = state.values[k];
    if (onDials[k] === value) return;
    onDials[k] = value;
    showDial(k, placeOf(dial, value), number(value), short(value), compare(value, dial.value) !== 0);
  });
}

// Say which numbers are not the scenario's own: paper has no dials.
function movedWords() {
  const told = game.dials.flatMap((dial, k) =>
    compare(state.values[k], dial.value) ? [`${dial.spoken} ${number(state.values[k])}, not ${number(dial.value)}`] : [],
  );
  return told.length ? `Set here: ${told.join("; ")}.` : "";
}

// Return the rows of two settings that are of the numbers in which they differ.
const movedRows = (before, now) =>
  game.dials.flatMap((dial, k) => (compare(before[k], now[k]) ? [[dial.spoken, exactly(before[k]), exactly(now[k])]] : []));

// ---- changes of the answer along a dial

// Return what is met as a number falls and as it rises, each with the words for reaching a number and for passing it.
const bothWays = ({ fall, rise }) =>
  [[fall, ["falls to", "falls below"]], [rise, ["rises to", "rises above"]]].flatMap(([tip, way]) => (tip ? [{ ...tip, way }] : []));

function farOf({ k, value }) {
  const { low, high } = game.dials[k];
  return Math.abs(decimal(subtract(value, state.values[k])) / decimal(subtract(high, low)));
}

const nearestFirst = (tips) => tips.sort((a, b) => farOf(a) - farOf(b));

function tipLine(k, value, course, change) {
  const { spoken } = game.dials[k];
  const go = make("button", { type: "button", "aria-label": `go there: ${spoken} ${number(value)}`, onclick: () => turn(k, value) }, "go there");
  return make("li", make("strong", `${spoken} ${course}`), ` from ${number(state.values[k])}: ${change}. `, go);
}

const SHOWN = 8;

function foldedList(items) {
  const more = items.slice(SHOWN);
  const rest = more.length ? make("details", make("summary", `${more.length} more`), make("ul", more)) : "";
  return make("div", make("ul", items.slice(0, SHOWN)), rest);
}
