import { type Answer, empty, json, text, withHeaders } from './answer.ts';
import type { Fault } from './fault.ts';

/** The answer that a fault's `status` asks for: NVIDIA's `own`, unless the fault brings a body. */
export function faultAnswer(fault: Fault | undefined, own: (status: number) => Answer): Answer | undefined {
  if (fault?.status === undefined) return undefined;
  const { retryAfter, headers = {} } = fault;
  return withHeaders(bareAnswer(fault.status, fault.body, own), {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  });
}

function bareAnswer(status: number, body: unknown, own: (status: number) => Answer): Answer {
  if (typeof body === 'string') return text(status, body);
  if (body !== undefined) return json(status, body);
  return status < 400 ? empty(status) : own(status);
}
