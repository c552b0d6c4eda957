import type { AnswerHeaders, HttpResponse } from '@openrerank/core';

/** `nvcf-reqid` on every answer of the hosted plane, `deprecation` while an end of life is announced but not reached. */
export function readHeaders(headers: HttpResponse['headers']): AnswerHeaders {
  const { 'nvcf-reqid': requestId, deprecation } = headers;
  if (deprecation === undefined) return { requestId };
  const day = dayOf(deprecation);
  const when = day === undefined ? 'soon' : `on ${day}`;
  const message = `NVIDIA will stop serving this model ${when}. build.nvidia.com lists the current ones.`;
  return { requestId, warnings: [{ code: 'deprecated', message }] };
}

/**
 * The UTC day in an RFC 3339 time (what NVIDIA's gateway sends), an HTTP date (RFC 8594's drafts) or `@seconds`
 * (RFC 9745). Other text is not handed to `Date.parse`, which finds a date in almost anything.
 */
function dayOf(value: string): string | undefined {
  const seconds = /^@(\d+)$/.exec(value)?.[1];
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(value) || /^[A-Z][a-z]{2}, \d{2} /.test(value);
  const time = seconds !== undefined ? Number(seconds) * 1000 : isDate ? Date.parse(value) : Number.NaN;
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString().slice(0, 10) : undefined;
}
