import * as z from 'zod';
import { count, documentList, flag, modelName, names, oneOrMoreDocuments, text } from './values.ts';

/** How an API spells a request that holds a query and a list of documents. */
export interface RequestSpelling {
  /** Whether the body must name the model. Where not, see `chooseModel`. */
  readonly model: 'required' | 'optional';
  /** What clients send as the model's name when they were given none. */
  readonly noModel?: string | undefined;
  /** The field of the documents. */
  readonly documents: string;
  /** Whether a single document may stand there without a list. */
  readonly takesOneDocument?: boolean | undefined;
  /** The field that limits the results, and other names of it. Empty where all are returned. */
  readonly topN: readonly string[];
  /** The flag for getting the documents back. Absent where that cannot be chosen. */
  readonly returnDocuments?: string | undefined;
  /** Whether they come back when the flag is absent. */
  readonly returnsByDefault: boolean;
  /** Whether `rank_fields` says what is ranked of an object; a list is what it is when absent. */
  readonly rankFields?: boolean | readonly string[] | undefined;
  /** The flag for cutting texts that are too long. */
  readonly truncation?: string | undefined;
  /** Other fields of the API. Accepted without effect where no deployment takes them as an option. */
  readonly ignored: readonly string[];
  /** Makes of a member that is not a string what is ranked. Throws `invalid_request` that names the path. */
  toDocument?(item: unknown, path: string): unknown;
  /** A document as it comes back where `toDocument` has changed it, or another of its list. Default: as it was sent. */
  toEcho?(item: unknown): unknown;
  /** The text of a query that may be more than a string. Throws `invalid_request` that names the path. */
  readQuery?(value: unknown, path: string): string;
}

/** The request's own fields, in the order in which messages name them. */
export function requestSchemaOf(spelling: RequestSpelling): z.ZodObject<Record<string, z.ZodType>> {
  const { topN, returnDocuments, rankFields, truncation } = spelling;
  const shape: Record<string, z.ZodType> = {
    model: spelling.model === 'required' ? modelName() : modelName().nullish(),
    query: (spelling.readQuery === undefined ? text() : z.unknown()).meta({
      description: 'What the documents are ranked for.',
    }),
    [spelling.documents]: spelling.takesOneDocument === true ? oneOrMoreDocuments() : documentList(),
  };
  for (const [place, name] of topN.entries()) {
    const description =
      place === 0
        ? 'How many results to return. All of them when 0, null or absent.'
        : `Another name of \`${topN[0]}\`.`;
    shape[name] = count().meta({ description });
  }
  if (returnDocuments !== undefined) {
    const description = 'Whether each result carries its document.';
    shape[returnDocuments] = flag().meta({ default: spelling.returnsByDefault, description });
  }
  if (rankFields !== undefined) shape['rank_fields'] = names();
  if (truncation !== undefined) {
    shape[truncation] = flag().meta({ description: 'Whether texts that are too long may be cut.' });
  }
  return z.object(shape);
}
