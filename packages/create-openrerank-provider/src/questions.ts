import { type CANCEL_SYMBOL, cancel, isCancel, select, text } from '@clack/prompts';
import { baseUrlProblem, idProblem, type WireShape } from './answers.ts';

/** Asks for what the command line left out. Each throws `Cancelled` when the user gives up. */
export interface Questions {
  id(): Promise<string>;
  baseUrl(): Promise<string>;
  shape(): Promise<WireShape>;
  /** `problemOf` says why a folder will not do. */
  folder(proposal: string, problemOf: (folder: string) => string | undefined): Promise<string>;
}

/** The user does not want to go on. */
export const Cancelled: unique symbol = Symbol('cancelled');

type Streams = Pick<Parameters<typeof text>[0], 'input' | 'output'>;

/** Asks in a terminal. */
export function terminalQuestions(streams: Streams = {}): Questions {
  const answered = async <Answer>(question: Promise<Answer | typeof CANCEL_SYMBOL>): Promise<Answer> => {
    const answer = await question;
    if (!isCancel(answer)) return answer;
    cancel('Nothing was written.', streams);
    throw Cancelled;
  };
  const ask = (message: string, placeholder: string, validate: (answer: string) => string | undefined) =>
    answered(text({ ...streams, message, placeholder, validate: (answer = '') => validate(answer) }));
  return {
    id: () => ask('The id, which model strings begin with', 'acme', idProblem),
    baseUrl: () => ask('Where the API is', 'https://api.acme.example', baseUrlProblem),
    shape: () =>
      answered(select<WireShape>({ ...streams, message: 'What requests look like', options: [...shapeOptions] })),
    folder: (proposal, problemOf) =>
      answered(
        text({
          ...streams,
          message: 'Where to write it',
          initialValue: proposal,
          validate: (folder = '') => problemOf(folder),
        }),
      ),
  };
}

const shapeOptions = [
  { value: 'cohere', label: 'like Cohere’s', hint: '{ model, query, documents, top_n }' },
  { value: 'tei', label: 'like Text Embeddings Inference’s', hint: '{ query, texts }, answered with a list' },
  { value: 'custom', label: 'otherwise', hint: 'wire.ts is yours to adapt' },
] as const satisfies readonly { readonly value: WireShape; readonly label: string; readonly hint: string }[];
