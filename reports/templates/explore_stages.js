// Moves in an order: the outcomes of pure subgame-perfect equilibria, exactly.
//
// `stages` lists the players who move at once; whoever moves later sees what was done in earlier stages, but for what is
// hidden. The game is cut where everything that was done is seen by all who follow. An outcome of such a part is kept if
// no player gains by an own deviation: what follows within the part are answers to what its players see, and behind
// the part the kept outcome that is worst for the deviator, since different deviations end in different places.
//
// Payoffs come in by one question alone, `above(player, one, other)`: is a profile better for a player than another?

const MOST_PAIRS = 20000;
const MOST_OPEN = 5;

// Return the parts: who moves in them, in order, and which of the others in the part each sees.
function partsOf(game, stages, hidden) {
  const stageOf = {};
  stages.forEach((players, k) => players.forEach((player) => (stageOf[player] = k)));
  const sees = (player, other) => stageOf[other] < stageOf[player] && !hidden.some(([of, from]) => of === other && from === player);
  const sequence = stages.flat();
  const parts = [];
  sequence.forEach((mover, k) => {
    const before = sequence.slice(0, k).filter((other) => game.sizes[other] > 1);
    const open = sequence.slice(k).every((player) => before.every((other) => sees(player, other)));
    if (open) parts.push({ movers: [], seen: {} });
    const part = parts[parts.length - 1];
    part.seen[mover] = part.movers.filter((other) => sees(mover, other));
    part.movers.push(mover);
  });
  return parts;
}

// Return the kept outcomes from a part on after what was done before: profiles, each with what deviations may lead to.
function keptFrom(game, above, parts, number, before) {
  if (number === parts.length) return [{ profile: before, replies: [] }];
  const { movers } = parts[number];
  const places = movers.reduce(
    (some, mover) => some.flatMap((place) => range(game.sizes[mover]).map((action) => place + action * game.strides[mover])),
    [before],
  );
  const behind = new Map();
  for (const place of places) {
    const found = keptFrom(game, above, parts, number + 1, place);
    if (!found.length) return [];
    behind.set(place, found);
  }
  return places.flatMap((place) =>
    behind.get(place).flatMap(({ profile, replies }) => {
      const own = repliesThatHold(game, above, parts[number], behind, place, profile);
      return own ? [{ profile, replies: [...own, ...replies] }] : [];
    }),
  );
}

// Return for every deviation in a part among which outcomes the worst keeps it from gaining; null where one gains.
function repliesThatHold(game, above, { movers, seen }, behind, place, profile) {
  const deviations = movers.flatMap((player, rank) =>
    range(game.sizes[player]).filter((action) => action !== actionIn(game, place, player)).map((action) => ({ player, action, rank })),
  );
  const sight = (mover, at) => `${mover}:${seen[mover].map((other) => actionIn(game, at, other))}`;
  const search = (k, plan) => {
    if (k === deviations.length) return [];
    const { player, action, rank } = deviations[k];
    return follow(k, plan, moved(game, place, player, action), rank + 1);
  };
  const follow = (k, plan, at, rank) => {
    const { player } = deviations[k];
    const mover = movers[rank];
    if (rank === movers.length) {
      const ends = behind.get(at).map((each) => each.profile);
      const rest = ends.every((end) => above(player, end, profile)) ? null : search(k + 1, plan);
      return rest && [{ player, ends }, ...rest];
    }
    const view = sight(mover, at);
    if (view === sight(mover, place)) return follow(k, plan, at, rank + 1);
    for (const action of view in plan ? [plan[view]] : range(game.sizes[mover])) {
      const found = follow(k, { ...plan, [view]: action }, moved(game, at, mover, action), rank + 1);
      if (found) return found;
    }
    return null;
  };
  return search(0, {});
}

const byPayoffs = ({ payoffs }) => (player, one, other) => payoffs[player][one] > payoffs[player][other];

