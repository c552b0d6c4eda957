import {
  type CallSettings,
  createRegistry,
  type HttpResponse,
  type RerankProvider,
  type RerankRequest,
} from '@openrerank/core';
import { type Outcome, outcomeOf } from './outcome.ts';
import { baseUrlAt, type HttpSubject, madeUpKey, type Subject } from './subject.ts';

/** An upstream without a socket, for calls by the thousand. */
export interface StubUpstream {
  /** Makes one call, without retries, of an upstream that answers so. */
  call(request: RerankRequest, answer: Partial<HttpResponse>): Promise<Outcome>;
}

/** With the key as a bearer token, whatever the provider's own way is: how it signs is another check's. */
export function stubUpstream(subject: Subject, http: HttpSubject, model: string): StubUpstream {
  let current: Partial<HttpResponse> = {};
  const registry = createRegistry({
    providers: [signingPlainly(subject)],
    transport: async () => ({ status: 200, headers: {}, body: '', ...current }),
    env: {},
  });
  const target = registry.resolve(`${subject.id}/${http.name}/${model}`);
  const settings: CallSettings = {
    maxRetries: 0,
    // For an endpoint that takes every answer for "not yet".
    timeoutMs: 10_000,
    apiKey: madeUpKey,
    baseUrl: baseUrlAt('https://upstream.example', http),
  };
  return {
    async call(request, answer) {
      current = answer;
      return outcomeOf(target.rerank(request, settings));
    },
  };
}

function signingPlainly({ id, definition, settings, mount }: Subject): RerankProvider {
  const { authorize, authorizeAmbient, needsKey, ...rest } = definition;
  const mounted = mount(settings);
  return { ...mounted, id, definition: { ...rest, endpoints: mounted.definition.endpoints } };
}
