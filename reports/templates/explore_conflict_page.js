// What is seen and touched of a conflict: the state one is in, what each prefers, and where it can rest.

const TOLD = "seq";
const MOST_NAMED = 3;
const MOST_CHANGES = 12;
const QUOTE = String.fromCharCode(34);

const model = JSON.parse(byId("game").textContent);
const count = model.states.length;
const players = range(model.players.length);
const concepts = model.concepts.map(([name]) => name);
const titleOf = (name) => model.concepts[concepts.indexOf(name)][1];
const initial = () => players.map((i) => initialPreference(model, i));
const base = solved(model, initial(), concepts);

let found = null;

const quoted = (words) => QUOTE + words + QUOTE;
const told = (s) => quoted(model.states[s]);
const capital = (words) => words[0].toUpperCase() + words.slice(1);
const numbered = (s) => `${model.states[s]} (${s + 1})`;
const it = (i) => (model.spoken[i][1] ? "them" : "it");
const spoken = (i) => model.spoken[i][0];

function toldStates(states) {
  const more = states.length - MOST_NAMED;
  return listed([...states.slice(0, MOST_NAMED).map(told), ...(more > 0 ? [`${more} more`] : [])]) || "no state";
}

// ---- the setting, and its form in the address

const writtenOf = (preferences) => preferences.map((own, i) => writtenPreference(model, i, own));

// Return what differs from the page as it came, as pairs of a name and text.
function changes({ preferences, here }) {
  const [first, now] = [writtenOf(initial()), writtenOf(preferences)];
  const changed = players.filter((i) => first[i] !== now[i]).map((i) => [`preferences.${model.names[i]}`, now[i]]);
  return here === (model.today || 0) ? changed : [...changed, ["status_quo", `${here + 1}`]];
}

// Return the setting that an address or a saved page gives; what cannot be read is as the page came.
function settingIn(given, prefix) {
  const here = Number(given.get(`${prefix}status_quo`)) - 1;
  const preferences = players.map((i) => readPreference(model, i, given.get(`${prefix}preferences.${model.names[i]}`) || "") || initial()[i]);
  return { preferences, here: Number.isInteger(here) && here >= 0 && here < count ? here : model.today || 0 };
}

const address = () => addressOf([...changes(state), ...(state.kept ? keptParts(changes(state.kept)) : [])]);

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const kept = given.has("~~") ? settingIn(given, "~~") : null;
  state = { ...settingIn(given, ""), kept, look: looksOf(given), shown: false, liked: false };
}

// ---- where one is

const codeOf = (s) => model.codes[s];

// Go to the state in which one option is taken or left, or say in words why there is none.
function tick(option) {
  const bit = 2 ** option;
  const [owner, words] = model.options[option];
  const taken = isTrue(option, codeOf(state.here));
  const code = codeOf(state.here) + (taken ? -bit : bit);
  const there = model.codes.indexOf(code);
  if (there >= 0) return repaint({ here: there });
  const [pattern] = model.infeasible.find(([, tree]) => isTrue(tree, code));
  repaint();
  tell(`${capital(spoken(owner))}: ${words} cannot be ${taken ? "left" : "taken"} here, as the scenario rules out ${quoted(pattern)}. Change another option first, or choose a state from the table.`);
}

function drawHere() {
  const box = (option, words, tail) => {
    const input = make("input", { type: "checkbox", id: `o${option}`, checked: isTrue(option, codeOf(state.here)), onchange: () => tick(option) });
    return make("label", input, ` ${words}`, tail ? ` (${tail})` : "");
  };
  const sets = players.map((i) => {
    const own = model.options.flatMap(([owner, words, tail], option) => (owner === i ? [box(option, words, tail)] : []));
    return own.length ? make("fieldset", make("legend", model.players[i]), own) : null;
  });
  const choice = model.codes.length ? [] : [chooser("You are here", range(count).map((s) => [s, numbered(s)]), state.here, (s) => repaint({ here: s }))];
  const today = state.here === model.today ? " This is today's state." : "";
  refill(byId("here"), make("p", make("b", numbered(state.here)), today), ...sets.filter(Boolean), ...choice);
}

