// Where a conflict can rest for given preferences, in whole numbers: Nash, GMR, SMR, SEQ and symmetric SEQ.

const range = (count) => [...Array(count).keys()];
const CREDIBLE = ["seq", "sseq"];
const SYMMETRIC = ["smr", "sseq"];

// Return the classes into which statements rank the states, best first; of each statement it is said, state by state, whether it is true.
function classesBy(truths, count) {
  const classes = new Map();
  for (const state of range(count)) {
    const key = truths.map((truth) => truth[state]).join("");
    classes.set(key, [...(classes.get(key) || []), state]);
  }
  return [...classes.keys()].sort().reverse().map((key) => classes.get(key));
}

const opposite = (truth) => [...truth].map((each) => (each === "1" ? "0" : "1")).join("");

// Return the classes of a preference: it is such classes, or numbers of statements from 1, negative where the contrary is wished for.
function classesOf(model, player, preference) {
  const { statements } = model.preferences[player];
  if (!statements) return preference;
  const truths = preference.map((number) => (number > 0 ? statements[number - 1][3] : opposite(statements[-number - 1][3])));
  return classesBy(truths, model.states.length);
}

function standingOf(classes, count) {
  const standing = Array(count).fill(0);
  classes.forEach((tied, place) => tied.forEach((state) => (standing[state] = classes.length - 1 - place)));
  return standing;
}

// Return from each state the least key that moves of some players end at, none of whom moves twice in a row.
function lowestReach(movers, keys) {
  const begun = movers.map(() => keys.map(() => Infinity));
  let [turn, unchanged] = [0, 0];
  while (unchanged < movers.length) {
    const others = begun.filter((_, place) => place !== turn);
    const least = keys.map((key, state) => Math.min(key, ...others.map((own) => own[state])));
    const lowered = movers[turn].map((ends) => Math.min(...ends.map((end) => least[end])));
    unchanged = lowered.every((value, state) => value === begun[turn][state]) ? unchanged + 1 : 1;
    begun[turn] = lowered;
    turn = (turn + 1) % movers.length;
  }
  return keys.map((_, state) => Math.min(...begun.map((own) => own[state])));
}

// Return what holds where players have these preferences, by the concepts that are asked for.
function solved(model, preferences, concepts) {
  const count = model.states.length;
  const standing = preferences.map((own, player) => standingOf(classesOf(model, player, own), count));
  const better = model.moves.map((own, i) => own.map((ends, state) => ends.filter((end) => standing[i][end] > standing[i][state])));
  const threats = {};
  for (const concept of concepts.filter((each) => each !== "nash"))
    threats[concept] = standing.map((own, i) => {
      const movers = (CREDIBLE.includes(concept) ? better : model.moves).filter((_, j) => j !== i);
      const escape = (key, state) => Math.max(key, ...model.moves[i][state].map((end) => own[end]));
      return lowestReach(movers, SYMMETRIC.includes(concept) ? own.map(escape) : own);
    });
  const found = { standing, better, threats };
  const holds = (concept) => better.map((own, i) => own.map((ends, state) => ends.every((end) => deters(found, concept, i, state, end))));
  found.stable = Object.fromEntries(concepts.map((concept) => [concept, holds(concept)]));
  const rests = (concept) => range(count).filter((state) => found.stable[concept].every((own) => own[state]));
  found.rests = Object.fromEntries(concepts.map((concept) => [concept, rests(concept)]));
  return found;
}

// Tell whether what the others can answer keeps a player from a move to a state that it likes better.
const deters = (found, concept, player, state, end) =>
  concept !== "nash" && found.threats[concept][player][end] <= found.standing[player][state];

// Return an answer of one other player alone that keeps a player from a move, as who and where to; null where there is none.
function answerOf(model, found, credible, player, state, end) {
  const own = found.standing[player];
  for (const other of range(model.moves.length))
    for (const next of other === player ? [] : (credible ? found.better : model.moves)[other][end])
      if (own[next] <= own[state]) return [other, next];
  return null;
}

const MOST_GROUPED = 8;

// Return the groups of two and more, the smallest first.
function groupsOf(count) {
  const groups = range(2 ** count).map((code) => range(count).filter((i) => Math.floor(code / 2 ** i) % 2 === 1));
  const inOrder = (a, b) => a.length - b.length || a.find((i, k) => i !== b[k]) - b.find((i, k) => i !== a[k]);
  return groups.filter((group) => group.length > 1).sort(inOrder);
}

// Return the groups that would all gain by leaving a state together, each with the first state for that, those without a smaller one.
function leaversFrom(model, found, state) {
  const leavers = [];
  for (const group of groupsOf(model.moves.length)) {
    if (leavers.some(({ members }) => members.every((i) => group.includes(i)))) continue;
    const gains = (end) => group.every((i) => found.standing[i][end] > found.standing[i][state]);
    const keys = model.states.map((_, end) => (gains(end) ? end : Infinity));
    const target = lowestReach(group.map((i) => model.moves[i]), keys)[state];
    if (target < Infinity) leavers.push({ members: group, target });
  }
  return leavers;
}

// Return a preference in which a place and the next have changed places.
const swapped = (preference, place) => [...preference.slice(0, place), preference[place + 1], preference[place], ...preference.slice(place + 2)];

// Return what comes of each swap of neighbours in a preference: the states that appear and those that end, in a concept.
function swapOf(model, preferences, now, concept, player, place) {
  const changed = preferences.map((own, i) => (i === player ? swapped(own, place) : own));
  const then = solved(model, changed, [concept]).rests[concept];
  return { player, place, appears: then.filter((state) => !now.includes(state)), ends: now.filter((state) => !then.includes(state)) };
}

// Tell whether a statement, as the page holds it, is true where the options that a code has taken are taken.
function isTrue(statement, code) {
  if (!Array.isArray(statement)) return Math.floor(code / 2 ** statement) % 2 === 1;
  const [word, ...parts] = statement;
  const [first, second] = parts.map((part) => isTrue(part, code));
  return { not: !first, and: first && second, or: first || second, if: first || !second, iff: first === second }[word];
}

// ---- preferences as text: states or statements by their numbers from 1, best first

const isStated = (model, player) => Boolean(model.preferences[player].statements);

function initialPreference(model, player) {
  const { statements, ranking } = model.preferences[player];
  return statements ? statements.map((_, place) => place + 1) : ranking;
}

const writtenPreference = (model, player, preference) =>
  (isStated(model, player) ? preference : preference.map((tied) => tied.map((state) => state + 1).join("="))).join(">");

// Return the preference that a text gives, null where it gives none.
function readPreference(model, player, text) {
  if (!/^-?\d{1,4}(?:[>=]-?\d{1,4})*$/.test(text)) return null;
  const stated = isStated(model, player);
  const classes = text.split(">").map((tied) => tied.split("=").map(Number));
  const numbers = classes.flat();
  const sizes = numbers.map(Math.abs);
  const most = stated ? model.preferences[player].statements.length : model.states.length;
  const sound = sizes.every((size) => size >= 1 && size <= most) && new Set(sizes).size === sizes.length;
  if (!sound || (stated ? text.includes("=") : text.includes("-") || sizes.length < most)) return null;
  return stated ? numbers : classes.map((tied) => tied.map((number) => number - 1).sort((a, b) => a - b));
}
