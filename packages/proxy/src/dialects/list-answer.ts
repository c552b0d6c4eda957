import * as z from 'zod';
import type { Answer, Dialect } from './dialect.ts';
import { type Echo, writeDocuments } from './verbatim.ts';

/** How an API spells an answer that is a list of indices and scores, best first. */
export interface AnswerSpelling {
  /** The field of the list. Absent where the answer is the list. */
  readonly results?: string | undefined;
  readonly score: string;
  /** The field of a result's document. */
  readonly document: string;
  readonly echo: Echo;
  /** Members that every result has. */
  readonly constant?: Readonly<Record<string, string>> | undefined;
  /** Whether `envelope` reads `createdAt`. */
  readonly isDated?: boolean | undefined;
  /** The answer with an empty list. */
  envelope?(answer: Answer): object;
  /** What `envelope` gives beside the list, and what `constant` does: for documentation and tests. */
  shape?(): { readonly answer: z.ZodRawShape; readonly result?: z.ZodRawShape };
}

export function createListEncode(spelling: AnswerSpelling): Dialect['encode'] {
  const { results, score, document, echo, constant = {}, envelope } = spelling;
  const list = results === undefined ? '[]' : `${JSON.stringify(results)}:[]`;
  const nameOfScore = `,${JSON.stringify({ ...constant, [score]: 0 }).slice(1, -2)}`;
  const nameOfDocument = `,${JSON.stringify(document)}:`;
  return (answer) => {
    const around = envelope === undefined ? list : JSON.stringify(envelope(answer));
    // A quote in a value is escaped, so that this is the field.
    const place = around.indexOf(list) + list.length - 1;
    const [head, tail] = [around.slice(0, place), around.slice(place)];
    const { results: ranked, verbatim, returnDocuments } = answer;
    if (returnDocuments && verbatim !== undefined) {
      const places = ranked.map(({ index, relevanceScore }, rank) => ({
        before: `${rank === 0 ? '' : ','}{"index":${index}${nameOfScore}${relevanceScore}${nameOfDocument}`,
        index,
      }));
      return writeDocuments(head, places, '}', tail, verbatim, echo);
    }
    if (returnDocuments) {
      const members = ranked.map(({ index, relevanceScore, document: own }) => ({
        index,
        ...constant,
        [score]: relevanceScore,
        [document]: toEcho(answer.originals?.[index] ?? own, echo),
      }));
      return head + JSON.stringify(members).slice(1, -1) + tail;
    }
    let members = '';
    for (const { index, relevanceScore } of ranked) {
      members += `${members === '' ? '' : ','}{"index":${index}${nameOfScore}${relevanceScore}}`;
    }
    return head + members + tail;
  };
}

const toEcho = (document: unknown, echo: Echo): unknown =>
  typeof document === 'string' && echo === 'object' ? { text: document } : document;

/** What `createListEncode` writes, as a schema. */
export function answerSchemaOf({ results, score, document, echo, shape }: AnswerSpelling): z.ZodType {
  const { answer = {}, result = {} } = shape?.() ?? {};
  const text = z.looseObject({ text: z.string().optional() });
  const list = z
    .array(
      z.object({
        index: z.int().min(0).meta({ description: "The document's place in the request." }),
        [score]: z.number(),
        [document]: (echo === 'object' ? text : z.union([z.string(), text])).optional().meta({
          description: 'As it was sent, or a string as `{ text }` where the API has objects. Absent unless asked for.',
        }),
        ...result,
      }),
    )
    .meta({ description: 'Best first.' });
  return results === undefined ? list : z.object({ ...answer, [results]: list });
}
