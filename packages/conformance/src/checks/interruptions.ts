import { type Answerable, callModel, callUpstream } from '../call.ts';
import { demand, violation } from '../check.ts';
import { hastyClock, heldClock } from '../clocks.ts';
import { type Handler, ranking, send, withUpstream } from '../fake-upstream.ts';
import { itemText } from '../items.ts';
import { endOf, failedWith, type Outcome, responseOf } from '../outcome.ts';
import { signal, within } from '../patience.ts';

const documents = [itemText(0), itemText(1)];

/** The caller's own reason comes back, and nobody goes on working for a caller who has left. */
export async function checkAbort(callable: Answerable): Promise<void> {
  const controller = new AbortController();
  const reason = new Error('The caller has left.');
  // A retry would wait for a clock that stands.
  const outcome = await interrupted(callable, { signal: controller.signal, maxRetries: 0 }, () =>
    controller.abort(reason),
  );
  demand(outcome.error === reason, {
    did: `Aborted in flight, the call ${endOf(outcome)}.`,
    expected: 'the reason that the caller gave to its AbortController, the same object.',
    mend: 'catch nothing that is not yours, and leave retries to core.',
  });
}

export async function checkTimeLimit(callable: Answerable): Promise<void> {
  const clock = heldClock();
  const outcome = await interrupted(callable, { timeoutMs: 50, maxRetries: 0 }, clock.ring, clock);
  demand(failedWith(outcome, 'timeout'), {
    did: `With its time up, the call ${endOf(outcome)}.`,
    expected: 'timeout.',
    mend: 'leave time limits to core.',
  });
}

/** A call whose request the upstream holds open until it is interrupted and the connection closed. */
async function interrupted(
  callable: Answerable,
  settings: Parameters<typeof callModel>[2]['settings'],
  interrupt: () => void,
  clock = heldClock(),
): Promise<Outcome> {
  const arrived = signal();
  const closed = signal();
  const hold: Handler = (_request, response) => {
    response.once('close', closed.give);
    arrived.give();
  };
  return withUpstream(hold, async ({ origin, transport }) => {
    const call = callModel(callable, documents, { origin, transport, settings, clock });
    const ended = call.then((outcome) => {
      throw violation({
        did: `Before its request had arrived, the call ${endOf(outcome)}.`,
        expected: 'a request at the base URL that the caller chose.',
        mend: 'send it there, and do no more than sign it in authorize.',
      });
    });
    await within(Promise.race([arrived.given, ended]), notArrived);
    // Its end is looked at below.
    ended.catch(() => {});
    interrupt();
    const outcome = await within(call, () => notEnded('the call'));
    await within(closed.given, () => notEnded('the connection'));
    return outcome;
  });
}

const notArrived = () =>
  violation({
    did: 'No request arrived, and the call did not end.',
    expected: 'a request at the base URL that the caller chose.',
    mend: 'let authorize settle.',
  });

const notEnded = (what: string) =>
  violation({
    did: `Interrupted in flight, ${what} stayed open.`,
    expected: 'the call to end and its connection to be closed.',
    mend: 'leave the transport to core.',
  });

/** On a clock of its own, so that nothing sleeps. */
export async function checkRetryAfter(callable: Answerable): Promise<void> {
  const clock = hastyClock();
  const rank = ranking(callable.answering);
  let asked = 0;
  const handler: Handler = (request, response) => {
    asked++;
    if (asked > 1) return rank(request, response);
    send(response, 429, { message: 'Too many requests.' }, { 'retry-after': '7' });
    return undefined;
  };
  const inOneRequest = documents.slice(0, callable.target.capabilities.maxDocuments);
  const outcome = await callUpstream(callable, inOneRequest, handler, { clock });
  responseOf(
    outcome,
    'a first answer of 429 with retry-after: 7',
    'let 429 be rate_limited and retryable: leave it to core, or return so from parseFailure.',
  );
  const [waited = 0] = clock.waits;
  demand(asked === 2 && waited >= 7_000 && waited < 8_000, {
    did: `After 429 with retry-after: 7 the request was sent again after ${waited} ms, ${asked} times in all.`,
    expected: 'twice in all, with 7,000 ms and a little between.',
    mend: 'leave waiting to core.',
  });
}