// ---- preferences

const itemWords = (i, item) => {
  if (!isStated(model, i)) return item.map(numbered).join("; as good: ");
  return model.preferences[i].statements[Math.abs(item) - 1][item > 0 ? 0 : 1];
};
const itemTold = (i, item) => (isStated(model, i) ? quoted(itemWords(i, item)) : toldStates(item));

// Put another preference in a player's place; the keyboard stays where it was, on the part that has moved.
function prefer(i, preference, focus) {
  if (preference.length) repaint({ preferences: state.preferences.map((own, j) => (j === i ? preference : own)) });
  else {
    drawPreference(i);
    tell("At least one statement has to count.");
  }
  byId(focus).focus();
}

function move(i, place, focus) {
  const own = state.preferences[i];
  if (place < 0 || place > own.length - 2) return tell(place < 0 ? "It stands first already." : "It stands last already.");
  prefer(i, swapped(own, place), focus);
}

const act = (id, label, words, does) => make("button", { type: "button", id, "aria-label": `${label}: ${words}`, title: label, onclick: () => does(id) }, label.split(" ").map((word) => ARROWS[word] || word).join(" "));
const ARROWS = { Up: "↑", Down: "↓" };

// Each button looks up where its tie stands when it is pressed: the item stays where others move.
function classItem(i, tied, last) {
  const [key, words] = [`${i}-${tied[0]}`, itemWords(i, tied)];
  const now = () => [state.preferences[i], state.preferences[i].findIndex(([first]) => first === tied[0])];
  const together = () => {
    const [own, place] = now();
    const joined = [...tied, ...own[place + 1]].sort((a, b) => a - b);
    prefer(i, [...own.slice(0, place), joined, ...own.slice(place + 2)], `u${i}-${joined[0]}`);
  };
  const apart = (s) => () => {
    const [own, place] = now();
    prefer(i, [...own.slice(0, place), [s], tied.filter((other) => other !== s), ...own.slice(place + 1)], `u${i}-${s}`);
  };
  return make(
    "li",
    make("p", words),
    act(`u${key}`, "Up", words, (id) => move(i, now()[1] - 1, id)),
    act(`d${key}`, "Down", words, (id) => move(i, now()[1], id)),
    last ? null : act(`t${key}`, "as good as the next", words, together),
    tied.length > 1 ? tied.map((s) => act(`a${i}-${s}`, `${s + 1} alone`, model.states[s], apart(s))) : null,
  );
}

function statementItem(i, number) {
  const [own, size] = [state.preferences[i], Math.abs(number)];
  const [place, words] = [own.indexOf(number), itemWords(i, number)];
  const kind = place < 0 ? 0 : Math.sign(number);
  const choice = make(
    "select",
    { id: `c${i}-${size}`, "aria-label": `Whether it counts: ${words}` },
    [[1, "counts"], [-1, "its contrary counts"], [0, "left out"]].map(([value, label]) => make("option", { value, selected: value === kind }, label)),
  );
  choice.value = `${kind}`;
  choice.onchange = () => {
    const chosen = Number(choice.value) * size;
    prefer(i, place < 0 ? [...own, chosen] : own.flatMap((each) => (each === number ? (chosen ? [chosen] : []) : [each])), `c${i}-${size}`);
  };
  const arrows = place < 0 ? [] : [act(`u${i}-${size}`, "Up", words, (id) => move(i, place - 1, id)), act(`d${i}-${size}`, "Down", words, (id) => move(i, place, id))];
  return make("li", make("p", words), arrows, choice);
}

const rankings = players.map(() => ({ list: make("ol", { className: "ranking" }), items: new Map() }));

// Put a ranking in order: items that stand already are moved, not made again, as many would take long.
function drawRanking(i) {
  const [own, { list, items }] = [state.preferences[i], rankings[i]];
  const keyOf = (tied, place) => `${tied}${place === own.length - 1 ? " last" : ""}`;
  const next = new Map(own.map((tied, place) => [keyOf(tied, place), items.get(keyOf(tied, place)) || classItem(i, tied, place === own.length - 1)]));
  for (const [key, item] of items) if (!next.has(key)) list.removeChild(item);
  [...next.values()].forEach((item, place) => list.children[place] === item || list.insertBefore(item, list.children[place] || null));
  rankings[i].items = next;
  if (!byId(`p${i}`).contains(list)) byId(`p${i}`).replaceChildren(list);
}

