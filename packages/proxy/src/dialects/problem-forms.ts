import * as z from 'zod';
import type { Problem } from './dialect.ts';

/** How an API writes its errors. */
export interface ProblemForm {
  encode(problem: Problem): string;
  /** What `encode` writes, for documentation and tests. */
  schema(): z.ZodType;
}

export const problemForm = <Body>(schema: () => z.ZodType<Body>, toBody: (problem: Problem) => Body): ProblemForm => ({
  encode: (problem) => JSON.stringify(toBody(problem)),
  schema,
});

/** The field at fault. */
const param = z.string().nullable().meta({ description: 'The field at fault.' });

const openAiError = z.object({ message: z.string(), type: z.string(), param, code: z.string() });

const toOpenAiError = ({ message, type, param: path, code }: Problem) => ({ message, type, param: path, code });

/** `message` is what Cohere's clients and the AI SDK show, `error` what OpenAI-style clients read. */
export const cohereProblem = problemForm(
  () => z.object({ message: z.string(), error: openAiError }),
  (problem) => ({ message: problem.message, error: toOpenAiError(problem) }),
);

/** FastAPI's `detail`, as Jina, Voyage and ZeroEntropy write it. The AI SDK's providers for them read `error`. */
export const detailProblem = problemForm(
  () => z.object({ detail: z.string(), error: openAiError }),
  (problem) => ({ detail: problem.message, error: toOpenAiError(problem) }),
);

/** Where clients of several vendors come: Cohere's, and the `detail` that Voyage's Python client reads without looking. */
export const sharedProblem = problemForm(
  () => z.object({ message: z.string(), detail: z.string(), error: openAiError }),
  (problem) => ({ message: problem.message, detail: problem.message, error: toOpenAiError(problem) }),
);

/** OpenAI's, as Together has it. */
export const openAiProblem = problemForm(
  () => z.object({ error: openAiError }),
  (problem) => ({ error: toOpenAiError(problem) }),
);

/** OpenAI's with the status for a code, as vLLM and Infinity have it. */
export const serverProblem = problemForm(
  () => z.object({ error: openAiError.extend({ code: z.int() }) }),
  (problem) => ({ error: { ...toOpenAiError(problem), code: problem.status } }),
);

/** Of a NIM container; the keys after `message` are as other NIMs have them. */
export const nimProblem = problemForm(
  () => z.object({ object: z.literal('error'), message: z.string(), detail: z.object({}), type: z.string(), param }),
  ({ message, type, param: path }) => ({ object: 'error' as const, message, detail: {}, type, param: path }),
);

const teiTypes = ['validation', 'tokenizer', 'overloaded', 'unhealthy', 'backend'] as const;

/** Text Embeddings Inference, whose types stand for its statuses. */
export const teiProblem = problemForm(
  () => z.object({ error: z.string(), error_type: z.enum(teiTypes) }),
  ({ message, status, code }) => ({ error: message, error_type: toTeiType(status, code) }),
);

function toTeiType(status: number, code: string): (typeof teiTypes)[number] {
  if (code === 'input_too_long') return 'tokenizer';
  if (status === 429) return 'overloaded';
  if (status === 503) return 'unhealthy';
  return status >= 500 ? 'backend' : 'validation';
}

/** Of Mixedbread, whose client shows `message`. */
export const messageProblem = problemForm(
  () => z.object({ message: z.string(), type: z.string(), param, code: z.string() }),
  toOpenAiError,
);
