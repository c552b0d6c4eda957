import type { EncodedRequest, HttpResponse, Transport } from '@openrerank/core';

/** An upstream that keeps what it is sent and scores passage `i` of each request with `-i`, unless told otherwise. */
export function recordingTransport(answer: (request: EncodedRequest) => Partial<HttpResponse> = rankInOrder) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, body: '', ...answer(request) };
  };
  return { transport, requests };
}

export const bodyOf = (request: EncodedRequest | undefined) => JSON.parse(String(request?.body));

function rankInOrder(request: EncodedRequest): Partial<HttpResponse> {
  const { passages } = bodyOf(request) as { passages: unknown[] };
  return { body: JSON.stringify({ rankings: passages.map((_, index) => ({ index, logit: -index })) }) };
}