const keptIn = (game, above, parts) => keptFrom(game, above, parts, 0, 0).sort((a, b) => a.profile - b.profile);

// Return the kept outcomes, each with the worst that a deviation leads to.
function keptOutcomes(game, solved, stages, hidden) {
  const above = byPayoffs(solved);
  const worst = ({ player, ends }) => ({ player, to: ends.reduce((least, end) => (above(player, least, end) ? end : least)) });
  return keptIn(game, above, partsOf(game, stages, hidden)).map(({ profile, replies }) => ({ profile, replies: replies.map(worst) }));
}

// ---- what would change the outcomes

// Return the pairs of profiles whose payoffs an order compares: the player acts otherwise, and only who follows may too.
function comparedIn(game, stages, hidden) {
  const pairs = [];
  const parts = partsOf(game, stages, hidden);
  parts.forEach(({ movers, seen }, k) => {
    for (const player of movers) {
      const follows = (other) => parts.slice(k + 1).some((part) => part.movers.includes(other)) || (movers.includes(other) && seen[other].length);
      const held = range(game.sizes.length).filter((other) => other !== player && !follows(other));
      for (let from = 0; from < game.profiles; from++)
        for (let to = from + 1; to < game.profiles; to++)
          if (actionIn(game, from, player) !== actionIn(game, to, player) && held.every((other) => actionIn(game, from, other) === actionIn(game, to, other)))
            pairs.push({ player, from, to });
    }
  });
  return pairs;
}

// Return how outcomes follow from the signs of gains. A gain matters if the outcomes hang on its sign, whatever signs the
// others that may turn have.
function outcomesBySigns(game, curves, parts) {
  const place = (player, one, other) => (player * game.profiles + one) * game.profiles + other;
  const turns = new Map();
  curves.forEach(({ pairs }, k) => {
    for (const [from, to, player] of pairs) turns.set(place(player, to, from), [k, 1]).set(place(player, from, to), [k, -1]);
  });
  const [known, sets, turning] = [{}, {}, {}];
  const found = (signs) => {
    const above = (player, one, other) => {
      const [k, turn] = turns.get(place(player, one, other)) || [0, 0];
      return signs[k] * turn > 0;
    };
    const set = keptIn(game, above, parts).map(({ profile }) => profile);
    return (sets[set] = sets[set] || set);
  };
  const at = (signs) => (known[signs] = known[signs] || found(signs));
  const turningIn = (open, signs) => {
    const bits = range(2 ** open.length);
    const found = bits.map((bit) => at(Object.assign(signs.slice(), Object.fromEntries(open.map(([k], j) => [k, bit & (1 << j) ? 1 : -1])))));
    return open.flatMap(([k], j) => (bits.some((bit) => found[bit] !== found[bit ^ (1 << j)]) ? [k] : []));
  };
  const mattering = (open, signs) => {
    if (!open.length || open.length > MOST_OPEN) return open;
    const some = (turning[signs] = turning[signs] || turningIn(open, signs));
    return open.filter(([k]) => some.includes(k));
  };
  return { mattering, at };
}

// Return the payoffs as lines between two ends of a dial's range, in the same unit, and the gains that are compared.
function payoffsAlong(game, [first, last], pairs) {
  const tables = game.players.map((_, player) => {
    const scaled = (own, other) => own.payoffs[player].map((value) => value * other.scale[player]);
    return { start: scaled(first, last), end: scaled(last, first) };
  });
  const gain = (line, from, to) => line[to] - line[from];
  return {
    tables,
    lines: pairs.map(({ player, from, to }) => ({ start: gain(tables[player].start, from, to), end: gain(tables[player].end, from, to) })),
  };
}

