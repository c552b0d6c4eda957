import { bodyBytes, type EncodedRequest, type HttpResponse, type Transport } from '@openrerank/core';

/** What an upstream does with a request: answers, fails, or stays silent until the call is aborted. */
export type Reply = Partial<HttpResponse> | Error | 'silence';

export interface Upstream {
  readonly transport: Transport;
  /** Every request, in order. */
  readonly requests: readonly EncodedRequest[];
  /** The host names that were asked, without `.test`. */
  readonly hosts: () => readonly string[];
  /** How many requests were aborted before they were answered. */
  readonly aborted: () => number;
}

/** A network in memory. `reply` is asked for every request with the host's first label. */
export function upstream(reply: (host: string, request: EncodedRequest) => Reply | Promise<Reply>): Upstream {
  const requests: EncodedRequest[] = [];
  let aborted = 0;
  const hostOf = ({ url }: EncodedRequest) => new URL(url).hostname.split('.')[0] as string;
  return {
    requests,
    hosts: () => requests.map(hostOf),
    aborted: () => aborted,
    async transport(request, { onAbort }) {
      requests.push({ ...request, body: bodyBytes(request.body) });
      onAbort(() => aborted++);
      const answer = await reply(hostOf(request), request);
      if (answer instanceof Error) throw answer;
      if (answer === 'silence') {
        return new Promise((_, reject) => onAbort(reject));
      }
      return { status: 200, headers: {}, body: scoresFor(request), ...answer };
    },
  };
}

function textOf(body: EncodedRequest['body']): string {
  const whole = bodyBytes(body);
  return typeof whole === 'string' ? whole : new TextDecoder().decode(whole);
}

/** Ranks in the order of the list. */
function scoresFor({ body }: EncodedRequest): string {
  const { texts } = JSON.parse(textOf(body)) as { readonly texts: readonly string[] };
  return JSON.stringify({ scores: texts.map((_, place) => 1 - place / texts.length) });
}
