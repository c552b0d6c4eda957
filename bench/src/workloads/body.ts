import { makeText } from './text.ts';
import { query, type Workload } from './workloads.ts';

/** The model's public name, which is the name of the upstream's answer too: see answers.ts. */
export const modelOf = ({ documents }: Pick<Workload, 'documents'>): string => `nim-${documents}`;

/** The request as every variant gets it: Cohere's `/v1/rerank`, which the proxies speak. */
export function makeBody(workload: Workload): Buffer {
  const { asObjects, echo, asciiOnly } = workload;
  const texts = makeDocuments(workload);
  const body = JSON.stringify({
    model: modelOf(workload),
    query,
    documents: asObjects ? texts.map((text) => ({ text })) : texts,
    ...(echo ? { return_documents: true } : { top_n: 10, return_documents: false }),
  });
  return Buffer.from(asciiOnly ? escapeNonAscii(body) : body);
}

export function makeDocuments({ documents, words, text }: Workload): readonly string[] {
  if (typeof words !== 'number') return words;
  return Array.from({ length: documents }, (_, index) => makeText(text, words, index));
}

/** How many places an answer must have. */
export const placesOf = ({ documents, echo }: Workload): number => (echo ? documents : Math.min(10, documents));

const escapeNonAscii = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