function drawStatements(i) {
  const own = state.preferences[i];
  const left = model.preferences[i].statements.map((_, k) => k + 1).filter((k) => !own.includes(k) && !own.includes(-k));
  const items = own.map((item) => statementItem(i, item));
  const out = left.length ? [make("p", { className: "soft" }, "Left out:"), make("ul", { className: "ranking" }, left.map((k) => statementItem(i, k)))] : [];
  byId(`p${i}`).replaceChildren(make("ol", { className: "ranking" }, items), ...out);
}

function drawPreference(i) {
  (isStated(model, i) ? drawStatements : drawRanking)(i);
  byId(`p${i}`).dataset.shown = writtenOf(state.preferences)[i];
}

function drawDials() {
  const drawn = players.map((i) => {
    const how = isStated(model, i) ? "statements, the most important first" : "the best first";
    return make("details", { open: i === 0 }, make("summary", `${model.players[i]}: ${how}`), make("div", { id: `p${i}` }));
  });
  section("dials", "You are here", make("div", { id: "here" }), make("h3", "What each prefers"), drawn);
}

function showDials() {
  drawHere();
  const now = writtenOf(state.preferences);
  for (const i of players) if (byId(`p${i}`).dataset.shown !== now[i]) drawPreference(i);
}

// ---- the answer

// Return concepts that find the same states together, each with these; symmetric SEQ only where it differs from SEQ.
function byRests(rests) {
  const groups = new Map();
  for (const name of concepts) {
    if (name === "sseq" && `${rests.sseq}` === `${rests.seq}`) continue;
    groups.set(`${rests[name]}`, [...(groups.get(`${rests[name]}`) || []), name]);
  }
  return [...groups.values()].sort((a, b) => b.includes(TOLD) - a.includes(TOLD));
}

function foresight(names) {
  const looks = (own) => [...new Set(own.map((name) => model.concepts[concepts.indexOf(name)][3]))];
  const how = looks(names).length === looks(concepts).length ? "in each way of looking ahead" : `if each side ${looks(names).join(" or ")}`;
  return `${how} (${listed(names.map(titleOf))})`;
}

function restsWords({ rests }) {
  const parts = byRests(rests).map((names) => {
    const own = rests[names[0]];
    const where = own.length > MOST_NAMED && !names.includes(TOLD) ? `${own.length} states` : toldStates(own);
    return `at ${where} ${foresight(names)}`;
  });
  return `The conflict can rest ${parts.join("; ")}.`;
}

function hereWords() {
  const leaving = players.filter((i) => !found.stable[TOLD][i][state.here]);
  const where = `${state.here === model.today ? "Today's state" : "The state you are in"}, ${told(state.here)},`;
  const by = titleOf(TOLD);
  return leaving.length ? `${where} does not hold by ${by}: ${listed(leaving.map(spoken))} would leave it.` : `${where} holds by ${by}.`;
}

// Say what is another answer than that of the scenario's own preferences, concepts of the same change together.
function changedWords() {
  const groups = new Map();
  for (const name of concepts) {
    const [now, then] = [found.rests[name], base.rests[name]];
    const [come, gone] = [now.filter((s) => !then.includes(s)), then.filter((s) => !now.includes(s))];
    const key = `${come};${gone}`;
    if (come.length + gone.length) groups.set(key, { come, gone, names: [...(groups.has(key) ? groups.get(key).names : []), titleOf(name)] });
  }
  return [...groups.values()].map(({ come, gone, names }) => `With these preferences ${onceWords(come, gone)}, by ${listed(names)}.`);
}

function onceWords(come, gone) {
  const parts = [
    ...(come.length ? [`it can rest at ${toldStates(come)}${gone.length ? "" : " too"}`] : []),
    ...(gone.length ? [`${come.length ? "no longer" : "it can no longer rest"} at ${toldStates(gone)}`] : []),
  ];
  return parts.join(" and ");
}

