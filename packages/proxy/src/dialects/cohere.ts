import * as z from 'zod';
import { createRequestScanner } from '../scan/request-scanner.ts';
import type { Scan } from '../scan/scanned-request.ts';
import { createDecode } from './cohere-decode.ts';
import { encode } from './cohere-encode.ts';
import type { Dialect, Problem } from './dialect.ts';
import { createFieldReader } from './fields.ts';

/** `message` is what Cohere's clients and the AI SDK show, `error` what OpenAI-style clients read. */
export const problemSchema = z.object({
  message: z.string(),
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable().meta({ description: 'The field at fault.' }),
    code: z.string(),
  }),
});

/** Cohere's rerank API, v1 and v2, as LiteLLM serves it. */
export function createCohereDialect(scan: Scan = createRequestScanner()): Dialect {
  return { decode: createDecode(createFieldReader(scan)), encode, encodeProblem };
}

function encodeProblem({ message, type, param, code }: Problem): string {
  return JSON.stringify({ message, error: { message, type, param, code } } satisfies z.infer<typeof problemSchema>);
}
