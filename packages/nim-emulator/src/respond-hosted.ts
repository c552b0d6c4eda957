import { withHeaders } from './answer.ts';
import { sleep } from './clock.ts';
import { answerRanking } from './container.ts';
import { type Emulation, modelOf, strike } from './emulation.ts';
import { hostedFailure, isBeforeAcceptance, problem } from './errors.ts';
import { faultAnswer } from './fault-answer.ts';
import { checkEndOfLife, checkKey, checkPulled, deprecation, gatewayHeaders, readPollMs } from './gateway.ts';
import type { ReceivedRequest } from './journal.ts';
import { answersTo, type NimModel } from './models.ts';
import type { Reply } from './polling.ts';
import type { Face } from './routes.ts';

/** The gateway first, by path and headers alone and in NVIDIA's order, then the container behind it. */
export async function respondHosted(
  { settings }: Face,
  models: readonly NimModel[],
  request: ReceivedRequest,
  emulation: Emulation,
  signal: AbortSignal,
): Promise<Reply> {
  const { clock, keys } = emulation;
  // A path stands for one model, whatever the body says; only `/v1/ranking` leaves it to the body.
  const model = models.length === 1 ? models[0] : models.find((one) => answersTo(one, String(modelOf(request))));
  const gone = checkEndOfLife(model, settings, clock.now());
  if (gone !== undefined) return { answer: withHeaders(gone, gatewayHeaders) };

  const headers = { ...gatewayHeaders, ...deprecation(model, settings) };
  const pollMs = readPollMs(request.headers['nvcf-poll-seconds']);
  const refused = checkKey(request.headers['authorization'], settings, keys) ?? checkPulled(model, settings);
  if (refused !== undefined) return { answer: withHeaders(refused, headers) };
  if (typeof pollMs !== 'number') return { answer: withHeaders(pollMs, headers) };

  const reply = await work({ settings, models }, model, request, emulation, pollMs, signal);
  return { ...reply, answer: withHeaders(reply.answer, headers) };
}

async function work(
  { settings, models }: Face,
  model: NimModel | undefined,
  request: ReceivedRequest,
  emulation: Emulation,
  pollMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  const fault = strike(emulation, request, 'ranking', true);
  const { delayMs = 0, pending, connection } = fault ?? {};
  const faulty = faultAnswer(fault, (status) => hostedFailure(status, model?.hosted));
  if (faulty !== undefined && pending === undefined && isBeforeAcceptance(faulty.status)) {
    await sleep(emulation.clock, delayMs, signal);
    return { answer: faulty, connection };
  }
  const answer = faulty ?? answerRanking(request, settings, models, fault);
  const polls = pending === undefined ? 0 : pending.polls + 1;
  return emulation.jobs.start({ reply: { answer, connection }, delayMs, polls }, pollMs, signal);
}

export async function respondStatus(
  { settings }: Face,
  id: string,
  request: ReceivedRequest,
  emulation: Emulation,
  signal: AbortSignal,
): Promise<Reply> {
  const { clock, keys, jobs } = emulation;
  const pollMs = readPollMs(request.headers['nvcf-poll-seconds']);
  const refused = checkKey(request.headers['authorization'], settings, keys);
  if (refused !== undefined) return { answer: withHeaders(refused, gatewayHeaders) };
  if (typeof pollMs !== 'number') return { answer: withHeaders(pollMs, gatewayHeaders) };

  const fault = strike(emulation, request, 'status', true);
  await sleep(clock, fault?.delayMs ?? 0, signal);
  const faulty = faultAnswer(fault, (status) => (status === 404 ? problem(404) : hostedFailure(status, undefined)));
  const reply = faulty === undefined ? await jobs.poll(id, pollMs, signal) : { answer: faulty };
  const connection = fault?.connection ?? reply.connection;
  return { answer: withHeaders(reply.answer, gatewayHeaders), connection };
}