function drawAnswer() {
  if (hiding()) {
    const liked = state.liked ? null : button("Show who likes what better", () => repaint({ liked: true }));
    return section("answer", "Where it can rest", make("p", "Where can it come to rest, and what keeps each from moving?"), make("p", button("Show the answer", () => repaint({ shown: true })), liked));
  }
  const hide = state.look.teach ? make("p", button("Hide the answer", () => repaint({ shown: false, liked: false }))) : null;
  const changed = changes({ ...state, here: model.today || 0 }).length > 0;
  const fresh = changed ? changedWords() : [];
  const same = changed && !fresh.length ? ["These preferences change nothing in where it can rest."] : [];
  section("answer", "Where it can rest", hide, make("div", { className: "outcome" }, [restsWords(found), hereWords(), ...fresh, ...same].map((words) => make("p", words))), soft(`All ${count} states are looked at, and compared in whole numbers: none is missing.`), model.views ? soft("That some see the conflict otherwise than it is, is not looked at on this page; tetrarchy stability tells of it.") : null);
}

// ---- moves from here

function likes(i, s, end) {
  const [own, other] = [found.standing[i][s], found.standing[i][end]];
  return other > own ? "better" : other < own ? "worse" : "as good";
}

// Say what keeps a player from a move to a state that it likes better, or that nothing does.
function keptWords(i, s, end) {
  const who = capital(spoken(i));
  const ends = (next) => `${told(next)}, no better for ${it(i)} than ${next === s ? "before" : "staying"}`;
  const better = `${who} would like ${told(end)} better, but`;
  const answered = (credible) => answerOf(model, found, credible, i, s, end);
  if (deters(found, "seq", i, s, end)) {
    const answer = answered(true);
    return answer ? `${better} ${spoken(answer[0])} would answer with ${ends(answer[1])}.` : `${better} the others together could answer with what is no better for ${it(i)} than staying.`;
  }
  if (!deters(found, "gmr", i, s, end)) return `${who} would move to ${told(end)}, which nobody can make ${it(i)} regret.`;
  const answer = answered(false);
  const could = answer ? `${spoken(answer[0])} could answer with ${ends(answer[1])}` : `the others together could answer with what is no better for ${it(i)} than staying`;
  return `${who} would move to ${told(end)}, which nobody can make ${it(i)} regret by steps that those who take them like, though ${could}.`;
}

function drawMoves() {
  const [s, hidden] = [state.here, hiding()];
  const [liked, kept] = [!hidden || state.liked, !hidden];
  const rows = players.flatMap((i) => model.moves[i][s].map((end) => moveRow(i, s, end, liked, kept)));
  const head = ["who", "can move to", ...(liked ? ["likes it"] : []), ...(kept ? ["kept from it by", "how"] : [])];
  const still = players.filter((i) => !model.moves[i][s].length).map(spoken);
  section("moves", "What each can do from here", rows.length ? table(`Moves from ${numbered(s)}`, head, rows) : make("p", "Nobody can move from here."), rows.length && still.length ? make("p", `${capital(listed(still))} cannot move from here.`) : null, make("div", { id: "together" }));
}

function* drawTogether() {
  if (hiding() || players.length < 2) return;
  yield;
  if (players.length > MOST_GROUPED) return byId("together").append(soft("Whether some would leave it together is not looked at among so many."));
  const leavers = leaversFrom(model, found, state.here);
  const items = leavers.map(({ members, target }) => make("li", `Together ${listed(members.map(spoken))} would ${members.length === 2 ? "both" : "all"} gain by moving to ${told(target)}. `, go(target, "go there")));
  byId("together").append(items.length ? make("ul", items) : make("p", "No two or more would all gain by leaving it together."));
  if (items.length) byId("together").append(soft("Whether answers of others would keep them from it is told by tetrarchy stability."));
}

