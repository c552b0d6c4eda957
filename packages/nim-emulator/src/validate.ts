import { refuseImage } from './image.ts';
import { answersTo, type NimModel } from './models.ts';
import { type ProfileSettings, settingsFor } from './profiles.ts';
import { type Wording, wordings } from './wording.ts';

export interface RankPassage {
  readonly text?: string | undefined;
  readonly image?: string | undefined;
}

export interface RankRequest {
  readonly model: NimModel;
  /** As they hold for the model. */
  readonly settings: ProfileSettings;
  readonly query: string;
  readonly passages: readonly RankPassage[];
  readonly truncate: 'NONE' | 'END';
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** docs.api.nvidia.com: longest text, in characters. */
const MAX_TEXT_LENGTH = 14_598_366;

const FIELDS = ['model', 'query', 'passages', 'truncate'];

/** Checks a decoded body as NVIDIA's schema has it, and which of these models it asks for. */
export function validateRanking(
  body: unknown,
  models: readonly NimModel[],
  base: ProfileSettings,
): RankRequest | Refusal {
  const words = wordings[base.runtime];
  const refuse = (message: string): Refusal => ({ status: base.invalidStatus, message });
  if (!isFields(body)) return refuse(words.wrongType('body', 'an object'));

  const { model: name, query } = body;
  if (name === undefined) return refuse(words.missing('model'));
  if (typeof name !== 'string') return refuse(words.wrongType('model', 'a string'));
  if (name === '') return refuse(words.tooShort('model'));
  const model = models.find((one) => answersTo(one, name));
  // Wrong fields are told before a wrong model, and both before anything else, by the schema of the model if known.
  const settings = settingsFor(base, model?.id ?? name);
  const extra = unknownField(body, FIELDS, '', settings, words);
  if (extra !== undefined) return refuse(extra);
  if (model === undefined) return { status: base.wrongModelStatus, message: wrongModel(models) };

  if (query === undefined) return refuse(words.missing('query'));
  if (!isFields(query)) return refuse(words.wrongType('query', 'an object'));
  const badQuery = unknownField(query, ['text'], 'query.', settings, words) ?? checkText(query, 'query.text', words);
  if (badQuery !== undefined) return refuse(badQuery);

  const refusal = checkPassages(body['passages'], model, settings, words);
  if (refusal !== undefined) return refusal;
  const { truncate = settings.truncate } = body;
  if (truncate !== 'NONE' && truncate !== 'END') return refuse(words.noneOf('truncate', ['NONE', 'END']));
  const passages = (body['passages'] as readonly RankPassage[]).map(({ text, image }) =>
    model.images ? { text, image } : { text },
  );
  return { model, settings, query: String(query['text']), passages, truncate };
}

export const isRefusal = (result: RankRequest | Refusal): result is Refusal => 'message' in result;

function checkPassages(
  passages: unknown,
  model: NimModel,
  settings: ProfileSettings,
  words: Wording,
): Refusal | undefined {
  const { invalidStatus, emptyPassagesStatus, tooManyPassagesStatus, maxPassages } = settings;
  if (passages === undefined) return { status: invalidStatus, message: words.missing('passages') };
  if (!Array.isArray(passages)) return { status: invalidStatus, message: words.wrongType('passages', 'an array') };
  if (passages.length === 0) return { status: emptyPassagesStatus, message: words.tooShort('passages') };
  if (passages.length > maxPassages) {
    return { status: tooManyPassagesStatus, message: words.tooLong('passages', maxPassages) };
  }
  for (const [index, passage] of passages.entries()) {
    const message = checkPassage(passage, `passages[${index}]`, model, settings, words);
    if (message !== undefined) return { status: invalidStatus, message };
  }
  return undefined;
}

function checkPassage(
  passage: unknown,
  path: string,
  model: NimModel,
  settings: ProfileSettings,
  words: Wording,
): string | undefined {
  if (!isFields(passage)) return words.wrongType(path, 'an object');
  // A text model's schema has no `image`, so there it is one more unknown field.
  const extra = unknownField(passage, model.images ? ['text', 'image'] : ['text'], `${path}.`, settings, words);
  if (extra !== undefined) return extra;
  if (!model.images || passage['image'] === undefined) return checkText(passage, `${path}.text`, words);
  if (typeof passage['image'] !== 'string') return words.wrongType(`${path}.image`, 'a string');
  const unfit = refuseImage(passage['image']);
  if (unfit !== undefined) return words.invalid(`${path}.image`, unfit);
  if (passage['text'] === undefined) return undefined;
  if (passage['text'] === '' && settings.emptyTextBesideImage === 'accept') return undefined;
  return checkText(passage, `${path}.text`, words);
}

function checkText({ text }: Fields, path: string, words: Wording): string | undefined {
  if (text === undefined) return words.missing(path);
  if (typeof text !== 'string') return words.wrongType(path, 'a string');
  if (text === '') return words.tooShort(path);
  return text.length > MAX_TEXT_LENGTH ? words.tooLong(path, MAX_TEXT_LENGTH) : undefined;
}

function unknownField(
  object: Fields,
  expected: readonly string[],
  prefix: string,
  settings: ProfileSettings,
  words: Wording,
): string | undefined {
  if (settings.unknownFields === 'ignore') return undefined;
  const unknown = Object.keys(object).find((name) => !expected.includes(name));
  return unknown === undefined ? undefined : words.unknownField(prefix + unknown, expected);
}

const wrongModel = (models: readonly NimModel[]): string =>
  `model: not served here, expected one of ${models.map(({ id }) => id).join(', ')}`;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
