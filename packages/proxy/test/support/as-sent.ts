import type { DecodedRequest } from '../../src/dialects/dialect.ts';

/** The request with its documents decoded, whichever way it was read. */
export function asSent(request: DecodedRequest): DecodedRequest {
  const { verbatim } = request;
  if (verbatim === undefined) return request;
  const { body, wholes } = verbatim;
  const documents = request.documents.map((_, index) => {
    const whole = body.bytes.subarray(wholes[index * 2], wholes[index * 2 + 1]);
    return JSON.parse(Buffer.from(whole).toString()) as string | object;
  });
  return { ...request, documents };
}