// Walk from a part of the way, up or down, over the points at which two payoffs cross, until the outcomes are others.
function firstChangeOfOutcomes(game, { tables, lines }, part, turn, answer) {
  const at = ({ n, d }) => answer(game, { payoffs: tables.map(({ start, end }) => start.map((value, p) => value * (d - n) + end[p] * n)) });
  const before = at(part);
  const change = (after) => {
    const gone = before.filter((profile) => !after.includes(profile));
    const come = after.filter((profile) => !before.includes(profile));
    return gone.length || come.length ? { gone, come } : null;
  };
  const stop = turn > 0 ? ONE : ZERO;
  const points = [...turningPoints(lines, part, turn).map((group) => group.at), stop];
  for (let k = 0; k + 1 < points.length; k++) {
    const touched = change(at(points[k]));
    const beyond = compare(points[k], stop) === 0 ? touched : change(at(between(points[k], points[k + 1], fraction(1n, 2n))));
    if (beyond) return { part: points[k], exact: true, ...beyond };
    if (touched) return { part: points[k], exact: true, only: true, ...touched };
  }
  return null;
}

// ---- the order in the page

// Return what counts as an answer where players move in an order.
function inOrder(game, [, stages, hidden]) {
  const pairs = comparedIn(game, stages, hidden);
  const parts = partsOf(game, stages, hidden);
  const answer = (game, solved) => keptIn(game, byPayoffs(solved), parts).map(({ profile }) => profile);
  return {
    answer,
    exact: pairs.length <= MOST_PAIRS,
    pairs: () => pairs,
    onMap: (game, curves) => outcomesBySigns(game, curves, parts),
    lines: (game, ends) => payoffsAlong(game, ends, pairs),
    change: (game, lines, part, turn) => firstChangeOfOutcomes(game, lines, part, turn, answer),
    framed: "; what play in the order comes to is framed",
    found: "subgame-perfect outcomes, pure",
    draw: (solved) => drawOutcomes(solved, keptOutcomes(game, solved, stages, hidden)),
  };
}

const chosenOrder = () => (game.moves && game.moves[state.look.order]) || (game.moves && game.moves[0]);

// What pairs are compared hangs on no slider: it is worked out once for an order.
let inUse = {};

moves.mode = () => {
  const order = chosenOrder();
  if (!order || order[1].length < 2) return AT_ONCE;
  if (inUse.of !== game || inUse.order !== order) inUse = { of: game, order, mode: inOrder(game, order) };
  return inUse.mode;
};

moves.tools = () => {
  if (!game.moves) return [];
  const options = game.moves.map(([name], k) => [k, name]);
  const choice = chooser("Who moves first", options, game.moves.indexOf(chosenOrder()), (k) => repaint({ look: { ...state.look, order: k } }));
  return [make("label", "Who moves first: ", choice)];
};

function drawOutcomes(solved, found) {
  section(
    "answer",
    "What play in this order comes to",
    make("p", `${counted(found.length, "outcome", "outcomes")} of subgame-perfect play in pure strategies: ${chosenOrder()[0]}.`),
    found.map(({ profile, replies }) => framedOutcome(profile, game.players.map((_, player) => replyWords(solved, profile, replies.filter((each) => each.player === player))))),
    soft("Every outcome was checked, exactly: no pure one is missing. Equilibria in mixed strategies are not searched on this page; tetrarchy solve does that."),
  );
}

// Say what a player's next best action would cost it, with the answers to it that hold the outcome up.
function replyWords(solved, profile, replies) {
  if (!replies.length) return "";
  const [{ player }] = replies;
  const { to } = replies.reduce((best, each) => (solved.payoffs[player][each.to] > solved.payoffs[player][best.to] ? each : best));
  const others = game.players.flatMap((name, other) =>
    other === player || actionIn(game, to, other) === actionIn(game, profile, other) ? [] : [`${name}: ${actionName(other, actionIn(game, to, other))}`],
  );
  return `${[costWords(solved, profile, player, to), others.join("; ")].filter(Boolean).join(", answered by ")}.`;
}
