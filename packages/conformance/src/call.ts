import {
  type CallSettings,
  type Clock,
  createRegistry,
  type RerankDocument,
  type RerankRequest,
  type Transport,
} from '@openrerank/core';
import { callOptionsOf } from './call-options.ts';
import { violation } from './check.ts';
import { type FakeUpstream, type Handler, withUpstream } from './fake-upstream.ts';
import type { Answering } from './learn-answer.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { within } from './patience.ts';
import {
  baseUrlAt,
  type EndpointSubject,
  type HttpSubject,
  type LocalSubject,
  type ModelSubject,
  type Subject,
} from './subject.ts';

/** A model of an endpoint that can be called. */
export interface Callable {
  readonly subject: Subject;
  readonly endpoint: EndpointSubject;
  readonly target: ModelSubject;
  /** What stands before a check's name. */
  readonly label: string;
}

/** One in process. */
export interface CallableInProcess extends Callable {
  readonly endpoint: LocalSubject;
}

/** One that is called over HTTP. */
export interface CallableOverHttp extends Callable {
  readonly endpoint: HttpSubject;
}

/** One whose answers the kit can make. */
export interface Answerable extends CallableOverHttp {
  readonly answering: Answering;
}

/** As many as one call may carry: where scores depend on the whole list, no call can have more than a request. */
export function fitting<T>({ target: { capabilities } }: Pick<Callable, 'target'>, list: readonly T[]): readonly T[] {
  return capabilities.scoring === 'listwise' ? list.slice(0, capabilities.maxDocuments) : list;
}

export interface CallOptions {
  readonly topN?: number | undefined;
  readonly settings?: CallSettings | undefined;
  readonly clock?: Clock | undefined;
  readonly transport?: Transport | undefined;
  /** Where the vendor's server would be. */
  readonly origin?: string | undefined;
}

/** One call of the mounted provider, in an empty environment. */
export async function callModel(
  { subject, endpoint, target }: Callable,
  documents: readonly RerankDocument[],
  { topN, settings, clock, transport, origin }: CallOptions,
): Promise<Outcome> {
  const baseUrl = origin === undefined ? {} : { baseUrl: baseUrlAt(origin, endpoint) };
  const provider = subject.mount({ ...subject.settings, ...baseUrl });
  const registry = createRegistry({ providers: [provider], env: {}, clock, transport });
  const model = registry.resolve(`${subject.id}/${endpoint.name}/${target.model}`);
  const request: RerankRequest = { query: 'Which one?', documents, topN, options: await callOptionsOf(subject) };
  return outcomeOf(model.rerank(request, settings));
}

/** One call with a fake upstream in the vendor's place. What goes wrong in the upstream fails it. */
export function callUpstream(
  callable: Answerable,
  documents: readonly RerankDocument[],
  handler: Handler,
  options: CallOptions = {},
): Promise<Outcome & Pick<FakeUpstream, 'received'>> {
  return withUpstream(handler, async (upstream) => {
    const { origin, transport, received } = upstream;
    const call = callModel(callable, documents, { origin, transport, ...options });
    const outcome = await within(call, neverEnded);
    if (upstream.problem !== undefined) throw upstream.problem;
    return { ...outcome, received };
  });
}

const neverEnded = () =>
  violation({
    did: 'A call did not end.',
    expected: 'a ranking.',
    mend: 'let authorize settle, and let followUp take an answer for final that is.',
  });
