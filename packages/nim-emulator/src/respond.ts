import { sleep } from './clock.ts';
import { answerInfo, answerRanking } from './container.ts';
import { type Emulation, strike } from './emulation.ts';
import { containerFailure } from './errors.ts';
import { faultAnswer } from './fault-answer.ts';
import type { ReceivedRequest } from './journal.ts';
import type { Reply } from './polling.ts';
import { respondHosted, respondStatus } from './respond-hosted.ts';
import { type Face, findRoute, type InfoRoute } from './routes.ts';

/** The reply to a request, without a socket. The signal aborts when the client goes away. */
export async function respond(request: ReceivedRequest, emulation: Emulation, signal: AbortSignal): Promise<Reply> {
  const route = findRoute(request.method, request.path, emulation.faces);
  switch (route.kind) {
    case 'none':
      return { answer: route.answer };
    case 'info':
      return respondInfo(route.name, route.face, request, emulation, signal);
    case 'ranking':
      return respondRanking(route.face, request, emulation, signal);
    case 'hosted_ranking':
      return respondHosted(route.face, route.models, request, emulation, signal);
    case 'status':
      return respondStatus(route.face, route.id, request, emulation, signal);
  }
}

async function respondInfo(
  name: InfoRoute,
  face: Face,
  request: ReceivedRequest,
  emulation: Emulation,
  signal: AbortSignal,
): Promise<Reply> {
  const { clock, warmAt, journal } = emulation;
  const fault = strike(emulation, request, name === 'live' || name === 'ready' ? 'health' : name, false);
  await sleep(clock, fault?.delayMs ?? 0, signal);
  const answer =
    faultAnswer(fault, (status) => containerFailure(face.settings, status)) ??
    answerInfo(name, face, clock.now() >= warmAt, journal.counters);
  return { answer, connection: fault?.connection };
}

async function respondRanking(
  face: Face,
  request: ReceivedRequest,
  emulation: Emulation,
  signal: AbortSignal,
): Promise<Reply> {
  const { clock, warmAt } = emulation;
  const isFull = emulation.queue >= (face.settings.maxQueue ?? Number.POSITIVE_INFINITY);
  if (isFull || clock.now() < warmAt) return { answer: containerFailure(face.settings, 503) };
  emulation.queue++;
  try {
    const fault = strike(emulation, request, 'ranking', false);
    await sleep(clock, fault?.delayMs ?? 0, signal);
    const answer =
      faultAnswer(fault, (status) => containerFailure(face.settings, status)) ??
      answerRanking(request, face.settings, face.models, fault);
    return { answer, connection: fault?.connection };
  } finally {
    emulation.queue--;
  }
}
