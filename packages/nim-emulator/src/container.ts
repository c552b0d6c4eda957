import { type Answer, json, text } from './answer.ts';
import { containerError, runtimeError } from './errors.ts';
import type { Fault } from './fault.ts';
import type { Counters, ReceivedRequest } from './journal.ts';
import type { NimModel } from './models.ts';
import type { ProfileSettings } from './profiles.ts';
import { rank } from './rank.ts';
import type { Face, InfoRoute } from './routes.ts';
import { isRefusal, validateRanking } from './validate.ts';
import { wordings } from './wording.ts';
import { spoil } from './wrong-answer.ts';

/** What a container answers to a ranking, made wrong when a fault says so. */
export function answerRanking(
  { headers, body, bytes }: ReceivedRequest,
  settings: ProfileSettings,
  models: readonly NimModel[],
  fault?: Fault,
): Answer {
  if (bytes > settings.maxBodyBytes) return runtimeError(settings, 413);
  if (settings.runtime === 'rust' && !isJson(headers['content-type'])) return runtimeError(settings, 415);
  // A body that is no JSON was kept as text, and JSON text as its value.
  if (body === undefined || typeof body === 'string') {
    return containerError(settings, settings.invalidStatus, wordings[settings.runtime].notJson());
  }
  const request = validateRanking(body, models, settings);
  if (isRefusal(request)) return containerError(settings, request.status, request.message);
  const ranking = rank(request);
  if ('message' in ranking) return containerError(settings, ranking.status, ranking.message);
  return fault?.answer === undefined ? json(200, ranking) : spoil(ranking, fault.answer, fault.bytes);
}

const isJson = (contentType = ''): boolean => /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType);

/** docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/use-the-api-openai.html */
export function answerInfo(name: InfoRoute, { settings, models }: Face, ready: boolean, counters: Counters): Answer {
  switch (name) {
    case 'models':
      return json(200, { object: 'list', data: models.map(({ id }) => ({ id })) });
    case 'live':
      return json(200, { object: 'health.response', message: 'Service is live.', status: 'live' });
    case 'ready':
      if (!ready) return containerError(settings, 503, 'Service is not ready.');
      return json(200, { object: 'health.response', message: 'Service is ready.', status: 'ready' });
    case 'metrics':
      return text(200, metrics(counters), { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    case 'metadata':
      return json(200, settings.metadata ?? metadata(models));
  }
}

/** Not normative: clients were seen to read `modelInfo[].shortName` of other NIMs, no more is known. */
const metadata = (models: readonly NimModel[]) => ({
  modelInfo: models.map(({ id }) => ({ shortName: id.slice(id.indexOf('/') + 1) })),
  normative: false,
});

/** The emulator's own counters: a NIM has others. */
function metrics(counters: Counters): string {
  const lines = [
    '# TYPE nim_emulator_requests_total counter',
    `nim_emulator_requests_total ${counters.received}`,
    '# TYPE nim_emulator_responses_total counter',
    ...Object.entries(counters.byStatus).map(
      ([status, count]) => `nim_emulator_responses_total{status="${status}"} ${count}`,
    ),
    '# TYPE nim_emulator_requests_in_flight gauge',
    `nim_emulator_requests_in_flight ${counters.inFlight}`,
  ];
  return `${lines.join('\n')}\n`;
}