function moveRow(i, s, end, liked, kept) {
  const tempting = likes(i, s, end) === "better";
  const by = tempting ? listed(concepts.filter((name) => deters(found, name, i, s, end)).map(titleOf)) || "nothing" : "";
  const how = tempting ? keptWords(i, s, end) : "";
  const cells = [model.players[i], go(end, numbered(end)), ...(liked ? [tempting ? make("b", "better") : likes(i, s, end)] : []), ...(kept ? [by, how] : [])];
  return make("tr", cells.map((cell) => make("td", cell)));
}

const go = (s, words) => button(words, () => repaint({ here: s }));

let board = { rows: [] };

// Make the table of all states once, and fill in anew only the rows that say something else.
function drawStates() {
  const shown = !hiding();
  const fresh = board.shown !== shown;
  if (fresh) board = { shown, rows: range(count).map(() => make("tr")), words: [] };
  board.rows.forEach((row, s) => {
    const leaving = (name) => players.filter((i) => !found.stable[name][i][s]);
    const leavers = shown ? concepts.map(leaving) : [];
    const words = JSON.stringify([s === state.here, leavers]);
    if (board.words[s] !== words) fillRow(row, s, leavers);
    board.words[s] = words;
  });
  if (fresh) drawBoard(shown);
}

function fillRow(row, s, leavers) {
  const here = s === state.here;
  const marks = [here ? "you are here" : "", s === model.today ? "today" : ""].filter(Boolean).join(", ");
  const name = make("th", { scope: "row" }, go(s, model.states[s]), marks ? ` (${marks})` : "");
  const cells = leavers.map((own) => make("td", { className: own.length ? "" : "stable" }, own.map((i) => model.players[i]).join(", ") || "yes"));
  refill(row, make("td", { className: "number" }, `${s + 1}`), name, ...cells);
  row.className = here ? "now" : "";
  row.setAttribute("aria-current", `${here}`);
}

function drawBoard(shown) {
  const head = ["no.", "state", ...(shown ? concepts.map(titleOf) : [])];
  const meanings = shown ? make("ul", { className: "unsaid" }, model.concepts.map(([, , meaning]) => make("li", meaning))) : null;
  section("states", "All states", table(shown ? "All feasible states: yes, or who would leave" : "All feasible states", head, board.rows), meanings);
}

// ---- what would change it

function swapWords({ player, place, appears, ends }) {
  const [upper, lower] = [place, place + 1].map((k) => itemTold(player, state.preferences[player][k]));
  const who = spoken(player);
  const change = isStated(model, player) ? `${lower} were more important to ${who} than ${upper}` : `${who} liked ${lower} better than ${upper}`;
  return `If ${change} (now it is just below), ${onceWords(appears, ends).replace("it can", "it could")}.`;
}

function* drawTips() {
  const by = titleOf(TOLD);
  if (hiding()) return section("tips", "What would change it", soft("Hidden until the answer is shown."));
  const [now, decisive] = [found.rests[TOLD], []];
  let tried = 0;
  for (const i of players)
    for (const place of range(state.preferences[i].length - 1)) {
      const each = swapOf(model, state.preferences, now, TOLD, i, place);
      if (each.appears.length + each.ends.length) decisive.push(each);
      tried += 1;
      yield;
    }
  const items = decisive.slice(0, MOST_CHANGES).map((each) => make("li", `${swapWords(each)} `, button("go there", () => repaint({ preferences: state.preferences.map((own, i) => (i === each.player ? swapped(own, each.place) : own)) }))));
  const more = decisive.length - items.length;
  const words = `${decisive.length} of ${counted(tried, "swap", "swaps")} of two neighbours in what somebody prefers would change where it can rest by ${by}.`;
  section("tips", "What would change it", make("p", words), make("ul", items), more > 0 ? soft(`${more} more are not told one by one.`) : null);
}

// ---- two settings side by side

