import type { HttpResponse } from '@openrerank/core';
import * as z from 'zod';

const text = z.string().min(1);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/**
 * The three families of error bodies, in one loose shape, since a gateway and a container may both answer on one URL:
 * `{object: "error", message}` of a NIM, also as `{error: …}`; `{title, status, detail}` (RFC 7807) of NVIDIA's gateway;
 * `{detail: [{loc, msg, input}]}` of FastAPI, of which `input` holds what the caller sent and is not read.
 */
const problemSchema = z.object({
  message: optional(text),
  error: optional(z.union([text, z.object({ message: text }).transform(({ message }) => message)])),
  detail: optional(
    z.union([text, z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: text })).min(1)]),
  ),
});

const longest = 300;

/** What a failed answer says, in one line; undefined for a bare status, an empty body, and a page of HTML. */
export function readProblem({ body, headers }: HttpResponse): string | undefined {
  const json = parseJson(body);
  if (json === undefined) {
    const isText = headers['content-type']?.startsWith('text/plain') === true;
    return isText && body.length <= longest ? oneLine(body) : undefined;
  }
  const problem = problemSchema.safeParse(json).data;
  const said = problem?.message ?? problem?.error ?? problem?.detail;
  return said === undefined ? undefined : oneLine(typeof said === 'string' ? said : describeIssues(said));
}

function describeIssues(
  issues: readonly { readonly loc: readonly (string | number)[]; readonly msg: string }[],
): string {
  const [first, ...others] = issues.map(({ loc, msg }) => `${loc.filter((at) => at !== 'body').join('.')}: ${msg}`);
  return others.length === 0 ? `${first}` : `${first} (and ${others.length} more)`;
}

function oneLine(said: string): string | undefined {
  const line = said.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' ? undefined : line;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