function drawPair() {
  sideBySide({ preferences: state.preferences, here: state.here }, (kept) => {
    const old = solved(model, kept.preferences, concepts);
    const numbers = (states) => states.map(numbered).join("; ") || "no state";
    const rests = concepts.map((name) => [`rests by ${titleOf(name)}`, numbers(old.rests[name]), numbers(found.rests[name])]);
    const [then, now] = [writtenOf(kept.preferences), writtenOf(state.preferences)];
    const moved = players.filter((i) => then[i] !== now[i]).map((i) => [`${model.players[i]} prefers`, preferenceWords(i, kept.preferences[i]), preferenceWords(i, state.preferences[i])]);
    return [...rests, ["you are at", numbered(kept.here), numbered(state.here)], ...moved];
  });
}

// Return a preference in words, the best first: statements, or states by the numbers that they have on the page.
function preferenceWords(i, own) {
  if (isStated(model, i)) return own.map((item) => quoted(itemWords(i, item))).join(", then ");
  return `states ${own.map((tied) => tied.map((s) => s + 1).join(" = ")).join(" > ")}`;
}

// ---- the page as a whole

// Return the scenario in TOML with what is set now.
function inToml() {
  const [lines, fresh] = [byId("scenario").textContent.replace(/^\n/, "").split("\n"), changes(state)];
  for (const i of players) if (fresh.some(([name]) => name === `preferences.${model.names[i]}`)) lines[model.lines[i]] = `${lines[model.lines[i]].split(" = ")[0]} = { ${preferenceToml(i)} }`;
  const today = fresh.some(([name]) => name === "status_quo");
  const kept = lines.filter((_, k) => !today || !model.todayLines.includes(k));
  return [...(today ? [`status_quo = ${todayToml()}`] : []), ...kept].join("\n");
}

const statePlain = (s) => (model.codes.length ? model.written.filter((_, option) => isTrue(option, codeOf(s))) : model.written[s]);
const contrary = (text) => `not (${text})`;

function preferenceToml(i) {
  const own = state.preferences[i];
  if (!isStated(model, i)) return `ranking = ${JSON.stringify(own.map((tied) => (tied.length > 1 ? tied.map(statePlain) : statePlain(tied[0]))))}`;
  const text = (number) => model.preferences[i].statements[Math.abs(number) - 1][2];
  return `statements = ${JSON.stringify(own.map((number) => (number > 0 ? text(number) : contrary(text(number)))))}`;
}

function todayToml() {
  if (!model.codes.length) return JSON.stringify(statePlain(state.here));
  const own = (i) => model.written.filter((_, option) => model.options[option][0] === i && isTrue(option, codeOf(state.here)));
  const bare = (i) => JSON.stringify(own(i).map((name) => name.slice(model.names[i].length + 1)));
  const parts = players.map((i) => `${JSON.stringify(model.names[i])} = ${bare(i)}`);
  return `{ ${parts.join(", ")} }`;
}

function drawTools() {
  const reset = button("Reset the preferences", () => repaint({ preferences: initial(), here: model.today || 0 }));
  const keep = button("Download this setting", () => download(changes(state), "room.html"));
  const plain = button("Download as TOML", () => handOut(inToml(), "application/toml", "room.toml"));
  refill(byId("tools"), ...lookButtons(["big", "dark", "teach"], { shown: false, liked: false }), reset, keep, plain);
}

// Say which preferences and state are set: paper has nothing to press.
function movedWords() {
  const [first, now] = [writtenOf(initial()), writtenOf(state.preferences)];
  const set = players.flatMap((i) => (first[i] === now[i] ? [] : [`${spoken(i)}: ${preferenceWords(i, state.preferences[i])}`]));
  const preferred = set.length ? `Preferences set here: ${set.join("; ")}.` : "";
  return [preferred, state.here === (model.today || 0) ? "" : `You are at ${numbered(state.here)}.`].filter(Boolean).join(" ");
}

function repaint(change = {}) {
  renew(change);
  found = solved(model, state.preferences, concepts);
  drawTools();
  showDials();
  byId("moved").textContent = movedWords();
  drawAnswer();
  drawMoves();
  drawStates();
  drawPair();
  byId("said").textContent = hiding() ? "" : [restsWords(found), hereWords(), ...changedWords()].join(" ");
  addressed(address);
  later(drawTogether(), drawTips());
}

drawDials();
begin((saved) => Object.assign(state, settingIn(saved, "")));
